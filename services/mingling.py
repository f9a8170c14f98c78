"""Copies of ours that their person merged with contacts of her own, as Google offers her to.

What lives on is hers, with everything of both. Where she may edit, it is the copy from now on, and stays
with her when the label goes. Where she may only look, it leaves the label as she made it, and she gets
another copy: put right, it would lose what was hers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .core.contact import fingerprint, masked
from .core.person import Person
from .core.records import Link
from .core.sight import Sight
from .visiting import Visit


def take_apart(visit: Visit, linked: dict[str, Person], names: Collection[str], sight: Sight) -> list[Person]:
    """Tell contacts of hers from copies of ours; returns those that are no copies, merged or not.

    Changes `linked` (contact -> person), where the copies that went with them become deleted ones, and the
    links. `names` are those of all copies in the account.
    """
    hers: list[Person] = []
    for contact, person in list(linked.items()):
        link = visit.link(contact)
        if link is None or person.deleted or not _holds_hers(link, person, names):
            continue
        level = sight.at(person.updated).level_in(sight.labels_of(person).union(link.labels))
        if level is None or not level.may_edit:
            visit.stay(contact, person.resource)
            linked[contact] = Person(resource=link.resource, deleted=True)
            hers.append(person)
        elif not link.adopted:
            mine = masked(person.content, sight.hidden_in(link.labels))
            visit.set_link(contact, replace(link, adopted=True, mine=mine))
    return hers


def _holds_hers(link: Link, person: Person, names: Collection[str]) -> bool:
    """Whether the copy and a contact of hers became one; a third one made of copies alone is none of hers.

    An earlier name that is no copy's is that of hers, or of a copy that was renamed: unchanged, it is that. A
    third one has the names of two copies at least; a copy that went into hers brings its own alone.
    """
    strangers = any(name not in names and name not in link.former for name in person.previous)
    if link.source and person.source and link.source != person.source:
        return strangers or sum(name in names for name in person.previous) <= 1
    return strangers and link.seen != fingerprint(masked(person.content, link.masked))
