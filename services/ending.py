"""Taking a copy back: what we put into the account goes, what was the person's own stays."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from .core.adoption import own_part
from .core.contact import WRITABLE, fingerprint
from .core.outcome import Fault, Outcome
from .core.person import Change
from .core.records import Account, Contact, Copy, Fields, Hold, Link, Version
from .deps import Deps
from .fanning import push_promise
from .history import states_of, version_keys, versions_of
from .last_look import LastLook
from .leasing import lease
from .outbox import promise, relay
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
        visit = open_visit(tenant, held, deps=deps)
        visit.load_all()
        _let_go(visit, label_id)
        try:
            finished = _take_back(visit, copy)
        except AccountGone:
            _forget(visit, label_id)
            _close(visit, copy, fault=Fault.GONE)
            return Outcome.GONE
        if finished:
            _close(visit, copy)
            _show_less(visit)
            if not visit.copies:
                # Nothing is read here any more; another share begins with a full listing.
                held.update(sync_token="", full_sync_at=None, cursor="", listing="")
        else:
            again = promise(tenant, "end", {"account": account_id, "label": label_id}, deps=deps)
            scope.put(again)
            relay(tenant, [again], deps=deps)
    return Outcome.DONE


def _let_go(visit: Visit, label: str) -> None:
    """What the brake held of the ended label is nobody's question any more.

    Where another label of hers has such a contact, its copy is kept in step again. While it was held,
    nothing was written there and no deletion was asked about: the whole account is listed for those.
    """
    mine = (Where("label", "==", label), Where("account", "==", visit.account.id))
    ended = {hold.id for hold in visit.scope.find(Hold, *mine)}
    held = [link.contact for link in visit.links() if link.held in ended]
    if not held:
        return
    for contact in held:
        link = visit.link(contact)
        if link is not None:
            visit.set_link(contact, replace(link, held=""))
    visit.lease.update(resync=True)
    owed = [push_promise(visit, held[start : start + BATCH]) for start in range(0, len(held), BATCH)]
    owed.append(promise(visit.tenant, "pull", {"account": visit.account.id}, deps=visit.deps))
    visit.lease.save(*visit.dirty_pages(), *owed)
    visit.dirty.clear()
    relay(visit.tenant, owed, deps=visit.deps)


def _give_back(visit: Visit, links: list[Link]) -> None:
    """Adopted contacts lose what the share brought; what was hers before or is by her hand stays."""
    for start in range(0, len(links), 200):
        batch = links[start : start + 200]
        found = visit.book.read([link.resource for link in batch])
        written = _written(visit, batch)
        changes = []
        for link in batch:
            person = found.get(link.resource)
            if person is None:
                continue
            own = {
                **own_part(link.mine, written[link.contact], person.content, link.masked),
                # What was hidden from her has been nobody's but hers.
                **{name: person.content[name] for name in link.masked if name in person.content},
            }
            if fingerprint(person.content) != fingerprint(own):
                changes.append(
                    Change(resource=person.resource, etag=person.etag, source=person.source, content=own)
                )
        if changes:
            visit.book.update(changes, WRITABLE)


def _written(visit: Visit, links: list[Link]) -> dict[str, list[Fields]]:
    """What was written into each copy last: two states while a write is unconfirmed."""
    hubs = visit.scope.get_many(Contact, [link.contact for link in links])
    wanted = {link.contact: versions_of(link) for link in links}
    keys = [key for hub in hubs.values() for key in version_keys(hub, wanted[hub.id])]
    versions = visit.scope.get_many(Version, keys)
    return {
        contact: list(states_of(hubs[contact], numbers, versions).values()) if contact in hubs else []
        for contact, numbers in wanted.items()
    }


def _show_less(visit: Visit) -> None:
    """What only the ended label showed of a contact is hidden now, if her other labels hide it."""
    again = [
        promise(visit.tenant, "copy", {"account": visit.account.id, "label": label.id}, deps=visit.deps)
        for label in visit.labels.values()
        if label.hidden
    ]
    if again:
        visit.scope.put(*again)
        relay(visit.tenant, again, deps=visit.deps)


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
    last = LastLook.at(visit, copy)
    _delete_lost(visit, copy, last)
    links = [link for link in visit.links() if copy.label in (*link.labels, *link.agreed_labels)]
    links += _loose(visit, copy.label)
    for start in range(0, len(links), BATCH):
        if visit.out_of_time:
            return False
        if last:
            last.look([link.resource for link in links[start : start + BATCH] if link.resource])
        batch = [visit.link(link.contact) or link for link in links[start : start + BATCH]]
        ours = [link for link in batch if _only_here(link, copy.label, visit) and not link.adopted]
        visit.book.delete([link.resource for link in ours if link.resource])
        _give_back(visit, [link for link in batch if _only_here(link, copy.label, visit) and link.mine])
        leaving = [link.resource for link in batch if link not in ours and link.resource]
        if leaving and copy.group:
            # She may have deleted the label herself.
            with suppress(NotFound):
                visit.book.regroup(copy.group, remove=leaving)
        for link in batch:
            visit.set_link(link.contact, _without(link, copy.label, visit))
        visit.save()
    if copy.group:
        visit.book.delete_group(copy.group)
    return True


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


def _delete_lost(visit: Visit, copy: Copy, last: LastLook | None) -> None:
    """Copies whose create was never confirmed are ours as well: their marker says so."""
    doubtful = {link.contact for link in visit.links() if link.pending and not link.resource}
    if not doubtful or not copy.group:
        return
    try:
        names = set(visit.book.members(copy.group))
    except NotFound:
        return
    unknown = sorted(names - {link.resource for link in visit.links()})
    for start in range(0, len(unknown), 200):
        found = visit.book.read(unknown[start : start + 200])
        ours = [person for person in found.values() if person.marker in doubtful]
        if last:
            last.judge(ours)
        visit.book.delete([person.resource for person in ours])


def _only_here(link: Link, label: str, visit: Visit) -> bool:
    return not (set(link.labels) - {label}) & visit.labels.keys()


def _without(link: Link, label: str, visit: Visit) -> Link | None:
    if _only_here(link, label, visit):
        return None
    return replace(
        link,
        labels=tuple(one for one in link.labels if one != label),
        agreed_labels=tuple(one for one in link.agreed_labels if one != label),
    )


def _forget(visit: Visit, label: str) -> None:
    for link in list(visit.links()):
        if label in link.labels:
            visit.set_link(link.contact, _without(link, label, visit))
    visit.save()
