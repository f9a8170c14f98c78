"""One press, one trace: from the request through its tasks to their log lines."""

from __future__ import annotations

import json
import logging

from addon import log, tracing
from services.ports import Task

TRACE = "0af7651916cd43dd8448eb211c80319c"


class Kept:
    """A queue that keeps what it is given."""

    def __init__(self):
        self.tasks = []

    def enqueue(self, task):
        self.tasks.append(task)
        return True

    def ping(self):
        """It is here."""


def test_does_a_task_carry_the_trace_of_what_set_it_off():
    kept = Kept()
    log.follow(f"00-{TRACE}-b7ad6b7169203331-01", "p")
    tracing.TracedQueue(kept, clock=lambda: 1000.4).enqueue(Task("copy", {"tenant": "t"}, name="n"))
    (task,) = kept.tasks
    assert task.name == "n"
    assert task.body["trace"].split("-")[1] == TRACE
    assert task.body["since"] == "1000"
    log.follow("", "p")
    ids, lag = tracing.received(task.body, "p")
    assert ids == {"tenant": "t"}
    assert lag > 1_000_000
    assert log.trace.get() == f"projects/p/traces/{TRACE}"


def test_is_a_task_without_a_trace_as_good_as_any():
    assert tracing.received({"tenant": "t", "since": "soon"}, "") == ({"tenant": "t"}, None)
    assert len(log.trace.get()) == 32


def test_does_what_somebody_made_up_begin_a_new_trace():
    for sent in ("", "x" * 500, "00-zz-1", "<script>"):
        log.follow(sent, "")
        assert len(log.trace.get()) == 32
        assert "script" not in log.trace.get()


def test_do_lines_bear_the_trace_where_cloud_logging_looks_for_it():
    log.follow(TRACE, "p")
    record = logging.makeLogRecord({"msg": "task", "levelname": "INFO"})
    said = json.loads(log.JsonLines().format(record))
    assert said["logging.googleapis.com/trace"] == f"projects/p/traces/{TRACE}"
