"""A language that nobody speaks: every message is in brackets, accented and longer than any translation.

What is cut off or runs out of its box in it would do so in German; what is not in brackets came past the
catalogue.
"""

from __future__ import annotations

import gettext
import re

from cards.text import GettextWords, Words

PSEUDO = "pseudo"
OPEN, CLOSE = "\u27e6", "\u27e7"
LONGER = 0.4
"""How much is added, as a part of the message: what a sentence gains from English to Finnish or German."""

SHORT = 12
"""Messages up to here are doubled: *Share* is *Udostępnij*."""

_ACCENTED = str.maketrans("aceginosuyzACEGINOSUYZ", "áćéğíñóšúýžÁĆÉĞÍÑÓŠÚÝŽ")
_GAP = re.compile(r"(\{\w+\})")
_FILLING = "õñé ťŵó ťĥŕéé ƒóúŕ "


def stretched(message: str) -> str:
    """The message as this language says it, with its gaps as they were."""
    parts = _GAP.split(message)
    said = "".join(part if _GAP.fullmatch(part) else part.translate(_ACCENTED) for part in parts)
    bare = len(_GAP.sub("", message))
    more = bare if bare <= SHORT else round(bare * LONGER)
    filling = (_FILLING * (more // len(_FILLING) + 1))[:more].strip()
    return f"{OPEN}{said}{' ' if filling else ''}{filling}{CLOSE}"


class Pseudo(gettext.NullTranslations):
    """The catalogue of that language."""

    def gettext(self, message: str) -> str:
        return stretched(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return stretched(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - of the catalogue's interface
        return stretched(message)


def pseudo_words(zone: str = "") -> Words:
    """Words of that language, with English dates and numbers."""
    return GettextWords(Pseudo(), "en-GB", zone)
