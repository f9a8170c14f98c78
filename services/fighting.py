"""Copies that cannot be kept in step: named on the card of the label until they are written again.

Over some another program writes; others Google does not accept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from .core.records import Contact, Copy
from .core.verdict import FOREIGN
from .visiting import Visit

NAMED = 50
"""Contacts of one copy that are remembered; each link knows for itself."""


def note_fights(visit: Visit) -> None:
    """Note on every copy of the account which contacts are left alone. All pages must be loaded."""
    found: dict[str, list[str]] = defaultdict(list)
    for link in visit.links():
        if link.refused == FOREIGN:
            for label in link.labels:
                found[label].append(link.contact)
    for copy in list(visit.copies.values()):
        _note(visit, copy, sorted(found[copy.label])[:NAMED])


def note_peace(visit: Visit, contacts: Iterable[str]) -> None:
    """Of these contacts, whose pages are loaded: forget those that are not left alone any more."""
    over = {one for one in contacts if (link := visit.link(one)) is None or link.refused != FOREIGN}
    for copy in list(visit.copies.values()):
        _note(visit, copy, [contact for contact in copy.fought if contact not in over])


def note_refused(visit: Visit, contacts: Collection[str]) -> None:
    """Of these contacts, just pushed: remember those that Google did not take, forget the others."""
    links = {one: link for one in contacts if (link := visit.link(one)) and link.refused not in {"", FOREIGN}}
    hubs = visit.scope.get_many(Contact, links) if links else {}
    for copy in list(visit.copies.values()):
        here = {one for one, hub in hubs.items() if copy.label in hub.labels}
        refused = tuple(sorted({*copy.refused}.difference(contacts) | here)[:NAMED])
        if refused != copy.refused:
            visit.set_copy(replace(copy, refused=refused))


def _note(visit: Visit, copy: Copy, contacts: list[str]) -> None:
    if tuple(contacts) != copy.fought:
        visit.set_copy(replace(copy, fought=tuple(contacts)))
