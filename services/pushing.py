"""Push: the hub's contacts into one account's copies.

Every write is announced first: `pending` goes into the links before the call, the agreed version
after it. A doubtful write is looked at before it is tried again; a doubtful create is found by its
marker. An update carries the etag the copy was last seen with, so that a member's edit which nobody
has read yet is never written over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .absorbing import BATCH, Finder, absorb
from .batches import create_or_split, update_or_split
from .core.contact import WRITABLE, fingerprint, masked
from .core.outcome import Outcome
from .core.person import Change, Draft, Person, Rejected
from .core.records import Account, Contact, Fields, Link, Version
from .core.verdict import Sight
from .deps import Deps
from .history import states_of, version_keys
from .last_look import look_before_leaving
from .leasing import lease
from .outbox import promise, relay
from .photos import photo_promise
from .ports import AccountFull, NotFound, PortError, Unavailable
from .preparing import Work, adopt, sort_out, take_up
from .regrouping import mend_emptied, missing_of
from .tally import Tally
from .visiting import Visit, open_visit

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


def push(tenant: str, account_id: str, contacts: Sequence[str], *, deps: Deps) -> Outcome:
    """Bring these contacts up to date in one account."""
    if deps.store.tenant(tenant).get(Account, account_id) is None:
        return Outcome.GONE
    with lease(tenant, account_id, deps=deps) as held:
        visit = open_visit(tenant, held, deps=deps)
        for start in range(0, len(contacts), BATCH):
            batch = contacts[start : start + BATCH]
            visit.load(batch)
            before = _lacking(visit, batch)
            push_batch(visit, batch)
            _recount(visit, before, _lacking(visit, batch))
            visit.unload()
    return Outcome.DONE


def _lacking(visit: Visit, contacts: Iterable[str]) -> set[str]:
    """Those that are not in the account because Google did not take them."""
    links = {contact: visit.link(contact) for contact in contacts}
    return {contact for contact, link in links.items() if link and link.refused and not link.resource}


def _recount(visit: Visit, before: set[str], after: set[str]) -> None:
    """Note on the copies how many of their contacts are not there."""
    more: Counter[str] = Counter()
    for hub in visit.scope.get_many(Contact, before ^ after).values():
        more.update(dict.fromkeys(hub.labels, 1 if hub.id in after else -1))
    for label in more.keys() & visit.copies.keys():
        copy = visit.copies[label]
        done = max(0, min(copy.total, copy.done - more[label]))
        if copy.state == "current" and done != copy.done:
            visit.set_copy(replace(copy, done=done))


def push_batch(visit: Visit, contacts: Sequence[str], known: Sequence[Contact] = ()) -> None:
    """Up to 200 contacts; once more for those whose copy turned out to be edited meanwhile.

    `known`: the same contacts when they have just been read, so that they are not read twice.
    """
    visit.load(contacts)
    doubtful = _settle_doubts(visit, contacts)
    # What settles a doubt may be an edit that changed the hub.
    result = _write(visit, contacts, () if doubtful else known)
    if result.stale:
        _look_again(visit, result.stale)
        again = _write(visit, sorted(result.stale))
        result.missing |= again.missing
        result.lost |= again.lost
    if result.lost:
        visit.load_all()
        mend_emptied(visit, result.lost)
    if result.missing or result.lost:
        # Only a listing may call it deleted: ask for one.
        pull = promise(visit.tenant, "pull", {"account": visit.account.id}, deps=visit.deps)
        visit.scope.put(pull)
        relay(visit.tenant, [pull], deps=visit.deps)


# --- doubts ------------------------------------------------------------------------------------


def _settle_doubts(visit: Visit, contacts: Iterable[str]) -> bool:
    """Find out what became of writes that were announced and never confirmed; whether there were any."""
    doubtful = [link for c in contacts if (link := visit.link(c)) is not None and link.pending]
    updates = [link.contact for link in doubtful if link.resource]
    creates = {link.contact for link in doubtful if not link.resource}
    if creates:
        _find_created(visit, creates)
    if updates:
        _look_again(visit, updates)
    return bool(doubtful)


def _look_again(visit: Visit, contacts: Iterable[str]) -> None:
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


# --- writing -----------------------------------------------------------------------------------


def _write(visit: Visit, contacts: Sequence[str], known: Sequence[Contact] = ()) -> Pushed:
    sight = visit.sight()
    hubs = {hub.id: hub for hub in known} or visit.scope.get_many(Contact, contacts)
    work = sort_out(visit, contacts, hubs, sight)
    result = Pushed()
    if work.delete or work.release or work.take:
        result.stale |= look_before_leaving(visit, work, hubs, sight)
    take_up(visit, work, sight)
    adopt(visit, work, sight)
    for hub, _ in work.create:
        link = visit.link(hub.id) or Link(contact=hub.id)
        visit.set_link(hub.id, replace(link, pending=hub.version, labels=()))
    for hub, link in work.update:
        visit.set_link(hub.id, replace(link, pending=hub.version))
    visit.save()
    if work.create:
        _create(visit, work.create, sight, result)
    for items in _alike(work.update, sight):
        _update(visit, items, sight, result)
    visit.save()
    _regroup(visit, work, result)
    _delete(visit, work)
    visit.save()
    if result.pictured:
        pictures = photo_promise(visit.tenant, visit.account.id, result.pictured, deps=visit.deps, what="out")
        visit.scope.put(pictures)
        relay(visit.tenant, [pictures], deps=visit.deps)
    if result.trouble is not None:
        raise result.trouble
    return result


def _create(visit: Visit, items: list[tuple[Contact, tuple[str, ...]]], sight: Sight, result: Pushed) -> None:
    drafts = [
        Draft(
            marker=hub.id,
            content=masked(hub.content, sight.hidden_in(hub.labels)),
            groups=tuple(visit.copies[label].group for label in labels),
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
    mask = _mask(visit, items, sight)
    hubs = {hub.id: hub for hub, _ in items}
    by_resource = {link.resource: hub.id for hub, link in items}
    changes = [
        Change(
            resource=link.resource,
            etag=link.etag,
            source=link.source,
            content=_shown(hub, link, sight),
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


def _mask(visit: Visit, items: list[tuple[Contact, Link]], sight: Sight) -> tuple[str, ...]:
    """One mask for the whole batch: the fields in which any of its copies may differ.

    Every contact sends all of the mask's fields, so none is cleared that the hub has. A copy that
    its member changed differs in ways that no version tells: then the mask is every field.
    """
    hub, link = items[0]
    hidden = sight.hidden_in(hub.labels)
    changed = sight.to_remask(link, hub)
    everything = tuple(name for name in WRITABLE if name not in hidden or name in changed)
    keys = [key for hub, link in items if link.agreed for key in version_keys(hub, [link.agreed])]
    versions = visit.scope.get_many(Version, keys)
    names = set(changed)
    for hub, link in items:
        wanted = version_keys(hub, [link.agreed]) if link.agreed else []
        if not wanted or link.absorbed or not all(key in versions for key in wanted):
            return everything
        base = states_of(hub, [link.agreed], versions).get(link.agreed)
        if base is None or link.seen != fingerprint(masked(base, link.masked)):
            return everything
        for key in wanted:
            names |= versions[key].before.keys()
    return tuple(name for name in everything if name in names) or everything


def _alike(items: list[tuple[Contact, Link]], sight: Sight) -> list[list[tuple[Contact, Link]]]:
    """The batch by what is hidden now and what changes by that: nothing hidden may be in a mask by chance."""
    alike: dict[tuple[frozenset[str], frozenset[str]], list[tuple[Contact, Link]]] = {}
    for hub, link in items:
        alike.setdefault((sight.hidden_in(hub.labels), sight.to_remask(link, hub)), []).append((hub, link))
    return list(alike.values())


def _shown(hub: Contact, link: Link, sight: Sight) -> Fields:
    """What the copy shall hold. Of a field hidden since, what was her own before it was adopted."""
    hidden = sight.hidden_in(hub.labels)
    own = {name: link.mine[name] for name in hidden - frozenset(link.masked) if name in link.mine}
    return {**masked(hub.content, hidden), **own}


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
        copy = visit.copies.get(label)
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
        for contact in add:
            link = visit.link(contact)
            if link is not None:
                visit.set_link(
                    contact,
                    replace(
                        link,
                        labels=tuple(sorted({*link.labels, label})),
                        agreed_labels=tuple(sorted({*link.agreed_labels, label})),
                    ),
                )
        for contact in take:
            link = visit.link(contact)
            if link is not None:
                visit.set_link(
                    contact,
                    replace(
                        link,
                        labels=tuple(one for one in link.labels if one != label),
                        agreed_labels=tuple(one for one in link.agreed_labels if one != label),
                    ),
                )


def _delete(visit: Visit, work: Work) -> None:
    for start in range(0, len(work.delete), 500):
        visit.book.delete([link.resource for link in work.delete[start : start + 500]])
    for link in work.delete:
        visit.set_link(link.contact, None)
    for link in work.release:
        if link.resource:
            visit.part(link.contact, link.resource)
        else:
            visit.set_link(link.contact, None)
