"""Noticing that the store may be older than the world: it was restored from a backup, or the service slept.

While the service lives it says so in the store, every time the clock has everybody looked at. A store that
was restored says that it was last alive when its backup was made. From then on copies may exist that it
does not know, and the ids that it would give next may be in use as markers: before anything is written into
an account, the account is read as a whole and what it holds is recognised. A service that had stopped for an
hour looks the same, and does the same once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from .core.records import Account, Tenant
from .deps import Deps
from .ports import Transaction

SLEPT = timedelta(hours=1)
"""Four turns of the clock."""


def beat(tenant: str, *, deps: Deps) -> datetime | None:
    """Say that the service is alive; returns since when accounts have to be read anew, None: never."""
    now = deps.now()

    def body(tx: Transaction) -> datetime | None:
        company = tx.get(Tenant, tenant)
        if company is None:
            return None
        slept = company.alive_at is not None and now - company.alive_at > SLEPT
        company = replace(company, alive_at=now, restored_at=now if slept else company.restored_at)
        tx.put(company)
        return company.restored_at

    return deps.store.root.transact(body)


def is_behind(tenant: str, account: Account, *, deps: Deps) -> bool:
    """Whether the account may hold what the store does not know: it has not been read as a whole since."""
    company = deps.store.root.get(Tenant, tenant)
    if company is None or company.alive_at is None or account.full_sync_at is None:
        return False
    since = company.restored_at
    if deps.now() - company.alive_at > SLEPT:
        since = beat(tenant, deps=deps)
    return since is not None and account.full_sync_at < since
