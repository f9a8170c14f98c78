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

from .contact_parts import SHAPES, TYPE, Part, part_name

Entry = Mapping[str, Any]
MOST = 200
"""Entries of one field that a form has inputs for."""

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
                _inputs(field, at, entries[at] if at < len(entries) else {}, sent, words),
            )
            for at in range(count)
        )
        more = "" if field in _SINGLE else words.gettext("Add another: {field}", field=called)
        filled = any(one.value for group in groups for one in group.inputs)
        folded = not (filled or field in _ALWAYS or field == extra)
        kinds = offered(field, words) if any(part.kind == "type" for part in SHAPES[field]) else ()
        fields.append(FieldView(field, called, groups, more, kinds, folded))
    return tuple(sorted(fields, key=lambda one: one.folded))


def _inputs(
    field: str, at: int, entry: Entry, sent: Mapping[str, str] | None, words: Words
) -> tuple[InputView, ...]:
    """The inputs of one entry, filled with it or with what was sent."""
    inputs = []
    for part in _parts(field, entry):
        name = f"{field}.{at}.{part.name}"
        value = _shown(entry, field, part, words) if sent is None else sent.get(name, "")
        inputs.append(InputView(name, part_name(field, part.name, words), part.kind, value))
    return tuple(inputs)


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
                *(p for p in parts if p is TYPE),
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
