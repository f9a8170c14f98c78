"""When are removals held?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.brake import FLOOR, PERCENT, trips

SIZES = st.integers(0, 30_000)


@pytest.mark.parametrize(
    ("gone", "size", "held"),
    [
        (0, 0, False),
        (0, 100, False),
        (-1, 100, False),
        (1, 1, True),
        (1, 2, False),
        (10, 11, False),
        (11, 11, True),
        (11, 12, True),
        (10, 100, False),
        (11, 100, True),
        (11, 110, False),
        (12, 119, True),
        (20, 200, False),
        (21, 200, True),
        (2500, 25_000, False),
        (2501, 25_000, True),
        (5, 3, True),
    ],
)
def test_does_it_trip(gone, size, held):
    assert trips(gone, size) is held


@pytest.mark.parametrize(
    ("gone", "floor", "percent", "held"),
    [
        (1, 0, 0, True),
        (3, 3, 0, False),
        (4, 3, 0, True),
        (50, 0, 50, False),
        (51, 0, 50, True),
        (99, 0, 100, False),
        (100, 0, 100, True),
        (100, 1000, 0, True),
    ],
)
def test_does_a_labels_own_threshold_hold(gone, floor, percent, held):
    assert trips(gone, 100, floor=floor, percent=percent) is held


def test_is_a_copy_that_was_emptied_believed():
    assert trips(1, 100, emptied=True)
    assert not trips(0, 100, emptied=True)


@given(st.integers(-1000, 0), SIZES, st.booleans())
def test_does_it_ever_trip_on_growth(gone, size, empty):
    assert not trips(gone, size, emptied=empty)


@given(st.integers(1, 30_000), st.integers(0, 30_000), st.integers(0, 100))
def test_does_it_always_trip_on_emptying(size, floor, percent):
    assert trips(size, size, floor=floor, percent=percent)


@given(SIZES, SIZES)
def test_is_more_gone_never_held_less(gone, size):
    assert trips(gone + 1, size) or not trips(gone, size)


@given(SIZES, SIZES)
def test_are_a_few_of_many_let_through(gone, size):
    few = gone <= max(FLOOR, size * PERCENT / 100) and gone < size
    assert trips(gone, size) is (gone > 0 and not few)
