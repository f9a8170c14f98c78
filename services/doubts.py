"""What became of writes that were announced and never confirmed: looked up before anything is tried again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from .absorbing import BATCH, Finder, absorb
from .core.records import Link
from .ports import NotFound, SyncTokenExpired
from .tally import Tally
from .visiting import Visit


def settle_doubts(visit: Visit, contacts: Iterable[str]) -> bool:
    """Find out what became of writes that were announced and never confirmed; whether there were any.

    The push that asks writes what is owed. Another one promised for it would ask again, without end where
    nothing may be written for a time.
    """
    doubtful = [link for c in contacts if (link := visit.link(c)) is not None and link.pending]
    updates = [link.contact for link in doubtful if link.resource]
    creates = {link.contact for link in doubtful if not link.resource}
    if creates:
        _find_created(visit, creates)
    if updates:
        look_again(visit, updates, pushes=False)
    return bool(doubtful)


def look_again(visit: Visit, contacts: Iterable[str], *, pushes: bool = True) -> None:
    """Read copies as they are now and absorb what their owner did to them."""
    ordered = sorted(contacts)
    links = [link for c in ordered if (link := visit.link(c)) is not None and link.resource]
    for start in range(0, len(links), BATCH):
        batch = links[start : start + BATCH]
        found = visit.book.read([link.resource for link in batch])
        people = [found[link.resource] for link in batch if link.resource in found]
        absorb(visit, people, Tally(), finder=Finder(visit), pushes=pushes)


def _find_created(visit: Visit, contacts: set[str]) -> None:
    """Creates are not idempotent: look for our markers among the members of our groups.

    And, for what is not there, among what has changed in the account: she may have taken it out already.
    """
    visit.load_all()
    names: set[str] = set()
    for copy in visit.copies.values():
        if copy.group:
            try:
                names |= set(visit.book.members(copy.group))
            except NotFound:
                continue
    _recognise(visit, names, contacts)
    if _not_found(visit, contacts):
        _recognise(visit, _marked(visit, contacts), contacts)
    for link in _not_found(visit, contacts):
        visit.set_link(link.contact, replace(link, pending=0))


def _recognise(visit: Visit, names: set[str], contacts: set[str]) -> None:
    unknown = sorted(names - {link.resource for link in visit.links()})
    for start in range(0, len(unknown), BATCH):
        found = visit.book.read(unknown[start : start + BATCH])
        ours = [person for person in found.values() if person.marker in contacts]
        absorb(visit, ours, Tally(), finder=Finder(visit), pushes=False)


def _not_found(visit: Visit, contacts: Iterable[str]) -> list[Link]:
    links = [link for contact in contacts if (link := visit.link(contact)) is not None]
    return [link for link in links if link.pending and not link.resource]


def _marked(visit: Visit, contacts: set[str]) -> set[str]:
    """Where people with these markers are, of those who changed since the last pull; nothing is absorbed."""
    names: set[str] = set()
    page = ""
    with suppress(SyncTokenExpired):
        while visit.account.sync_token:
            listing = visit.book.listing(sync=visit.account.sync_token, page=page)
            names |= {one.resource for one in listing.people if one.marker in contacts}
            page = listing.next_page
            if not page:
                break
    return names
