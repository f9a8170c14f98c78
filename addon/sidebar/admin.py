"""*Administration*: for admins of the company."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent
from cards.admin import admin_card, admin_view
from cards.card import Card
from cards.responses import Answer, Done, Push, Update
from cards.text import Words
from services import admin
from services.core.caller import Caller
from services.deps import Deps


def _card(caller: Caller, words: Words, *, deps: Deps) -> Card:
    return admin_card(admin_view(admin.setup(caller, deps=deps), words))


def open_(_event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Administration* on the settings card."""
    return Done((Push(_card(caller, words, deps=deps)),))


def show(_event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Check again*."""
    return Done((Update(_card(caller, words, deps=deps)),))


HANDLERS: Mapping[str, Callable[..., Answer]] = {"admin.open": open_, "admin.show": show}
