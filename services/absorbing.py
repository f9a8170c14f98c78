"""From copies to the hub: what was read in one account becomes new versions, or is put right.

Each batch of at most 200 people is one store transaction: hub contacts, their versions, the
account's links and the promise of a fan-out, together or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .core.contact import fingerprint
from .core.person import Person
from .core.records import Account, Contact, Fields, Link, Promise, Version
from .core.searchwords import prefixes_of
from .core.verdict import Sight, Verdict, judge
from .history import make_version, sort_key, states_of, version_keys
from .outbox import promise, relay
from .ports import Transaction
from .visiting import Visit

BATCH = 200
PAGE = 200


@dataclass(slots=True)
class Tally:
    """What a pull found that is decided at its end, or told to somebody.

    `gone`: label -> contacts taken out of it; `denied`: label -> what its member may not do;
    `unlabel`: group -> resources that a viewer added and that have to leave the group again.
    """

    gone: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    denied: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unlabel: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: set[str] = field(default_factory=set)
    owed: set[str] = field(default_factory=set)
    changed: int = 0


class Finder:
    """Which link a person belongs to: by resource name, by an earlier one, by source, by marker."""

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

    def contact_of(self, person: Person) -> str:
        """The hub contact that the person is a copy of; empty when there is none."""
        for name in (person.resource, *person.previous):
            if name in self._by_resource:
                return self._by_resource[name]
        if person.source and person.source in self._by_source:
            return self._by_source[person.source]
        if person.marker:
            link = self._visit.link(person.marker)
            if link is not None and not link.resource:
                # Our own create whose answer was lost.
                return person.marker
        return ""


def absorb(visit: Visit, people: Sequence[Person], tally: Tally, *, finder: Finder | None = None) -> None:
    """Judge people and write what follows. All pages of the visit must be loaded.

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
            if other is None or other.deleted:
                linked[contact] = person
            elif not person.deleted and person.resource in _resource(visit, contact):
                linked[contact] = person
        elif not person.deleted and sight.labels_of(person):
            fresh.append(person)
    tally.seen.update(contact for contact, person in linked.items() if not person.deleted)
    items = [(contact, person) for contact, person in linked.items() if _may_matter(visit, contact, person)]
    for start in range(0, len(items), BATCH):
        _absorb_linked(visit, dict(items[start : start + BATCH]), sight, tally)
    for start in range(0, len(fresh), BATCH):
        for link in _admit(visit, fresh[start : start + BATCH], sight, tally):
            finder.note(link)


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
        or link.seen != fingerprint(_shown(person.content, sight))
        or set(link.labels) != sight.labels_of(person)
        or person.etag != link.etag
    )


def _shown(content: Fields, sight: Sight) -> Fields:
    return {name: entries for name, entries in content.items() if name not in sight.hidden}


def _absorb_linked(visit: Visit, people: Mapping[str, Person], sight: Sight, tally: Tally) -> None:
    deps = visit.deps
    before = {contact: visit.link(contact) for contact in people}
    undo = visit.snapshot()

    def body(tx: Transaction) -> tuple[dict[str, Verdict], list[Promise]]:
        visit.restore(undo)
        visit.lease.fence(tx)
        hubs = tx.get_many(Contact, people)
        wanted = [
            key
            for contact, hub in hubs.items()
            for key in version_keys(hub, _versions(before[contact]))
        ]
        versions = tx.get_many(Version, wanted)
        verdicts: dict[str, Verdict] = {}
        writes: list[Contact | Version] = []
        touched: dict[str, set[str]] = {}
        for contact, person in people.items():
            link = before[contact]
            hub = hubs.get(contact)
            if link is None or hub is None:
                verdicts[contact] = Verdict(link=None)
                continue
            states = states_of(hub, _versions(link), versions)
            verdict = judge(link, person, hub, states, sight, hub.changed_by)
            verdicts[contact] = verdict
            changed = apply_verdict(visit, hub, verdict)
            if changed is not None:
                writes.extend(changed)
                touched[contact] = set(hub.labels) | set(changed[0].labels)
        promises: list[Promise] = []
        owed = {contact for contact, verdict in verdicts.items() if verdict.owed}
        if touched:
            promises.append(fan_promise(visit, touched))
        if owed:
            promises.append(push_promise(visit, owed))
        for contact, verdict in verdicts.items():
            visit.set(contact, kept_link(before[contact], verdict))
        tx.put(*writes, *visit.dirty_pages(), *promises)
        return verdicts, promises

    verdicts, promises = visit.scope.transact(body)
    visit.dirty.clear()
    relay(visit.tenant, promises, deps=deps)
    for contact, verdict in verdicts.items():
        tally.changed += verdict.content is not None or bool(verdict.joined)
        if verdict.owed:
            tally.owed.add(contact)
        for label in verdict.gone:
            tally.gone[label].add(contact)
        if verdict.gone:
            tally.verdicts[contact] = verdict
        if verdict.denied:
            link = before[contact]
            for label in link.labels if link else ():
                tally.denied[label] |= verdict.denied


def kept_link(before: Link | None, verdict: Verdict) -> Link | None:
    """The link to remember now. Where labels are gone it stays as it was until that is decided:
    a crash in between must find the removal again."""
    if not verdict.gone or before is None:
        return verdict.link
    if verdict.link is None or not verdict.link.resource:
        return before
    return replace(verdict.link, labels=tuple(sorted({*verdict.link.labels, *verdict.gone})))


