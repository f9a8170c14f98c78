"""Taking back: what a contact comes to without one of its changes, and with the other value of a conflict.

Undo is a three-way merge in which the change runs backwards: from what it made (`after`, the base) to
what was there (`before`), while everything that others did since is kept. So of a field of many
values the entries that the change added go and those that it removed come back; a value that
somebody changed again, or removed, since the change stays as it is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import normal
from .contact import field_normal
from .merge import merge
from .records import Clash, Fields

_UNDO = "undo"
_SINCE = "since"

Entries = tuple[Mapping[str, Any], ...]


def taken_back(now: Fields, before: Fields, after: Fields, fields: Iterable[str]) -> Fields:
    """The content without the change `before` -> `after` of these fields."""
    content = dict(now)
    for name in fields:
        entries = _field_back(name, tuple(now.get(name, ())), before.get(name, ()), after.get(name, ()))
        if entries:
            content[name] = entries
        else:
            content.pop(name, None)
    return content


def _field_back(name: str, now: Entries, before: Entries, after: Entries) -> Entries:
    merged = merge({name: before}, [{name: after}], {name: now}, hub_by=_UNDO, copy_by=_SINCE)
    entries = tuple(merged.content.get(name, ()))
    # Edit beats removal in a merge; here the removal came last, and stays.
    dropped = {
        normal.comparable(name, entry)
        for clash in merged.clashes
        if clash.kept_by == _UNDO and not clash.lost
        for entry in clash.kept
    }
    entries = tuple(entry for entry in entries if normal.comparable(name, entry) not in dropped)
    return now if field_normal(name, entries) == field_normal(name, now) else entries


def other_used(now: Fields, clash: Clash) -> Fields:
    """The content with what the conflict set aside in the place of what it kept."""
    name = clash.field
    entries = tuple(now.get(name, ()))
    if name in normal.SINGLETONS:
        swapped: Entries = tuple(clash.lost)
    else:
        kept = {normal.comparable(name, entry) for entry in clash.kept}
        places = [i for i, entry in enumerate(entries) if normal.comparable(name, entry) in kept]
        first = places[0] if places else len(entries)
        lost = {normal.comparable(name, entry) for entry in clash.lost}
        rest = [
            (i, entry)
            for i, entry in enumerate(entries)
            if i not in places and normal.comparable(name, entry) not in lost
        ]
        swapped = (
            *(entry for i, entry in rest if i < first),
            *clash.lost,
            *(entry for i, entry in rest if i >= first),
        )
    content = dict(now)
    if swapped:
        content[name] = swapped
    else:
        content.pop(name, None)
    return content
