"""A contact in words: a row of the list, and all of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..people.contact import Contact
from .contact_form import GROUPS, date_text

_OTHERS = {
    "imClients": "Chat",
    "calendarUrls": "Calendar",
    "sipAddresses": "Internet call",
    "externalIds": "Number",
    "occupations": "Occupation",
    "interests": "Interest",
    "skills": "Skill",
    "locations": "Location",
    "genders": "Gender",
    "fileAses": "File as",
    "miscKeywords": "Keyword",
    "locales": "Language",
}
_UNSHOWN = frozenset({"clientData"})
"""What an app keeps with a contact; Google Contacts does not show it."""
_TITLES = {group.field: group.title for group in GROUPS} | _OTHERS
_QUIET = frozenset(
    {"type", "formattedType", "canonicalForm", "countryCode", "contentType", "current", "primary"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: str
    name: str
    initial: str
    email: str
    phone: str
    company: str
    photo: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a contact; `href` where it leads somewhere."""

    text: str
    kind: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of a contact."""

    title: str
    lines: tuple[Line, ...]


def title(contact: Contact) -> str:
    """What stands where the name stands."""
    return contact.name or "(no name)"


def initial(contact: Contact) -> str:
    """What the letter in the round picture is taken from: the name without its prefix."""
    return _first(contact, "names", "givenName") or _first(contact, "names", "familyName") or contact.name


def short(resource: str) -> str:
    """The part of a resource name that is used in addresses of pages."""
    return resource.partition("/")[2]


def photo(contact: Contact) -> str:
    """Where the picture is; empty for the generated one."""
    return f"/contact-photos/{contact.photo}=s100" if contact.photo else ""


def row(contact: Contact, labels: Mapping[str, str]) -> Row:
    """The line of a contact; `labels` are names by resource name."""
    return Row(
        short(contact.resource),
        title(contact),
        initial(contact),
        _first(contact, "emailAddresses", "value"),
        _first(contact, "phoneNumbers", "value"),
        _first(contact, "organizations", "name"),
        photo(contact),
        tuple(labels[group] for group in contact.groups if group in labels),
    )


def line_below(contact: Contact) -> str:
    """Job title and company."""
    return ", ".join(
        part
        for part in (_first(contact, "organizations", "title"), _first(contact, "organizations", "name"))
        if part
    )


def details(contact: Contact) -> list[Detail]:
    """Every field that the contact has, in the order of the form, unknown ones last."""
    order = [*_TITLES, *sorted(contact.fields.keys() - _TITLES.keys())]
    return [
        Detail(_TITLES.get(name, name), tuple(_line(name, entry) for entry in contact.fields[name]))
        for name in order
        if contact.fields.get(name) and name not in _UNSHOWN
    ]


def _line(name: str, entry: Mapping[str, Any]) -> Line:
    kind = str(entry.get("type", ""))
    value = str(entry.get("value", ""))
    if name == "emailAddresses":
        return Line(value, kind, f"mailto:{value}")
    if name == "phoneNumbers":
        return Line(value, kind, f"tel:{value}")
    if name == "urls" and value.startswith(("http://", "https://")):
        return Line(value, kind, value)
    if name in {"birthdays", "events"}:
        return Line(date_text(entry.get("date")) or str(entry.get("text", "")), kind)
    if name == "userDefined":
        return Line(f"{entry.get('key', '')}: {value}")
    if name == "addresses":
        return Line(_address(entry), kind)
    if name == "names":
        keys = ("honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix")
        words = " ".join(str(entry[key]) for key in keys if entry.get(key))
        return Line(words or str(entry.get("unstructuredName", "")))
    parts = [
        str(part)
        for key, part in entry.items()
        if key not in _QUIET and isinstance(part, str | int) and part != ""
    ]
    return Line(" · ".join(parts), kind)


def _address(entry: Mapping[str, Any]) -> str:
    city = " ".join(str(entry[key]) for key in ("city", "region", "postalCode") if entry.get(key))
    box = f"PO box {entry['poBox']}" if entry.get("poBox") else ""
    lines = (entry.get("streetAddress"), entry.get("extendedAddress"), box, city, entry.get("country"))
    return "\n".join(str(line) for line in lines if line) or str(entry.get("formattedValue", ""))


def _first(contact: Contact, name: str, key: str) -> str:
    return next((str(entry[key]) for entry in contact.fields.get(name, ()) if entry.get(key)), "")


def searchable(contact: Contact) -> str:
    """All that a search looks at, folded."""
    words = [contact.name]
    for name in ("emailAddresses", "phoneNumbers", "organizations", "nicknames", "biographies"):
        words += [
            part for entry in contact.fields.get(name, ()) for part in entry.values() if isinstance(part, str)
        ]
    return " ".join(words).casefold()
