"""Photos: their own tasks, one contact after the other, after everything else and only when changed.

A photo cannot be set when a contact is created, and each takes a call of its own. The hub remembers
the hash of the bytes and the address they were last read from, never the bytes themselves. A contact that
was adopted with a photo keeps it, and nobody else gets it, until its person chooses another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from .core.outcome import Outcome
from .core.person import Person
from .core.records import HERS, Account, Contact, Copy, Link, Promise
from .deps import Deps
from .leasing import lease
from .outbox import promise, relay
from .ports import NotFound, RequestRefused, Task, Transaction, Where
from .putting_right import tell
from .visiting import LIVE, Visit, open_visit
from .walking import pages

LATER = timedelta(seconds=20)
"""How long photos give way to contacts."""
BATCH = 200


def photo_key(url: str) -> str:
    """What of a photo's address says which photo it is: Google writes the size behind the last `=`."""
    return hashlib.sha256(url.rpartition("=s")[0].encode() or url.encode()).hexdigest()[:24] if url else ""


def photo_promise(
    tenant: str, account: str, contacts: Iterable[str], *, deps: Deps, what: str = "in"
) -> Promise:
    """Look at (`in`) or write (`out`) the photos of these contacts in one account."""
    body = {"account": account, "contacts": " ".join(sorted(contacts)), "what": what}
    return promise(tenant, "photos", body, deps=deps, due=deps.now() + LATER)


def new_photos(visit: Visit, people: Mapping[str, Person]) -> list[str]:
    """Contacts (contact -> person as just read) whose photo in the copy is not the one last seen."""
    return [
        contact
        for contact, person in people.items()
        if not person.deleted
        and (link := visit.link(contact)) is not None
        and photo_key(person.photo_url) != link.photo_seen
    ]


