"""Which page of a list is shown."""

import pytest

from services.core.paging import paged


@pytest.mark.parametrize(
    ("page", "total", "expected"),
    [
        (0, 0, (0, 1)),
        (0, 20, (0, 1)),
        (0, 21, (0, 2)),
        (1, 21, (1, 2)),
        (7, 21, (1, 2)),
        (-1, 21, (0, 2)),
    ],
)
def test_a_page_that_is_not_there_is_the_last_one(page, total, expected):
    assert paged(page, total, 20) == expected
