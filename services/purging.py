"""What has had its time: tombstones with their versions, expired promises, marks of old listings.

Everything else of the history is kept. The job enqueues a task for each company; a task works while
its time lasts and hands on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from .core.outcome import Outcome
from .core.records import Account, Contact, Marks, Promise, Version
from .deps import Deps
from .outbox import dispatch, promise, tenants
from .photos import drop as drop_photos
from .ports import Scope, Task, Transaction, Where
from .walking import pages

BATCH = 100
_KEPT = timedelta(days=7)
"""As long as `outbox` keeps a promise."""


def purge(*, deps: Deps) -> int:
    """A task for every company; returns how many there are."""
    count = 0
    day = deps.now().strftime("%Y%m%d%H")
    for tenant in tenants(deps=deps):
        deps.queue.enqueue(Task("purge", {"tenant": tenant.id}, name=f"purge-{tenant.id}-{day}"))
        count += 1
    return count


def purge_company(tenant: str, *, deps: Deps) -> Outcome:
    """Purge one company's records. Repeating it does nothing more."""
    scope = deps.store.tenant(tenant)
    until = deps.now() + timedelta(seconds=deps.task_seconds)
    if not _contacts(scope, until, deps=deps):
        again = promise(tenant, "purge", {}, deps=deps)
        dispatch(tenant, [again], deps=deps)
        return Outcome.DONE
    _promises(scope, deps=deps)
    _marks(scope)
    return Outcome.DONE


def _contacts(scope: Scope, until: datetime, *, deps: Deps) -> bool:
    """False when time was up before all were done."""
    while found := scope.find(Contact, Where("left_until", "<=", deps.now()), limit=BATCH):
        for contact in found:
            _forget(scope, contact.id, deps=deps)
        if deps.now() >= until:
            return False
    return True


def _forget(scope: Scope, identity: str, *, deps: Deps) -> None:
    """The versions before the contact: what a crash leaves is found again by the contact."""

    def still_gone(contact: Contact | None) -> bool:
        return contact is not None and not contact.labels and _over(contact, deps=deps)

    def body(tx: Transaction) -> bool:
        contact = tx.get(Contact, identity)
        if contact is not None and contact.labels and _over(contact, deps=deps):
            # Out of one label, alive in another: only that trash forgets it.
            tx.put(replace(contact, left=(), left_until=None))
        return still_gone(contact)

    if not scope.transact(body):
        return
    while versions := scope.find(Version, Where("contact", "==", identity), limit=BATCH):
        scope.delete(Version, *(version.key for version in versions))
    drop_photos(scope, identity)

    def drop(tx: Transaction) -> None:
        if still_gone(tx.get(Contact, identity)):
            tx.delete(Contact, identity)

    scope.transact(drop)


def _over(contact: Contact, *, deps: Deps) -> bool:
    return contact.left_until is not None and contact.left_until <= deps.now()


def _promises(scope: Scope, *, deps: Deps) -> None:
    while found := scope.find(Promise, Where("at", "<=", deps.now() - _KEPT), limit=BATCH):
        scope.delete(Promise, *(one.id for one in found))


def _marks(scope: Scope) -> None:
    """Marks of a listing that nobody goes on with: the account has begun another, or none."""
    for page in pages(scope, Marks, size=BATCH):
        accounts = scope.get_many(Account, {marks.account for marks in page})
        old = [
            marks.key
            for marks in page
            if (account := accounts.get(marks.account)) is None or account.listing != marks.listing
        ]
        scope.delete(Marks, *old)
