"""The queue of one machine: in memory, in a file, and what its threads and processes do."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from services.backends.local.queue import LocalQueue
from services.backends.local.retry import Retry
from services.backends.local.store import SqliteStore
from services.core.records import Label
from services.ports import Task

from .queue_contract import Answer, QueueContract, World, done

ROOT = Path(__file__).parents[2]


class LocalWorld:
    """A local queue driven by hand."""

    def __init__(self, path: str) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.queue = LocalQueue(path, deliver=self.deliver, now=self.now)
        self.delivered: list[tuple[str, dict[str, str]]] = []
        self.answer: Answer = done
        self.double = 0.0
        self.rng: Random | None = None

    def now(self) -> datetime:
        return self.time

    def deliver(self, kind: str, body: Mapping[str, str]) -> int:
        self.delivered.append((kind, dict(body)))
        return self.answer(kind, body)

    def settle(self) -> None:
        self.queue.run_due(rng=self.rng, double=self.double)

    def pass_time(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)
        self.settle()

    def deliver_everything_twice(self) -> None:
        self.double = 1.0
        self.rng = self.rng or Random(7)  # noqa: S311 the same disorder each time

    def deliver_in_any_order(self) -> None:
        self.rng = Random(7)  # noqa: S311 the same disorder each time


class TestMemory(QueueContract):
    @pytest.fixture
    def world(self) -> Iterator[World]:
        world = LocalWorld(":memory:")
        yield world
        world.queue.close()


class TestFile(QueueContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        world = LocalWorld(str(tmp_path / "queue.db"))
        yield world
        world.queue.close()


# --- by hand ------------------------------------------------------------------------------------


def test_does_drain_move_the_clock_to_what_waits() -> None:
    world = LocalWorld(":memory:")
    world.queue.enqueue(Task("copy", {}, due=world.time + timedelta(days=2)))

    def advance(to: datetime) -> None:
        world.time = to

    assert world.queue.drain(advance=advance) == 1
    assert world.time == datetime(2026, 3, 3, 12, tzinfo=UTC)
    assert world.queue.depth() == 0


def test_does_drain_say_when_tasks_never_end() -> None:
    world = LocalWorld(":memory:")

    def again(kind: str, body: Mapping[str, str]) -> int:
        world.queue.enqueue(Task("copy", {}))
        return 200

    world.answer = again
    world.queue.enqueue(Task("copy", {}))
    with pytest.raises(RuntimeError, match="do not end"):
        world.queue.drain(most=50)


def test_is_an_exception_raised_and_its_task_tried_again() -> None:
    world = LocalWorld(":memory:")

    def broken(kind: str, body: Mapping[str, str]) -> int:
        raise LookupError("no")

    world.answer = broken
    world.queue.enqueue(Task("copy", {}))
    with pytest.raises(LookupError):
        world.settle()
    world.answer = done
    world.pass_time(60)
    assert len(world.delivered) == 2


def test_is_a_task_given_up_in_the_end() -> None:
    world = LocalWorld(":memory:")
    world.queue = LocalQueue(
        deliver=world.deliver,
        now=world.now,
        retry=Retry(min_backoff=1, max_backoff=10, max_attempts=3, max_age=60.0),
    )
    world.answer = lambda kind, body: 500
    world.queue.enqueue(Task("copy", {}))
    for _ in range(100):
        world.pass_time(5)
    assert world.queue.depth() == 0
    assert len(world.delivered) > 3


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 24), (7, 30), (50, 30)]
)
def test_do_waits_double_then_grow_by_steps(attempts: int, seconds: float) -> None:
    # 8 is reached after 3 doublings; then 16, 24: Cloud Tasks adds the last step once more each time.
    retry = Retry(min_backoff=1, max_backoff=30, max_doublings=3)
    assert retry.wait(attempts) == seconds


@pytest.mark.parametrize(
    ("most", "age", "attempts", "passed", "over"),
    [
        (3, None, 2, 1e9, False),
        (3, None, 3, 0, True),
        (3, 60.0, 3, 59, False),
        (3, 60.0, 2, 61, False),
        (3, 60.0, 3, 61, True),
        (0, 60.0, 1, 61, True),
        (0, None, 10_000, 1e9, False),
    ],
)
def test_is_a_task_given_up_when_both_limits_are_reached(
    most: int, age: float | None, attempts: int, passed: float, over: bool
) -> None:
    assert Retry(max_attempts=most, max_age=age).gives_up(attempts, passed) is over


# --- with threads -------------------------------------------------------------------------------


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits for what threads are about to do."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


@pytest.fixture(params=["memory", "file"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return ":memory:" if request.param == "memory" else str(tmp_path / "queue.db")


def test_do_threads_deliver_everything_once(path: str) -> None:
    came: list[str] = []
    queue = LocalQueue(path, deliver=lambda kind, body: came.append(body["n"]) or 200)
    for n in range(100):
        queue.enqueue(Task("copy", {"n": str(n)}))
    queue.start()
    for n in range(100, 200):
        queue.enqueue(Task("copy", {"n": str(n)}))
    until(lambda: queue.depth() == 0)
    queue.stop()
    assert sorted(map(int, came)) == list(range(200))


def test_do_two_tasks_of_one_account_ever_run_together(path: str) -> None:
    running: set[str] = set()
    clashes: list[str] = []
    guard = threading.Lock()
    together = threading.Event()

    def deliver(kind: str, body: Mapping[str, str]) -> int:
        with guard:
            if body["account"] in running:
                clashes.append(body["account"])
            running.add(body["account"])
            if len(running) > 1:
                together.set()
        time.sleep(0.01)
        with guard:
            running.discard(body["account"])
        return 200

    queue = LocalQueue(path, deliver=deliver)
    for n in range(24):
        queue.enqueue(Task("copy", {"tenant": "t", "account": f"a{n % 3}", "n": str(n)}))
    queue.start()
    until(lambda: queue.depth() == 0)
    queue.stop()
    assert clashes == []
    assert together.is_set()  # but different accounts do


def test_does_an_exception_leave_its_thread_alive(path: str, caplog: pytest.LogCaptureFixture) -> None:
    tries: list[str] = []

    def deliver(kind: str, body: Mapping[str, str]) -> int:
        tries.append(body["n"])
        if len(tries) < 3:
            raise LookupError("maya@example.com")
        return 200

    queue = LocalQueue(path, deliver=deliver, workers=1, retry=Retry(min_backoff=0.01))
    queue.start()
    queue.enqueue(Task("copy", {"n": "1"}))
    until(lambda: queue.depth() == 0)
    queue.stop()
    assert tries == ["1", "1", "1"]
    assert "LookupError" in caplog.text
    assert "maya" not in caplog.text


def test_does_stopping_wait_for_what_runs(path: str) -> None:
    begun, came = threading.Event(), []

    def deliver(kind: str, body: Mapping[str, str]) -> int:
        begun.set()
        time.sleep(0.1)
        came.append(kind)
        return 200

    queue = LocalQueue(path, deliver=deliver)
    queue.enqueue(Task("copy", {}))
    queue.start()
    assert begun.wait(5)
    queue.stop()
    assert came == ["copy"]
    assert queue.depth() == 0


def test_does_stopping_hand_back_what_takes_too_long(path: str) -> None:
    begun, enough = threading.Event(), threading.Event()

    def deliver(kind: str, body: Mapping[str, str]) -> int:
        begun.set()
        enough.wait(10)
        return 200

    queue = LocalQueue(path, deliver=deliver, workers=1)
    queue.enqueue(Task("copy", {"n": "1"}))
    queue.start()
    assert begun.wait(5)
    queue.stop(grace=0.01)
    came: list[str] = []
    queue.deliver = lambda kind, body: came.append(body["n"]) or 200
    queue.run_due()
    enough.set()
    assert came == ["1"]


def test_is_a_stopped_queue_silent(path: str) -> None:
    came: list[str] = []
    queue = LocalQueue(path, deliver=lambda kind, body: came.append(kind) or 200)
    queue.start()
    queue.stop()
    queue.enqueue(Task("copy", {}))
    time.sleep(0.05)
    assert came == []
    assert queue.depth() == 1


# --- with processes -----------------------------------------------------------------------------

DIES = """
import os, sys
from services.backends.local.queue import LocalQueue
queue = LocalQueue(sys.argv[1], deliver=lambda kind, body: os._exit(9))
queue.run_due()
"""


def test_is_the_task_of_a_dead_process_delivered_by_another(tmp_path: Path) -> None:
    world = LocalWorld(str(tmp_path / "queue.db"))
    world.time = datetime.now(UTC)
    world.queue.enqueue(Task("copy", {"n": "1"}, name="n"))
    died = subprocess.run([sys.executable, "-c", DIES, str(tmp_path / "queue.db")], cwd=ROOT, check=False)
    assert died.returncode == 9
    world.settle()
    assert world.delivered == []  # it may still be at work
    world.pass_time(60)
    assert world.delivered == [("copy", {"n": "1"})]


def test_is_everything_there_after_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "queue.db")
    first = LocalWorld(path)
    first.queue.enqueue(Task("copy", {"n": "1"}, name="n"))
    first.queue.close()
    second = LocalWorld(path)
    assert second.queue.enqueue(Task("copy", {"n": "2"}, name="n")) is False
    second.settle()
    assert second.delivered == [("copy", {"n": "1"})]


def test_may_store_and_queue_share_a_file(tmp_path: Path) -> None:
    path = str(tmp_path / "both.db")
    world = LocalWorld(path)
    scope = SqliteStore(path).tenant("t1")

    def writes(kind: str, body: Mapping[str, str]) -> int:
        scope.put(Label(body["label"], "Board", "a1"))
        world.queue.enqueue(Task("copy", {"label": "l2"}, name="second"))
        return 200

    world.answer = writes
    world.queue.enqueue(Task("copy", {"label": "l1"}))
    world.settle()
    assert [label.id for label in scope.find(Label)] == ["l1", "l2"]


TAKES = """
import sys
from services.backends.local.queue import LocalQueue
def deliver(kind, body):
    print(body["n"])
    return 200
LocalQueue(sys.argv[1], deliver=deliver).drain()
"""


def test_do_two_processes_share_the_work(tmp_path: Path) -> None:
    path = str(tmp_path / "queue.db")
    queue = LocalQueue(path)
    for n in range(200):
        queue.enqueue(Task("copy", {"n": str(n)}))
    command = [sys.executable, "-c", TAKES, path]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    came = [int(n) for process in processes for n in process.communicate(timeout=60)[0].split()]
    assert sorted(came) == list(range(200))
    assert queue.depth() == 0
