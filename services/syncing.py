"""Looking at an account: by the clock, on opening the add-on, and on *Sync now*."""

from __future__ import annotations

from datetime import UTC, datetime

from .core.caller import Caller
from .core.records import Account, Copy
from .deps import Deps
from .labels import grant_of, label_of
from .ports import Task, Where
from .visiting import LIVE

_MOMENT = 10
"""Seconds of which several wishes are put together."""
_AT_ONCE = 200
"""Copies of a label that one press reads; the others come with the cadence."""


def look(caller: Caller, *, deps: Deps) -> None:
    """Enqueue a pull of the caller's contacts: she has just opened the add-on, perhaps after an edit.

    An account that nothing was ever copied into or out of has nothing to look for.
    """
    account = deps.store.tenant(caller.tenant).get(Account, caller.account)
    if account is not None and account.sync_token:
        look_at(caller.tenant, caller.account, deps=deps)


def sync_label(caller: Caller, *, label: str, deps: Deps) -> int:
    """*Sync now*: read every copy of the label, or the caller's own where she may not manage it.

    Returns how many copies are read. Raises `NoSuchLabel`, `LabelStopped`.
    """
    label_of(caller, label, deps=deps)
    if not grant_of(caller, label, deps=deps).level.may_share:
        look_at(caller.tenant, caller.account, deps=deps)
        return 1
    copies = deps.store.tenant(caller.tenant).find(Copy, Where("label", "==", label), limit=_AT_ONCE)
    live = [copy.account for copy in copies if copy.state in LIVE]
    for account in live:
        look_at(caller.tenant, account, deps=deps)
    return len(live)


def look_at(tenant: str, account: str, *, deps: Deps) -> None:
    """Enqueue a pull of an account; several wishes of one moment are at most two looks.

    The first wish is granted at once. A later one may come after an edit that the look has not seen any
    more, so all of those together are one look at the end of the moment.
    """
    moment = int(deps.now().timestamp()) // _MOMENT
    for number, due in ((moment, None), (moment + 1, datetime.fromtimestamp((moment + 1) * _MOMENT, UTC))):
        task = Task(
            "pull",
            {"tenant": tenant, "account": account},
            name=f"look-{tenant}-{account}-{number}",
            due=due,
        )
        if deps.queue.enqueue(task):
            return
