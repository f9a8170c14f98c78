"""Which fields of her labels is a person not shown?"""

import pytest

from services.core.levels import Level
from services.core.records import Label
from services.core.sight import hidden_by, hidden_fields

VIEWER, EDITOR, REMOVER, MANAGER, OWNER = Level


def label(name, **hidden):
    return Label(name, name, "olga", hidden=hidden)


def hidden(*labels, account="maya", **levels):
    return hidden_fields(account, labels, levels)


def test_is_anything_hidden_without_a_label():
    assert hidden() == frozenset()


@pytest.mark.parametrize(("level", "expected"), [(VIEWER, {"urls"}), (EDITOR, {"events"}), (REMOVER, set())])
def test_is_hidden_what_her_level_hides(level, expected):
    assert hidden(label("l", viewer=("urls",), editor=("events",)), l=level) == expected


def test_is_hidden_too_what_is_hidden_from_her_alone():
    one = label("l", viewer=("urls",), **{"account:maya": ("events",)})
    assert hidden(one, l=VIEWER) == {"urls", "events"}
    assert hidden(one, account="ann", l=VIEWER) == {"urls"}


def test_does_one_label_that_shows_a_field_show_it():
    one, other = label("l", viewer=("urls", "events")), label("m", viewer=("events", "biographies"))
    assert hidden(one, other, l=VIEWER, m=VIEWER) == {"events"}
    assert hidden(one, label("m"), l=VIEWER, m=VIEWER) == frozenset()
    assert hidden(label("m"), one, l=VIEWER, m=VIEWER) == frozenset()


def test_is_nothing_hidden_from_an_owner():
    mine = label("m", owner=("urls",), **{"account:maya": ("urls",)})
    assert hidden(label("l", viewer=("urls",)), mine, l=VIEWER, m=OWNER) == frozenset()


@pytest.mark.parametrize(
    ("level", "expected"), [(VIEWER, {"urls", "events"}), (MANAGER, {"events"}), (OWNER, set())]
)
def test_what_does_one_label_hide(level, expected):
    one = label("l", viewer=("urls",), owner=("names",), **{"account:maya": ("events",)})
    assert hidden_by(one, "maya", level) == expected
