"""What became of an attempt, and which fault stood in the way.

A fault is a word; every exception of a port carries one, and this table decides what follows. The
words a person reads are chosen in `cards` and in the mails, never here.
"""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Why a call to Google did not do what was asked."""

    QUOTA = "quota"
    UNAVAILABLE = "unavailable"
    DELEGATION = "delegation"  # domain-wide delegation is missing or was withdrawn
    SCOPE = "scope"  # delegated, but not for this scope
    SUSPENDED = "suspended"
    GONE = "gone"  # the account does not exist (any more)
    FULL = "full"  # 25,000 contacts, the trash included
    NO_MAIL = "no-mail"
    REFUSED = "refused"  # Google refused the request itself


class Outcome(StrEnum):
    """What a task or a member's copy comes to."""

    DONE = "done"
    LATER = "later"
    ATTENTION = "attention"
    GONE = "gone"


_OUTCOMES = {
    Fault.QUOTA: Outcome.LATER,
    Fault.UNAVAILABLE: Outcome.LATER,
    Fault.DELEGATION: Outcome.ATTENTION,
    Fault.SCOPE: Outcome.ATTENTION,
    Fault.SUSPENDED: Outcome.ATTENTION,
    Fault.GONE: Outcome.GONE,
    Fault.FULL: Outcome.ATTENTION,
    Fault.NO_MAIL: Outcome.ATTENTION,
    Fault.REFUSED: Outcome.ATTENTION,
}


def outcome_of(fault: Fault | None) -> Outcome:
    """DONE without a fault; otherwise what the fault comes to."""
    return Outcome.DONE if fault is None else _OUTCOMES[fault]
