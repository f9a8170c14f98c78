"""Values read from a callback's parameters and inputs, refused when they cannot be meant."""

from __future__ import annotations

from addon.events import CallbackEvent
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


def level(word: str) -> Level:
    """A level by its word; raises BadInput for anything else."""
    try:
        return Level.from_word(word)
    except ValueError:
        raise BadInput("level") from None
