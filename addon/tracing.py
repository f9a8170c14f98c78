"""One thread through everything that one press begins: its trace id goes along with each task.

A task's body carries, beside its ids, `trace` (as W3C's `traceparent` writes it) and `since` (when it
was due, or made: Unix seconds). Both are ours and nobody else's: they are put in where a task is
enqueued and taken out before the work sees it, so what enqueues and what works know nothing of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from services.ports import Queue, Task

from . import log

TRACE, SINCE = "trace", "since"


class TracedQueue:
    """`ports.Queue` around another."""

    def __init__(self, inner: Queue, *, clock: Callable[[], float] = time.time) -> None:
        self._inner = inner
        self._clock = clock

    def enqueue(self, task: Task, /) -> bool:
        """See `ports.Queue.enqueue`."""
        since = task.due.timestamp() if task.due is not None else self._clock()
        ours = {SINCE: str(round(since))} | ({TRACE: parent} if (parent := log.traceparent()) else {})
        return self._inner.enqueue(replace(task, body={**task.body, **ours}))

    def ping(self) -> None:
        """See `ports.Queue.ping`."""
        self._inner.ping()


def received(body: Mapping[str, str], project: str) -> tuple[dict[str, str], int | None]:
    """The body as it was enqueued, and the seconds since it was due; lines that follow bear its trace.

    A task without ours, of an older version or of somebody's own making, is as good as any other.
    """
    ids = {name: value for name, value in body.items() if name not in {TRACE, SINCE}}
    log.follow(body.get(TRACE, ""), project)
    since = body.get(SINCE, "")
    if not (since.isascii() and since.isdecimal()):
        return ids, None
    return ids, max(0, round(time.time()) - int(since))
