"""What a task does, and what becomes of it when the world says no.

A fault that passes (quota, 5xx, a lease held by another worker) is tried again later, by a task of
its own with a growing delay; one that somebody has to mend is written on the copy with what to do.
Neither stands in the way of any other member.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from . import (
    copying,
    ending,
    erasing,
    fanning,
    groups,
    hindering,
    holding,
    mailing,
    outbox,
    photo_tasks,
    pulling,
    pulse,
    purging,
    pushing,
    refreshing,
    renaming,
    syncing,
    undoing,
    winding_up,
)
from .core.outcome import Fault, Outcome, outcome_of
from .core.records import Account, Copy, Promise
from .deps import Deps
from .leasing import Busy, LeaseLost, NoRoom
from .ports import Contention, PortError, QuotaExhausted, Scope, SyncTokenExpired, Transaction, Where
from .visiting import Ended
from .walking import pages

_log = logging.getLogger(__name__)

Body = Mapping[str, str]


def _push(body: Body, *, deps: Deps) -> Outcome:
    pulling.catch_up_first(body["tenant"], body["account"], deps=deps)
    return pushing.push(body["tenant"], body["account"], body["contacts"].split(), deps=deps)


def _fan(body: Body, *, deps: Deps) -> Outcome:
    fan = photo_tasks.fan if body.get("what") == "photos" else fanning.fan
    return fan(body["tenant"], body, deps=deps)


_WORK: Mapping[str, Callable[..., Outcome]] = {
    "pull": lambda b, deps: pulling.pull(b["tenant"], b["account"], deps=deps),
    "push": lambda b, deps: _push(b, deps=deps),
    "copy": lambda b, deps: copying.copy_label(b["tenant"], b["account"], b["label"], deps=deps),
    "end": lambda b, deps: ending.end_copy(b["tenant"], b["account"], b["label"], deps=deps),
    "held": lambda b, deps: holding.carry_out(b["tenant"], b["account"], b["hold"], deps=deps),
    "fan": lambda b, deps: (photo_tasks if b.get("what") == "photos" else fanning).fan(
        b["tenant"], b, deps=deps
    ),
    "photos": lambda b, deps: photo_tasks.work(b["tenant"], b, deps=deps),
    "undo": lambda b, deps: undoing.go_on(b["tenant"], b, deps=deps),
    "group": lambda b, deps: groups.work(b["tenant"], b, deps=deps),
    "refresh": lambda b, deps: refreshing.work(b["tenant"], b, deps=deps),
    "offboard": lambda b, deps: winding_up.work(b["tenant"], b["account"], deps=deps),
    "erase": lambda b, deps: erasing.work(b["tenant"], deps=deps),
    "rename": lambda b, deps: renaming.rename_copy(b["tenant"], b["account"], b["label"], deps=deps),
    "purge": lambda b, deps: purging.purge_company(b["tenant"], deps=deps),
    "mail": lambda b, deps: mailing.send(b["tenant"], b["mail"], deps=deps),
}
KINDS = frozenset(_WORK)

BUSY = 3.0
"""Seconds before a task looks again whether the account is free."""
_ROOM, _LONGEST_FOR_ROOM = 8.0, 120.0
"""Seconds before a task looks again for room in memory: at first, and at most."""
_FIRST = {Fault.QUOTA: 30.0, Fault.UNAVAILABLE: 4.0}
_LONGEST = 900.0
_RECHECK = timedelta(hours=6)


def perform(kind: str, body: Body, *, deps: Deps) -> Outcome:
    """Do one task. Raises KeyError for an unknown kind or a body without its ids.

    LATER means that a task for later is in the queue already, unless the store itself is down.
    """
    try:
        return _done(kind, body, deps=deps)
    except (Busy, LeaseLost):
        _again(kind, body, BUSY * (1 + deps.jitter()), deps=deps, tries=0)
        return Outcome.LATER
    except NoRoom:
        # Counted by themselves: a fault that comes after them is a first one.
        waits = int(body.get("waits", "0"))
        delay = _growing(_ROOM, waits, _LONGEST_FOR_ROOM, deps=deps)
        _again(kind, {**body, "waits": str(waits + 1)}, delay, deps=deps, tries=_tries(body))
        return Outcome.LATER
    except Contention:
        _again(kind, body, BUSY * (1 + deps.jitter()), deps=deps, tries=0)
        return Outcome.LATER
    except SyncTokenExpired:
        _again(kind, body, BUSY, deps=deps, tries=0)
        return Outcome.LATER
    except PortError as error:
        return _failed(kind, body, error, deps=deps)


def _done(kind: str, body: Body, *, deps: Deps) -> Outcome:
    try:
        outcome = _WORK[kind](body, deps=deps)
    except Ended:
        outcome = Outcome.DONE
    hindering.passed(kind, body, deps=deps)
    return outcome


def _failed(kind: str, body: Body, error: PortError, *, deps: Deps) -> Outcome:
    outcome = outcome_of(error.fault)
    _log.warning("task %s: %s", kind, type(error).__name__)
    if outcome is Outcome.LATER:
        delay = _growing(_FIRST[error.fault], _tries(body), _LONGEST, deps=deps)
        if isinstance(error, QuotaExhausted) and error.retry_after:
            delay = max(delay, error.retry_after)
        retry_at = deps.now() + timedelta(seconds=delay)
        again = {**body, hindering.NOTED: retry_at.isoformat()}
        _again(kind, again, delay, deps=deps, tries=_tries(body) + 1)
        hindering.note(kind, body, error.fault, "later", retry_at, deps=deps)
        return outcome
    if error.fault in {Fault.SUSPENDED, Fault.GONE} and body.get("account") and kind != "refresh":
        # Google says the same of an address that somebody does not have any more.
        refreshing.enqueue_one(body["tenant"], body["account"], deps=deps)
    state = "ended" if outcome is Outcome.GONE else "attention"
    hindering.note(kind, body, error.fault, state, deps.now() + _RECHECK, deps=deps)
    return outcome


def _growing(first: float, tries: int, longest: float, *, deps: Deps) -> float:
    """Seconds to wait after one more try, spread so that many who wait do not come at once."""
    return min(first * 2.0 ** min(tries, 10), longest) * (0.75 + deps.jitter() / 2)


def _tries(body: Body) -> int:
    return int(body.get("tries", "0"))


def _again(kind: str, body: Body, delay: float, *, deps: Deps, tries: int) -> None:
    """The same task once more. Into the store first: the queue may be what is in trouble."""
    again = outbox.promise(
        body["tenant"],
        kind,
        {**{k: v for k, v in body.items() if k != "tenant"}, "tries": str(tries)},
        deps=deps,
        due=deps.now() + timedelta(seconds=delay),
    )
    outbox.dispatch(body["tenant"], [again], deps=deps)


# --- by the clock --------------------------------------------------------------------------------


def sweep(*, deps: Deps) -> int:
    """Hand over leftover promises, and try copies again whose time has come."""
    found = outbox.sweep(deps=deps) + erasing.sweep(deps=deps)
    for tenant in outbox.tenants(deps=deps):
        for copy in _due(deps.store.tenant(tenant.id), deps=deps).values():
            _try_again(tenant.id, copy, deps=deps)
            found += 1
    return found


_ON_TIME = ("attention", "later", "ending")
"""States of a copy that wait for `retry_at`."""
_BY_THEMSELVES = ("copying", "waiting", "ending")
"""States that a task is about to change; one that does not is taken for lost after a while."""
_FORGOTTEN = timedelta(minutes=30)
_AT_ONCE = 500


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
    retry_at = deps.now() + _RECHECK
    task = {"account": copy.account, "label": copy.label, hindering.NOTED: retry_at.isoformat()}
    again = outbox.promise(tenant, kind, task, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Copy, copy.key)
        if stored is None or stored.state != copy.state:
            return []
        tx.put(replace(stored, retry_at=retry_at, changed_at=deps.now()), again)
        return [again]

    outbox.relay(tenant, deps.store.tenant(tenant).transact(body), deps=deps)


ACTIVE = timedelta(hours=12)
_CADENCE = 900
"""Seconds between two polls, as `cron.yaml` has it."""


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
