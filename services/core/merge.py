"""The three-way merge of one copy into the hub, field by field.

A *base* is a state that hub and copy are known to have agreed on. Usually there is one; after a
crash between "about to write" and "written" the copy may stand on either of two, and then:

- What the copy has in common with any base is not the member's edit (it may be our own write).
- What others did to the hub is taken for unseen by her unless the hub still equals every base.

Both err to the same side: nothing is overwritten without a clash to show for it.

Rules for a field:

- Changed on one side only: that side. Changed alike on both: agreement.
- One-valued fields (names, birthdays, notes, genders) changed differently: the copy, being read
  later, wins; what the hub had is a `Clash`. A name is one value and not a bundle of parts: of "Ann
  Lee" married to "Ann Kay" here and corrected to "Anne Lee" there, "Anne Kay" is a name that nobody
  ever wrote.
- Many-valued fields: the hub's entries, plus what the copy added, minus what it removed. Entries are
  the same when their `normal.key` is; what differs beside it (the type of a number, the title in an
  organisation) is merged sub-value by sub-value, as the inputs of Google Contacts are.
- Edit beats removal, on either side; the removal is the loser of a `Clash`.
- Entries stay in the hub's order, so that the first number stays the first; an entry that replaces
  another takes its place, others come at the end.

Equal is what `normal.comparable` says is equal: a number written with other spaces is no edit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from . import normal
from .contact import in_order
from .normal import Entry
from .records import Clash, Fields

_ONE_OF_MANY = frozenset({"organizations"})
"""Fields in which a lone entry stays the same entry even when its key changes: renaming the company
here and changing the title there are edits of one job, not two jobs."""


@dataclass(frozen=True, slots=True)
class Merged:
    """New content of the hub, the fields in which the copy had an edit, and what was set aside."""

    content: Fields
    edits: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


def merge(
    hub: Fields,
    bases: Sequence[Fields],
    copy: Fields,
    *,
    hub_by: str,
    copy_by: str,
    hidden: Collection[str] = (),
) -> Merged:
    """Bring the copy's edits into the hub; `hub_by` and `copy_by` are named in clashes.

    `bases` are the agreed content and, while a write is unconfirmed, what was being written; none at
    all means that nothing is known to be agreed. Fields that are `hidden` from the copy are neither
    read from it nor changed.
    """
    content = dict(hub)
    edits: list[str] = []
    clashes: list[Clash] = []
    known = bases or ({},)
    for name in in_order({*copy, *(name for base in known for name in base)}):
        sides = _Sides(
            name, hub.get(name, ()), tuple(base.get(name, ()) for base in known), copy.get(name, ())
        )
        if name in hidden or sides.copy in sides.bases:
            continue
        merged = _merge_field(sides)
        if not merged.edited:
            continue
        edits.append(name)
        if merged.entries:
            content[name] = merged.entries
        else:
            content.pop(name, None)
        clashes.extend(
            Clash(name, kept, lost, hub_by, copy_by) if by_copy else Clash(name, kept, lost, copy_by, hub_by)
            for kept, lost, by_copy in merged.clashes
        )
    return Merged(content, tuple(edits), tuple(clashes))


@dataclass(frozen=True, slots=True)
class _Sides:
    name: str
    hub: tuple[Entry, ...]
    bases: tuple[tuple[Entry, ...], ...]
    copy: tuple[Entry, ...]


_Same = dict[str, Entry]
"""Entries with one key, by their comparable form: one, unless the field lists a value repeatedly."""

_Entries = tuple[Entry, ...]

_Loss = tuple[tuple[Entry, ...], tuple[Entry, ...], bool]
"""Kept, lost, and whether it is the copy that lost."""


@dataclass(slots=True)
class _Result:
    edited: bool = False
    entries: tuple[Entry, ...] = ()
    clashes: list[_Loss] = field(default_factory=list)


def _merge_field(sides: _Sides) -> _Result:
    """One field. Every key is decided by itself, then the survivors are put in order."""
    hub, copy = _by_key(sides, sides.hub), _by_key(sides, sides.copy)
    bases = [_by_key(sides, base) for base in sides.bases]
    result = _Result()
    survivors: dict[str, tuple[Entry, ...]] = {key: tuple(entries.values()) for key, entries in hub.items()}
    for key in dict.fromkeys([*hub, *(key for base in bases for key in base), *copy]):
        verdict = _merge_entries(
            sides.name, hub.get(key, {}), [base.get(key, {}) for base in bases], copy.get(key, {})
        )
        if verdict is not None:
            survivors[key], losses = verdict
            result.clashes.extend(losses)
            result.edited = True
    if result.edited:
        result.entries = _in_order(hub, bases[0], copy, survivors)
    return result


def _by_key(sides: _Sides, entries: tuple[Entry, ...]) -> dict[str, _Same]:
    alone = sides.name in _ONE_OF_MANY and all(
        len(side) == 1 for side in (sides.hub, sides.copy, *sides.bases)
    )
    found: dict[str, _Same] = {}
    for entry in entries[:1] if sides.name in normal.SINGLETONS else entries:
        key, form = normal.identify(sides.name, entry)
        found.setdefault("" if alone else key, {}).setdefault(form, entry)
    return found


def _merge_entries(
    name: str, hub: _Same, bases: list[_Same], copy: _Same
) -> tuple[_Entries, list[_Loss]] | None:
    """What remains under one key, and what was lost; None when the copy edited nothing."""
    if any(copy.keys() == base.keys() for base in bases):
        return None
    mine, theirs = tuple(copy.values()), tuple(hub.values())
    if max(len(hub), len(copy), *(len(base) for base in bases)) > 1:
        return _merge_repeated(hub, bases, copy)
    if copy.keys() == hub.keys():
        return theirs, []
    if all(hub.keys() == base.keys() for base in bases):
        return mine, []
    if not copy:
        return theirs, [(theirs, (), True)]
    if not hub:
        return mine, [(mine, (), False)]
    if name in normal.SINGLETONS:
        return mine, [(mine, theirs, False)]
    return _blend(name, theirs[0], [next(iter(base.values()), {}) for base in bases], mine[0])


def _merge_repeated(hub: _Same, bases: list[_Same], copy: _Same) -> tuple[_Entries, list[_Loss]] | None:
    """The same value listed several times, say as home and as work: entries come and go whole.

    Of a number listed twice, two people may each have removed the other's double: it stays.
    """
    added = copy.keys() - {form for base in bases for form in base}
    removed = {form for form in bases[0] if all(form in base for base in bases)} - copy.keys()
    if not added and not removed:
        return None
    kept = [entry for form, entry in hub.items() if form not in removed]
    kept += [entry for form, entry in copy.items() if form in added and form not in hub]
    return tuple(kept) if kept or not copy else tuple(hub.values()), []


def _blend(name: str, hub: Entry, bases: list[Entry], copy: Entry) -> tuple[_Entries, list[_Loss]]:
    """Two edits of one entry of many: each sub-value by the rules of a field."""
    ours, theirs = normal.canon(name, copy), normal.canon(name, hub)
    agreed = [normal.canon(name, base) for base in bases]
    blended = dict(hub)
    lost_by_hub = lost_by_copy = False
    for part in dict.fromkeys([*theirs, *ours, *(part for base in agreed for part in base)]):
        mine, their = ours.get(part), theirs.get(part)
        if mine == their or any(mine == base.get(part) for base in agreed):
            continue
        overwritten = not all(their == base.get(part) for base in agreed)
        if mine is None and overwritten:
            lost_by_copy = True
            continue
        lost_by_hub = lost_by_hub or overwritten
        if mine is None:
            del blended[part]
        else:
            blended[part] = copy[part]
    losses: list[_Loss] = []
    if lost_by_hub:
        losses.append(((blended,), (hub,), False))
    if lost_by_copy:
        losses.append(((blended,), (copy,), True))
    return (blended,), losses


def _in_order(
    hub: Mapping[str, _Same],
    base: Mapping[str, _Same],
    copy: Mapping[str, _Same],
    survivors: Mapping[str, _Entries],
) -> tuple[Entry, ...]:
    """The hub's order; what replaces an entry stands where it stood, the rest comes at the end."""
    heirs = _heirs(base, copy)
    order: list[str] = []
    for key in hub:
        order.extend([key] if survivors[key] else (heir for heir in heirs.get(key, ()) if heir not in hub))
    keys = dict.fromkeys([*order, *survivors])
    return tuple(entry for key in keys for entry in survivors.get(key, ()))


def _heirs(base: Mapping[str, _Same], copy: Mapping[str, _Same]) -> dict[str, list[str]]:
    """For each entry that the copy dropped, those that it put in the same gap between kept ones."""
    dropped = _gaps(base, copy)
    added = _gaps(copy, base)
    heirs: dict[str, list[str]] = {}
    for anchor, keys in dropped.items():
        news = added.get(anchor, [])
        for old, new in zip(keys, news, strict=False):
            heirs[old] = [new]
        if len(news) > len(keys):
            heirs[keys[-1]].extend(news[len(keys) :])
    return heirs


def _gaps(entries: Mapping[str, _Same], kept: Mapping[str, _Same]) -> dict[str | None, list[str]]:
    """Keys that are not in `kept`, by the last one before them that is (None: at the beginning)."""
    gaps: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in entries:
        if key in kept:
            anchor = key
        else:
            gaps.setdefault(anchor, []).append(key)
    return gaps
