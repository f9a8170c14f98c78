"""Writing one batch into an account: creates, updates, labels, deletions, in that order.

Nothing is written that was not announced in the links, and what was written is noted there at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .batches import create_or_split, update_or_split
from .core.contact import fingerprint, masked
from .core.person import Change, Draft, Person, Rejected
from .core.records import Contact, Link
from .core.sight import Sight
from .last_look import look_before_leaving
from .masking import alike, mask_of, shown
from .outbox import dispatch
from .photos import photo_promise
from .ports import AccountFull, NotFound, PortError, Unavailable
from .preparing import Work, adopt, sort_out, take_up
from .regrouping import missing_of
from .visiting import Visit

PASSING = frozenset({"later", "full"})
"""Words of `Rejected.why` that say nothing against the contact itself."""


@dataclass(slots=True)
class Pushed:
    """What a push could not do yet: `stale` copies were edited meanwhile, `missing` ones deleted.

    `lost` are labels that Google did not know.
    """

    stale: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    pictured: set[str] = field(default_factory=set)
    trouble: PortError | None = None


def write(visit: Visit, contacts: Sequence[str], known: Sequence[Contact] = ()) -> Pushed:
    """One batch, at most 200; `known` are its hub contacts when they have just been read.

    Raises the trouble of the account only after everything else was written.
    """
    sight = visit.sight()
    hubs = {hub.id: hub for hub in known} or visit.scope.get_many(Contact, contacts)
    work = sort_out(visit, contacts, hubs, sight)
    result = Pushed()
    if work.delete or work.release or work.take or sight.past:
        result.stale |= look_before_leaving(visit, work, hubs, sight)
    take_up(visit, work, sight)
    adopt(visit, work, sight)
    result.pictured |= {hub.id for hub, link in work.adopted if hub.photo and not link.photo}
    for hub, _ in work.create:
        link = visit.link(hub.id) or Link(contact=hub.id)
        visit.set_link(hub.id, replace(link, pending=hub.version, labels=()))
    for hub, link in work.update:
        visit.set_link(hub.id, replace(link, pending=hub.version))
    visit.save()
    if work.create:
        _create(visit, work.create, sight, result)
    for items in alike(work.update, sight):
        _update(visit, items, sight, result)
    visit.save()
    _regroup(visit, work, result)
    _delete(visit, work)
    visit.save()
    if result.pictured:
        pictures = photo_promise(visit.tenant, visit.account.id, result.pictured, deps=visit.deps, what="out")
        dispatch(visit.tenant, [pictures], deps=visit.deps)
    if result.trouble is not None:
        raise result.trouble
    return result


def _create(visit: Visit, items: list[tuple[Contact, tuple[str, ...]]], sight: Sight, result: Pushed) -> None:
    drafts = [
        Draft(
            marker=hub.id,
            content=masked(hub.content, sight.hidden_in(hub.labels)),
            groups=tuple(copy.group for label in labels if (copy := visit.place(label))),
        )
        for hub, labels in items
    ]
    try:
        answers = create_or_split(visit, drafts)
    except NotFound:
        # What was made before that stays pending, and is found by its marker.
        result.lost |= {label for _, labels in items for label in labels}
        return
    refused = [labels for (_, labels), answer in zip(items, answers, strict=True) if _is_refused(answer)]
    result.lost |= missing_of(visit, {label for labels in refused for label in labels})
    for (hub, labels), answer in zip(items, answers, strict=True):
        link = visit.link(hub.id) or Link(contact=hub.id)
        if isinstance(answer, Rejected):
            if answer.why == "full":
                result.trouble = AccountFull("the account is full")
            elif answer.why in PASSING:
                result.trouble = Unavailable("some contacts of a batch")
            elif not result.lost.isdisjoint(labels):
                visit.set_link(hub.id, replace(link, pending=0))
                continue
            # A passing fault of one contact stays pending, so that the next push looks for it.
            if answer.why not in PASSING:
                link = replace(link, pending=0, refused=f"{hub.version}:{answer.why}")
            visit.set_link(hub.id, link)
            continue
        if hub.photo:
            result.pictured.add(hub.id)
        visit.set_link(
            hub.id,
            replace(
                _confirmed(link, hub, answer, sight),
                resource=answer.resource,
                source=answer.source,
                labels=labels,
                agreed_labels=labels,
            ),
        )


def _is_refused(answer: Person | Rejected) -> bool:
    return isinstance(answer, Rejected) and answer.why not in PASSING


def _update(visit: Visit, items: list[tuple[Contact, Link]], sight: Sight, result: Pushed) -> None:
    mask = mask_of(visit, items, sight)
    hubs = {hub.id: hub for hub, _ in items}
    by_resource = {link.resource: hub.id for hub, link in items}
    changes = [
        Change(
            resource=link.resource,
            etag=link.etag,
            source=link.source,
            content=shown(hub, link, sight),
        )
        for hub, link in items
    ]
    for resource, answer in update_or_split(visit, changes, mask).items():
        contact = by_resource[resource]
        link = visit.link(contact) or Link(contact=contact)
        if isinstance(answer, Person):
            visit.set_link(contact, _confirmed(link, hubs[contact], answer, sight))
        elif answer.stale:
            visit.set_link(contact, replace(link, pending=0))
            result.stale.add(contact)
        elif answer.missing:
            visit.set_link(contact, replace(link, pending=0))
            result.missing.add(contact)
        else:
            refused = f"{hubs[contact].version}:{answer.why}"
            visit.set_link(contact, replace(link, pending=0, refused=refused))


def _confirmed(link: Link, hub: Contact, person: Person, sight: Sight) -> Link:
    hidden = sight.hidden_in(hub.labels)
    return replace(
        link,
        resource=person.resource or link.resource,
        source=person.source or link.source,
        etag=person.etag,
        updated=person.updated or link.updated,
        seen=fingerprint(masked(person.content, hidden)),
        masked=tuple(sorted(hidden)),
        agreed=hub.version,
        pending=0,
        absorbed=0,
        refused="",
    )


def _regroup(visit: Visit, work: Work, result: Pushed) -> None:
    for label in sorted({*work.add, *work.take}):
        copy = visit.place(label)
        if copy is None or not copy.group:
            continue
        add = [c for c in work.add.get(label, ()) if (k := visit.link(c)) and k.resource]
        take = [c for c in work.take.get(label, ()) if (k := visit.link(c)) and k.resource]
        try:
            visit.book.regroup(
                copy.group,
                add=[link.resource for c in add if (link := visit.link(c))],
                remove=[link.resource for c in take if (link := visit.link(c))],
            )
        except NotFound:
            result.lost.add(label)
            continue
        for contact, there in [*((c, True) for c in add), *((c, False) for c in take)]:
            link = visit.link(contact)
            if link is not None:
                visit.set_link(contact, _relabelled(link, label, there=there))


def _relabelled(link: Link, label: str, *, there: bool) -> Link:
    """The link of a copy that was put into the label or taken out of it; nothing is left to be done."""

    def changed(labels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({*labels, label})) if there else tuple(one for one in labels if one != label)

    return replace(link, labels=changed(link.labels), agreed_labels=changed(link.agreed_labels))


def _delete(visit: Visit, work: Work) -> None:
    for start in range(0, len(work.delete), 500):
        batch = work.delete[start : start + 500]
        visit.book.delete([link.resource for link in batch], sources=[link.source for link in batch])
    for link in work.delete:
        visit.set_link(link.contact, None)
    for link in work.release:
        if link.resource:
            visit.part(link.contact, link.resource)
        else:
            visit.set_link(link.contact, None)
