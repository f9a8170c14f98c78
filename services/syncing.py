"""Looking now instead of at the next cadence: on opening the add-on, and on *Sync now*."""

from __future__ import annotations

from .core.caller import Caller
from .core.records import Account, Copy
from .deps import Deps
from .labels import grant_of, label_of
from .ports import Task, Where
from .visiting import LIVE

_MOMENT = 10
"""Seconds in which several presses are one look."""
_AT_ONCE = 200
"""Copies of a label that one press reads; the others come with the cadence."""


def look(caller: Caller, *, deps: Deps) -> None:
    """Enqueue a pull of the caller's contacts: she has just opened the add-on, perhaps after an edit.

    An account that nothing was ever copied into or out of has nothing to look for.
    """
    account = deps.store.tenant(caller.tenant).get(Account, caller.account)
    if account is not None and account.sync_token:
        _enqueue(caller.tenant, caller.account, deps=deps)


def sync_label(caller: Caller, *, label: str, deps: Deps) -> int:
    """*Sync now*: read every copy of the label, or the caller's own where she may not manage it.

    Returns how many copies are read. Raises `NoSuchLabel`, `LabelStopped`.
    """
    label_of(caller, label, deps=deps)
    if not grant_of(caller, label, deps=deps).level.may_share:
        _enqueue(caller.tenant, caller.account, deps=deps)
        return 1
    copies = deps.store.tenant(caller.tenant).find(Copy, Where("label", "==", label), limit=_AT_ONCE)
    live = [copy.account for copy in copies if copy.state in LIVE]
    for account in live:
        _enqueue(caller.tenant, account, deps=deps)
    return len(live)


def _enqueue(tenant: str, account: str, *, deps: Deps) -> None:
    moment = int(deps.now().timestamp()) // _MOMENT
    deps.queue.enqueue(
        Task(
            "pull",
            {"tenant": tenant, "account": account},
            name=f"look-{tenant}-{account}-{moment}",
        )
    )
