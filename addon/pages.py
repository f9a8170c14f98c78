"""Pages for a person's browser: the way in, and the mailbox of a set-up that sends no mail.

Whoever is signed in sees her own mails only; another's are as good as not there.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Response, make_response, redirect, render_template, request

from services.core.caller import Claims

from . import ids, signin
from .errors import HttpRefusal, words_of_browser
from .headers import MAIL_BODY
from .wiring import Service

Page = Callable[..., Response]


def signed_in(page: Page) -> Page:
    """Only for a person: everybody else is sent to sign in and comes back."""

    def guarded(service: Service, **parts: str) -> Response:
        person = signin.person()
        if person is None:
            query = urlencode({"next": request.full_path.rstrip("?")})
            return make_response(redirect(f"/signin?{query}", HTTPStatus.SEE_OTHER))
        return page(service, person, **parts)

    return guarded


@signed_in
def mailbox(service: Service, person: Claims) -> Response:
    """GET /mailbox: the mails that were kept for the person, latest first."""
    return _page("mailbox.html", person=person, mails=_box(service).mails(person.email))


@signed_in
def mail(service: Service, person: Claims, key: str) -> Response:
    """GET /mailbox/<key>: one mail with its text and a frame for its HTML."""
    found = _own_mail(service, person, key)
    return _page("mail.html", person=person, mail=found, body=f"/mailbox/{found.id}/html")


@signed_in
def mail_body(service: Service, person: Claims, key: str) -> Response:
    """GET /mailbox/<key>/html: the HTML of one mail, fenced in (see `headers`)."""
    answer = make_response(_own_mail(service, person, key).html)
    answer.headers["Content-Security-Policy"] = MAIL_BODY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def same_origin(service: Service) -> None:
    """A form of ours was sent; raises `HttpRefusal` 403 for another site's.

    Every browser of today says where a POST comes from; one that says nothing sends no cookie of
    ours across sites either (SameSite).
    """
    origin = request.headers.get("Origin")
    if origin not in (None, service.settings.base_url):
        raise HttpRefusal(HTTPStatus.FORBIDDEN, "form-of-another-site")


def sign_out(service: Service) -> Response:
    """POST /signout."""
    same_origin(service)
    return signin.end(service)


def _box(service: Service):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Mailbox, which only wiring may import
    if service.mailbox is None:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "not-found")
    return service.mailbox


def _own_mail(service: Service, person: Claims, key: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - KeptMail, likewise
    found = _box(service).mail(key) if ids.possible(key) else None
    if found is None or found.to != person.email:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "not-found")
    return found


def _page(template: str, **values: object) -> Response:
    words = words_of_browser()
    return make_response(render_template(template, words=words, _=words.gettext, **values))
