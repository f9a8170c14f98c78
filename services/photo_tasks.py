"""Tasks for photos, one contact after the other: from a copy to the hub (`in`), and back (`out`).

A contact that was adopted with a photo keeps it, and nobody else gets it, until its person chooses another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from .core.outcome import Outcome
from .core.person import Person
from .core.records import HERS, Account, Contact, Copy, Link, Promise
from .core.sight import Sight
from .deps import Deps
from .leasing import lease
from .outbox import dispatch, promise, relay
from .photos import LATER, drop, fetched, keep, kept, photo_key, photo_print, photo_promise
from .ports import NotFound, RequestRefused, Task, Transaction, Where
from .putting_right import tell
from .visiting import LIVE, Visit, open_visit
from .walking import pages

BATCH = 200


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


@dataclass(slots=True)
class _Found:
    """What a look at photos comes to: new ones of the hub's contacts, and copies to be put right."""

    changed: dict[str, tuple[str, str]] = field(default_factory=dict)  # contact -> hash, address
    back: list[str] = field(default_factory=list)
    denied: dict[str, frozenset[str]] = field(default_factory=dict)


def _read(visit: Visit, contacts: list[str], hubs: Mapping[str, Contact]) -> None:
    if not contacts:
        return
    sight = visit.sight()
    people = visit.book.read([_resource(visit, contact) for contact in contacts])
    found = _Found()
    for contact in contacts:
        hub, link = hubs.get(contact), visit.link(contact)
        person = people.get(_resource(visit, contact))
        if hub is not None and link is not None and person is not None:
            _look(visit, link, person, hub, sight, found)
    promises = []
    if found.changed:
        promises.append(_fan(visit, found.changed, hubs))
    if found.back:
        promises.append(
            photo_promise(visit.tenant, visit.account.id, found.back, deps=visit.deps, what="out")
        )
    mails, told = tell(visit, found.denied)

    def body(tx: Transaction) -> None:
        visit.lease.fence(tx)
        named = [
            replace(hub, photo=print_, photo_url=url if print_ else "")
            for hub in tx.get_many(Contact, found.changed).values()
            for print_, url in [found.changed[hub.id]]
        ]
        tx.put(*named, *visit.dirty_pages(), *promises, *mails, *told)

    # The links, the hub and the promise to tell the others: after a crash between them nobody would be told.
    visit.scope.transact(body)
    visit.dirty.clear()
    relay(visit.tenant, [*promises, *told], deps=visit.deps)
    for contact, (print_, _) in found.changed.items():
        drop(visit.scope, contact, but=print_)


def _look(visit: Visit, link: Link, person: Person, hub: Contact, sight: Sight, found: _Found) -> None:
    key = photo_key(person.photo_url)
    photo = fetched(visit, person.photo_url) if key != link.photo_seen else None
    if photo is None:
        return
    print_ = photo_print(photo)
    level = sight.at(person.updated).level_in(hub.labels)
    may_edit = level is not None and level.may_edit
    if link.photo == HERS and not may_edit:
        visit.set_link(hub.id, replace(link, photo_seen=key))
        return
    same = print_ == hub.photo
    # The label's own photo at another address was written by us, unless we know that it was not.
    ours = same and (link.photo_ours or link.photo not in {print_, HERS})
    visit.set_link(hub.id, replace(link, photo=print_, photo_seen=key, photo_ours=ours))
    if same:
        return
    if may_edit:
        keep(visit, hub.id, photo)
        found.changed[hub.id] = print_, person.photo_url
    else:
        found.back.append(hub.id)
        found.denied |= dict.fromkeys(link.labels, frozenset({"edit"}))


def _fan(visit: Visit, contacts: Collection[str], hubs: Mapping[str, Contact]) -> Promise:
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
        photo = kept(visit, hub)
        if photo is None:
            continue
        try:
            written = visit.book.set_photo(link.resource, photo)
        except (NotFound, RequestRefused):
            # Deleted meanwhile, or a picture that Google does not take: the contact is whole without.
            written = None
        visit.set_link(contact, _written(link, hub, written))
        visit.save()
    if unread:
        task = photo_promise(visit.tenant, visit.account.id, unread, deps=visit.deps)
        dispatch(visit.tenant, [task], deps=visit.deps)


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
