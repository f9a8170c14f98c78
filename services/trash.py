"""The trash of a label: what was taken out of it in the last thirty days, and bringing it back."""

from __future__ import annotations

from .auditing import event
from .core.caller import Caller
from .core.contact import masked, title
from .core.facts import TrashFacts, TrashRow
from .core.levels import Level
from .core.records import Account, Contact, Promise, Version
from .core.refusals import NoSuchContact
from .deps import Deps
from .history import labels_in
from .labels import grant_of, label_of, require
from .outbox import relay
from .ports import Reader, Transaction, Where
from .revising import Revision, act_of, revise
from .rights import rights_of
from .viewing import name_of, viewer_of

ROWS = 30
_LOOKED_AT = 50
"""Versions of one contact among which the one that took it out is looked for."""


def trash(caller: Caller, *, label: str, page: int = 0, deps: Deps) -> TrashFacts:
    """What can be brought back, what was taken out last first. Raises `NoSuchLabel`, `LabelStopped`."""
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    page = min(max(page, 0), 1000)
    contacts = scope.find(
        Contact,
        Where("left", "contains", label),
        Where("left_until", ">=", deps.now()),
        order="left_until",
        descending=True,
        limit=(page + 1) * ROWS + 1,
    )
    some = contacts[page * ROWS : (page + 1) * ROWS]
    hidden = rights_of(scope, caller, [label]).hidden_in([label])
    removals = {one.id: _removal(scope, one, label) for one in some}
    people = scope.get_many(Account, {who.who for who in removals.values() if who is not None})
    return TrashFacts(
        viewer=viewer_of(caller),
        label=label,
        label_name=found.name,
        level=mine.level,
        rows=tuple(
            TrashRow(
                contact=one.id,
                title=title(masked(one.content, hidden)),
                by=name_of(people.get(removal.who)),
                at=removal.at,
                until=one.left_until or removal.at,
            )
            for one in some
            if (removal := removals[one.id]) is not None
        ),
        page=page,
        pages=page + 2 if len(contacts) > (page + 1) * ROWS else page + 1,
    )


def restore(caller: Caller, *, label: str, contact: str, deps: Deps) -> None:
    """Bring a contact back into the label, for everybody; what is there already stays.

    It comes back into the other labels as well that the same act took it out of, where the caller
    may add to them. Raises `NoSuchContact` after thirty days, `NotAllowed` below editor.
    """
    require(caller, label, Level.EDITOR, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    known = scope.get(Contact, contact)
    removal = _removal(scope, known, label) if known else None
    act = act_of(caller, "restore", deps=deps)
    note = event(caller, "restored", label=label, target=contact, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        hub = tx.get(Contact, contact)
        if hub is not None and label in hub.labels:
            return []
        if hub is None or label not in hub.left or hub.left_until is None or hub.left_until < act.now:
            raise NoSuchContact
        wanted = {label}
        if removal is not None:
            others = tx.find(Version, Where("contact", "==", contact), Where("run", "==", removal.run))
            wanted |= {one for v in others for one in labels_in(v.before) - labels_in(v.after)}
        rights = rights_of(tx, caller, {*hub.labels, *wanted})
        back = {one for one in wanted if one in (label, *hub.left) and rights.may_add(one)}
        labels = tuple(sorted({*hub.labels, *back}))
        promises = revise(tx, act, [Revision(hub, hub.content, labels)], rights.labels, deps=deps)
        tx.put(note)
        return promises

    relay(caller.tenant, scope.transact(body), deps=deps)


def _removal(reader: Reader, contact: Contact, label: str) -> Version | None:
    """The version that took the contact out of the label; of a tombstone, the last one as a rule."""
    newest = reader.get(Version, f"{contact.id}.{contact.version:08d}")
    if newest is not None and _took_out(newest, label):
        return newest
    versions = reader.find(
        Version, Where("contact", "==", contact.id), order="at", descending=True, limit=_LOOKED_AT
    )
    return next((version for version in versions if _took_out(version, label)), None)


def _took_out(version: Version, label: str) -> bool:
    return label in labels_in(version.before) - labels_in(version.after)
