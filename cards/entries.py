"""What a person wrote into a contact, as cards and pages show it: dates in her language, types in words."""

from __future__ import annotations

import re

from .text import Words, one_line

_DATED = frozenset({"birthdays", "events"})
_DATE = re.compile(r"(?<![\d-])(?:(\d{4})|-)-(\d{2})-(\d{2})(?!\d)")
_NO_TYPE = frozenset({"DEFAULT", "TYPE_UNSPECIFIED"})
"""What Google writes where no type was chosen."""


def entry_text(field: str, text: str, words: Words) -> str:
    """The text of an entry; a date in it as the reader's language writes it, with or without its year."""
    return _DATE.sub(lambda found: _day(found, words), text) if field in _DATED else text


def _day(found: re.Match[str], words: Words) -> str:
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        return words.day(year, month, day)
    except ValueError:  # a 30th of February is shown as it was written
        return found[0]


def type_name(kind: str, words: Words) -> str:
    """The type of an entry, as Google Contacts calls it; one of her own is shown as it is."""
    match kind:
        case "work":
            return words.pgettext("type of a number or address", "Work")
        case "home":
            return words.pgettext("type of a number or address", "Home")
        case "mobile":
            return words.pgettext("type of a number or address", "Mobile")
        case "main":
            return words.pgettext("type of a number or address", "Main")
        case "workFax":
            return words.pgettext("type of a number or address", "Work fax")
        case "homeFax":
            return words.pgettext("type of a number or address", "Home fax")
        case "pager":
            return words.pgettext("type of a number or address", "Pager")
        case "other":
            return words.pgettext("type of a number or address", "Other")
        case _:
            return "" if kind in _NO_TYPE else one_line(kind)
