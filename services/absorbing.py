"""From copies to the hub: what was read in one account becomes new versions, or is put right.

Each batch of at most 200 people is one store transaction: hub contacts, their versions, the
account's links and the promise of a fan-out, together or not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from .admitting import admit
from .core.contact import fingerprint, masked
from .core.person import Person
from .core.records import Contact, Link, Promise, Version
from .core.sight import Sight
from .core.verdict import FOREIGN, Verdict, judge
from .fanning import fan_promise, push_promise
from .history import apply_verdict, states_of, version_keys, versions_of
from .mingling import take_apart
from .outbox import dispatch, relay
from .photos import new_photos, photo_promise
from .ports import Transaction
from .tally import Tally
from .visiting import Visit

BATCH = 200


class Finder:
    """Which link a person belongs to: by resource name, by source, by an earlier name, by marker."""

    def __init__(self, visit: Visit) -> None:
        self._by_resource: dict[str, str] = {}
        self._by_source: dict[str, str] = {}
        for link in visit.links():
            self.note(link)
        self._visit = visit

    def note(self, link: Link) -> None:
        """Remember a link made since."""
        if link.resource:
            self._by_resource[link.resource] = link.contact
        if link.source:
            self._by_source[link.source] = link.contact

    def follow(self, resource: str, contact: str) -> None:
        """Take what has this name for the copy of a contact from now on."""
        self._by_resource[resource] = contact

    def names(self) -> Collection[str]:
        """The resource names of all copies."""
        return self._by_resource.keys()

    def contact_of(self, person: Person) -> str:
        """The hub contact that the person is a copy of; empty when there is none."""
        if person.resource in self._by_resource:
            return self._by_resource[person.resource]
        if person.source and person.source in self._by_source:
            return self._by_source[person.source]
        # Last, since after a merge earlier names are those of two: the source tells which lives on.
        for name in person.previous:
            if name in self._by_resource:
                return self._by_resource[name]
        if person.marker:
            link = self._visit.link(person.marker)
            if link and not link.resource and self._visit.parted(person.marker) != person.resource:
                # Our own create whose answer was lost.
                return person.marker
        return ""


def absorb(
    visit: Visit, people: Sequence[Person], tally: Tally, *, finder: Finder | None = None, pushes: bool = True
) -> None:
    """Judge people and write what follows. All pages of the visit must be loaded.

    `pushes`: promise to write what is owed to the account; not for somebody who is about to do that.

    Removals are only noted in the tally: how many are too many is decided when all are known.
    """
    finder = finder or Finder(visit)
    sight = visit.sight()
    linked: dict[str, Person] = {}
    fresh: list[Person] = []
    for person in people:
        contact = finder.contact_of(person)
        if contact:
            other = linked.get(contact)
            # Two people of one contact in one batch: the tombstone of the old name of a renamed or
            # merged contact says nothing about the one that lives on.
            alive = not person.deleted and person.resource in _resource(visit, contact)
            if other is None or other.deleted or alive:
                linked[contact] = person
        elif person.deleted:
            tally.strangers += 1
        elif sight.labels_of(person):
            fresh.append(person)
    fresh += [one for one in take_apart(visit, linked, finder.names(), sight) if sight.labels_of(one)]
    for contact, person in linked.items():
        if not person.deleted:
            tally.seen.add(contact)
            tally.forget(contact)
    # In the order of their pages: a batch, and all that follows from it in other accounts, reads and
    # writes a page once, and few pages.
    items = sorted(
        (contact, person) for contact, person in linked.items() if _may_matter(visit, contact, person)
    )
    for start in range(0, len(items), BATCH):
        _absorb_linked(visit, dict(items[start : start + BATCH]), sight, tally, pushes=pushes)
    _photos(visit, linked)
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        for link in admit(visit, batch, sight, tally):
            finder.note(link)
        _photos(visit, {contact: p for p in batch if (contact := finder.contact_of(p))})


def _photos(visit: Visit, people: Mapping[str, Person]) -> None:
    changed = new_photos(visit, people)
    tasks = [
        photo_promise(visit.tenant, visit.account.id, changed[start : start + BATCH], deps=visit.deps)
        for start in range(0, len(changed), BATCH)
    ]
    if tasks:
        dispatch(visit.tenant, tasks, deps=visit.deps)


def _resource(visit: Visit, contact: str) -> tuple[str, ...]:
    link = visit.link(contact)
    return (link.resource,) if link and link.resource else ()


def _may_matter(visit: Visit, contact: str, person: Person) -> bool:
    """Whether the copy differs at all from what we know of it; saves reading the hub for echoes."""
    link = visit.link(contact)
    if link is None:
        return False
    if person.deleted:
        return not person.resource or person.resource == link.resource
    sight = visit.sight()
    return (
        bool(link.pending)
        or person.resource != link.resource
        or link.seen != fingerprint(masked(person.content, link.masked))
        or set(link.labels) != sight.labels_of(person)
        or person.etag != link.etag
    )


def _absorb_linked(
    visit: Visit, people: Mapping[str, Person], sight: Sight, tally: Tally, *, pushes: bool
) -> None:
    before = {contact: visit.link(contact) for contact in people}
    undo = visit.snapshot()

    def body(tx: Transaction) -> tuple[dict[str, Verdict], list[Promise]]:
        visit.restore(undo)
        visit.lease.fence(tx)
        hubs = tx.get_many(Contact, people)
        verdicts = _judge_all(tx, people, before, hubs, sight)
        writes: list[Contact | Version] = []
        touched: dict[str, set[str]] = {}
        for contact, verdict in verdicts.items():
            visit.set_link(contact, kept_link(before[contact], verdict))
            changed = _apply(visit, hubs.get(contact), verdict)
            if changed is not None:
                writes.extend(changed)
                touched[contact] = {*hubs[contact].labels, *changed[0].labels}
        promises = [fan_promise(visit, touched)] if touched else []
        owed = [contact for contact, verdict in verdicts.items() if verdict.owed]
        if owed and pushes:
            promises.append(push_promise(visit, owed))
        fought = [
            contact for contact, verdict in verdicts.items() if _begins_to_fight(before[contact], verdict)
        ]
        if fought:
            promises.append(push_promise(visit, fought, due=_tomorrow(visit)))
        tx.put(*writes, *visit.dirty_pages(), *promises)
        return verdicts, promises

    verdicts, promises = visit.scope.transact(body)
    visit.dirty.clear()
    relay(visit.tenant, promises, deps=visit.deps)
    for contact, verdict in verdicts.items():
        link = before[contact]
        tally.note(contact, verdict, link.labels if link else ())


def _begins_to_fight(link: Link | None, verdict: Verdict) -> bool:
    """Whether the copy is left alone from now on, since another program writes over it."""
    left = verdict.link is not None and verdict.link.refused == FOREIGN
    return left and (link is None or link.refused != FOREIGN)


def _tomorrow(visit: Visit) -> datetime:
    """When a copy that was left alone for a day is written again: nothing else may come to do it."""
    now = visit.deps.now()
    morning = datetime.combine(now.date() + timedelta(days=1), time.min, now.tzinfo)
    return morning + timedelta(hours=visit.deps.jitter())


def _judge_all(
    tx: Transaction,
    people: Mapping[str, Person],
    links: Mapping[str, Link | None],
    hubs: Mapping[str, Contact],
    sight: Sight,
) -> dict[str, Verdict]:
    keys = [key for contact, hub in hubs.items() for key in version_keys(hub, versions_of(links[contact]))]
    versions = tx.get_many(Version, keys)
    verdicts: dict[str, Verdict] = {}
    for contact, person in people.items():
        link, hub = links[contact], hubs.get(contact)
        if link is None or hub is None:
            verdicts[contact] = Verdict(link=None)
            continue
        states = states_of(hub, versions_of(link), versions)
        verdicts[contact] = judge(link, person, hub, states, sight, hub.changed_by)
    return verdicts


def _apply(visit: Visit, hub: Contact | None, verdict: Verdict) -> tuple[Contact, Version] | None:
    if hub is None:
        return None
    return apply_verdict(hub, verdict, who=visit.account.id, run=visit.run, now=visit.deps.now())


def kept_link(before: Link | None, verdict: Verdict) -> Link | None:
    """The link to remember now.

    Where labels are gone it stays as it was until that is decided: a crash in between must find the
    removal again.
    """
    if not verdict.gone or before is None:
        return verdict.link
    if verdict.link is None or not verdict.link.resource:
        return before
    return replace(verdict.link, labels=tuple(sorted({*verdict.link.labels, *verdict.gone})))
