"""Mails that are owed: written in the transaction that makes them due, sent by a task after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from .core.records import MailRecord, Promise
from .deps import Deps
from .outbox import promise

GROUPED = frozenset({"shared", "level-changed", "ended"})
"""Kinds of which several labels at once are one mail."""
QUIET = timedelta(seconds=15)
"""So long nothing more of a kind must have come before it is sent…"""
PATIENCE = timedelta(seconds=60)
"""…but the first does not wait longer than this for the others."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a mail is about.

    `by` is the account behind it. With `once`, a mail of that name is owed to each account one time
    only, however often asked. `facts` are words and ids that its kind needs.
    """

    kind: str
    label: str
    by: str
    once: str = ""
    message: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def owe(
    tenant: str, occasion: Occasion, to: Iterable[str], *, deps: Deps
) -> tuple[list[MailRecord], list[Promise]]:
    """Records and promises to put into the transaction at hand; one mail for each account in `to`."""
    scope = deps.store.tenant(tenant)
    once = occasion.once
    keys = {account: f"{once}-{account}" if once else deps.new_id() for account in to}
    known = scope.get_many(MailRecord, keys.values()) if once else {}
    mails = [
        MailRecord(
            id=key,
            kind=occasion.kind,
            to=account,
            by=occasion.by,
            label=occasion.label,
            message=occasion.message,
            facts=dict(occasion.facts),
            at=deps.now(),
        )
        for account, key in keys.items()
        if key not in known
    ]
    due = deps.now() + QUIET if occasion.kind in GROUPED else None
    return mails, [promise(tenant, "mail", {"mail": mail.id}, deps=deps, due=due) for mail in mails]
