"""Words in the user's language, and the one place where user text is made safe for a card.

Google renders `textParagraph.text`, `decoratedText.text` and section headers as simple HTML: there
user text is escaped. Of headers, top and bottom labels, buttons and notifications it is not said
whether markup counts: `plain` makes them harmless either way. Inputs keep exactly what was typed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Protocol

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_time, get_timezone
from babel.lists import format_list
from babel.numbers import format_decimal

NAME_LIMIT = 120
"""Characters of one name in a row; Google allows 1,024, a sidebar does not."""

SENTENCE_LIMIT = 400
"""Characters of one value inside a sentence: more than any words of ours that stand in others."""

_ISOLATE, _END = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_STEERING = frozenset({"RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"})
"""Invisible characters that turn the direction of what follows: in a name they can turn our words."""
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
"""Runs of white space, but not what holds a number together: 25 000 stays on one line in Finnish."""
_LOOKALIKES = str.maketrans({"<": "\u2039", ">": "\u203a"})


class Catalogue(Protocol):
    """What `gettext.NullTranslations` and its kin offer."""

    def gettext(self, message: str, /) -> str: ...
    def ngettext(self, singular: str, plural: str, n: int, /) -> str: ...
    def pgettext(self, context: str, message: str, /) -> str: ...


_LEAP_YEAR = 2000
"""Stands for a year that nobody wrote: it has a 29th of February."""


class Words(Protocol):
    """The words of one person: her language, her number formats, her clock.

    Messages name their gaps in braces and the values come as keywords; a value is user text and is
    made safe to stand inside a sentence. `ngettext` offers the number itself as `{n}`.
    """

    @property
    def language(self) -> str:
        """The language as a BCP 47 tag, for `lang` attributes."""
        ...

    def gettext(self, message: str, /, **values: str) -> str: ...
    def ngettext(self, singular: str, plural: str, n: int, /, **values: str) -> str: ...
    def pgettext(self, context: str, message: str, /, **values: str) -> str: ...
    def number(self, n: int) -> str: ...
    def names(self, names: Iterable[str]) -> str:
        """Names as a sentence lists them: *Maya, Noah and Olivia*."""
        ...

    def clock(self, moment: datetime) -> str:
        """The time of day, in the person's zone."""
        ...

    def date_time(self, moment: datetime) -> str: ...
    def date(self, moment: datetime) -> str: ...
    def day(self, year: int, month: int, day: int) -> str:
        """A day that is the same in every zone: a birthday, without its year (0) where nobody knows it.

        Raises ValueError for a day that there is none of.
        """
        ...


class GettextWords:
    """`Words` from a gettext catalogue and Babel's formats.

    An unknown locale formats as English, an unknown zone as UTC (and says so): both come from the
    host's event and may be anything.
    """

    def __init__(self, catalogue: Catalogue, locale: str = "en", zone: str = "") -> None:
        self._catalogue = catalogue
        self._locale = _locale(locale)
        self._zone, self._zone_known = _zone(zone)

    @property
    def language(self) -> str:
        return str(self._locale).replace("_", "-")

    def gettext(self, message: str, /, **values: str) -> str:
        return _filled(self._catalogue.gettext(message), values)

    def ngettext(self, singular: str, plural: str, n: int, /, **values: str) -> str:
        chosen = self._catalogue.ngettext(singular, plural, n)
        return _filled(chosen, {**values, "n": self.number(n)})

    def pgettext(self, context: str, message: str, /, **values: str) -> str:
        return _filled(self._catalogue.pgettext(context, message), values)

    def number(self, n: int) -> str:
        return _number(n, self._locale)

    def names(self, names: Iterable[str]) -> str:
        return format_list([in_sentence(name) for name in names], locale=self._locale)

    def clock(self, moment: datetime) -> str:
        shown = format_time(moment, "short", tzinfo=self._zone, locale=self._locale)
        return self._marked(shown)

    def date_time(self, moment: datetime) -> str:
        shown = format_datetime(moment, "medium", tzinfo=self._zone, locale=self._locale)
        return self._marked(shown)

    def date(self, moment: datetime) -> str:
        return format_date(moment.astimezone(self._zone), "medium", locale=self._locale)

    def day(self, year: int, month: int, day: int) -> str:
        if year:
            return format_date(date(year, month, day), "medium", locale=self._locale)
        return format_skeleton("MMMd", date(_LEAP_YEAR, month, day), locale=self._locale)

    def _marked(self, shown: str) -> str:
        return shown if self._zone_known else f"{shown} UTC"


@lru_cache(maxsize=10_000)
def _number(n: int, locale: Locale) -> str:
    """Kept, because a card of a hundred labels would spend a quarter of its time on their counts."""
    return format_decimal(n, locale=locale)


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return Locale("en")


def _zone(name: str) -> tuple[tzinfo, bool]:
    if not name:
        return UTC, False
    try:
        return get_timezone(name), True
    except (LookupError, ValueError, OSError):  # the name becomes a path: absolute, a folder, too long
        return UTC, False


def _filled(message: str, values: dict[str, str]) -> str:
    if not values:
        return message
    return message.format_map({name: in_sentence(value) for name, value in values.items()})


def one_line(text: str, limit: int = NAME_LIMIT) -> str:
    """The text on one line, without characters that steer, cut with an ellipsis after `limit`.

    A cut never leaves half of a joined character (an emoji with a skin tone, a letter with accents).
    """
    if text.isascii() and text.isprintable():  # most names: nothing in them steers
        clean = " ".join(text.split())
    else:
        shown = (" " if unicodedata.category(c) == "Cc" else c for c in text)
        straight = "".join(c for c in shown if unicodedata.bidirectional(c) not in _STEERING)
        clean = _SPACES.sub(" ", straight).strip()
    if len(clean) <= limit:
        return clean
    end = limit - 1
    while end > 0 and (_joins(clean[end]) or clean[end - 1] == "\u200d"):
        end -= 1
    return clean[:end].rstrip() + "\u2026"


def _joins(character: str) -> bool:
    return bool(unicodedata.combining(character)) or character in _JOINERS


_JOINERS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def in_sentence(text: str) -> str:
    """User text fit to stand inside our words: one line, and its own direction kept to itself.

    Only text that has a direction of its own is isolated, so that plain names stay searchable.
    """
    line = one_line(text, SENTENCE_LIMIT)
    if not line.isascii() and any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in line
    ):
        return f"{_ISOLATE}{line}{_END}"
    return line


def escaped(text: str) -> str:
    """Plain text as simple HTML; line breaks stay line breaks."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def plain(text: str) -> str:
    """Plain text for a field that may or may not be read as HTML: angle brackets become look-alikes."""
    return text.translate(_LOOKALIKES)


def joined(parts: Iterable[str], words: Words) -> str:
    """Short notes on one line."""
    return words.pgettext("between two short notes of one line", " · ").join(parts)
