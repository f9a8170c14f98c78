"""A contact in inputs, and inputs as a contact.

Names of inputs are `field.number.part`; a part of a part has one more dot. What has no input here is
kept as it is: sub-values that we do not know, entries of fields that the form does not have. A field
that was not touched is not in the form that is sent on, so that it stays whatever it is by then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards.fields import field_name
from cards.kinds import PREDEFINED, offered, type_name, type_of
from cards.text import Words
from services.core.records import Fields

Entry = Mapping[str, Any]
MOST = 200
"""Entries of one field that a form has inputs for."""


@dataclass(frozen=True, slots=True)
class Part:
    """One sub-value: its name in People, and the kind of its input.

    What is of kind `type` is shown and typed as a word of the reader's language, and kept as Google's.
    """

    name: str
    kind: str = "text"  # an input's type, textarea, day, month, year or type


_TYPE = Part("type", "type")
_DATE = (Part("date.day", "day"), Part("date.month", "month"), Part("date.year", "year"))

SHAPES: Mapping[str, tuple[Part, ...]] = {
    "names": tuple(
        Part(name) for name in ("honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix")
    ),
    "nicknames": (Part("value"),),
    "organizations": (Part("name"), Part("title"), Part("department")),
    "emailAddresses": (Part("value", "email"), _TYPE),
    "phoneNumbers": (Part("value", "tel"), _TYPE),
    "addresses": (
        Part("streetAddress", "textarea"),
        Part("extendedAddress"),
        Part("postalCode"),
        Part("city"),
        Part("region"),
        Part("country"),
        _TYPE,
    ),
    "birthdays": _DATE,
    "events": (*_DATE, _TYPE),
    "urls": (Part("value", "url"), _TYPE),
    "relations": (Part("person"), _TYPE),
    "imClients": (Part("username"), Part("protocol", "type")),
    "userDefined": (Part("key"), Part("value")),
    "biographies": (Part("value", "textarea"),),
}
"""Fields with inputs, in the order of the form."""

_ALWAYS = frozenset({"names", "organizations", "emailAddresses", "phoneNumbers", "biographies"})
"""Fields whose inputs are seen even when they are empty."""

_SINGLE = frozenset({"names", "birthdays", "biographies"})
_WHOLE = {"names": ("unstructuredName", "displayName"), "addresses": ("formattedValue",)}
"""Sub-values that hold the whole in one text: wrong as soon as a part is changed."""


@dataclass(frozen=True, slots=True)
class InputView:
    """One input in words."""

    name: str
    label: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """All inputs of one entry."""

    legend: str
    inputs: tuple[InputView, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the form; `more` asks for another entry, `kinds` are the words offered for its type."""

    field: str
    name: str
    groups: tuple[GroupView, ...]
    more: str = ""
    kinds: tuple[str, ...] = ()
    folded: bool = False  # empty and seldom filled in: below *More fields*


def form_view(
    content: Fields,
    hidden: frozenset[str],
    words: Words,
    *,
    sent: Mapping[str, str] | None = None,
    extra: str = "",
) -> tuple[FieldView, ...]:
    """The form filled with a contact, or with what was sent. `extra` is a field to have one more entry."""
    fields = []
    for field in SHAPES:
        if field in hidden:
            continue
        entries = list(content.get(field, ()))[:MOST]
        count = max(1, len(entries), _sent_entries(field, sent))
        if field == extra and field not in _SINGLE:
            count = min(count + 1, MOST)
        called = field_name(field, words)
        groups = tuple(
            GroupView(
                words.gettext("{field} {number}", field=called, number=words.number(at + 1))
                if count > 1
                else called,
                tuple(
                    InputView(
                        f"{field}.{at}.{part.name}",
                        part_name(field, part.name, words),
                        part.kind,
                        _shown(entries[at] if at < len(entries) else {}, field, part, words)
                        if sent is None
                        else sent.get(f"{field}.{at}.{part.name}", ""),
                    )
                    for part in _parts(field, entries[at] if at < len(entries) else {})
                ),
            )
            for at in range(count)
        )
        more = "" if field in _SINGLE else words.gettext("Add another: {field}", field=called)
        filled = any(one.value for group in groups for one in group.inputs)
        folded = not (filled or field in _ALWAYS or field == extra)
        kinds = offered(field, words) if any(part.kind == "type" for part in SHAPES[field]) else ()
        fields.append(FieldView(field, called, groups, more, kinds, folded))
    return tuple(sorted(fields, key=lambda one: one.folded))


