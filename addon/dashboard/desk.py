"""Who sits at the dashboard: everything a page needs of the request, and what becomes of refusals.

`page` lets only people in: everybody else is sent to sign in and comes back to the same place. A part
of a page that a script asks for cannot follow Google's sign-in, so it makes the whole page load anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, redirect, request

from addon import ids, log, signin
from addon.wiring import Service
from addon.words import words_for
from cards.confirm import ConfirmView
from cards.error import refusal_view
from cards.onboarding import OnboardingView, consumer_view, not_ready_view
from cards.text import Words
from services import callers, homepage
from services.core.caller import Caller, Claims
from services.core.facts import HomeFacts
from services.core.refusals import (
    AlreadyDecided,
    BadInput,
    ConsumerAccount,
    LabelGone,
    LabelStopped,
    NoSuchContact,
    NoSuchLabel,
    NoSuchMember,
    NotReady,
    Refusal,
    TooMany,
)
from services.deps import Deps
from services.ports import PortError

from . import forms, rendering
from .links import label_url
from .views import nav_view

ZONE_COOKIE = "zone"
"""The browser's time zone, which it tells nobody unasked; a script of ours writes it down."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in person with her words."""

    service: Service
    person: Claims
    caller: Caller
    words: Words

    @property
    def deps(self) -> Deps:
        return self.service.deps

    def draw(
        self,
        template: str,
        *,
        status: int = HTTPStatus.OK,
        here: str = "",
        home: HomeFacts | None = None,
        **values: Any,  # noqa: ANN401 - a template takes what it names
    ) -> Response:
        """A whole page. `here` is the address that is current among the labels at the left.

        `home` has these labels where they were asked for already: each time costs a call to Google.
        """
        if home is None:
            home = homepage.home(self.caller, deps=self.deps)
        return rendering.answer(
            f"pages/{template}",
            self.words,
            status=status,
            person=self.person,
            mailbox=self.service.mailbox is not None,
            csrf=forms.token(),
            nav=nav_view(home, self.words),
            here=here,
            **values,
        )

    def ask(
        self,
        view: ConfirmView,
        *,
        label: str,
        back: str,
        action: str,
        carried: Mapping[str, str] | None = None,
    ) -> Response:
        """The question before something is done with a label; yes posts what is `carried` to `action`."""
        return self.draw(
            "confirm.html",
            here=label_url(label),
            title=view.title,
            lines=view.lines,
            yes=view.yes.text,
            back=back,
            action=action,
            carried=carried or {},
        )

    def part(self, template: str, *, headers: dict[str, str] | None = None, **values: Any) -> Response:  # noqa: ANN401 - likewise
        """A part of a page, for a script."""
        return rendering.answer(
            f"parts/{template}", self.words, headers=headers, csrf=forms.token(), part=True, **values
        )


Answer = Callable[..., Response]
"""`answer(desk, **parts of the path) -> Response`."""


def page(answer: Answer) -> Answer:
    """Only for a person whose company we know; refusals become pages with the right status."""

    def guarded(service: Service, **parts: str) -> Response:
        words = words_for(_locale(), request.cookies.get(ZONE_COOKIE, "")[:64])
        person = signin.person()
        if person is None:
            return _sign_in_first(words)
        try:
            if request.method == "POST":
                forms.check(service.settings.base_url)
            _check_path(parts)
            caller = callers.resolve(person, deps=service.deps)
            if caller.language:
                words = words_for(caller.language, request.cookies.get(ZONE_COOKIE, "")[:64])
            return answer(Desk(service, person, caller, words), **parts)
        except forms.OldForm:
            return _send_again(words, HTTPStatus.FORBIDDEN, person)
        except Refusal as refusal:
            log.line("refused", path=_rule(), who=person.sub, reason=refusal.code)
            return _refused(refusal, words, person)
        except PortError as trouble:
            log.warn("page refused", path=_rule(), who=person.sub, why=type(trouble).__name__)
            return _refused(callers.not_ready(trouble.fault, deps=service.deps), words, person)

    return guarded


def _check_path(parts: dict[str, str]) -> None:
    """Raises `NoSuchLabel` or `NoSuchContact`: what cannot be an id of ours leads to nothing."""
    try:
        ids.check(parts)
    except BadInput:
        raise NoSuchContact from None


def see_other(url: str) -> Response:
    """After a form: the page that shows what came of it, so that reloading sends nothing again."""
    return make_response(redirect(url, HTTPStatus.SEE_OTHER))


def by_script() -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def _sign_in_first(words: Words) -> Response:
    if by_script():
        return make_response("", HTTPStatus.UNAUTHORIZED, {"HX-Refresh": "true"})
    if request.method == "POST":
        # Her session ended while she filled in the form: nothing of it may be lost.
        return _send_again(words, HTTPStatus.UNAUTHORIZED, None)
    query = urlencode({"next": request.full_path.rstrip("?")})
    return see_other(f"/signin?{query}")


def _send_again(words: Words, status: HTTPStatus, person: Claims | None) -> Response:
    return rendering.answer(
        "bare/again.html",
        words,
        status=status,
        person=person,
        csrf=forms.token() if person else "",
        kept=forms.kept(),
        to=request.path,
    )


def _refused(refusal: Refusal, words: Words, person: Claims) -> Response:
    status = status_of(refusal)
    if by_script():
        # The page that the part belongs to is no longer what it was: loaded anew, it says why.
        return make_response("", status, {"HX-Refresh": "true"})
    onboarding: OnboardingView | None = None
    match refusal:
        case NotReady():
            onboarding = not_ready_view(refusal, words)
        case ConsumerAccount():
            onboarding = consumer_view(words)
    return rendering.answer(
        "bare/refused.html",
        words,
        status=status,
        person=person,
        csrf=forms.token(),
        view=refusal_view(refusal, words),
        onboarding=onboarding,
    )


def status_of(refusal: Refusal) -> HTTPStatus:
    """What a refusal is in HTTP."""
    match refusal:
        case NoSuchLabel() | NoSuchContact() | NoSuchMember():
            return HTTPStatus.NOT_FOUND
        case LabelStopped() | LabelGone():
            return HTTPStatus.GONE
        case BadInput():
            return HTTPStatus.BAD_REQUEST
        case AlreadyDecided():
            return HTTPStatus.CONFLICT
        case NotReady():
            return HTTPStatus.SERVICE_UNAVAILABLE
        case TooMany():
            return HTTPStatus.TOO_MANY_REQUESTS
        case _:
            return HTTPStatus.FORBIDDEN


def _locale() -> str:
    return next(iter(request.accept_languages.values()), "")


def _rule() -> str:
    return request.url_rule.rule if request.url_rule else ""
