"""The content of a contact: what is shared of it, compared, called and hidden.

Content is the part of Google's Person that a person wrote into a contact: entries from the CONTACT
source, without metadata and output-only sub-values, of fields that an app may write. Memberships,
client data and photos are not content: memberships are each account's own, client data holds our
markers, photos travel by themselves. Sub-values that we do not know are kept as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from . import normal
from .normal import SINGLETONS
from .records import Fields

WRITABLE = (
    "addresses",
    "biographies",
    "birthdays",
    "calendarUrls",
    "emailAddresses",
    "events",
    "externalIds",
    "genders",
    "imClients",
    "interests",
    "locales",
    "locations",
    "miscKeywords",
    "names",
    "nicknames",
    "occupations",
    "organizations",
    "phoneNumbers",
    "relations",
    "sipAddresses",
    "urls",
    "userDefined",
)
"""Content fields of an update mask (people.v1 `updateContact`, without memberships and clientData)."""

HIDEABLE = tuple(field for field in WRITABLE if field != "names")
"""A contact without its name would be found by nobody, and Google would refuse many of them."""

_KNOWN = frozenset(WRITABLE)

READ_MASK = (*WRITABLE, "clientData", "memberships", "metadata", "photos")
"""Fields to ask for: content, our marker, the labels, etags, and where the photo is."""

OUTPUT_ONLY = frozenset(
    {
        "canonicalForm",
        "displayNameLastFirst",
        "formattedProtocol",
        "formattedType",
        "metadata",
    }
)
"""Sub-values that Google makes, in whatever field they are (people.v1, "Output only")."""

_OUTPUT_ONLY_OF = {"names": frozenset({"displayName"}), "genders": frozenset({"formattedValue"})}
"""Output only here, written by people elsewhere: an e-mail address has a displayName of its own."""

_STRIPPED = {field: OUTPUT_ONLY | parts for field, parts in _OUTPUT_ONLY_OF.items()}

_DETAILS = frozenset({"type", "contentType", "current"})
"""Sub-values that say nothing without another one."""


def content_of(person: Mapping[str, Any]) -> Fields:
    """The content of a Person as the People API returns it.

    Entries of other sources (profile, directory) are left out: they are not the contact's, and
    writing them into a copy would publish them. Of a singleton the first entry of the contact
    counts, since Google refuses to take more than one.
    """
    content: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for field in WRITABLE:
        entries = tuple(_entries(field, person[field])) if field in person else ()
        if entries:
            content[field] = entries[:1] if field in SINGLETONS else entries
    return content


def fingerprint(content: Fields) -> str:
    """32 hexadecimal digits that are equal for contents without a difference.

    They are stored: whoever changes a normal form makes every contact look edited once, and has to
    let copies be read again (`Account.resync`).
    """
    text = json.dumps(_normal(content), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def same(one: Fields, other: Fields) -> bool:
    """Whether two contents differ in nothing that a person wrote."""
    return not changed_fields(one, other)


def changed_fields(one: Fields, other: Fields) -> tuple[str, ...]:
    """The fields that differ, in the order of `WRITABLE`, then unknown ones by name."""
    return tuple(
        field
        for field in in_order({*one, *other})
        if one.get(field, ()) != other.get(field, ())
        and field_normal(field, one.get(field, ())) != field_normal(field, other.get(field, ()))
    )


def in_order(fields: Collection[str]) -> list[str]:
    """These fields in the order of `WRITABLE`, unknown ones by name after them."""
    return [field for field in WRITABLE if field in fields] + sorted(set(fields) - _KNOWN)


def field_normal(field: str, entries: Iterable[normal.Entry]) -> tuple[str, ...]:
    """One field for comparing: order, repetitions and formatting gone."""
    return tuple(sorted({normal.comparable(field, entry) for entry in entries}))


def masked(content: Fields, hidden: Collection[str]) -> Fields:
    """What a member sees who has these fields hidden."""
    if not hidden:
        return content
    return {field: entries for field, entries in content.items() if field not in hidden}


def title(content: Fields) -> str:
    """What the contact is called in a list: name, else nickname, else organisation, else nothing."""
    for entry in content.get("names", ()):
        name = _name(entry)
        if name:
            return name
    for field, part in (("nicknames", "value"), ("organizations", "name")):
        for entry in content.get(field, ()):
            if _one_line(entry.get(part)):
                return _one_line(entry.get(part))
    return ""


def subtitle(content: Fields) -> str:
    """A second line that tells namesakes apart: first mail address, else number, else organisation."""
    for field, part in (("emailAddresses", "value"), ("phoneNumbers", "value"), ("organizations", "name")):
        for entry in content.get(field, ()):
            found = _one_line(entry.get(part))
            if found and found != title(content):
                return found
    return ""


def _entries(field: str, raw: object) -> Iterable[Mapping[str, Any]]:
    if not isinstance(raw, list | tuple):
        return
    stripped = _STRIPPED.get(field, OUTPUT_ONLY)
    for entry in raw:
        if isinstance(entry, Mapping) and _of_the_contact(entry):
            kept = {name: _tidy(value) for name, value in entry.items() if name not in stripped}
            filled = {name: value for name, value in kept.items() if not _empty(value)}
            if filled.keys() - _DETAILS:
                yield filled


def _of_the_contact(entry: Mapping[str, Any]) -> bool:
    source = (entry.get("metadata") or {}).get("source") or {}
    return source.get("type") in {"CONTACT", None}


def _tidy(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape, unknown sub-values included
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        tidied = {name: _tidy(item) for name, item in value.items()}
        return {name: item for name, item in tidied.items() if not _empty(item)}
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    return value


def _empty(value: object) -> bool:
    """A false and a zero are values here; `normal` knows that Google may leave them out."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or value in ({}, [])


def _normal(content: Fields) -> dict[str, tuple[str, ...]]:
    fields = {field: field_normal(field, entries) for field, entries in content.items()}
    return {field: entries for field, entries in fields.items() if entries}


def _name(entry: Mapping[str, Any]) -> str:
    """The name as written when it holds all parts, which knows that family names may come first."""
    written = _one_line(entry.get("unstructuredName"))
    parts = [part for part in (_one_line(entry.get(name)) for name in normal.NAME_PARTS) if part]
    if written and all(part in written for part in parts):
        return written
    return " ".join(parts)


def _one_line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
