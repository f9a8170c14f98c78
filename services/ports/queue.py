"""The queue: work for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Task:
    """Work for later: `kind` is the last part of the path /tasks/<kind>, `body` holds ids only.

    A `name` ([A-Za-z0-9_-]) is accepted once while it is waiting and for a time after it has run;
    an empty one is never compared.
    """

    kind: str
    body: Mapping[str, str]
    name: str = ""
    due: datetime | None = None


class Queue(Protocol):
    """Delivers tasks at least once, in any order."""

    def enqueue(self, task: Task, /) -> bool:
        """True: taken. False: a task of that name was taken before (which is success)."""
        ...

    def ping(self) -> None:
        """Raises `Unavailable` when the queue does not answer."""
        ...
