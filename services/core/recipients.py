"""Pasted lists of people, as other programs write them.

Read: addresses divided by commas, semicolons, line ends, tabs or nothing but spaces; `Name <a@b>`;
`"Chen, Maya" <a@b>`; Outlook's `Chen, Maya <a@b>`; `mailto:` links. Behind `>` another one begins,
whether somebody divided them or not. Whatever cannot be read is named
as it was typed, and never keeps the good ones from being used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

_DIVIDERS = frozenset(";\n\r\t\N{FULLWIDTH SEMICOLON}")
_COMMAS = frozenset(",\N{FULLWIDTH COMMA}\N{IDEOGRAPHIC COMMA}")
_QUOTES = {'"': '"', "“": "”", "„": "“"}
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Address:
    """One address: `email` in lower case, `name` as given or empty, `typed` for messages."""

    name: str
    email: str
    typed: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was found, in the order typed, each address once."""

    addresses: tuple[Address, ...] = ()
    malformed: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """Read a pasted list. Never raises."""
    addresses: dict[str, Address] = {}
    malformed: dict[str, None] = {}
    for piece in _pieces(text):
        address = _address(piece)
        if address is None:
            malformed.setdefault(piece)
        else:
            known = addresses.get(address.email)
            if known is None or (address.name and not known.name):
                addresses[address.email] = address
    return Parsed(tuple(addresses.values()), tuple(malformed))


def email_of(text: str) -> str | None:
    """The address in lower case when it is one, else None.

    `.example` and `.test` are domains like others here: whether a person exists is for the
    directory to say, and companies are tried out under such names.
    """
    try:
        found = validate_email(text, check_deliverability=False, strict=True, test_environment=True)
    except EmailNotValidError:
        return None
    return found.normalized.lower() if "." in found.domain else None


def _pieces(text: str) -> Iterator[str]:
    for line in _divide(text, _DIVIDERS, ">"):
        if _is_outlook_name(line):
            yield line
            continue
        for piece in _divide(line, _COMMAS):
            words = piece.split()
            # A column of addresses pasted into a one-line box has its line ends turned into spaces.
            if len(words) > 1 and all("@" in word for word in words):
                yield from words
            else:
                yield piece


def _divide(text: str, dividers: frozenset[str], last: str = "") -> Iterator[str]:
    """Split at dividers and behind `last`, outside of quotes; a quote that is never closed is no quote."""
    piece: list[str] = []
    closing = ""
    for index, char in enumerate(text):
        if closing:
            closing = "" if char == closing else closing
        elif char in _QUOTES and _QUOTES[char] in text[index + 1 : index + 1 + _NAME_LENGTH]:
            closing = _QUOTES[char]
        if char in dividers and not closing:
            yield from _filled(piece)
            piece = []
        else:
            piece.append(char)
            if char == last and not closing:
                yield from _filled(piece)
                piece = []
    yield from _filled(piece)


def _filled(piece: list[str]) -> Iterator[str]:
    text = " ".join("".join(piece).split())
    if text:
        yield text


def _is_outlook_name(line: str) -> bool:
    """`Chen, Maya <maya@a.example>`: one address at the end, and a comma in what reads as a name.

    `oops, Maya <maya@a.example>` is an unfinished address before a good one: names begin with a
    capital, or with a letter of a script that has none.
    """
    name, _, rest = line.partition("<")
    if line.count("@") != 1 or not rest.endswith(">"):
        return False
    family, comma, given = name.rpartition(",")
    return bool(
        comma
        and given.strip()
        and all(char.isalpha() or char in " -'\N{RIGHT SINGLE QUOTATION MARK}" for char in family.strip())
        and not family[:1].islower()
    )


def _address(piece: str) -> Address | None:
    name, _, rest = piece.rpartition("<")
    written = rest.partition(">")[0].strip().strip("'\"“”<>").strip()
    if written[:7].lower() == "mailto:":
        written = written[7:].partition("?")[0]
    email = email_of("".join(char for char in written if unicodedata.category(char) != "Cf"))
    return None if email is None else Address(name=_name(name), email=email, typed=piece)


def _name(text: str) -> str:
    """The name without its quotes and without what cannot be seen."""
    seen = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    return " ".join(seen.replace('\\"', '"').split()).strip("\"'“”„ ")[:_NAME_LENGTH]
