"""Removals: through the brake, into the trash, and never further than one label.

A contact taken out of its last label is a tombstone for thirty days. What the brake stops becomes a
hold, and waits for *Restore* or *Delete for everyone*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from .absorbing import BATCH
from .core.brake import trips
from .core.records import Contact, Copy, Hold, Label, Link, Promise, Version
from .core.verdict import Verdict
from .fanning import fan_promise, push_promise
from .history import make_version
from .notifying import Occasion, owe
from .outbox import relay
from .ports import Scope, Transaction, Where
from .tally import Tally
from .visiting import Visit

SHOWN = 50
PAGES_AT_ONCE = 20


def settle_removals(visit: Visit, tally: Tally) -> None:
    """Decide about everything that a complete listing found gone, label by label; what is held comes last."""
    through: list[Label] = []
    held: list[tuple[Label, bool]] = []
    had = Counter(label for link in visit.links() if not link.held for label in link.labels)
    for label_id, contacts in sorted(tally.gone.items()):
        label = visit.labels.get(label_id)
        if label is None or not contacts:
            continue
        size = visit.scope.count(Contact, Where("labels", "contains", label_id))
        emptied = len(contacts) >= min(size, had[label_id])
        waiting = open_hold(visit.scope, label_id, visit.account.id)
        # While nobody has a copy yet, the owner's label is whatever it is.
        if label.counted and (
            waiting
            or trips(
                len(contacts),
                size,
                floor=label.brake_floor,
                percent=label.brake_percent,
                emptied=emptied,
            )
        ):
            held.append((label, emptied))
        else:
            through.append(label)
    undecided = {one.id for one in through} | {one.id for one, _ in held}
    for label in through:
        undecided.discard(label.id)
        _remove(visit, label, tally, undecided)
    for label, everything in held:
        _hold(visit, label, tally.gone[label.id], tally, everything=everything)


def catch_up(visit: Visit, label: Label) -> None:
    """Before a label is shared again: what its owner took out while it was not, and what she did not get.

    Nothing is read or written while a label is stopped. So contacts that she took out have no link in her
    account any more, and a change that somebody made just before is in the hub and not in her copy.
    """
    where = Where("labels", "contains", label.id)
    last: Contact | None = None
    while page := visit.scope.find(Contact, where, after=last, limit=BATCH):
        last = page[-1]
        links = {contact.id: _link_in(visit, contact.id, label.id) for contact in page}
        lost = [contact for contact, link in links.items() if link is None]
        behind = [one.id for one in page if (link := links[one.id]) and link.agreed != one.version]
        for contact in lost:
            # What the brake held when the label was stopped is nobody's question any more.
            link = visit.link(contact)
            if link is not None and link.held:
                visit.set_link(contact, replace(link, held=""))

        def body(tx: Transaction, lost: list[str] = lost, behind: list[str] = behind) -> list[Promise]:
            visit.lease.fence(tx)
            writes, _ = take_out(tx, lost, label.id, visit=visit, who=visit.account.id, cause="pull")
            promises = [push_promise(visit, behind)] if behind else []
            tx.put(*writes, *promises, *visit.dirty_pages())
            return promises

        if lost or behind:
            relay(visit.tenant, visit.scope.transact(body), deps=visit.deps)
            visit.dirty.clear()


def _link_in(visit: Visit, contact: str, label: str) -> Link | None:
    link = visit.link(contact)
    return link if link is not None and label in link.labels else None


def _remove(visit: Visit, label: Label, tally: Tally, undecided: AbstractSet[str]) -> None:
    ordered = sorted(tally.gone[label.id])
    for start in range(0, len(ordered), BATCH):
        _remove_batch(visit, label, ordered[start : start + BATCH], tally, undecided)


def _remove_batch(
    visit: Visit, label: Label, contacts: list[str], tally: Tally, undecided: AbstractSet[str]
) -> None:
    before = {contact: visit.link(contact) for contact in contacts}
    undo = visit.snapshot()

    def body(tx: Transaction) -> list[Promise]:
        visit.restore(undo)
        visit.lease.fence(tx)
        writes, touched = take_out(tx, contacts, label.id, visit=visit, who=visit.account.id, cause="pull")
        owed = set()
        for contact in contacts:
            verdict = tally.verdicts[contact]
            after = _link_after(before[contact], verdict, label.id, visit, undecided)
            if after is None and verdict.link is not None and verdict.link.resource:
                visit.part(contact, verdict.link.resource)
            else:
                visit.set_link(contact, after)
            if verdict.owed:
                owed.add(contact)
        promises = [fan_promise(visit, touched)] if touched else []
        if owed:
            promises.append(push_promise(visit, owed))
        tx.put(*writes, *visit.dirty_pages(), *promises)
        return promises

    promises = visit.scope.transact(body)
    visit.dirty.clear()
    tally.changed += len(contacts)
    relay(visit.tenant, promises, deps=visit.deps)


def take_out(
    tx: Transaction, contacts: Iterable[str], label: str, *, visit: Visit, who: str, cause: str
) -> tuple[list[Contact | Version], dict[str, set[str]]]:
    """New versions of the contacts without the label, and which labels that touches."""
    writes: list[Contact | Version] = []
    touched: dict[str, set[str]] = {}
    for hub in tx.get_many(Contact, contacts).values():
        if label not in hub.labels:
            continue
        left = tuple(one for one in hub.labels if one != label)
        writes.extend(
            make_version(
                hub,
                content=hub.content,
                labels=left,
                who=who,
                cause=cause,
                run=visit.run,
                now=visit.deps.now(),
            )
        )
        touched[hub.id] = set(hub.labels)
    return writes, touched


def _link_after(
    before: Link | None, verdict: Verdict, label: str, visit: Visit, undecided: AbstractSet[str]
) -> Link | None:
    """The link once one of its labels is gone for good."""
    if before is not None and (before.held or verdict.gone & undecided):
        # Of another label the brake holds it; or its turn in another is yet to come, and a crash before
        # that must find the removal again.
        return replace(before, labels=tuple(one for one in before.labels if one != label))
    after = verdict.link
    if before is None or after is None:
        return after
    if after.resource:
        left = tuple(one for one in after.labels if one != label)
        # Taken out of its last shared label but still among her contacts: hers from now on.
        return replace(after, labels=left) if left else None
    others = set(before.labels) - {label}
    return after if others & visit.labels.keys() else None


def _hold(visit: Visit, label: Label, contacts: Iterable[str], tally: Tally, *, everything: bool) -> None:
    ordered = tuple(sorted(contacts))
    now = visit.deps.now()
    hold = open_hold(visit.scope, label.id, visit.account.id)
    if hold is None:
        hold = Hold(
            id=visit.deps.new_id(),
            label=label.id,
            account=visit.account.id,
            contacts=ordered[:SHOWN],
            total=len(ordered),
            at=now,
            everything=everything,
        )
    else:
        first = tuple(dict.fromkeys((*hold.contacts, *ordered)))[:SHOWN]
        hold = replace(hold, contacts=first, total=hold.total + len(ordered))
    occasion = Occasion("held", label.id, visit.account.id, once=f"held-{hold.id}", facts={"hold": hold.id})
    told = dict.fromkeys((label.owner, visit.account.id))
    mails, promises = owe(visit.tenant, occasion, told, deps=visit.deps)

    def body(tx: Transaction) -> Copy | None:
        visit.lease.fence(tx)
        copy = tx.get(Copy, f"{label.id}.{visit.account.id}")
        paused = replace(copy, state="paused", changed_at=now) if copy else None
        tx.put(hold, *mails, *promises, *([paused] if paused else []))
        return paused

    # The hold before the links: while one is open, every further removal joins it, so a crash
    # between the two holds back too much rather than too little.
    copy = visit.scope.transact(body)
    if copy:
        visit.copies[label.id] = copy
    for contact in ordered:
        link = visit.link(contact)
        after = tally.verdicts[contact].link
        if link is None:
            continue
        kept = link if after is None else after
        visit.set_link(contact, replace(kept, held=hold.id))
        if len(visit.dirty) >= PAGES_AT_ONCE:
            visit.save()
    visit.save()
    relay(visit.tenant, promises, deps=visit.deps)


def open_hold(scope: Scope, label: str, account: str) -> Hold | None:
    """The hold of this label and account that nobody has decided about yet."""
    found = scope.find(
        Hold,
        Where("label", "==", label),
        Where("account", "==", account),
        Where("state", "==", "held"),
        limit=1,
    )
    return found[0] if found else None
