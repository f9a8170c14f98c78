"""How much one person may set off: shares an hour, and mails a day.

Kept in one record for each account, read and written in the transaction of the act itself: a share
costs one read and one write more. Mails wear off evenly, so that there is no midnight to wait for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from .core.records import Allowance
from .core.refusals import TooMany
from .deps import Deps
from .ports import Transaction

SHARES = 50
"""Times *Share label* may be pressed in an hour."""
MAILS = 1500
"""Mails that one person may cause in a day. Google lets a person send 2,000 in all, and with MAIL=gmail
these are hers: some are left for herself."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def spend(tx: Transaction, account: str, *, now: datetime, shares: int = 0, mails: int = 0) -> Allowance:
    """What the account has used after this; to be put by the caller, after its own reads.

    Raises `TooMany`: nothing is to be written then.
    """
    kept = _worn(tx.get(Allowance, account) or Allowance(account), now)
    if shares and kept.hour is not None and kept.shares + shares > SHARES:
        raise TooMany(kept.hour + _HOUR)
    over = kept.mails + mails - MAILS
    if mails and over > 0 and kept.mails > 0:
        raise TooMany(now + _DAY * (over / MAILS))
    return replace(
        kept,
        hour=kept.hour or now,
        shares=kept.shares + shares,
        mails=kept.mails + mails,
        mails_at=now,
    )


def reserve(tenant: str, account: str, mails: int, *, deps: Deps) -> list[datetime]:
    """When each of so many mails may leave: at once, then spread over the days to come.

    For mails that nobody can be refused, such as those to the people of a large group.
    """
    now = deps.now()

    def body(tx: Transaction) -> list[datetime]:
        kept = _worn(tx.get(Allowance, account) or Allowance(account), now)
        tx.put(replace(kept, mails=kept.mails + mails, mails_at=now))
        return [now + _DAY * (max(0.0, kept.mails + n + 1 - MAILS) / MAILS) for n in range(mails)]

    return deps.store.tenant(tenant).transact(body) if mails else []


def _worn(kept: Allowance, now: datetime) -> Allowance:
    """What is left of it by now."""
    if kept.hour is not None and now - kept.hour >= _HOUR:
        kept = replace(kept, hour=None, shares=0)
    if kept.mails_at is None:
        return kept
    worn = MAILS * ((now - kept.mails_at) / _DAY)
    return replace(kept, mails=max(0.0, kept.mails - worn))
