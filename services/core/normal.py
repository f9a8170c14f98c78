"""Normal forms: what is left of a value once formatting and server-made parts are gone.

Two questions are kept apart. `key` answers "is this the same telephone number, the same address?"
and ignores types and labels; `canon` answers "is anything about it different?". Both depend on the
one entry alone: were a number read by the country of the contact's address, moving house would look
like a new number.

What Google adds or changes by itself is not a difference: white space at the ends, `formattedType`,
`canonicalForm`, a `formattedValue` or `unstructuredName` made from parts, a birthday's `text` beside
its `date`, zeros and falses (People API reference, "Output only" and the notes on each field).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import phonenumbers

Entry = Mapping[str, Any]
"""One entry of a field of a contact."""

SINGLETONS = ("biographies", "birthdays", "genders", "names")
"""Fields of which Google takes one entry only (people.v1: "a singleton for contact sources")."""

NAME_PARTS = ("honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix")
ADDRESS_PARTS = (
    "streetAddress",
    "extendedAddress",
    "poBox",
    "city",
    "region",
    "postalCode",
    "country",
    "countryCode",
)

_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "calendarUrls": ("url",),
    "emailAddresses": ("value",),
    "events": ("date",),
    "externalIds": ("value",),
    "imClients": ("username", "protocol"),
    "interests": ("value",),
    "locales": ("value",),
    "locations": ("value",),
    "miscKeywords": ("value",),
    "nicknames": ("value",),
    "occupations": ("value",),
    "organizations": ("name",),
    "phoneNumbers": ("value",),
    "relations": ("person",),
    "sipAddresses": ("value",),
    "urls": ("value",),
    "userDefined": ("key",),
}
"""Sub-values that say which entry of its field this is; the others are details of it."""

_SAME_AS_NOTHING = {
    ("biographies", "contentType"): ("TEXT_PLAIN", "CONTENT_TYPE_UNSPECIFIED"),
    ("miscKeywords", "type"): ("TYPE_UNSPECIFIED",),
    ("nicknames", "type"): ("DEFAULT",),
}
"""Values that Google sets where there was none."""


_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def key(field: str, entry: Entry) -> str:
    """Which entry of `field` this is; equal keys mean the same number, address, person."""
    return identify(field, entry)[0]


def comparable(field: str, entry: Entry) -> str:
    """`canon` as one text: equal texts, equal entries."""
    return _as_text(canon(field, entry))


def identify(field: str, entry: Entry) -> tuple[str, str]:
    """`key` and `comparable` at once."""
    parts = canon(field, entry)
    whole = _as_text(parts)
    if field in SINGLETONS:
        return "", whole
    identity = {name: parts[name] for name in _IDENTITY.get(field, ()) if name in parts}
    if not identity:
        identity = {name: value for name, value in parts.items() if name != "type"} or parts
    return visible(_as_text(identity)).casefold(), whole


def canon(field: str, entry: Entry) -> dict[str, Any]:
    """The comparable sub-values of an entry; nothing in it is server-made, formatted or empty."""
    ignored = _derived(field, entry)
    parts: dict[str, Any] = {}
    for name, value in entry.items():
        if name in ignored:
            continue
        normal = _sub_value(field, name, value)
        if normal and normal not in _SAME_AS_NOTHING.get((field, name), ()):
            parts[name] = normal
    return parts


def text(value: str) -> str:
    """Unicode composed (NFC), line ends as line feeds, no white space at the ends of lines or text."""
    if value.isascii() and value.isprintable():
        return value.strip()
    lines = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def visible(value: str) -> str:
    """Without characters that cannot be seen (zero width, direction marks, soft hyphens, controls)."""
    if value.isascii() and value.isprintable():
        return value
    return "".join(char for char in value if unicodedata.category(char) not in {"Cf", "Cc"})


def mail(value: str) -> str:
    """A mail address for comparing. RFC 5321 allows local parts that differ by case; no one has them."""
    return text(visible(value)).lower()


@lru_cache(maxsize=65536)
def phone(value: str) -> str:
    """E.164 (with `;ext=`) of a number written with its country (`+` or `00`), else what is dialled.

    Letters stay: `1-800-FLOWERS`, or "ask for Bob" behind a number, are part of what was written.
    """
    seen = text(visible(value))
    if seen.startswith("00"):
        number = _parsed("+" + seen[2:])
        if number is not None and phonenumbers.is_valid_number(number):
            return _e164(number)
    number = _parsed(seen)
    if number is not None and phonenumbers.is_possible_number(number):
        return _e164(number)
    dialled = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in seen
        if char.isalnum() or char in "+*#,;"
    )
    return dialled.lower() or seen


def _parsed(written: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(written, None)
    except phonenumbers.NumberParseException:
        return None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    extension = f";ext={number.extension}" if number.extension else ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) + extension


def url(value: str) -> str:
    """A web address without white space, a trailing slash, and capitals in scheme and host."""
    seen = text(visible(value))
    try:
        parts = urlsplit(seen)
    except ValueError:
        return seen
    path = parts.path.rstrip("/") if not parts.query and not parts.fragment else parts.path
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, parts.query, parts.fragment))


def date(value: Mapping[str, Any]) -> str:
    """`1815-12-10`, with zeros for what is not known (google.type.Date)."""
    numbers = (_whole(value.get("year")), _whole(value.get("month")), _whole(value.get("day")))
    return "{:04}-{:02}-{:02}".format(*numbers) if any(numbers) else ""


def earlier(one: str, other: str) -> bool:
    """Whether one of Google's times is before another; unknown times ("") are never earlier.

    Protobuf writes none, 3, 6 or 9 digits of a second, so the texts do not sort: `18Z` > `18.5Z`.
    """
    return bool(one and other) and _sortable(one) < _sortable(other)


def google_time(at: datetime) -> str:
    """A time of ours as Google writes its own."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _sortable(time: str) -> tuple[str, str]:
    seconds, _, fraction = time.removesuffix("Z").partition(".")
    return seconds, fraction.ljust(9, "0")


