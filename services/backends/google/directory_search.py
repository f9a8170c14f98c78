"""What a person types, as queries of the Directory API; pure.

The API finds prefixes of one field at a time and knows no "or", so a search is a few queries whose
answers are put together and held against all the words that were typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 100
FEW, MANY = 100, 500
"""How many are asked for: many when the query says less than what was typed, and we must choose."""

_WORDS = re.compile(r"[^\s,;<>()\"]+")
_PARTS = re.compile(r"[\s.@_+'\u2019-]+")
_PLAIN = re.compile(r"[\w.@+-]+")


@dataclass(frozen=True, slots=True)
class Query:
    """One query; `whole` when all that was typed is in it, so that its answers need no filter."""

    text: str
    most: int
    whole: bool


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search."""
    return tuple(_WORDS.findall(text[:LONGEST]))


def matches(words: Sequence[str], *texts: str) -> bool:
    """Whether each word begins a word of one of the texts (or a whole text)."""
    folded = [_folded(text) for text in texts]
    begins = [part for text in folded for part in (*_PARTS.split(text), *text.split(), text)]
    return bool(words) and all(any(part.startswith(_folded(word)) for part in begins) for word in words)


def user_queries(words: Sequence[str]) -> Iterator[Query]:
    """Queries for users, the likeliest first. An address needs only one."""
    fields = ("givenName", "familyName", "email")
    return _queries(words, fields[2:] if words and "@" in words[0] else fields)


def group_queries(words: Sequence[str]) -> Iterator[Query]:
    """Queries for groups."""
    return _queries(words, ("email",) if words and "@" in words[0] else ("email", "name"))


def _queries(words: Sequence[str], fields: Sequence[str]) -> Iterator[Query]:
    # Only the plain beginning of the first word goes into the query: what quotes, colons and stars mean
    # inside a value is nothing that a name should find out.
    plain = _PLAIN.search(words[0]) if words else None
    if plain is None:
        return
    whole = len(words) == 1 and plain[0] == words[0]
    for field in fields:
        yield Query(f"{field}:{plain[0]}*", FEW if whole else MANY, whole)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