def form_of(
    sent: Mapping[str, str], content: Fields, hidden: frozenset[str], words: Words
) -> dict[str, list[Entry]]:
    """What the inputs change about the contact that they were filled with: field -> all its entries."""
    changed: dict[str, list[Entry]] = {}
    for field in SHAPES:
        if field in hidden:
            continue
        before = list(content.get(field, ()))
        after: list[Entry] = []
        for at in range(max(len(before), min(_sent_entries(field, sent), MOST))):
            entry = before[at] if at < len(before) else {}
            made = _filled(field, at, entry, sent, words)
            if made:
                after.append(made)
        if after != before:
            changed[field] = after
    return changed


def _parts(field: str, entry: Entry) -> Sequence[Part]:
    """The parts of an entry; of one that is written in one text only, that text."""
    parts = SHAPES[field]
    for whole in _WHOLE.get(field, ()):
        if entry.get(whole) and not any(_get(entry, part.name) for part in parts if part.name != "type"):
            return (
                Part(whole, "textarea" if field == "addresses" else "text"),
                *(p for p in parts if p is _TYPE),
            )
    return parts


def _filled(field: str, at: int, entry: Entry, sent: Mapping[str, str], words: Words) -> Entry:
    """The entry with what was typed; the same object when nothing of it was; empty when all is gone."""
    parts = _parts(field, entry)
    made: dict[str, Any] = dict(entry)
    touched = False
    for part in parts:
        name = f"{field}.{at}.{part.name}"
        if name not in sent:
            continue
        typed = sent[name].replace("\r\n", "\n").strip()
        if typed != _shown(entry, field, part, words):
            _set(made, part, type_of(field, typed, words) if part.kind == "type" else typed)
            touched = True
    if not touched:
        return entry
    own = {part.name for part in parts}
    for whole in _WHOLE.get(field, ()):
        if whole not in own:
            made.pop(whole, None)
    if field == "birthdays":
        made.pop("text", None)
    if not any(_get(made, part.name) for part in parts if part.name not in {"type", "protocol"}):
        return {}
    return made


def _get(entry: Entry, name: str) -> str:
    """A sub-value as text; '' when it is not there."""
    value: Any = entry
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return str(value) if value else ""


def _shown(entry: Entry, field: str, part: Part, words: Words) -> str:
    """What stands in the input of a sub-value."""
    value = _get(entry, part.name)
    known = part.kind == "type" and value in PREDEFINED[field]
    return type_name(field, value, words) if known else value


def _set(entry: dict[str, Any], part: Part, typed: str) -> None:
    *outer, last = part.name.split(".")
    for step in outer:
        entry[step] = dict(entry.get(step) or {})
        entry = entry[step]
    if part.kind in {"day", "month", "year"}:
        digits = typed.isascii() and typed.isdecimal() and len(typed) <= 4  # noqa: PLR2004 - a year
        if digits and int(typed):
            entry[last] = int(typed)
        else:
            entry.pop(last, None)
    elif typed:
        entry[last] = typed
    else:
        entry.pop(last, None)


def _sent_entries(field: str, sent: Mapping[str, str] | None) -> int:
    """How many entries of a field the inputs are for."""
    numbers = [
        int(at)
        for name in sent or ()
        if name.startswith(f"{field}.")
        and (at := name.split(".")[1]).isascii()
        and at.isdecimal()
        and len(at) <= 3  # noqa: PLR2004 - below MOST
    ]
    return min(max(numbers, default=-1) + 1, MOST)


def part_name(field: str, part: str, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912 - a table whose entries gettext can find
    """What an input is called."""
    match part:
        case "honorificPrefix":
            return words.gettext("Prefix")
        case "givenName":
            return words.gettext("First name")
        case "middleName":
            return words.gettext("Middle name")
        case "familyName":
            return words.gettext("Last name")
        case "honorificSuffix":
            return words.gettext("Suffix")
        case "unstructuredName" | "displayName":
            return words.gettext("Name")
        case "formattedValue":
            return words.gettext("Address")
        case "name":
            return words.gettext("Company")
        case "title":
            return words.gettext("Job title")
        case "department":
            return words.gettext("Department")
        case "streetAddress":
            return words.gettext("Street")
        case "extendedAddress":
            return words.gettext("Address line 2")
        case "postalCode":
            return words.gettext("Postal code")
        case "city":
            return words.gettext("City")
        case "region":
            return words.gettext("Region")
        case "country":
            return words.gettext("Country")
        case "date.day":
            return words.gettext("Day")
        case "date.month":
            return words.gettext("Month")
        case "date.year":
            return words.gettext("Year (may be empty)")
        case "type" if field == "relations":
            return words.gettext("Kind, such as spouse or friend")
        case "type" if field == "events":
            return words.gettext("Kind, such as anniversary")
        case "type":
            return words.gettext("Kind, such as work or home")
        case "person":
            return words.gettext("Person")
        case "username":
            return words.gettext("User name")
        case "protocol":
            return words.gettext("Service")
        case "key":
            return words.gettext("Name of the field")
        case "value" if field == "userDefined":
            return words.gettext("Value")
        case _:
            return field_name(field, words)
