"""How things stand, in numbers: copies by state, deletions held, promises that the queue does not have.

Counted, not read: a count costs a thousandth of the documents that it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .core.records import Copy, Hold, Promise
from .deps import Deps
from .outbox import tenants
from .ports import Where

STATES = ("waiting", "copying", "current", "later", "attention", "paused", "ending")
"""Those of a copy that somebody may have to look after, or be glad of; `ended` only ever grows."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """One number of one company: `copies` in a `state`, deletions `held`, tasks `promised`."""

    tenant: str
    name: str
    value: int
    state: str = ""


def gauges(*, deps: Deps) -> Iterator[Gauge]:
    """Every number of every company, zeros too: an alarm has to see that it is over."""
    for tenant in tenants(deps=deps):
        scope = deps.store.tenant(tenant.id)
        for state in STATES:
            yield Gauge(tenant.id, "copies", scope.count(Copy, Where("state", "==", state)), state)
        yield Gauge(tenant.id, "held", scope.count(Hold, Where("state", "==", "held")))
        yield Gauge(tenant.id, "promised", scope.count(Promise))
