"""Values of forms and addresses, read so that no garbage in them is more than nothing."""

from __future__ import annotations

from services.core.levels import Level
from services.core.refusals import BadInput

DIGITS = 8
"""No page and no version has more."""


def number(text: str) -> int:
    """A whole number from 0; whatever else is there means 0."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0


def level(word: str) -> Level:
    """A level by its word. Raises `BadInput`."""
    try:
        return Level.from_word(word)
    except ValueError:
        raise BadInput("level") from None
