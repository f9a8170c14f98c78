"""The one way in which anything goes wrong over HTTP.

An expected refusal of a wish is a card (see `addon.host`); everything else is an `HttpRefusal`, one
of Flask's own errors, or an incident: a small JSON object for machines, a small page for people,
never a stack trace.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from cards.error import refusal_view
from cards.text import Words
from services.core.refusals import LabelGone, NoSuchContact, NoSuchLabel, NoSuchMember, Refusal

from . import log
from .words import words_for


class HttpRefusal(Exception):
    """The request is refused with a status; `reason` is one of our words and safe to log and show."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def unauthorized(reason: str) -> HttpRefusal:
    """401: no token, or not one for this URL."""
    return HttpRefusal(HTTPStatus.UNAUTHORIZED, reason)


def bad_request(reason: str) -> HttpRefusal:
    """400: the body is not what it has to be."""
    return HttpRefusal(HTTPStatus.BAD_REQUEST, reason)


def unavailable(reason: str) -> HttpRefusal:
    """503: something that we need to decide does not answer; trying again may help."""
    return HttpRefusal(HTTPStatus.SERVICE_UNAVAILABLE, reason)


def new_incident(what: str, error: BaseException) -> str:
    """Log something unexpected and return the id under which it can be found."""
    number = secrets.token_hex(4)
    log.incident(what, error, incident=number)
    return number


def register(app: Flask) -> None:
    """Answer every error of `app` in one shape."""
    app.register_error_handler(HttpRefusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refusal, _wish_refused)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: HttpRefusal) -> Response:
    log.line("refused", path=_known_path(), status=int(error.status), reason=error.reason)
    return _answer(error.status, error.reason)


def _wish_refused(refusal: Refusal) -> Response:
    """A page's wish; the host's are answered with cards before they come here."""
    log.line("refused", path=_known_path(), reason=refusal.code)
    words = words_of_browser()
    said = refusal_view(refusal, words)
    page = render_template(
        "error.html",
        _=words.gettext,
        words=words,
        headline=said.title,
        advice=f"{said.text} {said.mend}",
        incident="",
    )
    missing = isinstance(refusal, NoSuchLabel | NoSuchContact | NoSuchMember | LabelGone)
    return make_response(page, HTTPStatus.NOT_FOUND if missing else HTTPStatus.FORBIDDEN)


def _http(error: HTTPException) -> Response:
    answer = _answer(HTTPStatus(error.code or 500), (error.name or "error").lower().replace(" ", "-"))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


def _unexpected(error: Exception) -> Response:
    incident = new_incident("failed", error)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected", incident)


def _answer(status: HTTPStatus, reason: str, incident: str = "") -> Response:
    if _for_people():
        answer = make_response(_page(status, incident), status)
    else:
        said: dict[str, str | int] = {"status": int(status), "reason": reason}
        if incident:
            said["incident"] = incident
        answer = make_response(jsonify({"error": said}), status)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(status: HTTPStatus, incident: str) -> str:
    words = words_of_browser()
    headline, advice = headline_and_advice(status, words)
    return render_template(
        "error.html",
        _=words.gettext,
        words=words,
        headline=headline,
        advice=advice,
        incident=incident,
    )


def headline_and_advice(status: HTTPStatus, words: Words) -> tuple[str, str]:
    """What happened and what to do, for a person."""
    match status:
        case HTTPStatus.NOT_FOUND:
            return (
                words.gettext("This page is not here"),
                words.gettext("It was moved or deleted, or you may not see it."),
            )
        case HTTPStatus.UNAUTHORIZED:
            return (
                words.gettext("You are not signed in"),
                words.gettext("Sign in again, and begin on the start page."),
            )
        case HTTPStatus.SERVICE_UNAVAILABLE:
            return (
                words.gettext("Google does not answer at the moment"),
                words.gettext("Try again in a minute."),
            )
        case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return (
                words.gettext("Something went wrong"),
                words.gettext("This is our fault, not yours. Your contacts are safe."),
            )
        case _:
            return (
                words.gettext("This does not work"),
                words.gettext("Your browser sent something that we do not expect here. Nothing was changed."),
            )


def words_of_browser() -> Words:
    """Words in the language that the browser asks for."""
    return words_for(next(iter(request.accept_languages.values()), ""))


def _known_path() -> str:
    """The pattern of the route: a path that somebody made up may hold anything."""
    return request.url_rule.rule if request.url_rule else ""


def _for_people() -> bool:
    """Whether a person's browser asks: programs have their own paths or do not ask for a page."""
    if request.path.startswith(("/addon/", "/tasks/", "/cron/", "/webhooks/", "/_ah/")):
        return False
    return request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"
