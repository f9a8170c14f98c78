"""What a person types, as queries of the Directory API; pure.

The API finds prefixes of one field at a time and knows no "or", so a search is a few queries whose
answers are put together and held against all the words that were typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_WORDS = re.compile(r"[^\s,;<>()\"]+")
LONGEST = 100


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, folded as `matches` compares them."""
    return tuple(_folded(word) for word in _WORDS.findall(text[:LONGEST]))


def matches(words: Sequence[str], *texts: str) -> bool:
    """Whether each word begins a word of one of the texts (or a whole address)."""
    begins = [part for text in texts for part in (*_parts(_folded(text)), _folded(text))]
    return bool(words) and all(any(part.startswith(word) for part in begins) for word in words)


def user_queries(words: Sequence[str]) -> Iterator[str]:
    """Queries for users, the likeliest first. An address needs only one."""
    if not words:
        return
    prefix = quoted(words[0])
    if "@" in words[0]:
        yield f"email:{prefix}"
        return
    for field in ("givenName", "familyName", "email"):
        yield f"{field}:{prefix}"


def group_queries(words: Sequence[str]) -> Iterator[str]:
    """Queries for groups."""
    if not words:
        return
    prefix = quoted(words[0])
    yield f"email:{prefix}"
    if "@" not in words[0]:
        yield f"name:{prefix}"


def quoted(word: str) -> str:
    """A word as the value of a clause that finds what begins with it.

    In quotes where it is more than letters, digits and what addresses are made of; a quote inside
    is escaped with a backslash, and a star or backslash of the word's own has no meaning: it goes.
    """
    clean = re.sub(r"[*\\\x00-\x1f]", "", word)
    if re.fullmatch(r"[\w.@+-]*", clean):
        return f"{clean}*"
    return "'" + clean.replace("'", "\\'") + "*'"


def _folded(text: str) -> str:
    # Accents stay: they are sent to Google as typed, and compared without them only here.
    return unicodedata.normalize("NFC", text).casefold()


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s.@_+'\u2019-]+", text) if part]
