"""What a share would find in the accounts of those it is for: contacts they have already.

A preview costs the invited person's account a listing, so it is done for a few people and for labels
of a size at which somebody waits for it; for more, the preview says nothing about it.
"""

from __future__ import annotations

from .adopting import Belongings
from .core.records import Account, Contact, Copy, LinkPage
from .deps import Deps
from .inviting import Has, Invited, Resolved, Target
from .ports import AddressBook, NotFound, PortError, Scope, Where
from .visiting import LIVE

PEOPLE = 3
CONTACTS = 400
PAGES = 3
"""Pages of 1,000 contacts that are looked through in one account."""


def foresee(tenant: str, target: Target, resolved: Resolved, *, deps: Deps) -> dict[str, Has]:
    """By principal id, for those of whom it is known; a Google that does not answer is no answer."""
    new = [one for one in resolved.invited if one.kind == "person" and resolved.before(one) is None]
    if not new or len(new) > PEOPLE or target.size > CONTACTS:
        return {}
    scope = deps.store.tenant(tenant)
    owner = deps.people.of(_email(scope, target.owner))
    try:
        contacts = _contacts(scope, owner, target)
        return {one.id: _one(scope, contacts, one, deps=deps) for one in new}
    except PortError:
        return {}


def _one(scope: Scope, contacts: list[Contact], one: Invited, *, deps: Deps) -> Has:
    copies = scope.find(Copy, Where("account", "==", one.id))
    labels = {copy.label for copy in copies if copy.state in LIVE}
    fresh = [contact for contact in contacts if not labels & set(contact.labels)]
    book = deps.people.of(one.email)
    belongings = Belongings()
    page = ""
    for _ in range(PAGES):
        listing = book.listing(page=page)
        belongings.notice(listing.people)
        page = listing.next_page
        if not page:
            break
    adopted = belongings.adoptable(book, fresh, lambda _: frozenset())
    return Has(through=len(contacts) - len(fresh), adopted=len(adopted))


def _contacts(scope: Scope, owner: AddressBook, target: Target) -> list[Contact]:
    """The label's contacts: the hub's, or the owner's as they would become the hub's."""
    if target.stored is not None and target.stored.counted and target.active:
        return scope.find(Contact, Where("labels", "contains", target.id), limit=CONTACTS)
    known = {
        link.resource: contact
        for page in scope.find(LinkPage, Where("account", "==", target.owner))
        for contact, link in page.links.items()
    }
    try:
        names = owner.members(target.group)[:CONTACTS]
    except NotFound:
        return []
    people = [
        person
        for start in range(0, len(names), 200)
        for person in owner.read(names[start : start + 200]).values()
    ]
    hubs = scope.get_many(Contact, [known[p.resource] for p in people if p.resource in known])
    return [
        hubs.get(known.get(person.resource, ""))
        or Contact(id=person.resource, labels=(), content=person.content)
        for person in people
    ]


def _email(scope: Scope, account: str) -> str:
    found = scope.get(Account, account)
    return found.email if found else ""
