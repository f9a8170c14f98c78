"""Promised tasks: written in the transaction that needs them, handed to the queue after it.

The queue and the store cannot commit together. A promise that was not handed over is found by
`sweep`; one that is handed over twice has the same name both times, so the queue takes it once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from .core.records import Promise, Tenant
from .deps import Deps
from .ports import PortError, Task, Where
from .walking import pages

_log = logging.getLogger(__name__)

KEPT = timedelta(days=7)
_OVERDUE = timedelta(seconds=30)


def promise(
    tenant: str, kind: str, body: dict[str, str], *, deps: Deps, due: datetime | None = None
) -> Promise:
    """A task to be put into the transaction that needs it. `body` holds ids only."""
    now = deps.now()
    identity = deps.new_id()
    return Promise(
        id=identity,
        kind=kind,
        body={"tenant": tenant, **body},
        name=f"{identity}-{kind}",
        at=now,
        due=due,
        expires_at=now + KEPT,
    )


def relay(tenant: str, promises: Iterable[Promise], *, deps: Deps, within: timedelta | None = None) -> None:
    """Hand promises to the queue. Failing is no failure of the caller's: the sweep comes after.

    So it does for those that could not be handed over `within` a time, where somebody waits.
    """
    scope = deps.store.tenant(tenant)
    until = None if within is None else deps.now() + within
    for each in promises:
        if until is not None and deps.now() >= until:
            return
        try:
            deps.queue.enqueue(Task(kind=each.kind, body=each.body, name=each.name, due=each.due))
        except PortError as error:
            _log.warning("promise kept for the sweep: %s", type(error).__name__)
            return
        scope.delete(Promise, each.id)


def dispatch(tenant: str, promises: Sequence[Promise], *, deps: Deps) -> None:
    """Write promises that go with no other record, and hand them over."""
    deps.store.tenant(tenant).put(*promises)
    relay(tenant, promises, deps=deps)


def sweep(*, deps: Deps) -> int:
    """Hand over every promise that its maker could not; returns how many there were."""
    found = 0
    for tenant in tenants(deps=deps):
        before = deps.now() - _OVERDUE
        leftovers = deps.store.tenant(tenant.id).find(
            Promise, Where("at", "<=", before), order="at", limit=500
        )
        relay(tenant.id, leftovers, deps=deps)
        found += len(leftovers)
    return found


def tenants(*, deps: Deps) -> Iterable[Tenant]:
    """All companies, page by page."""
    for page in pages(deps.store.root, Tenant):
        yield from page


def at_once(task: Promise) -> Promise:
    """The same promise without waiting for its due time."""
    return replace(task, due=None)