def work(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    """One batch of photos of one account; a repeated task finds nothing left to do."""
    if deps.store.tenant(tenant).get(Account, body["account"]) is None:
        return Outcome.GONE
    contacts = body["contacts"].split()
    with lease(tenant, body["account"], deps=deps) as held:
        visit = open_visit(tenant, held, deps=deps)
        visit.load(contacts)
        hubs = visit.scope.get_many(Contact, contacts)
        for start in range(0, len(contacts), BATCH):
            batch = [c for c in contacts[start : start + BATCH] if _resource(visit, c)]
            if body["what"] == "in":
                _read(visit, batch, hubs)
            else:
                _write(visit, batch, hubs)
    return Outcome.DONE


def _resource(visit: Visit, contact: str) -> str:
    link = visit.link(contact)
    return link.resource if link is not None and not link.held else ""


# --- from a copy to the hub ----------------------------------------------------------------------


def _read(visit: Visit, contacts: list[str], hubs: Mapping[str, Contact]) -> None:
    if not contacts:
        return
    sight = visit.sight()
    people = visit.book.read([_resource(visit, contact) for contact in contacts])
    changed: list[str] = []
    back: list[str] = []
    denied: dict[str, frozenset[str]] = {}
    for contact in contacts:
        hub, link = hubs.get(contact), visit.link(contact)
        person = people.get(_resource(visit, contact))
        if hub is None or link is None or person is None:
            continue
        key = photo_key(person.photo_url)
        if key == link.photo_seen:
            continue
        found = _bytes(visit, person.photo_url)
        if found is None:
            continue
        print_ = hashlib.sha256(found).hexdigest()[:32] if found else ""
        level = sight.at(person.updated).level_in(hub.labels)
        same = print_ == hub.photo
        may_edit = level is not None and level.may_edit
        if link.photo == HERS and not may_edit:
            visit.set_link(contact, replace(link, photo_seen=key))
            continue
        # The label's own photo at another address was written by us, unless we know that it was not.
        ours = same and (link.photo_ours or link.photo not in {print_, HERS})
        visit.set_link(contact, replace(link, photo=print_, photo_seen=key, photo_ours=ours))
        if same:
            continue
        if may_edit:
            _set(visit, contact, print_, person.photo_url)
            changed.append(contact)
        else:
            back.append(contact)
            denied |= dict.fromkeys(link.labels, frozenset({"edit"}))
    promises = []
    if changed:
        promises.append(_fan(visit, changed, hubs))
    if back:
        promises.append(photo_promise(visit.tenant, visit.account.id, back, deps=visit.deps, what="out"))
    mails, told = tell(visit, denied)
    visit.lease.save(*visit.dirty_pages(), *promises, *mails, *told)
    visit.dirty.clear()
    relay(visit.tenant, [*promises, *told], deps=visit.deps)


def _bytes(visit: Visit, url: str) -> bytes | None:
    """The photo; None when it is not to be had, which is no reason to take it from anybody."""
    if not url:
        return b""
    try:
        return visit.book.photo(url)
    except (NotFound, RequestRefused):
        return None


def _set(visit: Visit, contact: str, print_: str, url: str) -> None:
    def body(tx: Transaction) -> None:
        hub = tx.get(Contact, contact)
        if hub is not None:
            tx.put(replace(hub, photo=print_, photo_url=url if print_ else ""))

    visit.scope.transact(body)


def _fan(visit: Visit, contacts: list[str], hubs: Mapping[str, Contact]) -> Promise:
    labels = sorted({label for contact in contacts for label in hubs[contact].labels})
    return promise(
        visit.tenant,
        "fan",
        {
            "what": "photos",
            "contacts": " ".join(sorted(contacts)),
            "labels": " ".join(labels),
            "source": visit.account.id,
        },
        deps=visit.deps,
    )


def fan(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    """Let every other account that has one of the labels write these photos."""
    scope = deps.store.tenant(tenant)
    told = {body.get("source", "")}
    for label in body["labels"].split():
        for page in pages(scope, Copy, Where("label", "==", label), size=BATCH):
            accounts = {copy.account for copy in page if copy.state in LIVE - {"waiting"}} - told
            told |= accounts
            for account in sorted(accounts):
                task = {"tenant": tenant, "account": account, "contacts": body["contacts"], "what": "out"}
                deps.queue.enqueue(Task("photos", task, due=deps.now() + LATER))
    return Outcome.DONE


# --- from the hub to a copy ----------------------------------------------------------------------


def _write(visit: Visit, contacts: list[str], hubs: Mapping[str, Contact]) -> None:
    sight = visit.sight()
    wanted = {
        hub.id: link
        for hub in (hubs[contact] for contact in contacts if contact in hubs)
        if (link := visit.link(hub.id)) is not None
        and link.photo not in {hub.photo, HERS}
        and sight.level_in(hub.labels) is not None
    }
    if not wanted:
        return
    people = visit.book.read([link.resource for link in wanted.values()])
    unread: list[str] = []
    for contact, link in wanted.items():
        hub, person = hubs[contact], people.get(link.resource)
        if person is None:
            continue
        if photo_key(person.photo_url) != link.photo_seen:
            # She chose another one and nobody has read it yet: that comes first.
            unread.append(contact)
            continue
        found = _bytes(visit, hub.photo_url)
        if found is None or (hub.photo and not found):
            continue
        try:
            written = visit.book.set_photo(link.resource, found)
        except (NotFound, RequestRefused):
            # Deleted meanwhile, or a picture that Google does not take: the contact is whole without.
            written = None
        visit.set_link(contact, _written(link, hub, written))
        visit.save()
    if unread:
        task = photo_promise(visit.tenant, visit.account.id, unread, deps=visit.deps)
        visit.scope.put(task)
        relay(visit.tenant, [task], deps=visit.deps)


def _written(link: Link, hub: Contact, person: Person | None) -> Link:
    if person is None:
        return replace(link, photo=hub.photo)
    return replace(
        link,
        photo=hub.photo,
        photo_seen=photo_key(person.photo_url),
        photo_ours=True,
        etag=person.etag or link.etag,
        updated=person.updated or link.updated,
    )
