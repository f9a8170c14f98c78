"""Pages beside the dashboard, with sample facts: help, privacy, the mailbox, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from addon import errors, notices
from addon.letters import composed
from cards.text import Words
from services.core.caller import Claims

from . import facts
from .drawn import Drawn
from .letters import LETTERS

PERSON = Claims(sub="200", email=facts.NOAH.email, hd="example.com", name=facts.NOAH.name)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A mail as the mailbox of a set-up that sends none keeps it."""

    id: str
    subject: str
    text: str
    to: str = facts.NOAH.email
    to_name: str = facts.NOAH.name
    sender: str = facts.MAYA.email
    sender_name: str = facts.MAYA.name
    at: datetime = facts.AT


def _kept(name: str, words: Words) -> _Kept:
    letter = composed(LETTERS[name], words)
    return _Kept(name, letter.subject, letter.text)


def _notice(template: str) -> Callable[[Words], Drawn]:
    return lambda _: (template, {"person": None, **notices.PROMISED})


def _failed(status: HTTPStatus, incident: str = "") -> Callable[[Words], Drawn]:
    def drawn(words: Words) -> Drawn:
        headline, advice = errors.headline_and_advice(status, words)
        return "error.html", {"headline": headline, "advice": advice, "incident": incident}

    return drawn


def _mailbox(words: Words) -> Drawn:
    return "mailbox.html", {"person": PERSON, "mails": [_kept(name, words) for name in LETTERS]}


def _mail(words: Words) -> Drawn:
    return "mail.html", {"person": PERSON, "mail": _kept("shared", words)}


BESIDE: dict[str, Callable[[Words], Drawn]] = {
    "help": _notice("help.html"),
    "privacy": _notice("privacy.html"),
    "terms": _notice("terms.html"),
    "mailbox": _mailbox,
    "mailbox_empty": lambda _: ("mailbox.html", {"person": PERSON, "mails": []}),
    "mail": _mail,
    "unsubscribe": lambda _: ("unsubscribe.html", {"person": None, "done": False}),
    "unsubscribed": lambda _: ("unsubscribe.html", {"person": None, "done": True}),
    "error_not_found": _failed(HTTPStatus.NOT_FOUND),
    "error_signed_out": _failed(HTTPStatus.UNAUTHORIZED),
    "error_google": _failed(HTTPStatus.SERVICE_UNAVAILABLE),
    "error_unexpected": _failed(HTTPStatus.INTERNAL_SERVER_ERROR, "1f2e3d4c"),
    "error_form": _failed(HTTPStatus.BAD_REQUEST),
}
