"""Pull: what changed in one account's contacts goes to the hub.

An account in which nothing changed costs one People call, one document read and no write: the lease
is taken only when there is something to absorb. The next sync token is the one that came with this
listing, and is stored after its last page was absorbed and its removals were decided.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from .absorbing import Finder, absorb
from .core.outcome import Outcome
from .core.person import Listing, Person
from .core.records import Account, Contact, Copy, Label, Marks
from .deps import Deps
from .ending import end_first
from .fanning import copies_promise
from .fighting import note_fights
from .leasing import Busy, lease
from .outbox import promise, relay
from .ports import SyncTokenExpired, Transaction, Where
from .pulse import is_behind
from .putting_right import tell
from .regrouping import mend_emptied
from .removing import catch_up, settle_removals
from .second_look import look_again_since
from .tally import Tally
from .visiting import LIVE, Visit, open_visit

_DAY = timedelta(days=1)
FULL_AFTER = timedelta(days=6)
"""Google lets a sync token expire seven days after the full listing that it came from."""


def pull(tenant: str, account_id: str, *, deps: Deps) -> Outcome:
    """Read one account once. Raises `Busy` and the port's exceptions; nothing is lost by either."""
    scope = deps.store.tenant(tenant)
    account = scope.get(Account, account_id)
    if account is None:
        return Outcome.GONE
    read: list[Listing] = []
    if not wants_full(account, deps=deps):
        with suppress(SyncTokenExpired):  # then the whole account is read
            read.append(deps.people.of(account.email).listing(sync=account.sync_token))
        if read and not read[0].people and not read[0].next_page:
            return Outcome.DONE
        if read and is_behind(tenant, account, deps=deps):
            read.clear()
    if not any(c.state in LIVE for c in scope.find(Copy, Where("account", "==", account_id))):
        return Outcome.DONE
    with lease(tenant, account_id, deps=deps) as held:
        if read and held.account.sync_token != account.sync_token:
            # Race: another pull has read the same changes meanwhile.
            return Outcome.DONE
        visit = open_visit(tenant, held, deps=deps)
        end_first(visit)
        if not visit.copies:
            return Outcome.DONE
        read_changes(visit, read) if read else read_everything(visit)
    return Outcome.DONE


def catch_up_first(tenant: str, account_id: str, *, deps: Deps) -> None:
    """Before a push: read an account that may hold copies which the store does not know. Raises `Busy`."""
    account = deps.store.tenant(tenant).get(Account, account_id)
    if account is None or not is_behind(tenant, account, deps=deps):
        return
    with lease(tenant, account_id, deps=deps) as held:
        read_everything(open_visit(tenant, held, deps=deps))
        behind = held.account.full_sync_at == account.full_sync_at
    if behind:  # out of time: the continuation comes first
        raise Busy


def wants_full(account: Account, *, deps: Deps) -> bool:
    """Whether the account has to be listed whole."""
    return (
        not account.sync_token
        or account.resync
        or bool(account.cursor)
        or account.full_sync_at is None
        or deps.now() - account.full_sync_at > (_DAY if account.doubtful else FULL_AFTER)
    )


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
        try:
            listing = visit.book.listing(page=page)
        except SyncTokenExpired:
            visit.lease.update(cursor="", listing="", resync=True)
            raise
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
    for label in visit.labels.values():
        if label.owner == visit.account.id and not label.counted and label.version > 1:
            catch_up(visit, label)
    if visit.account.full_sync_at is not None:
        look_again_since(visit, visit.account.full_sync_at)
    _finish(visit, tally, token, full=True)
    if part:
        visit.scope.delete(Marks, *(f"{visit.account.id}.{name}.{n:04d}" for n in range(part)))


def _sweep_unseen(visit: Visit, tally: Tally, finder: Finder) -> None:
    """Absence is not deletion: only Google's word that a contact does not exist counts as one."""
    unseen = [
        link for link in visit.links() if link.resource and link.contact not in tally.seen and not link.held
    ]
    for start in range(0, len(unseen), 200):
        batch = unseen[start : start + 200]
        found = visit.book.read([link.resource for link in batch])
        people = [found.get(link.resource) or Person(resource=link.resource, deleted=True) for link in batch]
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
    visit.scope.put(again)
    relay(visit.tenant, [again], deps=visit.deps)


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


def _finish(visit: Visit, tally: Tally, sync: str, *, full: bool) -> None:
    """Store the token, count what was read for the first time, and tell who has to be told."""
    _put_back(visit, tally)
    now = visit.deps.now()
    waiting = [label for label in visit.labels.values() if full and not label.counted]
    counted = [label for label in waiting if label.owner == visit.account.id]
    promises = [copies_promise(visit.tenant, label.id, deps=visit.deps) for label in counted]
    mails, told = tell(visit, tally.denied)
    sizes = {
        label.id: visit.scope.count(Contact, Where("labels", "contains", label.id))
        for label in visit.labels.values()
        if tally.changed or label in counted
    }

    def body(tx: Transaction) -> tuple[Account, list[Copy]]:
        account = visit.lease.fence(tx)
        changes: dict[str, object] = {"fault": None, "retry_at": None}
        if sync:
            changes["sync_token"] = sync
        if full:
            changes |= {"full_sync_at": now, "resync": False, "doubtful": False, "cursor": "", "listing": ""}
        elif tally.strangers:
            # Nothing of ours, most likely. But a contact that was renamed and deleted between two
            # looks leaves only a name that we never saw: a full listing will miss it, once a day at most.
            changes["doubtful"] = True
        account = replace(account, **changes)  # type: ignore[arg-type]  # names checked by replace
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
            replace(
                label,
                size=sizes[label.id],
                counted=label.counted or any(one.id == label.id for one in counted),
            )
            for label in labels.values()
        ]
        tx.put(account, *own, *sized, *mails, *promises, *told)
        return account, own

    visit.lease.account, own = visit.scope.transact(body)
    for copy in own:
        visit.copies[copy.label] = copy
    relay(visit.tenant, [*promises, *told], deps=visit.deps)
    note_fights(visit)


def _put_back(visit: Visit, tally: Tally) -> None:
    """Take contacts that a viewer put into her copy of the label out of it again."""
    for group, resources in tally.unlabel.items():
        ordered = sorted(resources)
        for start in range(0, len(ordered), 1000):
            visit.book.regroup(group, remove=ordered[start : start + 1000])
