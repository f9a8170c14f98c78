"""Queues and their tasks: due, running, tried again, finished and still remembered."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import grpc
from google.cloud import tasks_v2

from .requests import Refused, check_queue_name, check_task

REMEMBERED = timedelta(hours=24)
"""How long the name of a task that has run or was deleted is refused."""

_DEFAULT_RETRY = tasks_v2.RetryConfig(
    max_attempts=100,
    min_backoff=timedelta(milliseconds=100),
    max_backoff=timedelta(hours=1),
    max_doublings=16,
)
_DONE = range(200, 300)
_THROTTLING = (429, 503)


@dataclass(slots=True)
class Disorder:
    """What Cloud Tasks may do, done on purpose: deliveries repeated, and in any order."""

    rng: Random = field(default_factory=lambda: Random(1))  # noqa: S311 play
    repeat: float = 0.0  # how probable it is that a delivery is repeated
    shuffle: bool = False


@dataclass(slots=True)
class Entry:
    """One task that waits or runs."""

    task: tasks_v2.Task
    due: datetime
    made: datetime
    running: bool = False
    repeats: int = 0  # deliveries still to be made on top, whatever comes of the first
    executions: int = 0  # attempts that were answered
    previous: int | None = None  # status of the last answer

    @property
    def short(self) -> str:
        return str(self.task.name.rpartition("/")[2])


class Queues:
    """All queues of one Cloud Tasks; thread-safe. Raises `Refused`."""

    def __init__(self, now: Callable[[], datetime], disorder: Disorder) -> None:
        self._now = now
        self._disorder = disorder
        self._guard = threading.RLock()
        self._queues: dict[str, tasks_v2.Queue] = {}
        self._held: dict[str, datetime] = {}  # queue -> until when a 429 or 503 holds it
        self._entries: dict[str, Entry] = {}
        self._gone: dict[str, datetime] = {}  # name of a finished task -> when it may be used again

    # --- queues ---

    def create_queue(self, queue: tasks_v2.Queue) -> tasks_v2.Queue:
        """A running queue; what `retry_config` leaves open is Google's default."""
        check_queue_name(queue.name)
        with self._guard:
            if queue.name in self._queues:
                raise Refused(grpc.StatusCode.ALREADY_EXISTS, "Queue already exists")
            retry = tasks_v2.RetryConfig(_DEFAULT_RETRY)
            for name in ("max_attempts", "max_retry_duration", "min_backoff", "max_backoff", "max_doublings"):
                if name in queue.retry_config or getattr(queue.retry_config, name):
                    setattr(retry, name, getattr(queue.retry_config, name))
            made = tasks_v2.Queue(name=queue.name, retry_config=retry, state=tasks_v2.Queue.State.RUNNING)
            self._queues[queue.name] = made
            return made

    def queue(self, name: str) -> tasks_v2.Queue:
        """NOT_FOUND for one that was never created."""
        check_queue_name(name)
        with self._guard:
            if name not in self._queues:
                message = "Queue does not exist. If you just created the queue, wait at least a minute."
                raise Refused(grpc.StatusCode.NOT_FOUND, message)
            return self._queues[name]

    def set_state(self, name: str, state: int) -> tasks_v2.Queue:
        """Pause or resume."""
        with self._guard:
            found = self.queue(name)
            found.state = tasks_v2.Queue.State(state)
            return found

    def purge(self, name: str) -> tasks_v2.Queue:
        """All its tasks are gone."""
        with self._guard:
            found = self.queue(name)
            for entry in self.of(name):
                self._remember(entry)
            return found

    # --- tasks ---

    def create(self, parent: str, task: tasks_v2.Task) -> tasks_v2.Task:
        """ALREADY_EXISTS for a name that waits, runs, or has done so within a day."""
        now = self._now()
        with self._guard:
            self.queue(parent)
            check_task(parent, task, now)
            made = tasks_v2.Task(task)
            made.name = task.name or f"{parent}/tasks/{uuid.uuid4().int % 10**20}"
            if made.name in self._entries or self._gone.get(made.name, now) > now:
                raise Refused(grpc.StatusCode.ALREADY_EXISTS, "Requested entity already exists")
            made.create_time = now
            if "schedule_time" not in made or made.schedule_time < now:
                made.schedule_time = now
            if "dispatch_deadline" not in made:
                made.dispatch_deadline = timedelta(minutes=10)
            made.dispatch_count = made.response_count = 0
            if made.http_request.http_method == tasks_v2.HttpMethod.HTTP_METHOD_UNSPECIFIED:
                made.http_request.http_method = tasks_v2.HttpMethod(tasks_v2.HttpMethod.POST)
            repeats = int(self._disorder.rng.random() < self._disorder.repeat)
            self._entries[made.name] = Entry(made, made.schedule_time, now, repeats=repeats)
            return made

    def task(self, name: str) -> tasks_v2.Task:
        """NOT_FOUND for one that is not waiting."""
        with self._guard:
            if name not in self._entries:
                raise Refused(grpc.StatusCode.NOT_FOUND, "Task does not exist")
            return self._entries[name].task

    def delete(self, name: str) -> None:
        """The task is gone, its name remembered."""
        with self._guard:
            self.task(name)
            self._remember(self._entries[name])

    def of(self, queue: str) -> list[Entry]:
        """What waits or runs, first due first."""
        with self._guard:
            mine = [e for e in self._entries.values() if e.task.name.startswith(f"{queue}/tasks/")]
            return sorted(mine, key=lambda entry: entry.due)

    # --- delivering ---

    def take(self) -> Entry | None:
        """One task that is due, now running; None when there is none."""
        now = self._now()
        with self._guard:
            due = [
                entry
                for name, queue in self._queues.items()
                if queue.state == tasks_v2.Queue.State.RUNNING and self._held.get(name, now) <= now
                for entry in self.of(name)
                if entry.due <= now and not entry.running
            ]
            if not due:
                return None
            chosen = self._disorder.rng.choice(due) if self._disorder.shuffle else due[0]
            chosen.running = True
            chosen.task.dispatch_count += 1
            return chosen

    def answered(self, entry: Entry, status: int | None, retry_after: float | None) -> None:
        """What comes of a delivery; `status` None: there was no answer at all."""
        now = self._now()
        with self._guard:
            if entry.task.name not in self._entries:
                return  # deleted meanwhile
            entry.running = False
            entry.previous = status
            if status is not None:
                entry.executions += 1
                entry.task.response_count += 1
            if status is not None and status in _DONE:
                if entry.repeats:
                    entry.repeats -= 1
                    return
                self._remember(entry)
                return
            self._try_again(entry, now, status, retry_after)

    def _try_again(self, entry: Entry, now: datetime, status: int | None, retry_after: float | None) -> None:
        queue = entry.task.name.rpartition("/tasks/")[0]
        retry = self._queues[queue].retry_config
        attempts = entry.task.dispatch_count
        limits = []
        if retry.max_attempts > 0:
            limits.append(attempts >= retry.max_attempts)
        if "max_retry_duration" in retry and retry.max_retry_duration:
            limits.append(now - entry.made >= retry.max_retry_duration)
        if limits and all(limits):
            self._remember(entry)
            return
        wait = backoff(retry, attempts)
        if status in _THROTTLING and retry_after is not None:
            wait = max(wait, timedelta(seconds=retry_after))
            self._held[queue] = now + timedelta(seconds=retry_after)
        entry.due = now + wait
        entry.task.schedule_time = entry.due

    def _remember(self, entry: Entry) -> None:
        del self._entries[entry.task.name]
        self._gone[entry.task.name] = self._now() + REMEMBERED

    def next_due(self) -> datetime | None:
        """When the first waiting task is due."""
        with self._guard:
            return min((e.due for e in self._entries.values() if not e.running), default=None)


def backoff(retry: tasks_v2.RetryConfig, attempts: int) -> timedelta:
    """Doubles `max_doublings` times, then grows by the last step, up to `max_backoff`."""
    doublings = min(attempts - 1, retry.max_doublings)
    step = retry.min_backoff * 2**doublings
    wait: timedelta = min(retry.max_backoff, step * (1 + max(0, attempts - 1 - retry.max_doublings)))
    return wait
