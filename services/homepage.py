"""A person's own labels and those shared with her, with their states: facts for home and navigation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from .core.caller import Caller
from .core.facts import ContactRow, HomeFacts, OwnLabel, SharedLabel
from .core.levels import Level
from .core.outcome import Fault
from .core.person import Group
from .core.records import Account, Copy, Grant, Hold, Label, Version
from .deps import Deps
from .ports import PortError, Where
from .rights import rights_of
from .searching import find_contacts
from .viewing import copy_facts, name_of, viewer_of

T = TypeVar("T")

LOOKING = 8
"""Labels that are looked at side by side."""


def home(caller: Caller, *, query: str = "", deps: Deps) -> HomeFacts:
    """The labels of the caller's own, those shared with her, and what a search finds in them.

    One People call. When her contacts cannot be read, `trouble` says why and what is shared with
    her is shown all the same.
    """
    scope = deps.store.tenant(caller.tenant)
    groups, trouble = _groups(caller, deps=deps)
    copies = scope.find(Copy, Where("account", "==", caller.account))
    labels = scope.get_many(Label, [copy.label for copy in copies])
    grants = scope.get_many(Grant, [copy.key for copy in copies])
    live = [copy for copy in copies if copy.label in labels and labels[copy.label].state == "active"]
    granted = [copy for copy in live if copy.key in grants and grants[copy.key].state != "ended"]
    agreed = {copy.group: copy.group_name for copy in copies if copy.group}
    needle = query.casefold().strip()
    own = [
        partial(_own, caller, group, label, agreed.get(group.resource, ""), deps=deps)
        for group, label in _own_groups(caller, groups, copies, live, labels)
        if needle in group.name.casefold()
    ]
    theirs = [copy for copy in granted if labels[copy.label].owner != caller.account]
    owners = scope.get_many(Account, {labels[copy.label].owner for copy in theirs})
    shared = [
        partial(
            _shared,
            caller,
            copy,
            labels[copy.label],
            grants[copy.key].level,
            owners.get(labels[copy.label].owner),
            deps=deps,
        )
        for copy in sorted(theirs, key=lambda one: labels[one.label].name.casefold())
        if needle in labels[copy.label].name.casefold()
    ]
    return HomeFacts(
        viewer=viewer_of(caller),
        own=_side_by_side(own, sum(group.resource in agreed for group in groups)),
        shared=_side_by_side(shared, len(shared)),
        query=query,
        found=_found(caller, [copy.label for copy in granted], query, deps=deps) if needle else (),
        trouble=trouble,
    )


def _groups(caller: Caller, *, deps: Deps) -> tuple[list[Group], Fault | None]:
    try:
        return deps.people.of(caller.email).groups(), None
    except PortError as error:
        return [], error.fault


def _own_groups(
    caller: Caller, groups: list[Group], copies: list[Copy], live: list[Copy], labels: Mapping[str, Label]
) -> list[tuple[Group, Label | None]]:
    """The caller's own groups by name, each with its label where it was ever shared."""
    known = {copy.group: labels[copy.label] for copy in copies if copy.group and copy.label in labels}
    there = {group.resource for group in groups}
    # She has deleted it, or it cannot be read now; what waits in it is hers to decide all the same.
    missing = [
        (Group(resource="", name=label.name, size=label.size), label)
        for label, group in ((labels[copy.label], copy.group) for copy in live)
        if label.owner == caller.account and group not in there
    ]
    own = [
        (group, known.get(group.resource)) for group in groups if not _is_copy(group, labels, known, caller)
    ]
    return sorted([*own, *missing], key=lambda one: one[0].name.casefold())


def _found(caller: Caller, labels: list[str], query: str, *, deps: Deps) -> tuple[ContactRow, ...]:
    rights = rights_of(deps.store.tenant(caller.tenant), caller, labels)
    return find_contacts(caller, labels, query, hidden=lambda one: rights.hidden_in(one.labels), deps=deps)


def _side_by_side(looks: Sequence[Callable[[], T]], asking: int) -> tuple[T, ...]:
    """What each look finds, in their order. `asking`: how many ask the store, three times each.

    One after the other, somebody with fifty shared labels would wait for a hundred and fifty answers.
    """
    if asking <= 1:
        return tuple(look() for look in looks)
    with ThreadPoolExecutor(min(asking, LOOKING)) as looking:
        return tuple(looking.map(lambda look: look(), looks))


def _is_copy(group: Group, labels: Mapping[str, Label], known: Mapping[str, Label], caller: Caller) -> bool:
    """Whether the group is the caller's copy of a label of somebody else's, or handed over to one."""
    label = known.get(group.resource) or labels.get(group.marker)
    return label is not None and label.owner != caller.account


def _own(caller: Caller, group: Group, label: Label | None, agreed: str, *, deps: Deps) -> OwnLabel:
    """A label of hers; `agreed` is the name that it had when we last wrote or read it."""
    if label is None or label.state != "active":
        return OwnLabel(group=group.resource, name=group.name, size=group.size)
    scope = deps.store.tenant(caller.tenant)
    copies = [
        copy
        for copy in scope.find(Copy, Where("label", "==", label.id), limit=500)
        if copy.account != caller.account and copy.state not in {"ending", "ended"}
    ]
    return OwnLabel(
        group=group.resource,
        name=group.name,
        size=group.size,
        label=label.id,
        members=len(copies),
        renamed=agreed == label.name != group.name,
        copying=sum(1 for copy in copies if copy.state in {"waiting", "copying", "later"}),
        troubled=sum(1 for copy in copies if copy.state == "attention"),
        held=_held(caller, label.id, Level.OWNER, deps=deps),
        clashes=_clashes(caller, label.id, deps=deps),
    )


def _shared(
    caller: Caller, copy: Copy, label: Label, level: Level, owner: Account | None, *, deps: Deps
) -> SharedLabel:
    return SharedLabel(
        label=label.id,
        name=label.name,
        owner_name=name_of(owner),
        level=level,
        size=label.size,
        copy=copy_facts(copy, label.size),
        held=_held(caller, label.id, level, deps=deps),
        clashes=_clashes(caller, label.id, deps=deps),
    )


def _held(caller: Caller, label: str, level: Level, *, deps: Deps) -> int:
    scope = deps.store.tenant(caller.tenant)
    where = [Where("label", "==", label), Where("state", "==", "held")]
    if level < Level.MANAGER:
        where.append(Where("account", "==", caller.account))
    return scope.count(Hold, *where)


def _clashes(caller: Caller, label: str, *, deps: Deps) -> int:
    return deps.store.tenant(caller.tenant).count(
        Version, Where("labels", "contains", label), Where("clashed", "==", True)
    )
