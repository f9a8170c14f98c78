"""Answers to the host: trigger, callback and autocomplete envelopes are different types.

Handlers return an `Answer`; `to_json` makes it what Google documents, filling in full URLs last.
"""

from __future__ import annotations

from dataclasses import dataclass

from .actions import Kind
from .card import Card
from .text import plain
from .widgets import Json, Link, UrlOf


@dataclass(frozen=True, slots=True)
class Push:
    """Put a card on top; the host's arrow leads back."""

    card: Card


@dataclass(frozen=True, slots=True)
class Update:
    """Replace the card on top."""

    card: Card


@dataclass(frozen=True, slots=True)
class Pop:
    """Go back one card."""


@dataclass(frozen=True, slots=True)
class PopToRoot:
    """Go back to the first card."""


Step = Push | Update | Pop | PopToRoot


@dataclass(frozen=True, slots=True)
class Shown:
    """Answer to a trigger (homepage, open message): RenderActions."""

    card: Card


@dataclass(frozen=True, slots=True)
class Done:
    """Answer to a callback: SubmitFormResponse.

    `changed` tells the host that data outside the card changed.
    """

    steps: tuple[Step, ...] = ()
    notification: str = ""
    link: Link | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """Answer to a text input that is typed into: what the whole input may become."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScopesWanted:
    """Answer to anything: Google asks the user for these scopes and repeats the action."""

    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftFilled:
    """Answer to a callback of the compose window: the draft's recipients, list by list.

    `where` is to, cc or bcc. A list that is given takes the place of the one in the draft.
    """

    where: str
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuestsAdded:
    """Answer to a callback beside an event: Google Calendar adds these guests to those that are there."""

    emails: tuple[str, ...]


Answer = Shown | Done | Suggested | ScopesWanted | DraftFilled | GuestsAdded


def fits(answer: Answer, kind: Kind) -> bool:
    """Whether the envelope is the one that this kind of action is answered with."""
    match answer:
        case Shown():
            return kind is Kind.TRIGGER
        case Done() | DraftFilled() | GuestsAdded():
            return kind is Kind.CALLBACK
        case Suggested():
            return kind is Kind.AUTOCOMPLETE
        case ScopesWanted():
            return True


def failure(kind: Kind, card: Card) -> Answer:
    """The card that says what went wrong, in the envelope of the action that failed.

    A callback gets it on top of its own card, so that the arrow leads back to what was typed. A text
    input has no place for a card: it gets no suggestions.
    """
    match kind:
        case Kind.TRIGGER:
            return Shown(card)
        case Kind.CALLBACK:
            return Done((Push(card),))
        case Kind.AUTOCOMPLETE:
            return Suggested(())


def to_json(answer: Answer, base_url: str) -> Json:
    """The JSON body; `base_url` is the public URL without a trailing slash."""

    def url_of(path: str) -> str:
        return base_url + path

    match answer:
        case Shown(card):
            return {"action": {"navigations": [_step(Push(card), url_of)]}}
        case Done():
            return _done(answer, url_of)
        case Suggested(items):
            return {"autoComplete": {"items": [{"text": item} for item in items]}}
        case ScopesWanted(scopes):
            return {"requesting_google_scopes": {"scopes": list(scopes)}}
        case DraftFilled(where, emails):
            listed = {f"{where}Recipients": [{"email": email} for email in emails]}
            update = {f"update{where.capitalize()}Recipients": listed}
            return _host({"gmailAction": {"updateDraftActionMarkup": update}})
        case GuestsAdded(emails):
            added = {"addAttendeeEmails": list(emails)}
            return _host({"calendarAction": {"editAttendeesActionMarkup": added}})


def _host(action: Json) -> Json:
    return {"renderActions": {"hostAppAction": action}}


def _done(answer: Done, url_of: UrlOf) -> Json:
    action: Json = {}
    if answer.steps:
        action["navigations"] = [_step(step, url_of) for step in answer.steps]
    if answer.notification:
        action["notification"] = {"text": plain(answer.notification)}
    if answer.link is not None:
        own = answer.link.url.startswith("/")
        action["link"] = {
            "url": url_of(answer.link.url) if own else answer.link.url,
            "openAs": "FULL_SIZE",
            "onClose": "RELOAD" if answer.link.reload else "NOTHING",
        }
    made: Json = {"renderActions": {"action": action}}
    if answer.changed:
        made["stateChanged"] = True
    return made


def _step(step: Step, url_of: UrlOf) -> Json:
    match step:
        case Push(card):
            return {"pushCard": card.to_json(url_of)}
        case Update(card):
            return {"updateCard": card.to_json(url_of)}
        case Pop():
            return {"pop": True}
        case PopToRoot():
            return {"popToRoot": True}
