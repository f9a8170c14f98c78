"""Contacts that are new to the hub, and copies of ours whose link is lost.

What an editor puts into her copy of a label becomes everybody's. What a viewer puts there leaves the
label again and stays among her own contacts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .core.adoption import is_part_of
from .core.contact import fingerprint, masked
from .core.person import Person
from .core.records import LINKS, Account, Contact, Link, Promise, Version
from .core.searchwords import prefixes_of
from .core.sight import Sight
from .core.verdict import judge
from .fanning import fan_promise, push_promise
from .history import apply_verdict, first_version, sort_key
from .outbox import relay
from .ports import Transaction, Where
from .tally import Tally
from .visiting import Visit

_MARKER = re.compile(r"[a-z0-9]{6,12}\.[0-9]{3}")


@dataclass(slots=True)
class _Made:
    """What one transaction writes."""

    page: str
    used: int
    contacts: list[Contact] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    touched: dict[str, set[str]] = field(default_factory=dict)
    owed: list[str] = field(default_factory=list)


def admit(visit: Visit, people: Sequence[Person], sight: Sight, tally: Tally) -> list[Link]:
    """Take people who are in a shared group into the hub; returns the links that were made."""
    welcome = _welcome(visit, people, sight, tally)
    if welcome:
        visit.load_all()
        welcome = _still_there(visit, welcome, sight)
    if not welcome:
        return []
    lost = {
        person.marker
        for person, _ in welcome
        if usable_marker(person.marker) and visit.link(person.marker) is None
    }
    twins = _twins(visit, welcome, lost)
    fresh_page = visit.deps.new_id()[:12]
    undo = visit.snapshot()

    def body(tx: Transaction) -> tuple[Account, _Made, list[Promise]]:
        visit.restore(undo)
        account = visit.lease.fence(tx)
        known = tx.get_many(Contact, lost | set(twins.values()))
        made = _Made(page=account.page, used=account.page_used)
        ours = set(lost)
        for person, labels in welcome:
            if person.resource in twins:
                twin = known.get(twins[person.resource])
                _take_back_in(visit, made, person, labels, twin, sight)
            elif person.marker in ours and _accessible(known.get(person.marker), sight):
                ours.discard(person.marker)
                _take_back_in(visit, made, person, labels, known.get(person.marker), sight)
            else:
                if not made.page or made.used >= LINKS:
                    made.page, made.used = fresh_page, 0
                identity = f"{made.page}.{made.used:03d}"
                made.used += 1
                _take_in(visit, made, person, labels, identity, sight)
        account = replace(account, page=made.page, page_used=made.used)
        for link in made.links:
            visit.set_link(link.contact, link)
        told = {contact: labels for contact, labels in made.touched.items() if _shared(visit, labels)}
        promises = [fan_promise(visit, told)] if told else []
        if made.owed:
            promises.append(push_promise(visit, made.owed))
        tx.put(account, *made.contacts, *made.versions, *visit.dirty_pages(), *promises)
        return account, made, promises

    visit.lease.account, made, promises = visit.scope.transact(body)
    visit.dirty.clear()
    relay(visit.tenant, promises, deps=visit.deps)
    tally.changed += len(made.links)
    tally.seen.update(link.contact for link in made.links)
    return made.links


def _twins(visit: Visit, welcome: Sequence[tuple[Person, tuple[str, ...]]], lost: set[str]) -> dict[str, str]:
    """Hub contacts that say exactly the same, of which the account has no copy yet, by resource.

    After a store was restored from a backup the owner's original and the members' copies come in one
    by one, and only the copies carry our marker: they are one contact and not two. Asked only once a
    label has been read: at its first reading there is nothing to compare with.
    """
    found: dict[str, str] = {}
    for person, labels in welcome:
        if not any(visit.labels[label].counted for label in labels):
            continue
        same = visit.scope.find(Contact, Where("hash", "==", fingerprint(person.content)), limit=10)
        exists = any(contact.id == person.marker for contact in same)
        for contact in same:
            free = visit.link(contact.id) is None and contact.id not in found.values()
            if free and not exists and contact.id not in lost and set(contact.labels) & set(labels):
                found[person.resource] = contact.id
                break
    return found


def usable_marker(marker: str) -> bool:
    """Whether a marker read from an account has the form of a contact id of ours."""
    return bool(_MARKER.fullmatch(marker))


def _welcome(
    visit: Visit, people: Sequence[Person], sight: Sight, tally: Tally
) -> list[tuple[Person, tuple[str, ...]]]:
    welcome: list[tuple[Person, tuple[str, ...]]] = []
    for person in people:
        labels = sight.labels_of(person)
        then = sight.at(person.updated)
        allowed = tuple(sorted(label for label in labels if then.levels[label].may_edit))
        for label in labels - set(allowed):
            tally.denied[label].add("add")
            tally.unlabel[visit.copies[label].group].add(person.resource)
        if allowed:
            welcome.append((person, allowed))
    return welcome


def _still_there(
    visit: Visit, welcome: Sequence[tuple[Person, tuple[str, ...]]], sight: Sight
) -> list[tuple[Person, tuple[str, ...]]]:
    """Without copies that are gone or have left: a late listing may show what we have undone since.

    Taken for a new contact it would be a double of what it was a copy of, or bring that back for everybody.
    Only Google's answer by name tells. It is asked about what bears our marker and about what is known to
    have stayed among her own, and of nothing else.
    """
    stayed = visit.all_parted()
    doubtful = {
        person.resource for person, _ in welcome if usable_marker(person.marker) or person.resource in stayed
    }
    if not doubtful:
        return list(welcome)
    found = visit.book.read(sorted(doubtful))
    there: list[tuple[Person, tuple[str, ...]]] = []
    for person, shown in welcome:
        present = found.get(person.resource) if person.resource in doubtful else person
        now = sight.labels_of(present) if present else frozenset()
        labels = tuple(label for label in shown if label in now)
        if labels:
            there.append((person, labels))
    return there


def _shared(visit: Visit, labels: set[str]) -> bool:
    """Whether copies of these labels exist: before a label is counted its copies wait for it."""
    return any(visit.labels[label].counted for label in labels if label in visit.labels)


def _accessible(known: Contact | None, sight: Sight) -> bool:
    """Whether what she put into the label may be the contact of its marker.

    Something made from a copy to which she has no access any more is a contact of her own: it says
    nothing to those who have, and she is told nothing of what they wrote since. Of one in the trash
    they are the people of the labels that it left.
    """
    return known is None or sight.level_in(known.labels or known.left) is not None


def _take_in(
    visit: Visit, made: _Made, person: Person, labels: tuple[str, ...], identity: str, sight: Sight
) -> None:
    now = visit.deps.now()
    made.contacts.append(
        Contact(
            id=identity,
            labels=labels,
            content=person.content,
            sort=sort_key(person.content),
            prefixes=prefixes_of(person.content),
            hash=fingerprint(person.content),
            created_at=now,
            created_by=visit.account.id,
            changed_at=now,
            changed_by=visit.account.id,
        )
    )
    if _shared(visit, set(labels)):
        made.versions.append(first_version(made.contacts[-1], at=now, cause="pull", run=visit.run))
    made.touched[identity] = set(labels)
    link = _link(Link(contact=identity, agreed=1), person, labels, sight)
    copy = visit.link(person.marker) if person.marker else None
    if copy is not None and copy.resource:
        # It bears the mark of a copy that we know under another name: she merged the two.
        link = replace(link, adopted=True, mine=masked(person.content, sight.hidden_in(labels)))
    if sight.remasked(link, made.contacts[-1]):
        made.owed.append(identity)
    made.links.append(link)


def _take_back_in(
    visit: Visit,
    made: _Made,
    person: Person,
    labels: tuple[str, ...],
    known: Contact | None,
    sight: Sight,
) -> None:
    """A marker of ours without a link: the same contact as before, not another one.

    The store is older than the copy (restored from a backup), or the label is shared again.
    """
    if known is None:
        _take_in(visit, made, person, labels, person.marker, sight)
        return
    link = Link(contact=known.id, labels=labels)
    verdict = judge(link, person, known, {}, sight, known.changed_by)
    verdict = replace(verdict, joined=verdict.joined | (frozenset(labels) - set(known.labels)))
    changed = apply_verdict(known, verdict, who=visit.account.id, run=visit.run, now=visit.deps.now())
    if changed:
        made.contacts.append(changed[0])
        made.versions.append(changed[1])
        made.touched[known.id] = {*known.labels, *changed[0].labels}
    if verdict.owed:
        made.owed.append(known.id)
    link = _link(verdict.link or link, person, labels, sight)
    if not known.labels and not is_part_of(person.content, known.content):
        # It had left every label, so nobody wrote this into a copy of ours: she merged one with hers.
        link = replace(link, adopted=True, mine=masked(person.content, sight.hidden_in(labels)))
    made.links.append(link)


def _link(link: Link, person: Person, labels: tuple[str, ...], sight: Sight) -> Link:
    # What was made of a copy of ours may hold what has been hidden from her since: that is to be cleared.
    hidden = frozenset() if person.marker else sight.hidden_in(labels)
    return replace(
        link,
        resource=person.resource,
        source=person.source,
        etag=person.etag,
        updated=person.updated,
        seen=fingerprint(masked(person.content, hidden)),
        masked=tuple(sorted(hidden)),
        # Not those that she may not add to: a crash before it leaves them must find that again.
        labels=labels,
        agreed_labels=labels,
        adopted=not person.marker,
    )
