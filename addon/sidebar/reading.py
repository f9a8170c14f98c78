"""Values read from a callback's parameters and inputs, refused when they cannot be meant."""

from __future__ import annotations

from addon import ids
from addon.events import CallbackEvent
from cards.carrying import unpacked
from services.core.encounters import Correspondent
from services.core.levels import Level
from services.core.refusals import BadInput

DIGITS = 8
"""No page and no version has more; a longer number was not made by us."""


def needed(event: CallbackEvent, name: str) -> str:
    """A parameter that every card of ours sends along; raises BadInput without it."""
    value = event.parameter(name)
    if not value:
        raise BadInput(name)
    return value


def number(event: CallbackEvent, name: str) -> int:
    """A whole number from 0 (a page, a version); absent means 0. Raises BadInput for anything else."""
    value = event.parameter(name)
    if not value:
        return 0
    if not (value.isascii() and value.isdecimal() and len(value) <= DIGITS):
        raise BadInput(name)
    return int(value)


def whole(text: str) -> int:
    """A whole number that was typed; -1, which nobody may want, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else -1


def level(word: str) -> Level:
    """A level by its word; raises BadInput for anything else."""
    try:
        return Level.from_word(word)
    except ValueError:
        raise BadInput("level") from None


def chosen(event: CallbackEvent, name: str) -> str:
    """An id that was chosen in a list, else the one that the card carried; raises BadInput for neither."""
    value = event.inputs.text(name) or event.parameter(name)
    if not ids.possible(value):
        raise BadInput(name)
    return value


def people(event: CallbackEvent, name: str) -> tuple[Correspondent, ...]:
    """People that the card carried; raises BadInput for what no card of ours has written."""
    try:
        return unpacked(event.parameter(name))
    except ValueError:
        raise BadInput(name) from None
