"""Pull: what changed in one account's contacts goes to the hub.

An account in which nothing changed costs one People call, one document read and no write: the lease
is taken only when there is something to absorb.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from .core.outcome import Outcome
from .core.person import Listing
from .core.records import Account, Copy
from .deps import Deps
from .ending import end_first
from .leasing import Busy, lease
from .ports import SyncTokenExpired, Where
from .pulse import is_behind
from .reading import read_changes, read_everything
from .visiting import LIVE, open_visit

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
