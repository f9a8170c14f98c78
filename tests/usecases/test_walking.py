"""Whether a query that finds more than a page is walked to its end, and no further."""

import pytest

from services.core.records import Label
from services.ports import Where
from services.walking import pages
from tests.town import Town

MINE = Where("owner", "==", "maya")


@pytest.fixture
def scope():
    scope = Town("maya").scope()
    scope.put(*(Label(f"l{n}", f"L{n}", "maya") for n in range(5)), Label("m", "M", "anna"))
    return scope


@pytest.mark.parametrize(("size", "expected"), [(2, [2, 2, 1]), (3, [3, 2]), (5, [5]), (9, [5])])
def test_every_record_comes_once_in_pages_of_the_size(scope, size, expected):
    found = list(pages(scope, Label, MINE, size=size))
    assert [len(page) for page in found] == expected
    assert [label.id for page in found for label in page] == [f"l{n}" for n in range(5)]


def test_nothing_is_no_page(scope):
    assert list(pages(scope, Label, Where("owner", "==", "bruno"))) == []


def test_what_is_deleted_on_the_way_stops_nobody(scope):
    for page in pages(scope, Label, MINE, size=2):
        scope.delete(Label, *(label.id for label in page))
    assert [label.id for label in scope.find(Label)] == ["m"]
