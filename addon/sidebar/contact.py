"""One contact of a shared label."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.contact import contact_card, contact_view
from cards.responses import Answer, Done, Push
from cards.text import Words
from services import overview
from services.core.caller import Caller
from services.deps import Deps

from . import reading


def open_(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """A contact of a list was pressed."""
    facts = overview.contact(
        caller,
        label=reading.needed(event, "label"),
        contact=reading.needed(event, "contact"),
        deps=deps,
    )
    return Done((Push(contact_card(contact_view(facts, words))),))


HANDLERS: Mapping[str, Callable[..., Answer]] = {"contact.open": open_}
