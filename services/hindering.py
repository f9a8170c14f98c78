"""What stands in a copy's way: said on the member's card, and taken back when it has passed.

A fault that passes is said together with the moment of the next try, and the task that is tried then bears
that moment as well. When it succeeds, what was said until that moment is over; a copy for which another
task still waits stays as it is. A fault that lasts is over when the copy has been gone through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from .core.outcome import Fault
from .core.records import Copy, MailRecord, Promise
from .deps import Deps
from .notifying import Occasion, owe
from .outbox import relay
from .ports import Scope, Transaction, Where

RECHECK = timedelta(hours=6)
"""After so long a copy that needs attention is tried again by itself."""

NOTED = "noted"
"""In the body of a task that is tried again: the moment that its copies name for it."""
_NOT_COPIES = frozenset({"refresh", "offboard"})
"""Work about an account whose failing says nothing about the copies in it."""


def note(
    kind: str, body: Mapping[str, str], fault: Fault, state: str, retry_at: datetime, *, deps: Deps
) -> None:
    """Say on the member's copies what stands in the way and when the next try is."""
    scope = deps.store.tenant(body["tenant"])
    keys = [copy.key for copy in _copies(kind, body, scope)]
    if not keys:
        return
    mails, promises = _tell(body, keys, fault, deps=deps)

    def hindered(copy: Copy) -> Copy | None:
        now = replace(copy, fault=fault, retry_at=retry_at, changed_at=deps.now())
        if copy.state in {"ended", "paused"}:
            return None
        if copy.state == "ending":
            return now
        if state != "later":
            return replace(now, state="attention" if state == "ended" and kind != "end" else state)
        if copy.state == "attention":
            # That nobody answers now does not mend what has to be mended.
            return None
        return replace(now, state=state, was=copy.underneath, retry_at=_latest(copy, body, retry_at))

    def change(tx: Transaction) -> None:
        copies = tx.get_many(Copy, keys)
        tx.put(*mails, *promises)
        tx.put(*(one for copy in copies.values() if (one := hindered(copy))))

    scope.transact(change)
    relay(body["tenant"], promises, deps=deps)


def passed(kind: str, body: Mapping[str, str], *, deps: Deps) -> None:
    """The task has succeeded: copies that waited for nothing else are again what they were.

    Of a task that never failed nothing is read.
    """
    if NOTED not in body:
        return
    until = datetime.fromisoformat(body[NOTED])
    scope = deps.store.tenant(body["tenant"])
    keys = [copy.key for copy in _copies(kind, body, scope) if _is_over(copy, until)]
    if not keys:
        return

    def change(tx: Transaction) -> None:
        for copy in tx.get_many(Copy, keys).values():
            if _is_over(copy, until):
                tx.put(
                    replace(copy, state=copy.was, was="", fault=None, retry_at=None, changed_at=deps.now())
                )

    scope.transact(change)


def _copies(kind: str, body: Mapping[str, str], scope: Scope) -> Iterable[Copy]:
    """The copies that a task is about."""
    account = body.get("account")
    if not account or kind in _NOT_COPIES:
        return ()
    if body.get("label"):
        return scope.get_many(Copy, [f"{body['label']}.{account}"]).values()
    return scope.find(Copy, Where("account", "==", account))


def _latest(copy: Copy, body: Mapping[str, str], retry_at: datetime) -> datetime:
    """The last of the moments for which tasks wait; the task that named it may name another."""
    if copy.state != "later" or copy.retry_at is None or body.get(NOTED) == copy.retry_at.isoformat():
        return retry_at
    return max(retry_at, copy.retry_at)


def _is_over(copy: Copy, until: datetime) -> bool:
    return copy.state == "later" and bool(copy.was) and copy.retry_at is not None and copy.retry_at <= until


def _tell(
    body: Mapping[str, str], keys: list[str], fault: Fault, *, deps: Deps
) -> tuple[list[MailRecord], list[Promise]]:
    """A mail to the one person who can mend it, once a week: only she can make room in her account.

    What an admin has to mend shows on the card of everybody who looks, and is no mail to thousands.
    """
    if fault is not Fault.FULL:
        return [], []
    label = keys[0].partition(".")[0]
    year, week, _ = deps.now().isocalendar()
    occasion = Occasion(
        "attention",
        label,
        body["account"],
        once=f"attention-{label}-{year}-{week}",
        facts={"fault": fault.value},
    )
    return owe(body["tenant"], occasion, [body["account"]], deps=deps)
