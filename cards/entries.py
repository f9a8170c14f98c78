"""What a person wrote into a contact, as cards and pages show it: dates and genders in her language."""

from __future__ import annotations

import re

from .kinds import PREDEFINED, type_name
from .text import Words

_DATED = frozenset({"birthdays", "events"})
_DATE = re.compile(r"(?<![\d-])(?:(\d{4})|-)-(\d{2})-(\d{2})(?!\d)")


def entry_text(field: str, text: str, words: Words) -> str:
    """The text of an entry: a date as the reader's language writes it, with or without its year; a gender."""
    if field == "genders" and text in PREDEFINED[field]:
        return type_name(field, text, words)
    return _DATE.sub(lambda found: _day(found, words), text) if field in _DATED else text


def _day(found: re.Match[str], words: Words) -> str:
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        return words.day(year, month, day)
    except ValueError:  # a 30th of February is shown as it was written
        return found[0]