def has_parts(entry: Entry, names: tuple[str, ...]) -> bool:
    """Whether any of the parts is filled in."""
    return any(_filled(entry.get(name)) for name in names)


def _as_text(parts: Mapping[str, Any]) -> str:
    """As JSON, keys in order. Written out for strings, which nearly all are: it is twice as fast."""
    written = (
        f'"{name}": {encode_basestring(value) if type(value) is str else _ENCODER.encode(value)}'
        for name, value in sorted(parts.items())
    )
    return "{" + ", ".join(written) + "}"


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _derived(field: str, entry: Entry) -> tuple[str, ...]:
    """Sub-values that follow from others of the same entry."""
    if field == "names" and has_parts(entry, NAME_PARTS):
        return ("unstructuredName",)
    if field == "addresses" and has_parts(entry, ADDRESS_PARTS):
        return ("formattedValue", "countryCode") if _filled(entry.get("country")) else ("formattedValue",)
    if field == "birthdays" and isinstance(entry.get("date"), Mapping) and date(entry["date"]):
        return ("text",)
    return ()


def _sub_value(field: str, name: str, value: object) -> object:
    if isinstance(value, str):
        if name == "value" and field == "phoneNumbers":
            return phone(value)
        if name == "value" and field in {"emailAddresses", "sipAddresses"}:
            return mail(value)
        if (name == "value" and field == "urls") or name == "url":
            return url(value)
        return text(value)
    if isinstance(value, Mapping):
        if value.keys() <= {"year", "month", "day"}:
            return date(value)
        nested = {inner: _sub_value("", inner, item) for inner, item in value.items()}
        return {inner: item for inner, item in nested.items() if item}
    if isinstance(value, list | tuple):
        return [_sub_value("", "", item) for item in value]
    return value


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
