"""What one batch of contacts needs in one account: the plan of a push, before any call.

Sorted by kind of call, so that a batch of 200 costs one call of each kind at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .core.adoption import is_part_of
from .core.contact import fingerprint, masked
from .core.levels import Level
from .core.person import Person
from .core.records import Contact, Link
from .core.verdict import FOREIGN, Sight
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


def sort_out(visit: Visit, contacts: Sequence[str], hubs: Mapping[str, Contact], sight: Sight) -> Work:
    """What each contact needs; links that only lag behind in number are set right on the way."""
    work = Work()
    for contact in contacts:
        hub, link = hubs.get(contact), visit.link(contact)
        if link is not None and link.held:
            continue
        wanted = tuple(
            label
            for label in (hub.labels if hub else ())
            if label in sight.levels and visit.copies[label].group
        )
        if hub is None or not wanted:
            _sort_out_removed(link, sight, work)
            continue
        if link is None or not link.resource:
            if link is None or not link.refused.startswith(f"{hub.version}:"):
                work.create.append((hub, wanted))
            continue
        left_alone = link.refused == FOREIGN or link.refused.startswith(f"{hub.version}:")
        if not left_alone:
            _sort_out_content(visit, work, hub, link, sight)
        for label in wanted:
            if label not in link.labels:
                work.add.setdefault(label, []).append(contact)
        for label in link.labels:
            if label not in wanted and _may_leave(link, label, sight):
                work.take.setdefault(label, []).append(contact)
    return work


def _sort_out_content(visit: Visit, work: Work, hub: Contact, link: Link, sight: Sight) -> None:
    hidden = sight.hidden_in(hub.labels)
    shown = fingerprint(masked(hub.content, link.masked))
    if link.seen != shown or sight.remasked(link, hub):
        work.update.append((hub, link))
    elif link.agreed != hub.version or link.pending or link.absorbed:
        visit.set_link(hub.id, replace(link, agreed=hub.version, pending=0, absorbed=0))
    elif set(link.masked) != hidden:
        # Another mask, but nothing to it: the contact has none of those fields.
        seen = fingerprint(masked(hub.content, hidden))
        visit.set_link(hub.id, replace(link, masked=tuple(sorted(hidden)), seen=seen))


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
    _become(visit, work, kept, sight)


def _become(visit: Visit, work: Work, adopted: Mapping[str, Person], sight: Sight) -> None:
    for hub, labels in list(work.create):
        person = adopted.get(hub.id)
        if person is None:
            continue
        work.create.remove((hub, labels))
        hidden = sight.hidden_in(hub.labels)
        # With our marker and in the label: a copy of ours, whose link was lost with a store.
        groups = {visit.copies[label].group for label in labels}
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
        )
        visit.set_link(hub.id, link)
        if link.seen != fingerprint(masked(hub.content, hidden)):
            work.update.append((hub, link))
        for label in labels:
            work.add.setdefault(label, []).append(hub.id)


def _may_leave(link: Link, label: str, sight: Sight) -> bool:
    """Whether we may take the copy out of a label that the hub contact is not in.

    A contact that somebody else shares, which an owner put into a label of her own, stays there: it
    is only not shared on.
    """
    level = sight.levels.get(label)
    return level is not None and (level is not Level.OWNER or label in link.agreed_labels)


def _sort_out_removed(link: Link | None, sight: Sight, work: Work) -> None:
    if link is None:
        return
    if not link.resource or not link.labels:
        work.release.append(link)
    elif link.adopted:
        for label in link.labels:
            if label in sight.levels:
                work.take.setdefault(label, []).append(link.contact)
        work.release.append(link)
    else:
        work.delete.append(link)
