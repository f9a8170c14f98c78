"""Push: the hub's contacts into one account's copies.

Every write is announced first: `pending` goes into the links before the call, the agreed version
after it. A doubtful write is looked at before it is tried again; a doubtful create is found by its
marker. An update carries the etag the copy was last seen with, so that a member's edit which nobody
has read yet is never written over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .absorbing import BATCH
from .core.outcome import Outcome
from .core.records import Account, Contact
from .deps import Deps
from .doubts import look_again, settle_doubts
from .ending import end_first
from .fanning import push_promise
from .fighting import note_peace, note_refused
from .leasing import lease
from .outbox import dispatch, promise
from .regrouping import forget_deleted, mend_emptied
from .visiting import Visit, open_visit
from .writing import write


def push(tenant: str, account_id: str, contacts: Sequence[str], *, deps: Deps) -> Outcome:
    """Bring these contacts up to date in one account."""
    if deps.store.tenant(tenant).get(Account, account_id) is None:
        return Outcome.GONE
    with lease(tenant, account_id, deps=deps) as held:
        visit = open_visit(tenant, held, deps=deps)
        end_first(visit)
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
        if copy.underneath == "current" and done != copy.done:
            visit.set_copy(replace(copy, done=done))


def push_batch(visit: Visit, contacts: Sequence[str], known: Sequence[Contact] = ()) -> None:
    """Up to 200 contacts; once more for those whose copy turned out to be edited meanwhile.

    `known`: the same contacts when they have just been read, so that they are not read twice.
    """
    visit.load(contacts)
    doubtful = settle_doubts(visit, contacts)
    # What settles a doubt may be an edit that changed the hub.
    result = write(visit, contacts, () if doubtful else known)
    if result.stale:
        look_again(visit, result.stale)
        again = write(visit, sorted(result.stale))
        result.missing |= again.missing
        result.lost |= again.lost
    if result.lost:
        visit.load_all()
        if forget_deleted(visit, result.lost):
            # What was announced for it may have been made all the same: begin with that.
            again_later = push_promise(visit, contacts)
            dispatch(visit.tenant, [again_later], deps=visit.deps)
        mend_emptied(visit, result.lost & visit.copies.keys())
    note_peace(visit, contacts)
    note_refused(visit, contacts)
    if result.missing or result.lost:
        # Only a listing may call it deleted: ask for one.
        pull = promise(visit.tenant, "pull", {"account": visit.account.id}, deps=visit.deps)
        dispatch(visit.tenant, [pull], deps=visit.deps)
