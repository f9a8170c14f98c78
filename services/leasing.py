"""One writer per account.

Google wants the mutations of one user in sequence, and two pulls of one account would both believe
they saw an edit first. A lease is on the account, not on a label, and runs out by itself: a worker
that died blocks its account for two minutes at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from .core.records import Account, Record
from .deps import Deps
from .ports import Scope, Transaction

LEASE = timedelta(seconds=120)
_RENEW_BELOW = timedelta(seconds=60)


class Busy(Exception):
    """Another worker holds the account."""


class NoRoom(Exception):
    """As many contacts are in this process's memory as fit: another time."""


class LeaseLost(Exception):
    """The lease ran out and somebody else took it: nothing more may be written."""


@dataclass(slots=True)
class Lease:
    """The right to write to one account, until it is given back."""

    scope: Scope
    account: Account
    holder: str
    deps: Deps
    room: int = 0
    """Contacts for which there is room in memory, until the lease or `leave` gives it back."""

    def enter(self, contacts: int) -> None:
        """Make room for so many contacts beside those held already. Raises `NoRoom`."""
        if not self.deps.room.take(contacts):
            raise NoRoom
        self.room += contacts

    def leave(self) -> None:
        """Give back all room."""
        self.deps.room.give_back(self.room)
        self.room = 0

    def fence(self, tx: Transaction) -> Account:
        """Read the account inside a transaction and make sure that the lease still holds.

        Race: a worker that slept past its lease must not write links over those of its successor.
        """
        account = tx.get(Account, self.account.id)
        if account is None or account.lease != self.holder:
            raise LeaseLost
        return account

    def save(self, *records: Record) -> None:
        """Write records in one transaction under the lease, renewing it when it is half used up."""

        def body(tx: Transaction) -> Account:
            account = self.fence(tx)
            now = self.deps.now()
            if account.lease_until is None or account.lease_until - now < _RENEW_BELOW:
                account = replace(account, lease_until=now + LEASE)
                tx.put(account)
            tx.put(*records)
            return account

        self.account = self.scope.transact(body)

    def update(self, **changes: object) -> Account:
        """Change fields of the account itself under the lease."""

        def body(tx: Transaction) -> Account:
            account = replace(self.fence(tx), **changes)  # type: ignore[arg-type]  # names checked at run time by replace
            tx.put(account)
            return account

        self.account = self.scope.transact(body)
        return self.account


@contextmanager
def lease(tenant: str, account_id: str, *, deps: Deps) -> Iterator[Lease]:
    """Hold the account while the block runs. Raises `Busy`, or KeyError for an unknown account."""
    scope = deps.store.tenant(tenant)
    holder = deps.new_id()

    def take(tx: Transaction) -> Account:
        account = tx.get(Account, account_id)
        if account is None:
            raise KeyError("no such account")
        now = deps.now()
        if account.lease and account.lease_until is not None and account.lease_until > now:
            raise Busy
        account = replace(account, lease=holder, lease_until=now + LEASE)
        tx.put(account)
        return account

    held = Lease(scope=scope, account=scope.transact(take), holder=holder, deps=deps)

    def give_back(tx: Transaction) -> None:
        account = tx.get(Account, account_id)
        if account is not None and account.lease == holder:
            tx.put(replace(account, lease="", lease_until=None))

    try:
        yield held
    finally:
        held.leave()
        scope.transact(give_back)
