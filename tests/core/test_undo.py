"""Taking back one change among others, and using the other value of a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.contact import changed_fields, same
from services.core.limits import check_limits
from services.core.merge import merge
from services.core.records import Clash
from services.core.refusals import BadInput
from services.core.undo import other_used, taken_back
from tests.core import strategies

HOME = {"value": "+47 22 22 22 22", "type": "home"}
WORK = {"value": "+47 33 33 33 33", "type": "work"}
CAR = {"value": "+47 44 44 44 44", "type": "car"}


def phones(*entries):
    return {"phoneNumbers": tuple(entries)} if entries else {}


def undo(now, before, after):
    return taken_back(now, before, after, changed_fields(before, after))


def test_is_what_was_added_taken_away_and_what_was_removed_put_back():
    assert undo(phones(WORK), phones(HOME), phones(WORK)) == phones(HOME)


def test_does_what_others_added_since_stay():
    assert undo(phones(WORK, CAR), phones(HOME), phones(WORK)) == phones(HOME, CAR)


def test_does_what_others_removed_since_stay_removed():
    retyped = HOME | {"type": "main"}
    assert undo({}, phones(HOME), phones(retyped)) == {}
    assert undo(phones(CAR), phones(HOME, CAR), phones(retyped, CAR)) == phones(CAR)


def test_does_an_entry_that_was_changed_again_stay_as_it_is_now():
    now = phones(HOME | {"type": "other"})
    assert undo(now, phones(HOME), phones(HOME | {"type": "main"})) == now
    assert undo(now, {}, phones(HOME)) == now


def test_does_what_was_put_back_by_hand_stay_as_it_was_written():
    now = phones(HOME | {"value": "+47 2222 2222"})
    assert undo(now, phones(HOME), phones(WORK)) == now


def test_does_a_name_that_was_changed_again_stay():
    def name(given):
        return {"names": ({"givenName": given},)}

    assert undo(name("C"), name("A"), name("B")) == name("C")
    assert undo({}, name("A"), name("B")) == {}
    assert undo(name("B"), name("A"), name("B")) == name("A")


def test_is_a_field_outside_the_change_touched():
    now = phones(WORK) | {"biographies": ({"value": "mine"},)}
    assert undo(now, phones(HOME), phones(WORK))["biographies"] == now["biographies"]


@given(strategies.contents(), st.data())
def test_is_the_last_change_undone_exactly(before, data):
    after = data.draw(strategies.edits(before))
    assert same(undo(after, before, after), before)


@given(strategies.contents(), st.data())
def test_is_a_second_undo_nothing(before, data):
    after = data.draw(strategies.edits(before))
    now = data.draw(strategies.edits(after))
    once = undo(now, before, after)
    assert same(undo(once, before, after), once)


@given(strategies.contents(), st.data())
def test_is_anything_invented_by_an_undo(before, data):
    after = data.draw(strategies.edits(before))
    now = data.draw(strategies.edits(after))
    undone = undo(now, before, after)
    for field in changed_fields(undone, now):
        assert field in changed_fields(before, after)
    for field, entries in undone.items():
        known = [*now.get(field, ()), *before.get(field, ())]
        parts = {str(value) for entry in known for value in entry.values()}
        assert {str(value) for entry in entries for value in entry.values()} <= parts


def test_is_the_other_value_put_where_the_kept_one_stood():
    clash = Clash("phoneNumbers", (WORK,), (HOME,), "a", "b")
    assert other_used(phones(CAR, WORK), clash) == phones(CAR, HOME)
    assert other_used(phones(WORK, CAR), clash) == phones(HOME, CAR)


def test_is_the_other_value_added_when_the_kept_one_is_gone_meanwhile():
    clash = Clash("phoneNumbers", (WORK,), (HOME,), "a", "b")
    assert other_used(phones(CAR), clash) == phones(CAR, HOME)
    assert other_used(phones(HOME, WORK), clash) == phones(HOME)
    assert other_used({}, clash) == phones(HOME)


def test_is_a_removal_that_lost_carried_out_when_it_is_used():
    assert other_used(phones(WORK), Clash("phoneNumbers", (WORK,), (), "a", "b")) == {}
    assert other_used(phones(CAR, WORK), Clash("phoneNumbers", (WORK,), (), "a", "b")) == phones(CAR)
    assert other_used({}, Clash("phoneNumbers", (WORK,), (), "a", "b")) == {}


def test_is_the_other_of_a_single_value_the_only_one():
    clash = Clash("biographies", ({"value": "kept"},), ({"value": "lost"},), "a", "b")
    assert other_used({"biographies": ({"value": "kept"},)}, clash) == {"biographies": ({"value": "lost"},)}
    gone = Clash("biographies", ({"value": "kept"},), (), "a", "b")
    assert other_used({"biographies": ({"value": "kept"},)}, gone) == {}


@given(strategies.contents(), st.data())
def test_does_using_the_other_of_every_conflict_bring_back_each_lost_value(base, data):
    one = data.draw(strategies.edits(base))
    other = data.draw(strategies.edits(base))
    merged = merge(one, [base], other, hub_by="a", copy_by="b")
    for clash in merged.clashes:
        used = other_used(merged.content, clash)
        for entry in clash.lost:
            assert entry in used[clash.field]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"names": ({"givenName": "x" * 1025},)}, "names"),
        ({"userDefined": ({"key": "k", "value": "x" * 1025},)}, "userDefined"),
        ({"events": ({"date": {"text": "x" * 1025}},)}, "events"),
        ({"emailAddresses": tuple({"value": str(n)} for n in range(501))}, "fields"),
        ({"biographies": ({"value": "x" * 131_072},)}, "size"),
        ({"biographies": ({"value": "ø" * 65_536},)}, "size"),
    ],
)
def test_is_what_google_does_not_take_named(content, where):
    with pytest.raises(BadInput, match=where):
        check_limits(content)


def test_is_what_google_just_takes_let_through():
    check_limits(
        {
            "names": ({"givenName": "x" * 1024},),
            "biographies": ({"value": "x" * 100_000},),
            "emailAddresses": tuple({"value": str(n)} for n in range(498)),
        }
    )
