"""What every queue promises; a backend's test class inherits this and overrides `world`.

`world` is a queue with somebody to deliver to and a clock: `world.settle()` lets everything that
is due be delivered, `world.pass_time(seconds)` moves the clock (and delivers what became due).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import pytest

from services.ports import Queue, RequestRefused, Task

Answer = Callable[[str, Mapping[str, str]], int]


class World(Protocol):
    """A queue, what came out of it, and the time."""

    queue: Queue
    delivered: list[tuple[str, dict[str, str]]]
    answer: Answer

    def now(self) -> datetime: ...

    def settle(self) -> None: ...

    def pass_time(self, seconds: float) -> None: ...

    def deliver_everything_twice(self) -> None: ...

    def deliver_in_any_order(self) -> None: ...


def done(kind: str, body: Mapping[str, str]) -> int:
    return 200


class Failing:
    """Answers `status` the first `times` times, then 200."""

    def __init__(self, status: int, times: int) -> None:
        self.status = status
        self.times = times

    def __call__(self, kind: str, body: Mapping[str, str]) -> int:
        self.times -= 1
        return self.status if self.times >= 0 else 200


class QueueContract:
    """Inherit and override `world` (empty, answering 200)."""

    @pytest.fixture
    def world(self) -> Iterator[World]:
        raise NotImplementedError

    def test_does_a_task_arrive_as_it_was_given(self, world: World) -> None:
        body = {"tenant": "t1", "label": "l1", "odd": 'ä"\\/☃'}
        assert world.queue.enqueue(Task("copy", body)) is True
        world.settle()
        assert world.delivered == [("copy", body)]

    def test_does_an_empty_body_arrive(self, world: World) -> None:
        world.queue.enqueue(Task("sweep", {}))
        world.settle()
        assert world.delivered == [("sweep", {})]

    def test_is_a_finished_task_not_delivered_again(self, world: World) -> None:
        world.queue.enqueue(Task("copy", {"label": "l1"}))
        world.settle()
        world.pass_time(7200)
        assert len(world.delivered) == 1

    def test_do_tasks_without_a_name_all_arrive(self, world: World) -> None:
        for _ in range(3):
            assert world.queue.enqueue(Task("copy", {"label": "l1"}))
        world.settle()
        assert len(world.delivered) == 3

    def test_is_a_name_taken_while_it_waits(self, world: World) -> None:
        due = world.now() + timedelta(minutes=5)
        assert world.queue.enqueue(Task("copy", {"n": "1"}, name="copy-l1-v1", due=due)) is True
        assert world.queue.enqueue(Task("copy", {"n": "2"}, name="copy-l1-v1")) is False
        world.pass_time(301)
        assert world.delivered == [("copy", {"n": "1"})]

    def test_is_a_name_remembered_after_the_end(self, world: World) -> None:
        assert world.queue.enqueue(Task("copy", {"n": "1"}, name="copy-l1-v1")) is True
        world.settle()
        assert world.queue.enqueue(Task("copy", {"n": "2"}, name="copy-l1-v1")) is False
        world.pass_time(3500)
        assert world.queue.enqueue(Task("copy", {"n": "3"}, name="copy-l1-v1")) is False
        world.settle()
        assert world.delivered == [("copy", {"n": "1"})]

    def test_may_another_name_follow_at_once(self, world: World) -> None:
        for version in ("1", "2"):
            assert world.queue.enqueue(Task("copy", {"n": version}, name=f"copy-{version}"))
        world.settle()
        assert sorted(body["n"] for _, body in world.delivered) == ["1", "2"]

    def test_does_a_task_wait_until_it_is_due(self, world: World) -> None:
        world.queue.enqueue(Task("copy", {}, due=world.now() + timedelta(seconds=90)))
        world.settle()
        world.pass_time(60)
        assert world.delivered == []
        world.pass_time(31)
        assert len(world.delivered) == 1

    def test_is_a_task_of_the_past_due_at_once(self, world: World) -> None:
        world.queue.enqueue(Task("copy", {}, due=world.now() - timedelta(days=3)))
        world.settle()
        assert len(world.delivered) == 1

    @pytest.mark.parametrize("status", [429, 500, 503, 400, 404, 302])
    def test_is_whatever_is_no_2xx_tried_again(self, world: World, status: int) -> None:
        world.answer = Failing(status, times=2)
        world.queue.enqueue(Task("copy", {"label": "l1"}, name="n"))
        world.settle()
        assert 1 <= len(world.delivered) <= 2  # not in a burst
        for _ in range(20):
            world.pass_time(60)
        assert world.delivered == [("copy", {"label": "l1"})] * 3

    @pytest.mark.parametrize("status", [200, 201, 204, 299])
    def test_is_every_2xx_the_end(self, world: World, status: int) -> None:
        world.answer = lambda kind, body: status
        world.queue.enqueue(Task("copy", {}))
        world.pass_time(3600)
        assert len(world.delivered) == 1

    def test_is_a_name_taken_while_it_is_tried_again(self, world: World) -> None:
        world.answer = Failing(500, times=1)
        world.queue.enqueue(Task("copy", {"n": "1"}, name="n"))
        world.settle()
        assert world.queue.enqueue(Task("copy", {"n": "2"}, name="n")) is False

    def test_does_one_bad_task_not_stop_the_others(self, world: World) -> None:
        world.answer = lambda kind, body: 500 if body["n"] == "1" else 200
        for n in ("1", "2", "3"):
            world.queue.enqueue(Task("copy", {"n": n}))
        world.settle()
        assert {body["n"] for _, body in world.delivered} == {"1", "2", "3"}

    def test_may_a_task_enqueue_its_continuation(self, world: World) -> None:
        def goes_on(kind: str, body: Mapping[str, str]) -> int:
            step = int(body["step"])
            if step < 5:
                world.queue.enqueue(Task("copy", {"step": str(step + 1)}, name=f"copy-{step + 1}"))
            return 200

        world.answer = goes_on
        world.queue.enqueue(Task("copy", {"step": "1"}, name="copy-1"))
        world.settle()
        assert [body["step"] for _, body in world.delivered] == ["1", "2", "3", "4", "5"]

    def test_do_repeats_and_disorder_come_when_asked_for(self, world: World) -> None:
        world.deliver_everything_twice()
        world.deliver_in_any_order()
        sent = [str(n) for n in range(20)]
        for n in sent:
            world.queue.enqueue(Task("copy", {"n": n}, name=f"n{n}"))
        world.settle()
        world.pass_time(60)
        came = [body["n"] for _, body in world.delivered]
        assert sorted(came) == sorted(sent * 2)
        assert list(dict.fromkeys(came)) != sent

    @pytest.mark.parametrize("name", ["a b", "a/b", "ä", "x" * 501, "a.b"])
    def test_is_a_name_refused_that_cloud_tasks_refuses(self, world: World, name: str) -> None:
        with pytest.raises(ValueError, match="name"):
            world.queue.enqueue(Task("copy", {}, name=name))

    @pytest.mark.parametrize("kind", ["", "../admin", "a/b", "Copy", "copy?x=1"])
    def test_is_a_kind_refused_that_is_no_part_of_a_path(self, world: World, kind: str) -> None:
        with pytest.raises(ValueError, match="kind"):
            world.queue.enqueue(Task(kind, {}))

    def test_is_a_body_over_10_kb_refused(self, world: World) -> None:
        with pytest.raises(ValueError, match="10 KB"):
            world.queue.enqueue(Task("copy", {"ids": "x" * 10_000}))

    def test_is_a_task_due_after_30_days_refused(self, world: World) -> None:
        with pytest.raises(RequestRefused, match="30 days"):
            world.queue.enqueue(Task("copy", {}, due=world.now() + timedelta(days=31)))

    def test_does_the_queue_answer(self, world: World) -> None:
        world.queue.ping()
