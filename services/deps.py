"""Everything a use case may need, handed over in one keyword argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .ports import Delegation, Directory, Letters, Mailer, Messages, People, Queue, Room, Store


@dataclass(frozen=True, slots=True)
class Deps:
    """Made once by `addon.wiring`; tests make their own.

    `now` gives the time in UTC, `new_id` a fresh random id ([a-z0-9], at least 12 characters),
    `jitter` a number from 0 to 1, `base_url` the public address without a trailing slash,
    `task_seconds` how long one task may work before it hands on to a continuation.
    """

    store: Store
    queue: Queue
    people: People
    directory: Directory
    delegation: Delegation
    mailer: Mailer
    messages: Messages
    letters: Letters
    room: Room
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    jitter: Callable[[], float]
    base_url: str
    task_seconds: float = 240.0
