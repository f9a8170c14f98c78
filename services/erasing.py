"""Deleting a company's records when its admin asks for it: all of them, with no trace that it was here.

Copies are taken back first where that is wanted. From the moment of asking nobody of the company is let
in. The work is a task that goes on by itself; it is in no outbox, for that is deleted as well: the sweep
finds a company that is being erased by the company's own record, which goes last.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

from . import admin
from .core.caller import Caller
from .core.outcome import Outcome
from .core.records import Copy, Domain, Label, Record, Tenant
from .core.refusals import BadInput
from .deps import Deps
from .fanning import end_promise
from .membership import group_grants
from .outbox import relay, tenants
from .ports import PortError, Scope, Task, Transaction, Where
from .tenancy import domain_of
from .visiting import LIVE

_log = logging.getLogger(__name__)

BATCH = 200
PATIENCE = timedelta(days=1)
"""So long the copies of suspended people and of those over quota are waited for."""
_PAUSE = timedelta(minutes=2)


def begin(caller: Caller, *, typed: str, take_back: bool, deps: Deps) -> None:
    """Delete everything of the caller's company; `typed` must be the domain of her own address.

    With `take_back`, copies are taken back first. Raises `NotAdmin`, `BadInput("typed")`.
    """
    admin.require_admin(caller, deps=deps)
    if typed.strip().lower() != domain_of(caller.email):
        raise BadInput("typed")

    def body(tx: Transaction) -> None:
        company = tx.get(Tenant, caller.tenant)
        if company is None:
            return
        state = "taking-back" if take_back else "erasing"
        tx.put(replace(company, closing=state, closing_at=deps.now()))
        tx.put(*(Domain(name=name, tenant=caller.tenant, closing=True) for name in company.domains))

    deps.store.root.transact(body)
    try:
        deps.queue.enqueue(Task("erase", {"tenant": caller.tenant}))
    except PortError as error:
        _log.warning("erasing waits for the sweep: %s", type(error).__name__)


def sweep(*, deps: Deps) -> int:
    """Enqueue the work for every company that is being erased; returns how many there are."""
    closing = [company for company in tenants(deps=deps) if company.closing]
    for company in closing:
        _again(company.id, deps=deps)
    return len(closing)


def work(tenant: str, *, deps: Deps) -> Outcome:
    """Go on with it."""
    company = deps.store.root.get(Tenant, tenant)
    if company is None or not company.closing:
        return Outcome.DONE
    if company.closing == "taking-back":
        if not _taken_back(company, deps=deps):
            _again(tenant, deps=deps, pause=_PAUSE)
            return Outcome.DONE
        deps.store.root.put(replace(company, closing="erasing"))
    found, finished = _erase(deps.store.tenant(tenant), deps=deps)
    if found:
        # Once more after a pause: work that was under way may have written something behind us.
        _again(tenant, deps=deps, pause=_PAUSE if finished else timedelta())
        return Outcome.DONE
    deps.store.root.delete(Domain, *company.domains)
    deps.store.root.delete(Tenant, tenant)
    return Outcome.DONE


def _again(tenant: str, *, deps: Deps, pause: timedelta = timedelta()) -> None:
    due = deps.now() + pause
    minute = int(due.timestamp()) // 60
    deps.queue.enqueue(Task("erase", {"tenant": tenant}, name=f"erase-{tenant}-{minute}", due=due))


def _taken_back(company: Tenant, *, deps: Deps) -> bool:
    """Stop every label; whether nobody has a copy any more, or was waited for long enough."""
    scope = deps.store.tenant(company.id)
    stopped = False
    for label in scope.find(Label, Where("state", "==", "active"), limit=BATCH):
        _stop(company.id, label.id, deps=deps)
        stopped = True
    if stopped:
        return False
    waiting = sum(scope.count(Copy, Where("state", "==", state)) for state in sorted({*LIVE, "ending"}))
    return not waiting or company.closing_at is None or deps.now() - company.closing_at > PATIENCE


def _stop(tenant: str, label: str, *, deps: Deps) -> None:
    ending = end_promise(tenant, label, deps=deps)

    def body(tx: Transaction) -> bool:
        stored = tx.get(Label, label)
        groups = group_grants(tx, label)
        if stored is None or stored.state != "active":
            return False
        own = tx.get(Copy, f"{label}.{stored.owner}")
        tx.put(replace(stored, state="stopped", version=stored.version + 1), ending)
        tx.put(*(replace(grant, state="ended") for grant in groups))
        if own is not None:
            tx.put(replace(own, state="ended", changed_at=deps.now()))
        return True

    if deps.store.tenant(tenant).transact(body):
        relay(tenant, [ending], deps=deps)


def _erase(scope: Scope, *, deps: Deps) -> tuple[int, bool]:
    """How many records were deleted, and whether time was enough for all."""
    until = deps.now() + timedelta(seconds=deps.task_seconds)
    deleted = 0
    for kind in _kinds():
        while found := scope.find(kind, limit=BATCH):
            scope.delete(kind, *(record.key for record in found))
            deleted += len(found)
            if deps.now() >= until:
                return deleted, False
    return deleted, True


def _kinds() -> list[type[Record]]:
    """Every kind of record that is kept for a company, those of backends included.

    (A dataclass with slots is made twice; the second of the pair is the one in use.)
    """

    def below(kind: type[Record]) -> list[type[Record]]:
        return [one for child in kind.__subclasses__() for one in (child, *below(child))]

    ours = {kind.collection: kind for kind in below(Record) if kind.__module__.startswith("services.")}
    return [kind for kind in ours.values() if kind not in {Tenant, Domain}]
