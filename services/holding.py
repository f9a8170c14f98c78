"""Deciding about deletions that the brake held: *Restore*, *Delete for everyone*, or *Leave*."""

from __future__ import annotations

from dataclasses import replace

from .absorbing import BATCH
from .auditing import event
from .core.caller import Caller
from .core.levels import Level
from .core.outcome import Outcome
from .core.records import Contact, Copy, Hold, Label, Link, Promise, Record
from .core.refusals import AlreadyDecided, BadInput, NotAllowed, OwnerStays
from .deps import Deps
from .ending import let_go
from .fanning import end_one, fan_promise, push_promise
from .labels import grant_of, label_of
from .leasing import lease
from .outbox import promise, relay
from .ports import Transaction
from .regrouping import make_again
from .removing import take_out
from .visiting import Visit, open_visit


def decide(caller: Caller, *, hold: str, choice: str, deps: Deps) -> Hold:
    """Decide once for all. `choice`: restore | delete | leave.

    Owners and managers may restore or delete; the member whose copy it is may restore, and leave when
    nothing of the label is left in her copy. Raises `AlreadyDecided`, `NotAllowed`, `OwnerStays`,
    `BadInput`.
    """
    if choice == "leave":
        return _leave(caller, hold, deps=deps)
    if choice not in {"restore", "delete"}:
        raise BadInput
    scope = deps.store.tenant(caller.tenant)
    found = scope.get(Hold, hold)
    if found is None:
        raise NotAllowed
    label_of(caller, found.label, deps=deps)
    level = grant_of(caller, found.label, deps=deps).level
    mine = found.account == caller.account and choice == "restore"
    if level < Level.MANAGER and not mine:
        raise NotAllowed
    task = promise(
        caller.tenant, "held", {"account": found.account, "hold": hold, "by": caller.account}, deps=deps
    )
    note = event(caller, f"held-{choice}", label=found.label, target=found.account, deps=deps)

    def body(tx: Transaction) -> Hold:
        stored = tx.get(Hold, hold)
        if stored is None or stored.state != "held":
            raise AlreadyDecided
        decided = replace(
            stored, state="restored" if choice == "restore" else "deleted", decided_by=caller.account
        )
        tx.put(decided, task, note)
        return decided

    decided = scope.transact(body)
    relay(caller.tenant, [task], deps=deps)
    return decided


def _leave(caller: Caller, hold: str, *, deps: Deps) -> Hold:
    """She deleted the whole label and meant to leave it: hers alone goes, nobody else loses anything."""
    scope = deps.store.tenant(caller.tenant)
    found = scope.get(Hold, hold)
    if found is None or found.account != caller.account or not found.everything:
        raise NotAllowed
    label_of(caller, found.label, deps=deps)
    if grant_of(caller, found.label, deps=deps).level is Level.OWNER:
        raise OwnerStays
    if found.state != "held":
        raise AlreadyDecided
    # Ending the grant settles its holds in the same transaction.
    promises = end_one(caller.tenant, found.label, caller.account, by=caller.account, deps=deps)
    scope.put(event(caller, "held-leave", label=found.label, target=caller.account, deps=deps))
    relay(caller.tenant, promises, deps=deps)
    return scope.get(Hold, hold) or found


def carry_out(tenant: str, account_id: str, hold_id: str, *, deps: Deps) -> Outcome:
    """Do what was decided, contact by contact. Repeating it does nothing more."""
    scope = deps.store.tenant(tenant)
    hold = scope.get(Hold, hold_id)
    if hold is None or hold.state == "held":
        return Outcome.DONE
    with lease(tenant, account_id, deps=deps) as held:
        visit = open_visit(tenant, held, deps=deps)
        visit.load_all()
        if hold.state == "left":
            let_go(visit, {hold_id})
        contacts = sorted(link.contact for link in visit.links() if link.held == hold_id)
        for start in range(0, len(contacts), BATCH):
            batch = contacts[start : start + BATCH]
            if hold.state == "deleted":
                _delete(visit, hold, batch)
            else:
                _restore(visit, batch)
        _resume(visit, hold)
    return Outcome.DONE


def _restore(visit: Visit, contacts: list[str]) -> None:
    again = push_promise(visit, contacts)
    for contact in contacts:
        link = visit.link(contact)
        if link is not None:
            visit.set_link(contact, replace(link, held=""))
    visit.lease.save(*visit.dirty_pages(), again)
    visit.dirty.clear()
    relay(visit.tenant, [again], deps=visit.deps)


def _delete(visit: Visit, hold: Hold, contacts: list[str]) -> None:
    before = {contact: visit.link(contact) for contact in contacts}
    undo = visit.snapshot()

    def body(tx: Transaction) -> list[Promise]:
        visit.restore(undo)
        visit.lease.fence(tx)
        hubs = tx.get_many(Contact, contacts)
        taken, touched = take_out(tx, contacts, hold.label, visit=visit, who=hold.decided_by, cause="held")
        writes: list[Record] = [*taken]
        label = tx.get(Label, hold.label)
        if label is not None:
            writes.append(replace(label, size=max(0, label.size - len(touched))))
        owed = set()
        for contact, link in before.items():
            if link is None:
                continue
            if _elsewhere(visit, link, hubs.get(contact), hold.label):
                visit.set_link(contact, replace(link, held=""))
                owed.add(contact)
            elif link.resource:
                visit.part(contact, link.resource)
            else:
                visit.set_link(contact, None)
        promises = [fan_promise(visit, touched)] if touched else []
        if owed:
            promises.append(push_promise(visit, owed))
        tx.put(*writes, *visit.dirty_pages(), *promises)
        return promises

    promises = visit.scope.transact(body)
    visit.dirty.clear()
    relay(visit.tenant, promises, deps=visit.deps)


def _elsewhere(visit: Visit, link: Link, hub: Contact | None, label: str) -> bool:
    """Whether the contact stays in another label of the account.

    Somebody else may have taken it out of this label by now: it stands in the others all the same.
    """
    others = {*(hub.labels if hub else ())} - {label}
    return bool(others & visit.labels.keys()) or bool(link.resource and set(link.labels) - {label})


def _resume(visit: Visit, hold: Hold) -> None:
    def body(tx: Transaction) -> Copy | None:
        copy = tx.get(Copy, f"{hold.label}.{hold.account}")
        if copy is None or copy.state != "paused":
            return None
        copy = replace(copy, state="current", changed_at=visit.deps.now())
        tx.put(copy)
        return copy

    copy = visit.scope.transact(body)
    if copy is not None:
        visit.copies[hold.label] = copy
        if not copy.group:
            make_again(visit, [hold.label])
