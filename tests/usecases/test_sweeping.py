"""What the clock tries again: whatever is due, whoever else waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from services import rounds
from services.core.outcome import Fault
from services.core.records import Copy
from tests.town import Town


@pytest.fixture
def town():
    made = Town("maya", "anna")
    made.caller("maya")
    return made


def _copy(number, state, **fields):
    return Copy(label=f"l{number:04d}", account="a", state=state, **fields)


def _promised(town):
    """Labels of the copies that the sweep has handed to the queue."""
    heard = []

    class Listening:
        def enqueue(self, task):
            heard.append(task.body["label"])
            return True

    rounds.sweep(deps=replace(town.deps, queue=Listening()))
    return heard


def test_thousands_who_wait_for_an_admin_stand_in_nobodys_way(town):
    now = town.now()
    town.scope().put(
        *[
            _copy(n, "attention", fault=Fault.DELEGATION, retry_at=now + timedelta(hours=6))
            for n in range(1200)
        ],
        _copy(5000, "attention", fault=Fault.FULL, retry_at=now - timedelta(minutes=2)),
    )
    assert _promised(town) == ["l5000"]


def test_what_is_due_longest_comes_first(town):
    now = town.now()
    town.scope().put(
        *[_copy(n, "later", fault=Fault.QUOTA, retry_at=now - timedelta(minutes=9 - n)) for n in range(5)]
    )
    assert _promised(town) == ["l0000", "l0001", "l0002", "l0003", "l0004"]


@pytest.mark.parametrize("state", ["copying", "waiting", "ending"])
def test_a_copy_whose_task_was_lost_is_tried_again_every_half_hour(town, state):
    town.scope().put(_copy(1, state, changed_at=town.now()))
    town.later(minutes=29)
    assert _promised(town) == []
    town.later(minutes=2)
    assert _promised(town) == ["l0001"]
    town.later(minutes=1)
    assert _promised(town) == []


@pytest.mark.parametrize("state", ["current", "paused", "ended"])
def test_a_copy_that_waits_for_nothing_is_left_alone(town, state):
    long_ago = town.now() - timedelta(days=3)
    town.scope().put(_copy(1, state, retry_at=long_ago, changed_at=long_ago))
    assert _promised(town) == []
