"""The brake: when so much of a label is gone at once that a person has to say that it was meant.

A phone that was wiped, a sync tool gone wild and a listing that failed halfway look the same from
here: many contacts fewer. A few removals go through; more than the label's threshold, all of it, or all
that one account has of it, does not.
"""

from __future__ import annotations

FLOOR = 10
PERCENT = 10


def trips(gone: int, size: int, *, floor: int = FLOOR, percent: int = PERCENT, emptied: bool = False) -> bool:
    """Whether the removals of one pull are held.

    `gone` of the `size` contacts that the label has are missing; `floor` of them or `percent` % may
    always go, whichever is more, but never all. `emptied`: the account has nothing of the label any
    more, be it that it never had as much as the label.
    """
    if gone <= 0:
        return False
    if gone >= size or emptied:
        return True
    return gone > floor and gone * 100 > size * percent
