"""Two labels, contact by contact and field by field, as the People API shows them.

Not content, and so not compared: where a contact lives (names, etags, metadata), its labels, what apps
keep in it for themselves, and its photo. Everything else that Google shows must be the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

NOT_CONTENT = frozenset(
    {
        "resourceName",
        "etag",
        "metadata",
        "memberships",
        "clientData",
        "photos",
        "coverPhotos",
        "ageRange",
        "ageRanges",
    }
)
Person = Mapping[str, Any]


def content(person: Person) -> dict[str, list[str]]:
    """Per field its entries as canonical JSON, sorted: the order of a list says nothing."""
    return {
        field: sorted(_canonical(entry) for entry in entries)
        for field, entries in person.items()
        if field not in NOT_CONTENT and entries
    }


def differences(originals: Sequence[Person], copies: Sequence[Person]) -> list[str]:
    """One line for each thing that is not the same; none when the copies are true."""
    want = Counter(_canonical(content(person)) for person in originals)
    have = Counter(_canonical(content(person)) for person in copies)
    missing = [json.loads(text) for text in (want - have).elements()]
    extra = [json.loads(text) for text in (have - want).elements()]
    lines = []
    if len(originals) != len(copies):
        lines.append(f"{len(originals)} originals, {len(copies)} copies")
    for original in missing:
        near = max(extra, key=lambda copy: _likeness(original, copy), default=None)
        if near is None or not _likeness(original, near):
            lines.append(f"no copy of {_title(original)}")
            continue
        extra.remove(near)
        lines += [
            f"{_title(original)}: {field} is {near.get(field)}, not {original.get(field)}"
            for field in sorted(original.keys() | near.keys())
            if original.get(field) != near.get(field)
        ]
    return lines + [f"a copy of nothing: {_title(copy)}" for copy in extra]


def fields(people: Sequence[Person]) -> Counter[str]:
    """How many entries of each field there are to compare."""
    found: Counter[str] = Counter()
    for person in people:
        for name, entries in content(person).items():
            found[name] += len(entries)
    return found


def _canonical(value: Any) -> str:
    if isinstance(value, Mapping):
        value = {name: part for name, part in value.items() if name != "metadata"}
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """How many entries both have: enough to say which copy was meant to be of which original."""
    return sum(len(set(one[field]) & set(other.get(field, ()))) for field in one)


def _title(person: Mapping[str, Any]) -> str:
    for field in ("names", "organizations", "emailAddresses", "phoneNumbers"):
        for entry in person.get(field, ()):
            shown = json.loads(entry)
            return str(shown.get("displayName") or shown.get("name") or shown.get("value") or shown)
    return "a contact without a name"
