"""*See as this member*: page, search, and one contact; nothing can be changed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.card import Card
from cards.responses import Answer, Done, Push, Update
from cards.seen import seen_card, seen_contact_card, seen_contact_view, seen_view
from cards.text import Words
from services import seeing
from services.core.caller import Caller
from services.deps import Deps

from . import reading


def _card(event: CallbackEvent, caller: Caller, words: Words, *, query: str = "", deps: Deps) -> Card:
    facts = seeing.label(
        caller,
        label=reading.needed(event, "label"),
        principal=reading.needed(event, "principal"),
        page=reading.number(event, "page"),
        query=query,
        deps=deps,
    )
    return seen_card(seen_view(facts, words))


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*See as this member* on the member card."""
    return Done((Push(_card(event, caller, words, deps=deps)),))


def show(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Refresh*, *Next*, *Previous* and *Show all*."""
    return Done((Update(_card(event, caller, words, query=event.parameter("query"), deps=deps)),))


def search(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Search* in what she is shown."""
    return Done((Update(_card(event, caller, words, query=event.inputs.text("query"), deps=deps)),))


def contact(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """A contact was pressed: as she sees it."""
    facts = seeing.contact(
        caller,
        label=reading.needed(event, "label"),
        contact=reading.needed(event, "contact"),
        principal=reading.needed(event, "principal"),
        deps=deps,
    )
    return Done((Push(seen_contact_card(seen_contact_view(facts, words))),))


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "member.sees": open_,
    "member.sees.show": show,
    "member.sees.search": search,
    "member.sees.contact": contact,
}
