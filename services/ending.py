"""Taking a copy back: what we put into the account goes, what was the person's own stays."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from .core.levels import Level
from .core.outcome import Fault, Outcome
from .core.records import Account, Contact, Copy, Grant, Hold, Label, Link
from .deps import Deps
from .fanning import end_one, push_promise
from .giving_back import give_back, only_here, without, without_strays
from .last_look import LastLook, look_last
from .leasing import Busy, lease
from .outbox import dispatch, promise, relay
from .ports import AccountGone, NotFound, Transaction, Where
from .visiting import Visit, open_visit

BATCH = 500


def end_copy(tenant: str, account_id: str, label_id: str, *, deps: Deps) -> Outcome:
    """Remove one account's copy of one label. Repeating it does nothing more."""
    scope = deps.store.tenant(tenant)
    if scope.get(Account, account_id) is None:
        return Outcome.GONE
    with lease(tenant, account_id, deps=deps) as held:
        copy = scope.get(Copy, f"{label_id}.{account_id}")
        if copy is None or copy.state != "ending":
            return Outcome.DONE
        return _end(open_visit(tenant, held, deps=deps), copy)


def end_first(visit: Visit) -> None:
    """Take back what is over, before anything else is read or written in the account.

    Somebody may lose the label that let her edit a contact and keep it by another one: an edit that
    she made before has to be read with the level that she had. Raises `Busy` when there was no time
    for all of it.
    """
    for copy in visit.over:
        stored = _ended(visit, copy)
        if stored is not None and stored.state == "ending":
            _end(visit, stored)
            if visit.out_of_time:
                raise Busy


def _ended(visit: Visit, copy: Copy) -> Copy | None:
    """The copy, once its grant has ended: of a stopped label the fan-out may not have come to it yet."""
    if copy.state != "ending":
        grant = visit.scope.get(Grant, copy.key)
        label = visit.scope.get(Label, copy.label)
        if grant is None or label is None or label.state == "active" or grant.level is Level.OWNER:
            return None
        promises = end_one(visit.tenant, copy.label, copy.account, by=label.owner, deps=visit.deps)
        relay(visit.tenant, promises, deps=visit.deps)
    return visit.scope.get(Copy, copy.key)


def _end(visit: Visit, copy: Copy) -> Outcome:
    visit.load_all()
    mine = (Where("label", "==", copy.label), Where("account", "==", copy.account))
    let_go(visit, {hold.id for hold in visit.scope.find(Hold, *mine)})
    try:
        finished = _take_back(visit, copy)
    except AccountGone:
        _forget(visit, copy.label)
        _close(visit, copy, fault=Fault.GONE)
        return Outcome.GONE
    if finished:
        _close(visit, copy)
        _show_less(visit)
        if not visit.copies:
            # Nothing is read here any more; another share begins with a full listing.
            visit.lease.update(sync_token="", full_sync_at=None, cursor="", listing="")
    else:
        again = promise(visit.tenant, "end", {"account": copy.account, "label": copy.label}, deps=visit.deps)
        dispatch(visit.tenant, [again], deps=visit.deps)
    return Outcome.DONE


def let_go(visit: Visit, holds: Collection[str]) -> None:
    """What these holds have of a label that is over for her is nobody's question any more.

    Where another label of hers has such a contact, its copy is kept in step again. While it was held,
    nothing was written there and no deletion was asked about: the whole account is listed for those.
    What she deleted from nowhere else stays deleted. All pages of the visit must be loaded.
    """
    held = [link.contact for link in visit.links() if link.held in holds]
    if not held:
        return
    shared: set[str] = set()
    for start in range(0, len(held), BATCH):
        hubs = visit.scope.get_many(Contact, held[start : start + BATCH])
        shared |= {key for key, hub in hubs.items() if not visit.labels.keys().isdisjoint(hub.labels)}
    for contact in held:
        link = visit.link(contact)
        if link is not None:
            kept = bool(link.resource) or contact in shared
            visit.set_link(contact, replace(link, held="") if kept else None)
    visit.lease.update(resync=True)
    again = sorted(shared)
    owed = [push_promise(visit, again[start : start + BATCH]) for start in range(0, len(again), BATCH)]
    owed.append(promise(visit.tenant, "pull", {"account": visit.account.id}, deps=visit.deps))
    visit.lease.save(*visit.dirty_pages(), *owed)
    visit.dirty.clear()
    relay(visit.tenant, owed, deps=visit.deps)


def _show_less(visit: Visit) -> None:
    """What only the ended label showed of a contact is hidden now, if her other labels hide it."""
    again = [
        promise(visit.tenant, "copy", {"account": visit.account.id, "label": label.id}, deps=visit.deps)
        for label in visit.labels.values()
        if label.hidden
    ]
    if again:
        dispatch(visit.tenant, again, deps=visit.deps)


