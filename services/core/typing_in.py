"""What somebody typed into the short form of a contact, and the fields that it changes.

The form has inputs for what people change: name, addresses, numbers, company, birthday, note. What has no
input stays as it is, entry by entry: sub-values that we do not know, entries beyond those shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .normal import NAME_PARTS, has_parts
from .records import Fields

Entry = Mapping[str, Any]

ENTRIES = 10
"""Inputs for addresses, and for numbers; more of them are kept and not shown."""

_WHOLE_NAME = ("unstructuredName", "displayName", "displayNameLastFirst")


@dataclass(frozen=True, slots=True)
class Line:
    """One address or number with its type; an empty value takes the entry away."""

    value: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """The inputs. `birthday` None leaves what is there; `no_birthday` takes it away."""

    given: str = ""
    family: str = ""
    mails: tuple[Line, ...] = ()
    phones: tuple[Line, ...] = ()
    company: str = ""
    job: str = ""
    birthday: date | None = None
    no_birthday: bool = False
    note: str = ""


def typed_of(content: Fields) -> Typed:
    """The inputs filled with a contact."""
    name, company, note = (_first(content, field) for field in ("names", "organizations", "biographies"))
    given, family = _text(name, "givenName"), _text(name, "familyName")
    if name and not has_parts(name, NAME_PARTS):
        given = _text(name, "unstructuredName")
    return Typed(
        given=given,
        family=family,
        mails=_lines(content, "emailAddresses"),
        phones=_lines(content, "phoneNumbers"),
        company=_text(company, "name"),
        job=_text(company, "title"),
        birthday=birthday_of(content),
        note=_text(note, "value"),
    )


def birthday_of(content: Fields) -> date | None:
    """The birthday as a calendar can show it: with its year. None without one."""
    said = _first(content, "birthdays").get("date")
    if not isinstance(said, Mapping):
        return None
    try:
        return date(int(said.get("year") or 0), int(said.get("month") or 0), int(said.get("day") or 0))
    except ValueError:
        return None


def changes(content: Fields, typed: Typed) -> dict[str, list[Entry]]:
    """Field -> all its entries, for those fields that the inputs change.

    A field that is hidden is not in `content` and has no input: what comes in for it all the same is a
    change like any other, to be refused.
    """
    was = typed_of(content)
    made: dict[str, list[Entry]] = {}
    if (typed.given, typed.family) != (was.given, was.family):
        made["names"] = _name(content, typed)
    if typed.mails != was.mails[: len(typed.mails)]:
        made["emailAddresses"] = _entries(content, "emailAddresses", typed.mails)
    if typed.phones != was.phones[: len(typed.phones)]:
        made["phoneNumbers"] = _entries(content, "phoneNumbers", typed.phones)
    if (typed.company, typed.job) != (was.company, was.job):
        made["organizations"] = _organizations(content, typed)
    if typed.no_birthday and "birthdays" in content:
        made["birthdays"] = []
    elif typed.birthday is not None and typed.birthday != was.birthday:
        day = typed.birthday
        made["birthdays"] = [{"date": {"year": day.year, "month": day.month, "day": day.day}}]
    if typed.note != was.note:
        made["biographies"] = [{"value": typed.note, "contentType": "TEXT_PLAIN"}] if typed.note else []
    return {field: entries for field, entries in made.items() if entries != list(content.get(field, ()))}


def _lines(content: Fields, field: str) -> tuple[Line, ...]:
    return tuple(Line(_text(one, "value"), _text(one, "type")) for one in content.get(field, ())[:ENTRIES])


def _name(content: Fields, typed: Typed) -> list[Entry]:
    before = dict(_first(content, "names"))
    for part in _WHOLE_NAME:
        before.pop(part, None)
    return _kept(before, givenName=typed.given, familyName=typed.family)


def _organizations(content: Fields, typed: Typed) -> list[Entry]:
    first, others = dict(_first(content, "organizations")), list(content.get("organizations", ())[1:])
    return [*_kept(first, name=typed.company, title=typed.job), *others]


def _entries(content: Fields, field: str, lines: Sequence[Line]) -> list[Entry]:
    before = content.get(field, ())
    made: list[Entry] = []
    for at, line in enumerate(lines):
        entry = dict(before[at]) if at < len(before) else {}
        if not line.value:
            continue
        if (line.value, line.type) != (_text(entry, "value"), _text(entry, "type")):
            entry |= {"value": line.value, "type": line.type}
            if not line.type:
                del entry["type"]
        made.append(entry)
    return [*made, *before[len(lines) :]]


def _kept(entry: dict[str, Any], **parts: str) -> list[Entry]:
    """The entry with these sub-values; nothing when nothing but details of nothing is left."""
    for name, value in parts.items():
        if value:
            entry[name] = value
        else:
            entry.pop(name, None)
    return (
        [entry]
        if any(isinstance(value, str) and value for key, value in entry.items() if key != "type")
        else []
    )


def _first(content: Fields, field: str) -> Entry:
    return next(iter(content.get(field, ())), {})


def _text(entry: Entry, name: str) -> str:
    """Line ends as a text box sends them, no spaces around."""
    return str(entry.get(name, "")).replace("\r\n", "\n").strip()
