"""What stays with somebody whose access ends: contacts of her own, as they are without the share."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from .core.adoption import own_part
from .core.contact import WRITABLE, fingerprint
from .core.person import Change
from .core.records import Contact, Fields, Link, Version
from .history import states_of, version_keys, versions_of
from .photos import photo_key
from .ports import NotFound
from .visiting import Visit


def give_back(visit: Visit, links: list[Link]) -> None:
    """Adopted contacts lose what the share brought; what was hers before or is by her hand stays."""
    for start in range(0, len(links), 200):
        batch = links[start : start + 200]
        found = visit.book.read([link.resource for link in batch])
        written = _written(visit, batch)
        changes = []
        for link in batch:
            person = found.get(link.resource)
            if person is None:
                continue
            own = {
                **own_part(link.mine, written[link.contact], person.content, link.masked),
                # What was hidden from her has been nobody's but hers.
                **{name: person.content[name] for name in link.masked if name in person.content},
            }
            if fingerprint(person.content) != fingerprint(own):
                changes.append(
                    Change(resource=person.resource, etag=person.etag, source=person.source, content=own)
                )
        if changes:
            visit.book.update(changes, WRITABLE)
        for link in batch:
            person = found.get(link.resource)
            if person is not None and link.photo_ours and photo_key(person.photo_url) == link.photo_seen:
                with suppress(NotFound):  # deleted meanwhile
                    visit.book.set_photo(person.resource, b"")


def _written(visit: Visit, links: list[Link]) -> dict[str, list[Fields]]:
    """What was written into each copy last: two states while a write is unconfirmed."""
    hubs = visit.scope.get_many(Contact, [link.contact for link in links])
    wanted = {link.contact: versions_of(link) for link in links}
    keys = [key for hub in hubs.values() for key in version_keys(hub, wanted[hub.id])]
    versions = visit.scope.get_many(Version, keys)
    return {
        contact: list(states_of(hubs[contact], numbers, versions).values()) if contact in hubs else []
        for contact, numbers in wanted.items()
    }


def without_strays(visit: Visit, links: list[Link], label: str) -> list[Link]:
    """The links without labels of her own that she put copies into and might not share them in.

    The contact is in none of those: what she has of it there is of the label that is over.
    """
    other = [link for link in links if not {label, *link.agreed_labels}.issuperset(link.labels)]
    hubs = visit.scope.get_many(Contact, [link.contact for link in other]) if other else {}
    kept = {
        link.contact: {
            label,
            *link.agreed_labels,
            *(hubs[link.contact].labels if link.contact in hubs else ()),
        }
        for link in other
    }
    return [
        replace(link, labels=tuple(one for one in link.labels if one in kept[link.contact]))
        if link.contact in kept
        else link
        for link in links
    ]


def only_here(link: Link, label: str, visit: Visit) -> bool:
    """Whether no other label of hers has the copy."""
    return not (set(link.labels) - {label}) & visit.labels.keys()


def without(link: Link, label: str, visit: Visit) -> Link | None:
    """The link once the label is not hers any more; None when nothing of it is left."""
    if only_here(link, label, visit):
        return None
    return replace(
        link,
        labels=tuple(one for one in link.labels if one != label),
        agreed_labels=tuple(one for one in link.agreed_labels if one != label),
    )