def _close(visit: Visit, copy: Copy, *, fault: Fault | None = None) -> None:
    """The copy is gone. Race: the label may have been shared with her again meanwhile."""

    def body(tx: Transaction) -> None:
        stored = tx.get(Copy, copy.key) or copy
        state = "ended" if stored.state == "ending" else stored.state
        tx.put(
            replace(
                stored,
                state=state,
                group="",
                group_name="",
                position="",
                done=0,
                fault=fault,
                fought=(),
                refused=(),
                retry_at=None,
                changed_at=visit.deps.now(),
            )
        )

    visit.scope.transact(body)


def _take_back(visit: Visit, copy: Copy) -> bool:
    if copy.group_name and not copy.group:
        # Made by a try that died before it could say so, if it was made at all.
        made = [group for group in visit.book.groups() if group.marker == copy.label]
        copy = replace(copy, group=made[0].resource) if made else copy
    hers = _made_by_her(visit, copy)
    last = LastLook.at(visit, copy)
    # Of a stopped label hers may not have ended yet; what she did while she had it counts all the same.
    over = [_ended(visit, one) for one in visit.over if one.label != copy.label]
    others = [look for one in over if one and one.state == "ending" and (look := LastLook.at(visit, one))]
    _look_at_strangers(visit, copy, last)
    links = [link for link in visit.links() if copy.label in (*link.labels, *link.agreed_labels)]
    links += _loose(visit, copy.label)
    for start in range(0, len(links), BATCH):
        if visit.out_of_time:
            return False
        look_last(visit, links[start : start + BATCH], last, others)
        batch = [visit.link(link.contact) or link for link in links[start : start + BATCH]]
        batch = without_strays(visit, batch, copy.label)
        ours = [link for link in batch if only_here(link, copy.label, visit) and not link.adopted]
        visit.book.delete(
            [link.resource for link in ours if link.resource], sources=[link.source for link in ours]
        )
        give_back(visit, [link for link in batch if only_here(link, copy.label, visit) and link.mine])
        leaving = [
            link.resource
            for link in batch
            if link not in ours and link.resource and not (hers and link.adopted)
        ]
        if leaving and copy.group:
            # She may have deleted the label herself.
            with suppress(NotFound):
                visit.book.regroup(copy.group, remove=leaving)
        for link in batch:
            visit.set_link(link.contact, without(link, copy.label, visit))
        visit.save()
    if copy.group and not hers:
        visit.book.delete_group(copy.group)
    return True


def _made_by_her(visit: Visit, copy: Copy) -> bool:
    """Whether the label itself is her own: she shared it first, and handed it over.

    It stays, with those contacts in it that were hers. Only what we made bears our marker.
    """
    try:
        return bool(copy.group) and visit.book.group(copy.group).marker != copy.label
    except NotFound:
        return False


def _loose(visit: Visit, label: str) -> list[Link]:
    """Links in no label: of creates that never happened, and of copies whose label she deleted.

    Some may wait for another label of hers, which has them still.
    """
    loose = [link for link in visit.links() if not link.labels and label not in link.agreed_labels]
    if not visit.labels:
        return loose
    found: list[Link] = []
    for start in range(0, len(loose), BATCH):
        batch = loose[start : start + BATCH]
        hubs = visit.scope.get_many(Contact, [link.contact for link in batch])
        found += [
            link
            for link in batch
            if (hub := hubs.get(link.contact)) is None or visit.labels.keys().isdisjoint(hub.labels)
        ]
    return found


def _look_at_strangers(visit: Visit, copy: Copy, last: LastLook | None) -> None:
    """What is in the label and no link knows: what she put there last, and copies of ours never confirmed.

    Those bear our marker, and go. What is hers stays with her, and becomes everybody's if she put it
    there in time and nobody had read it yet.
    """
    doubtful = {link.contact for link in visit.links() if link.pending and not link.resource}
    if not copy.group or not (doubtful or last):
        return
    try:
        names = set(visit.book.members(copy.group))
    except NotFound:
        return
    unknown = sorted(names - {link.resource for link in visit.links()})
    for start in range(0, len(unknown), 200):
        found = visit.book.read(unknown[start : start + 200])
        if last:
            last.judge(list(found.values()))
        visit.book.delete([person.resource for person in found.values() if person.marker in doubtful])


def _forget(visit: Visit, label: str) -> None:
    for link in list(visit.links()):
        if label in link.labels:
            visit.set_link(link.contact, without(link, label, visit))
    visit.save()
