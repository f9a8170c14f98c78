"""What is done by the clock: leftovers are found, overdue copies tried again, accounts looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from . import erasing, hindering, outbox, pulse, syncing
from .core.records import Account, Copy, Promise
from .deps import Deps
from .ports import Scope, Transaction, Where
from .walking import pages

_ON_TIME = ("attention", "later", "ending")
"""States of a copy that wait for `retry_at`."""
_BY_THEMSELVES = ("copying", "waiting", "ending")
"""States that a task is about to change; one that does not is taken for lost after a while."""
_FORGOTTEN = timedelta(minutes=30)
_AT_ONCE = 500

ACTIVE = timedelta(hours=12)
_CADENCE = 900
"""Seconds between two polls, as `cron.yaml` has it."""


def sweep(*, deps: Deps) -> int:
    """Hand over leftover promises, and try copies again whose time has come."""
    found = outbox.sweep(deps=deps) + erasing.sweep(deps=deps)
    for tenant in outbox.tenants(deps=deps):
        for copy in _due(deps.store.tenant(tenant.id), deps=deps).values():
            _try_again(tenant.id, copy, deps=deps)
            found += 1
    return found


def _due(scope: Scope, *, deps: Deps) -> dict[str, Copy]:
    """Copies whose next try is due, longest overdue first, and those that nothing happened to.

    Asked for by time: those that wait for later, thousands when a company withdraws its delegation, must
    cost nothing now and stand in nobody's way.
    """
    now = deps.now()
    tried = Where("retry_at", "<=", now - timedelta(minutes=1))
    quiet = Where("changed_at", "<=", now - _FORGOTTEN)
    due: dict[str, Copy] = {}
    for state in _ON_TIME:
        found = scope.find(Copy, Where("state", "==", state), tried, order="retry_at", limit=_AT_ONCE)
        due |= {copy.key: copy for copy in found}
    for state in _BY_THEMSELVES:
        found = scope.find(Copy, Where("state", "==", state), quiet, order="changed_at", limit=_AT_ONCE)
        due |= {copy.key: copy for copy in found if state != "ending" or copy.retry_at is None}
    return due


def _try_again(tenant: str, copy: Copy, *, deps: Deps) -> None:
    kind = "end" if copy.state == "ending" else "copy"
    retry_at = deps.now() + hindering.RECHECK
    task = {"account": copy.account, "label": copy.label, hindering.NOTED: retry_at.isoformat()}
    again = outbox.promise(tenant, kind, task, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Copy, copy.key)
        if stored is None or stored.state != copy.state:
            return []
        tx.put(replace(stored, retry_at=retry_at, changed_at=deps.now()), again)
        return [again]

    outbox.relay(tenant, deps.store.tenant(tenant).transact(body), deps=deps)


def poll(*, deps: Deps) -> int:
    """Enqueue a pull for every account that has a copy; quiet accounts every third time.

    Quiet is who has neither opened the add-on nor been read in full for half a day, so that whoever has
    just got a label need not open anything to be among those who are looked at each time.
    """
    count = 0
    now = deps.now()
    for tenant in outbox.tenants(deps=deps):
        pulse.beat(tenant.id, deps=deps)
        scope = deps.store.tenant(tenant.id)
        for page in pages(scope, Account, size=500):
            wanted = [account for account in page if _is_looked_at(account, now)]
            for account in wanted:
                syncing.look_at(tenant.id, account.id, deps=deps)
            count += len(wanted)
    return count


def _is_looked_at(account: Account, now: datetime) -> bool:
    if not account.sync_token:
        return False
    moments = filter(None, (account.seen_at, account.full_sync_at))
    quiet = all(now - moment >= ACTIVE for moment in moments)
    turn = int(now.timestamp()) // _CADENCE
    return not quiet or (turn + _shard(account.id)) % 3 == 0


def _shard(account: str) -> int:
    return sum(account.encode()) % 3
