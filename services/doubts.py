"""What became of writes that were announced and never confirmed: looked up before anything is tried again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .absorbing import BATCH, Finder, absorb
from .core.records import Link
from .ports import NotFound
from .tally import Tally
from .visiting import Visit


def settle_doubts(visit: Visit, contacts: Iterable[str]) -> bool:
    """Find out what became of writes that were announced and never confirmed; whether there were any."""
    doubtful = [link for c in contacts if (link := visit.link(c)) is not None and link.pending]
    updates = [link.contact for link in doubtful if link.resource]
    creates = {link.contact for link in doubtful if not link.resource}
    if creates:
        _find_created(visit, creates)
    if updates:
        look_again(visit, updates)
    return bool(doubtful)


def look_again(visit: Visit, contacts: Iterable[str]) -> None:
    """Read copies as they are now and absorb what their owner did to them."""
    ordered = sorted(contacts)
    links = [link for c in ordered if (link := visit.link(c)) is not None and link.resource]
    for start in range(0, len(links), BATCH):
        batch = links[start : start + BATCH]
        found = visit.book.read([link.resource for link in batch])
        people = [found[link.resource] for link in batch if link.resource in found]
        absorb(visit, people, Tally(), finder=_finder_for(visit, batch))


def _finder_for(visit: Visit, links: Sequence[Link]) -> Finder:
    finder = Finder(visit)
    for link in links:
        finder.note(link)
    return finder


def _find_created(visit: Visit, contacts: set[str]) -> None:
    """Creates are not idempotent: look for our markers among the members of our groups."""
    visit.load_all()
    known = {link.resource for link in visit.links() if link.resource}
    names: set[str] = set()
    for copy in visit.copies.values():
        if copy.group:
            try:
                names |= set(visit.book.members(copy.group))
            except NotFound:
                continue
    unknown = sorted(names - known)
    for start in range(0, len(unknown), BATCH):
        found = visit.book.read(unknown[start : start + BATCH])
        ours = [person for person in found.values() if person.marker in contacts]
        absorb(visit, ours, Tally(), finder=Finder(visit))
    for contact in contacts:
        link = visit.link(contact)
        if link is not None and not link.resource and link.pending:
            visit.set_link(contact, replace(link, pending=0))
