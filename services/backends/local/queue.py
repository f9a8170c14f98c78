"""The queue of one machine: durable in the store's file, worked off by threads of this process.

It does what Cloud Tasks does, so that nothing else can tell them apart: at least once, in no
promised order, names remembered after the end, retries by status with growing waits. Two things
are its own. Tasks of one account never run at the same time, which spares them waiting for the
account's lease. And a process that dies loses nothing: a running task is leased for half a minute,
made longer while it runs, and free for the others when nobody does.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from ...ports import Task
from ..checks import checked_task
from .database import MEMORY, Database
from .retry import Retry
from .task_table import Claimed, TaskTable, microseconds, moment

log = logging.getLogger(__name__)

Deliver = Callable[[str, Mapping[str, str]], int]
"""Kind and body in, HTTP status out: 2xx is done, anything else is tried again."""

NAMES_KEPT = timedelta(hours=2)
LEASE = timedelta(seconds=30)
_RENEWALS = 3  # in the time of one lease
_LOOK_SECONDS = 0.5  # for tasks that another process has put into the file
_SECOND = 1_000_000
_DONE = range(200, 300)
_MOST = 10_000
_CHANCE = Random()  # noqa: S311 spreads waits, keeps no secret


class LocalQueue:
    """`ports.Queue` on one machine. Nothing runs before `start`, or `run_due` in tests."""

    def __init__(
        self,
        path: str = MEMORY,
        *,
        deliver: Deliver | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        jitter: Callable[[], float] = _CHANCE.random,
        retry: Retry = Retry(),  # noqa: B008 frozen
        workers: int = 4,
    ) -> None:
        """`path` may be the store's. `jitter` answers 0 to 1: how much of a quarter to add to a wait.

        Raises `CannotOpen`.
        """
        self.deliver = deliver
        self._now = now
        self._jitter = jitter
        self._retry = retry
        self._workers = workers
        self._database = Database(path)
        self._tasks = TaskTable(self._database, uuid.uuid4().hex)
        self._stir = threading.Condition()
        self._stopping = False
        self._running: dict[int, Claimed] = {}
        self._doubled: set[int] = set()
        self._threads: list[threading.Thread] = []

    def enqueue(self, task: Task, /) -> bool:
        """See `ports.Queue.enqueue`."""
        now = self._now()
        body = checked_task(task, now).decode()
        account = task.body.get("account", "")
        taken = self._tasks.add(
            task.kind,
            body,
            name=task.name,
            account=f"{task.body.get('tenant', '')}/{account}" if account else "",
            due=microseconds(max(task.due or now, now)),
            now=microseconds(now),
        )
        if taken:
            with self._stir:
                self._stir.notify()
        return taken

    def ping(self) -> None:
        """Raises `Unavailable` when the file does not answer."""
        self._tasks.next_due()

    def depth(self) -> int:
        """How many tasks wait or run."""
        return self._tasks.depth()

    def close(self) -> None:
        """Close the files; the queue opens them again when used (not one in memory)."""
        self._database.close()

    # --- threads -----------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to deliver, in this process (so: after a fork)."""
        if self.deliver is None:
            raise RuntimeError("a queue needs somebody to deliver to")
        self._stopping = False
        keeper = threading.Thread(target=self._keep_leases, name="queue-leases", daemon=True)
        workers = [
            threading.Thread(target=self._work, name=f"queue-{number}", daemon=True)
            for number in range(self._workers)
        ]
        self._threads = [keeper, *workers]
        for thread in self._threads:
            thread.start()

    def stop(self, grace: float = 5.0) -> None:
        """Take nothing new; wait `grace` seconds for what runs, then hand the rest back."""
        with self._stir:
            self._stopping = True
            self._stir.notify_all()
        until = time.monotonic() + grace
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        for task in list(self._running.values()):
            self._tasks.put_back(task, microseconds(self._now()), tried=False)
        self._threads = []

    def _work(self) -> None:
        while not self._stopping:
            try:
                task = self._claim()
                if task is not None:
                    self._run(task)
                    continue
            except Exception:
                # The file does not answer. A worker that died of it would leave the queue silent.
                log.exception("queue: no work for now")
            with self._stir:
                if not self._stopping:
                    self._stir.wait(_LOOK_SECONDS)

    def _run(self, task: Claimed) -> None:
        self._running[task.id] = task
        try:
            try:
                status = self._handed_over(task)
            except Exception as error:  # noqa: BLE001 whatever it was, the task is tried again
                # Not the text: it may quote what somebody typed.
                log.error("task %s failed: %s", task.kind, type(error).__name__)  # noqa: TRY400 - not the traceback: see above
                status = 500
            self._settle(task, status)
        finally:
            del self._running[task.id]
        with self._stir:
            self._stir.notify()  # another task of this account may be free now

    def _keep_leases(self) -> None:
        pause = LEASE.total_seconds() / _RENEWALS
        while not self._stopping:
            with self._stir:
                self._stir.wait_for(lambda: self._stopping, timeout=pause)
            running = list(self._running)
            if running:
                try:
                    self._tasks.keep(running, microseconds(self._now() + LEASE))
                except Exception:
                    log.exception("queue: leases not renewed")

    # --- one step ----------------------------------------------------------------------------

    def run_due(self, *, rng: Random | None = None, double: float = 0.0, most: int = _MOST) -> int:
        """Deliver, in this thread, what is due now, and what becomes due by that; how many it was.

        With `rng` in any order, and with the probability `double` twice (the second time at some
        later moment). An exception of `deliver` counts as a failed attempt and is raised;
        RuntimeError after `most` deliveries: they would never end.
        """
        delivered = 0
        while (task := self._claim(rng)) is not None:
            delivered += 1
            if delivered > most:
                self._settle(task, 500)
                raise RuntimeError(f"tasks do not end: {most} deliveries")
            again = rng is not None and task.id not in self._doubled and rng.random() < double
            try:
                status = self._handed_over(task)
            except BaseException:
                self._settle(task, 500)
                raise
            if again and status in _DONE:
                self._doubled.add(task.id)
                self._tasks.put_back(task, microseconds(self._now()), tried=False)
            else:
                self._settle(task, status)
        return delivered

    def drain(
        self,
        *,
        advance: Callable[[datetime], None] | None = None,
        rng: Random | None = None,
        double: float = 0.0,
        most: int = _MOST,
    ) -> int:
        """`run_due` until nothing waits; how many deliveries it was.

        `advance` is told when the next task is due and moves the clock there; without it, tasks
        of the future stay.
        """
        delivered = 0
        while True:
            delivered += self.run_due(rng=rng, double=double, most=most - delivered)
            due = self.next_due()
            if due is None or advance is None:
                return delivered
            advance(due)

    def next_due(self) -> datetime | None:
        """When the first of the tasks that wait is due; None when none waits."""
        due = self._tasks.next_due()
        return None if due is None else moment(due)

    def _claim(self, rng: Random | None = None) -> Claimed | None:
        now = self._now()
        return self._tasks.claim(microseconds(now), microseconds(now + LEASE), rng.choice if rng else None)

    def _handed_over(self, task: Claimed) -> int:
        if self.deliver is None:
            raise RuntimeError("a queue needs somebody to deliver to")
        return self.deliver(task.kind, task.body)

    def _settle(self, task: Claimed, status: int) -> None:
        now = microseconds(self._now())
        attempts = task.attempts + 1
        if status in _DONE:
            self._tasks.finish(task, now + NAMES_KEPT // timedelta(microseconds=1))
        elif self._retry.gives_up(attempts, (now - task.made) / _SECOND):
            log.error("task %s given up after %d attempts", task.kind, attempts)
            self._tasks.finish(task, now + NAMES_KEPT // timedelta(microseconds=1))
        else:
            wait = self._retry.wait(attempts) * (1 + self._jitter() / 4)
            self._tasks.put_back(task, now + int(wait * _SECOND), tried=True)
