"""A contact's content as rows of text: (field, type, text, link)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .contact import title
from .records import Fields

Row = tuple[str, str, str, str]

_ORDER = (
    "names",
    "nicknames",
    "organizations",
    "emailAddresses",
    "phoneNumbers",
    "addresses",
    "birthdays",
    "events",
    "urls",
    "relations",
    "imClients",
    "sipAddresses",
    "calendarUrls",
    "occupations",
    "interests",
    "genders",
    "locations",
    "externalIds",
    "miscKeywords",
    "locales",
    "userDefined",
    "biographies",
)


def rows_of(content: Fields) -> tuple[Row, ...]:
    """All fields in the order in which Google Contacts shows them; unknown ones last."""
    names = [name for name in _ORDER if name in content]
    names += sorted(name for name in content if name not in _ORDER)
    return tuple(
        (name, _kind(entry), text, link_of(name, entry))
        for name in names
        for entry in content[name]
        if (text := text_of(name, entry))
    )


def _kind(entry: Mapping[str, Any]) -> str:
    """Its type; of a chat the service, which says more than *work* or *home*, as in Google Contacts."""
    return str(entry.get("protocol") or entry.get("type") or entry.get("key") or "")


def text_of(field: str, entry: Mapping[str, Any]) -> str:
    """One entry in words a person would write."""
    special = _TEXTS.get(field)
    if special is not None:
        return special(entry)
    for key in ("value", "username", "url", "person", "formattedValue", "name"):
        if entry.get(key):
            return str(entry[key])
    parts = [str(v) for k, v in sorted(entry.items()) if k != "type" and isinstance(v, str | int)]
    return ", ".join(parts)


def link_of(field: str, entry: Mapping[str, Any]) -> str:
    """Where a press on the entry leads: call, write, open; empty for nowhere."""
    value = str(entry.get("value", "")).strip()
    if field == "emailAddresses" and value:
        return f"mailto:{value}"
    if field == "phoneNumbers" and value:
        kept = "".join(c for c in value if c.isdigit() or c in "+*#,;")
        return f"tel:{kept}" if kept else ""
    if field == "urls" and value.startswith(("https://", "http://")):
        return value
    return ""


def text_of_entries(field: str, entries: tuple[Mapping[str, Any], ...]) -> str:
    """All entries of a field in one line, for before and after."""
    return " · ".join(filter(None, (text_of(field, entry) for entry in entries)))


def _name(entry: Mapping[str, Any]) -> str:
    return title({"names": (entry,)})


def _date(entry: Mapping[str, Any]) -> str:
    date = entry.get("date") or {}
    year, month, day = (int(date.get(part) or 0) for part in ("year", "month", "day"))
    if not (month and day):
        return str(entry.get("text", "") or (year or ""))
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def _address(entry: Mapping[str, Any]) -> str:
    if entry.get("formattedValue"):
        return str(entry["formattedValue"])
    keys = ("poBox", "streetAddress", "extendedAddress", "postalCode", "city", "region", "country")
    return ", ".join(str(entry[key]) for key in keys if entry.get(key))


def _organization(entry: Mapping[str, Any]) -> str:
    keys = ("title", "department", "name")
    return ", ".join(str(entry[key]) for key in keys if entry.get(key))


def _pair(entry: Mapping[str, Any]) -> str:
    return str(entry.get("value", ""))


_TEXTS = {
    "names": _name,
    "birthdays": _date,
    "events": _date,
    "addresses": _address,
    "organizations": _organization,
    "userDefined": _pair,
}
