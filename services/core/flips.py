"""Foreign writers: another program that changes a contact back every time we write it.

Two sync programs with different opinions would fight for ever, at the price of both quotas. Of each
copy we keep what others wrote over our own last writes; the same state again and again means that
it is not a person who writes.
"""

from __future__ import annotations

from collections import Counter

REMEMBERED = 6
"""A few cycles: a person who changes her mind twice in a week is no fight."""
RETURNS = 3
"""A -> B -> A -> B -> A: the third time that the same state comes back."""


def remember(flips: tuple[str, ...], state: str) -> tuple[str, ...]:
    """The remembered states with one more, the oldest forgotten. `state` is a content's fingerprint."""
    return (*flips, state)[-REMEMBERED:]


def fights(flips: tuple[str, ...]) -> bool:
    """Whether something writes the same state over ours again and again: pause and name it."""
    return any(times >= RETURNS for times in Counter(flips).values())
