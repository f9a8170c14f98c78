"""Versions of hub contacts: how a change is recorded, and how an older state is found again.

A version holds what changed, before and after. The state at version n is the present one with every
later change taken back, so a link needs only a number, and undo is a new version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from .core.contact import changed_fields, fingerprint, title
from .core.records import Clash, Contact, Fields, Link, Version
from .core.searchwords import prefixes_of
from .core.verdict import Verdict

TRASH = timedelta(days=30)
_DROPPED = TRASH + timedelta(days=1)
"""The purge comes first: it takes the versions along, which a store's own expiry would leave."""
LABELS = "labels"
"""The pseudo-field under which a version records in which shared labels a contact was."""


def sort_key(content: Fields) -> str:
    """The place of a contact in a list of names; nameless ones come last."""
    return title(content).casefold()[:200] or "\uffff"


def label_entries(labels: Iterable[str]) -> tuple[dict[str, Any], ...]:
    """Labels in the shape of a field's entries."""
    return tuple({"label": label} for label in sorted(labels))


def make_version(
    hub: Contact,
    *,
    content: Fields,
    labels: tuple[str, ...],
    who: str,
    cause: str,
    run: str,
    now: datetime,
    clashes: Sequence[Clash] = (),
) -> tuple[Contact, Version]:
    """The next state of a hub contact and the record of how it came about."""
    names = changed_fields(hub.content, content)
    before: dict[str, Any] = {name: tuple(hub.content.get(name, ())) for name in names}
    after: dict[str, Any] = {name: tuple(content.get(name, ())) for name in names}
    if set(labels) != set(hub.labels):
        before[LABELS] = label_entries(hub.labels)
        after[LABELS] = label_entries(labels)
    number = hub.version + 1
    gone = set(hub.labels) - set(labels)
    left = tuple(sorted((set(hub.left) | gone) - set(labels)))
    contact = replace(
        hub,
        labels=tuple(sorted(labels)),
        content=content,
        sort=sort_key(content),
        prefixes=prefixes_of(content),
        version=number,
        hash=fingerprint(content),
        changed_at=now,
        changed_by=who,
        left=left,
        left_until=(now + TRASH if gone else hub.left_until) if left else None,
        purge_at=None if labels else now + _DROPPED,
    )
    version = Version(
        contact=hub.id,
        number=number,
        labels=tuple(sorted({*hub.labels, *labels})),
        at=now,
        who=who,
        cause=cause,
        run=run,
        before=before,
        after=after,
        clashes=tuple(clashes),
        clashed=bool(clashes),
        title=title(content) or title(hub.content),
    )
    return contact, version


def first_version(hub: Contact, *, at: datetime, cause: str, run: str) -> Version:
    """The record of a contact that is added to a label which is shared already.

    It holds the labels alone: to undo an addition is to take the contact out again, as it is.
    """
    return Version(
        contact=hub.id,
        number=hub.version,
        labels=hub.labels,
        at=at,
        who=hub.created_by,
        cause=cause,
        run=run,
        before={LABELS: ()},
        after={LABELS: label_entries(hub.labels)},
        title=title(hub.content),
    )


def labels_in(side: Fields) -> frozenset[str]:
    """The labels that one side of a version names."""
    return frozenset(str(entry["label"]) for entry in side.get(LABELS, ()))


def versions_of(link: Link | None) -> tuple[int, ...]:
    """The versions that the copy may have: what was agreed, what is being written, what was merged."""
    if link is None:
        return ()
    return tuple(version for version in (link.agreed, link.pending, link.absorbed) if version)


def version_keys(hub: Contact, wanted: Iterable[int]) -> list[str]:
    """Keys of the versions to read before `states_of` can tell the states at `wanted`."""
    oldest = min((number for number in wanted if number), default=hub.version)
    return [f"{hub.id}.{number:08d}" for number in range(oldest + 1, hub.version + 1)]


def states_of(hub: Contact, wanted: Iterable[int], versions: Mapping[str, Version]) -> dict[int, Fields]:
    """Content of the contact at each wanted version; one whose later changes are lost is left out."""
    wanted = {number for number in wanted if number}
    states: dict[int, Fields] = {}
    content: dict[str, Any] = dict(hub.content)
    number = hub.version
    while wanted:
        if number in wanted:
            states[number] = dict(content)
            wanted.discard(number)
        version = versions.get(f"{hub.id}.{number:08d}")
        if version is None:
            break
        for name, entries in version.before.items():
            if name == LABELS:
                continue
            if entries:
                content[name] = tuple(entries)
            else:
                content.pop(name, None)
        number -= 1
    return states


def apply_verdict(
    hub: Contact, verdict: Verdict, *, who: str, run: str, now: datetime
) -> tuple[Contact, Version] | None:
    """The hub contact and its new version after a pull, or None when nothing of it changes."""
    if verdict.content is None and not verdict.joined:
        return None
    return make_version(
        hub,
        content=verdict.content if verdict.content is not None else hub.content,
        labels=tuple(sorted({*hub.labels, *verdict.joined})),
        who=who,
        cause="pull",
        run=run,
        now=now,
        clashes=verdict.clashes,
    )
