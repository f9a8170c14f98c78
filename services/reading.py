"""Reading one account to the end of its listing: what changed goes to the hub, page by page.

The next sync token is the one that came with this listing, and is stored after its last page was
absorbed and its removals were decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from .absorbing import Finder, absorb
from .core.person import Listing, Person
from .core.records import Account, Contact, Copy, Label, Marks
from .fanning import again_promise, copies_promise
from .fighting import note_fights
from .outbox import dispatch, promise, relay
from .ports import SyncTokenExpired, Transaction, Where
from .pulse import is_behind
from .putting_right import tell
from .regrouping import mend_emptied
from .removing import catch_up, settle_removals
from .second_look import look_again_since
from .tally import Tally
from .visiting import Visit


def read_changes(visit: Visit, read: list[Listing]) -> None:
    """Absorb an incremental listing whose first page is there already: it is taken out of the list.

    A page is 1,000 contacts. Nobody keeps one for longer than it is worked on, not even the caller.
    """
    visit.load_all()
    tally = Tally()
    finder = Finder(visit)
    sync = visit.account.sync_token
    while True:
        listing = read.pop()
        absorb(visit, listing.people, tally, finder=finder)
        page, token = listing.next_page, listing.next_sync
        del listing
        if not page:
            break
        read.append(visit.book.listing(sync=sync, page=page))
    settle_removals(visit, tally)
    mend_emptied(visit)
    _finish(visit, tally, token, full=False)


def read_everything(visit: Visit) -> None:
    """Absorb a full listing, page by page; what is missing from it is asked for by name.

    When the time of the task is used up, the page token and the marks are kept and a continuation
    goes on from there.
    """
    visit.load_all()
    if is_behind(visit.tenant, visit.account, deps=visit.deps):
        # The ids that would come next may be those of contacts that the store has lost.
        visit.lease.update(page="", page_used=0)
    tally = Tally()
    finder = Finder(visit)
    name, page, part = visit.account.listing, visit.account.cursor, 0
    if page:
        part = _recall(visit, name, tally)
    else:
        name = visit.run
    while True:
        listing = _next_page(visit, page)
        _follow_marks(visit, listing.people, finder, tally.seen)
        absorb(visit, listing.people, tally, finder=finder)
        if visit.belongings is not None:
            visit.belongings.notice(p for p in listing.people if not finder.contact_of(p))
        page, token = listing.next_page, listing.next_sync
        del listing  # before the next page is there
        if not page:
            break
        if visit.out_of_time:
            _hand_on(visit, name, part, page, tally)
            return
    _sweep_unseen(visit, tally, finder)
    settle_removals(visit, tally)
    mend_emptied(visit)
    for label in _uncounted(visit):
        if label.version > 1:
            catch_up(visit, label)
    if visit.account.full_sync_at is not None:
        look_again_since(visit, visit.account.full_sync_at)
    _finish(visit, tally, token, full=True)
    if part:
        visit.scope.delete(Marks, *(f"{visit.account.id}.{name}.{n:04d}" for n in range(part)))


def _next_page(visit: Visit, page: str) -> Listing:
    """A page of the full listing; when its token has expired, the listing begins anew the next time."""
    try:
        return visit.book.listing(page=page)
    except SyncTokenExpired:
        visit.lease.update(cursor="", listing="", resync=True)
        raise


def _follow_marks(visit: Visit, people: Sequence[Person], finder: Finder, taken: AbstractSet[str]) -> None:
    """Find copies that were merged into other contacts: no earlier names tell of it here, but the mark does.

    Where Google still has the copy itself, it is another contact made from it; so is what bears the mark of
    one that is `taken` (contacts that this listing showed), or is known to be hers. Of two that bear one mark
    only one can be the copy.
    """
    marked = {
        person.resource: link
        for person in people
        if person.marker
        and not finder.contact_of(person)
        and (link := visit.link(person.marker))
        and visit.parted(person.marker) != person.resource
        and person.marker not in taken
    }
    names = sorted({link.resource for link in marked.values() if link.resource})
    found: dict[str, Person] = {}
    for start in range(0, len(names), 200):
        found |= visit.book.read(names[start : start + 200])
    followed: set[str] = set()
    for resource, link in marked.items():
        copy = found.get(link.resource)
        gone = copy is None or copy.resource == resource
        if link.resource and gone and link.contact not in followed:
            finder.follow(resource, link.contact)
            followed.add(link.contact)


def _sweep_unseen(visit: Visit, tally: Tally, finder: Finder) -> None:
    """Absence is not deletion: only Google's word that a contact does not exist counts as one.

    Asked for one that was merged into another, it may answer with the other.
    """
    unseen = [link for link in visit.links() if link.resource and link.contact not in tally.seen]
    for start in range(0, len(unseen), 200):
        batch = unseen[start : start + 200]
        found = visit.book.read([link.resource for link in batch])
        people = []
        for link in batch:
            person = found.get(link.resource)
            if person is None or finder.contact_of(person) != link.contact:
                person = Person(resource=link.resource, deleted=True)
            people.append(person)
        absorb(visit, people, tally, finder=finder)


def _hand_on(visit: Visit, name: str, part: int, page: str, tally: Tally) -> None:
    gone = {label: tuple(sorted(contacts)) for label, contacts in tally.gone.items()}
    visit.scope.put(
        Marks(
            account=visit.account.id,
            listing=name,
            part=part,
            seen=tuple(sorted(tally.seen)),
            gone=gone,
        )
    )
    visit.lease.update(cursor=page, listing=name)
    _continue(visit)


def _continue(visit: Visit) -> None:
    again = promise(visit.tenant, "pull", {"account": visit.account.id}, deps=visit.deps)
    dispatch(visit.tenant, [again], deps=visit.deps)


def _recall(visit: Visit, name: str, tally: Tally) -> int:
    """What earlier tasks of this listing saw; returns how many there were."""
    found = [
        marks
        for marks in visit.scope.find(Marks, Where("account", "==", visit.account.id))
        if marks.listing == name
    ]
    for marks in found:
        # Contacts noted as gone are left to the sweep at the end, which asks Google by name.
        tally.seen.update(set(marks.seen) - {c for cs in marks.gone.values() for c in cs})
    return len(found)


def _uncounted(visit: Visit) -> list[Label]:
    """Labels of her own that were not read to the end yet since they were shared, or shared again."""
    return [label for label in visit.labels.values() if label.owner == visit.account.id and not label.counted]


def _finish(visit: Visit, tally: Tally, sync: str, *, full: bool) -> None:
    """Store the token, count what was read for the first time, and tell who has to be told."""
    _put_back(visit, tally)
    now = visit.deps.now()
    counted = {label.id: label for label in _uncounted(visit)} if full else {}
    promises = [copies_promise(visit.tenant, label, deps=visit.deps) for label in counted]
    # Shared again before the end of every copy was carried out: of what came in between nobody was told.
    again = [label for label in counted.values() if label.version > 1]
    promises += [again_promise(visit.tenant, label.id, "again", deps=visit.deps) for label in again]
    mails, told = tell(visit, tally.denied)
    sizes = {
        label.id: visit.scope.count(Contact, Where("labels", "contains", label.id))
        for label in visit.labels.values()
        if tally.changed or label.id in counted
    }

    def body(tx: Transaction) -> tuple[Account, list[Copy]]:
        account = _read_up_to(visit.lease.fence(tx), sync, now, full=full, strangers=bool(tally.strangers))
        labels = tx.get_many(Label, sizes)
        copies = tx.get_many(Copy, [f"{label}.{account.id}" for label in sizes])
        own = [
            replace(
                copy,
                done=sizes[copy.label],
                total=sizes[copy.label],
                state="paused" if copy.state == "paused" else "current",
                fault=None,
                retry_at=None,
                changed_at=now,
            )
            for copy in copies.values()
            if labels[copy.label].owner == account.id and copy.group
        ]
        sized = [
            replace(label, size=sizes[label.id], counted=label.counted or label.id in counted)
            for label in labels.values()
        ]
        tx.put(account, *own, *sized, *mails, *promises, *told)
        return account, own

    visit.lease.account, own = visit.scope.transact(body)
    for copy in own:
        visit.copies[copy.label] = copy
    relay(visit.tenant, [*promises, *told], deps=visit.deps)
    note_fights(visit)


def _read_up_to(account: Account, sync: str, now: datetime, *, full: bool, strangers: bool) -> Account:
    """The account once its listing was read; `strangers`: it told of deletions that we know nothing of."""
    account = replace(account, fault=None, retry_at=None, sync_token=sync or account.sync_token)
    if full:
        return replace(account, full_sync_at=now, resync=False, doubtful=False, cursor="", listing="")
    # Nothing of ours, most likely. But a contact that was renamed and deleted between two looks leaves
    # only a name that we never saw: a full listing will miss it, once a day at most.
    return replace(account, doubtful=account.doubtful or strangers)


def _put_back(visit: Visit, tally: Tally) -> None:
    """Take contacts that a viewer put into her copy of the label out of it again."""
    for group, resources in tally.unlabel.items():
        ordered = sorted(resources)
        for start in range(0, len(ordered), 1000):
            visit.book.regroup(group, remove=ordered[start : start + 1000])
