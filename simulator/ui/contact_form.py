"""A contact as Google Contacts shows it in its form, and what comes back from the form.

Inputs are named `<field>.<index>.<key>`; an index below the number of stored entries belongs to
that entry, whose other parts are kept. Fields that the form does not show stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]
Fields = dict[str, list[Entry]]


@dataclass(frozen=True, slots=True)
class Group:
    """One field of the form: its parts as (key, words), and the kinds that an entry can be of."""

    field: str
    title: str
    parts: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...] = ()
    single: bool = False


_PLACE = ("home", "work", "other")
GROUPS = (
    Group(
        "names",
        "Name",
        (
            ("honorificPrefix", "Prefix"),
            ("givenName", "First name"),
            ("middleName", "Middle name"),
            ("familyName", "Last name"),
            ("honorificSuffix", "Suffix"),
        ),
        single=True,
    ),
    Group("nicknames", "Nickname", (("value", "Nickname"),), single=True),
    Group(
        "organizations",
        "Company",
        (("name", "Company"), ("title", "Job title"), ("department", "Department")),
    ),
    Group("emailAddresses", "E-mail", (("value", "E-mail"),), _PLACE),
    Group(
        "phoneNumbers", "Phone", (("value", "Phone"),), ("mobile", "work", "home", "main", "workFax", "other")
    ),
    Group(
        "addresses",
        "Address",
        (
            ("streetAddress", "Street"),
            ("extendedAddress", "Second line"),
            ("city", "City"),
            ("region", "State"),
            ("postalCode", "Postal code"),
            ("country", "Country"),
        ),
        _PLACE,
    ),
    Group("birthdays", "Birthday", (("date", "YYYY-MM-DD or MM-DD"),), single=True),
    Group("events", "Significant date", (("date", "YYYY-MM-DD or MM-DD"),), ("anniversary", "other")),
    Group("urls", "Website", (("value", "Website"),), ("homePage", "work", "profile", "blog", "other")),
    Group(
        "relations",
        "Related person",
        (("person", "Name"),),
        ("spouse", "child", "manager", "assistant", "friend"),
    ),
    Group("userDefined", "Custom field", (("key", "Name of the field"), ("value", "Value"))),
    Group("biographies", "Notes", (("value", "Notes"),), single=True),
)
_BY_FIELD = {group.field: group for group in GROUPS}
_INPUT = re.compile(r"(\w+)\.(\d{1,3})\.(\w+)")
_DATE = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")


class BadInput(Exception):
    """Something typed cannot be understood; the text is for the person who typed it."""


def rows(group: Group, fields: Fields) -> list[dict[str, str]]:
    """The entries of a field as the form's values, with an empty one at the end where there can be more."""
    entries = fields.get(group.field, [])
    shown = [_shown(group, entry) for entry in entries]
    return shown if group.single and shown else [*shown, _shown(group, {})]


def _shown(group: Group, entry: Entry) -> dict[str, str]:
    values = {
        key: date_text(entry.get(key)) if key == "date" else str(entry.get(key, "")) for key, _ in group.parts
    }
    return values | {"type": str(entry.get("type", ""))}


def date_text(value: Mapping[str, int] | None) -> str:
    """A date of the People API, perhaps without its year."""
    if not value or not value.get("month"):
        return ""
    day = f"{value['month']:02}-{value.get('day', 0):02}"
    return f"{value['year']:04}-{day}" if value.get("year") else day


def _date(text: str) -> dict[str, int]:
    found = _DATE.fullmatch(text.removeprefix("--"))
    if not found:
        message = f"“{text}” is not a date: write 1984-03-21, or 03-21 without a year."
        raise BadInput(message)
    year, month, day = found.groups()
    date = {"month": int(month), "day": int(day)}
    return {"year": int(year)} | date if year else date


def read(form: Mapping[str, str], before: Fields) -> Fields:
    """The contact after the form was sent. Raises `BadInput`."""
    typed: dict[str, dict[int, dict[str, str]]] = {}
    for name, text in form.items():
        match = _INPUT.fullmatch(name)
        if match and match[1] in _BY_FIELD:
            typed.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = text.strip()
    after = {field: entries for field, entries in before.items() if field not in typed}
    for field, by_index in typed.items():
        old = before.get(field, [])
        made = [
            _entry(_BY_FIELD[field], old[i] if i < len(old) else {}, by_index[i]) for i in sorted(by_index)
        ]
        kept = [entry for entry in made if entry]
        if kept:
            after[field] = kept
    return after


def _entry(group: Group, before: Entry, typed: Mapping[str, str]) -> Entry | None:
    keys = [key for key, _ in group.parts]
    if not any(typed.get(key) for key in keys):
        return None
    if all(typed.get(key, "") == value for key, value in _shown(group, before).items()):
        return before
    entry = {key: value for key, value in before.items() if key not in {*keys, "type"}}
    for key in keys:
        if typed.get(key):
            entry[key] = _date(typed[key]) if key == "date" else typed[key]
    if typed.get("type"):
        entry["type"] = typed["type"]
    for written_out in ("formattedValue", "unstructuredName", "displayName", "text"):
        entry.pop(written_out, None)  # made from the parts, which have just changed
    return entry
