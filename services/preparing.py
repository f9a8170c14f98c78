"""What one batch of contacts needs in one account: the plan of a push, before any call.

Sorted by kind of call, so that a batch of 200 costs one call of each kind at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .core.adoption import is_part_of
from .core.contact import fingerprint, masked
from .core.person import Person
from .core.plan import places, plan
from .core.records import HERS, Contact, Link
from .core.sight import Sight
from .photos import photo_key
from .visiting import Visit


@dataclass(slots=True)
class Work:
    """What is to be done for one batch: contact ids by label in `add` and `take`."""

    create: list[tuple[Contact, tuple[str, ...]]] = field(default_factory=list)
    update: list[tuple[Contact, Link]] = field(default_factory=list)
    add: dict[str, list[str]] = field(default_factory=dict)
    take: dict[str, list[str]] = field(default_factory=dict)
    delete: list[Link] = field(default_factory=list)
    release: list[Link] = field(default_factory=list)
    adopted: list[tuple[Contact, Link]] = field(default_factory=list)


def sort_out(visit: Visit, contacts: Sequence[str], hubs: Mapping[str, Contact], sight: Sight) -> Work:
    """What each contact needs; links that only lag behind in number or mask are set right on the way."""
    links = {contact: link for contact in contacts if (link := visit.link(contact)) is not None}
    ready = [label for label in sight.levels if visit.copies[label].group]
    made = plan({contact: hubs.get(contact) for contact in contacts}, links, sight, ready)
    for contact in made.agree:
        link = replace(links[contact], agreed=hubs[contact].version, pending=0, absorbed=0, refused="")
        visit.set_link(contact, link)
    for contact in made.remask:
        hidden = sight.hidden_in(hubs[contact].labels)
        seen = fingerprint(masked(hubs[contact].content, hidden))
        visit.set_link(contact, replace(links[contact], masked=tuple(sorted(hidden)), seen=seen))
    return Work(
        create=[(hubs[contact], tuple(places(hubs[contact], ready, sight))) for contact in made.create],
        update=[(hubs[contact], links[contact]) for contact in made.update],
        add=made.add,
        take=made.take,
        delete=[links[contact] for contact in made.delete],
        release=[links[contact] for contact in made.release],
    )


def adopt(visit: Visit, work: Work, sight: Sight) -> None:
    """Instead of a second copy of what the member has already: write the rest beside it."""
    if visit.belongings is None or not work.create:
        return
    fresh = [hub for hub, _ in work.create if visit.link(hub.id) is None]
    adopted = visit.belongings.adoptable(visit.book, fresh, lambda hub: sight.hidden_in(hub.labels))
    _become(visit, work, adopted, sight)


def take_up(visit: Visit, work: Work, sight: Sight) -> None:
    """What stayed among her own when the contact left its labels becomes its copy again.

    Unless she has changed it since: then it is another contact by now.
    """
    parted = [(hub, name) for hub, _ in work.create if (name := visit.parted(hub.id))]
    if not parted:
        return
    visit.load_all()
    linked = {link.resource for link in visit.links()}
    people = visit.book.read(sorted({name for _, name in parted} - linked))
    kept = {
        hub.id: people[name]
        for hub, name in parted
        if name in people
        and is_part_of(people[name].content, masked(hub.content, sight.hidden_in(hub.labels)))
    }
    if visit.belongings is not None:
        # Otherwise another contact that says the same could adopt it a moment later.
        visit.belongings.taken |= {person.resource for person in kept.values()}
    _become(visit, work, kept, sight)


def _become(visit: Visit, work: Work, adopted: Mapping[str, Person], sight: Sight) -> None:
    for hub, labels in list(work.create):
        person = adopted.get(hub.id)
        if person is None:
            continue
        work.create.remove((hub, labels))
        hidden = sight.hidden_in(hub.labels)
        # With our marker and in the label: a copy of ours, whose link was lost with a store.
        groups = {copy.group for label in labels if (copy := visit.place(label))}
        ours = bool(person.marker) and bool(groups & set(person.groups))
        link = Link(
            contact=hub.id,
            resource=person.resource,
            source=person.source,
            etag=person.etag,
            updated=person.updated,
            seen=fingerprint(masked(person.content, hidden)),
            masked=tuple(sorted(hidden)),
            adopted=not ours,
            mine={} if ours else person.content,
            photo=HERS if person.photo_url and not ours else "",
            photo_seen="" if ours else photo_key(person.photo_url),
        )
        visit.set_link(hub.id, link)
        work.adopted.append((hub, link))
        if link.seen != fingerprint(masked(hub.content, hidden)):
            work.update.append((hub, link))
        for label in labels:
            work.add.setdefault(label, []).append(hub.id)