def apply_verdict(visit: Visit, hub: Contact, verdict: Verdict) -> tuple[Contact, Version] | None:
    """The hub contact and its new version, or None when nothing of it changes."""
    if verdict.content is None and not verdict.joined:
        return None
    labels = tuple(sorted({*hub.labels, *verdict.joined}))
    return make_version(
        hub,
        content=verdict.content if verdict.content is not None else hub.content,
        labels=labels,
        who=visit.account.id,
        cause="pull",
        run=visit.run,
        now=visit.deps.now(),
        clashes=verdict.clashes,
    )


def _versions(link: Link | None) -> tuple[int, ...]:
    if link is None:
        return ()
    return tuple(version for version in (link.agreed, link.pending, link.absorbed) if version)


# --- contacts that are new to the hub ----------------------------------------------------------


def _admit(visit: Visit, people: Sequence[Person], sight: Sight, tally: Tally) -> list[Link]:
    """Contacts in a shared group that no link knows: new ones, or ours whose link is lost."""
    welcome: list[tuple[Person, tuple[str, ...]]] = []
    for person in people:
        labels = sight.labels_of(person)
        allowed = tuple(sorted(label for label in labels if sight.levels[label].may_edit))
        for label in labels - set(allowed):
            tally.denied[label].add("add")
            tally.unlabel[visit.copies[label].group].add(person.resource)
        if allowed:
            welcome.append((person, allowed))
    if not welcome:
        return []
    visit.load_all()
    now = visit.deps.now()
    fresh_page = visit.deps.new_id()[:12]
    undo = visit.snapshot()

    def body(tx: Transaction) -> tuple[Account, list[Link], list[Promise]]:
        visit.restore(undo)
        account = visit.lease.fence(tx)
        marked = tx.get_many(Contact, {p.marker for p, _ in welcome if usable_marker(p.marker)})
        contacts: list[Contact] = []
        versions: list[Version] = []
        links: list[Link] = []
        touched: dict[str, set[str]] = {}
        page, used = account.page, account.page_used
        taken: set[str] = set()
        for person, labels in welcome:
            known = marked.get(person.marker)
            identity = ""
            if person.marker not in taken and usable_marker(person.marker) and visit.link(person.marker) is None:
                # A marker of ours without a link: the store is older than the copy (restored from a
                # backup), or the label is shared again. The same contact, not another one.
                identity = person.marker
            if not identity:
                if not page or used >= PAGE:
                    page, used = fresh_page if fresh_page != page else visit.deps.new_id()[:12], 0
                identity = f"{page}.{used:03d}"
                used += 1
                known = None
            taken.add(identity)
            version = 1
            if known is None:
                contacts.append(
                    Contact(
                        id=identity,
                        labels=labels,
                        content=person.content,
                        sort=sort_key(person.content),
                        prefixes=prefixes_of(person.content),
                        hash=fingerprint(person.content),
                        created_at=now,
                        created_by=account.id,
                        changed_at=now,
                        changed_by=account.id,
                    )
                )
                touched[identity] = set(labels)
                link = Link(contact=identity, agreed=version)
            else:
                link = Link(contact=identity)
                verdict = judge(link, person, known, {}, sight, known.changed_by)
                joined = frozenset(labels) - set(known.labels)
                if sight.level_in(known.labels) is not None or not known.labels:
                    verdict = replace(verdict, joined=verdict.joined | joined)
                else:
                    verdict = replace(verdict, content=None, joined=frozenset())
                changed = apply_verdict(visit, known, verdict)
                if changed:
                    contacts.append(changed[0])
                    versions.append(changed[1])
                    touched[identity] = {*known.labels, *changed[0].labels}
                link = verdict.link or link
            links.append(
                replace(
                    link,
                    resource=person.resource,
                    source=person.source,
                    etag=person.etag,
                    updated=person.updated,
                    seen=fingerprint(_shown(person.content, sight)),
                    labels=tuple(sorted(sight.labels_of(person))),
                    agreed_labels=labels,
                    adopted=not person.marker,
                )
            )
        account = replace(account, page=page, page_used=used)
        for link in links:
            visit.set(link.contact, link)
        promises = []
        told = {c: ls for c, ls in touched.items() if any(visit.labels[x].counted for x in ls if x in visit.labels)}
        if told:
            promises.append(fan_promise(visit, told))
        tx.put(account, *contacts, *versions, *visit.dirty_pages(), *promises)
        return account, links, promises

    visit.lease.account, links, promises = visit.scope.transact(body)
    visit.dirty.clear()
    relay(visit.tenant, promises, deps=visit.deps)
    tally.changed += len(links)
    tally.seen.update(link.contact for link in links)
    return links


def usable_marker(marker: str) -> bool:
    """Whether a marker read from an account has the form of a contact id of ours."""
    page, dot, number = marker.partition(".")
    return bool(dot) and page.isalnum() and page.islower() | page.isdigit() and number.isdigit() and len(marker) <= 24


# --- promises ----------------------------------------------------------------------------------


def fan_promise(visit: Visit, touched: Mapping[str, Iterable[str]]) -> Promise:
    """Tell everyone else who has one of these labels about these contacts."""
    labels = sorted({label for labels in touched.values() for label in labels})
    return promise(
        visit.tenant,
        "fan",
        {
            "contacts": " ".join(sorted(touched)),
            "labels": " ".join(labels),
            "source": visit.account.id,
        },
        deps=visit.deps,
    )


def push_promise(visit: Visit, contacts: Iterable[str]) -> Promise:
    """Write these contacts into the account that was just read."""
    return promise(
        visit.tenant,
        "push",
        {"account": visit.account.id, "contacts": " ".join(sorted(contacts))},
        deps=visit.deps,
    )
