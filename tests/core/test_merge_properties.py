"""What holds for any two people's edits."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.contact import changed_fields, field_normal, masked, same
from services.core.merge import Merged
from services.core.normal import SINGLETONS, comparable, key
from tests.core import strategies
from tests.core.merging import entry, merged, phones

STATES = strategies.contents(fields=strategies.COMMON)


@given(STATES, STATES)
def test_is_nothing_changed_when_nothing_changed(hub, base):
    assert merged(hub, base, base) == Merged(hub)
    assert merged(hub, [base, hub], hub) == Merged(hub)
    assert merged(hub, [hub, base], base) == Merged(hub)


@given(st.data(), strategies.contents())
def test_does_a_one_sided_change_take_the_side(data, base):
    copy = data.draw(strategies.edits(base))
    result = merged(base, base, copy)
    assert same(result.content, single(copy))
    assert result.clashes == ()
    assert result.edits == changed_fields(base, copy)
    assert merged(copy, base, base) == Merged(copy)


@given(st.data(), strategies.contents())
def test_do_equal_edits_ever_conflict(data, base):
    copy = data.draw(strategies.edits(base))
    result = merged(copy, base, copy)
    assert same(result.content, single(copy))
    assert result.clashes == ()


@given(st.data(), STATES)
def test_do_edits_of_different_fields_all_survive_in_either_order(data, base):
    half = len(strategies.COMMON) // 2
    one = data.draw(strategies.edits(base, fields=strategies.COMMON[:half]))
    other = data.draw(strategies.edits(base, fields=strategies.COMMON[half:]))
    first, second = merged(one, base, other), merged(other, base, one)
    assert same(first.content, second.content)
    assert first.clashes == second.clashes == ()
    assert set(changed_fields(base, first.content)) == set(changed_fields(base, one)) | set(
        changed_fields(base, other)
    )


@given(st.data())
def test_do_additions_and_removals_all_survive_in_either_order(data):
    base, one, other = (
        {number: entry(number) for number in data.draw(st.sets(st.sampled_from("123456789")))}
        for _ in range(3)
    )

    def content(entries):
        return {"phoneNumbers": tuple(entries.values())} if entries else {}

    first = merged(content(one), content(base), content(other))
    second = merged(content(other), content(base), content(one))
    expected = (one.keys() | (other.keys() - base.keys())) - (base.keys() - other.keys())
    assert {found["value"] for found in first.content.get("phoneNumbers", ())} == expected
    assert same(first.content, second.content)
    assert first.clashes == ()


@given(st.data(), STATES)
def test_is_anything_invented(data, base):
    hub, copy = data.draw(strategies.edits(base)), data.draw(strategies.edits(base))
    result = merged(hub, base, copy)
    for field, entries in result.content.items():
        written = [one for side in (hub, copy) for one in side.get(field, ())]
        if field in SINGLETONS:
            assert all(one in written for one in entries)
            continue
        for one in entries:
            parts = {(part, str(value)) for other in written for part, value in other.items()}
            assert {(part, str(value)) for part, value in one.items()} <= parts


@given(st.data(), STATES)
def test_is_anything_lost_without_a_word(data, base):
    """What one side wrote is in the result, was removed by the other, or is in a clash."""
    hub, copy = data.draw(strategies.edits(base)), data.draw(strategies.edits(base))
    result = merged(hub, base, copy)
    lost = [(one.field, entry) for one in result.clashes for entry in one.lost]
    for side, other in ((hub, copy), (copy, hub)):
        for field, entries in single(side).items():
            for one in entries:
                there = {comparable(field, found) for found in result.content.get(field, ())}
                if comparable(field, one) in there:
                    continue
                unseen = comparable(field, one) not in field_normal(field, base.get(field, ()))
                if unseen:
                    blended = field_keys(field, result.content) | field_keys(field, other)
                    shown = any(name == field and same({field: (one,)}, {field: (x,)}) for name, x in lost)
                    assert shown or key(field, one) in blended or field == "organizations"
                else:
                    replaced = comparable(field, one) not in field_normal(field, other.get(field, ()))
                    assert replaced


def field_keys(field, content):
    return {key(field, one) for one in content.get(field, ())}


def single(content):
    """Content as Google takes it: one entry of a singleton."""
    return {field: entries[:1] if field in SINGLETONS else entries for field, entries in content.items()}


@given(st.data(), STATES, st.sets(st.sampled_from(strategies.COMMON)))
def test_is_a_hidden_field_ever_touched(data, base, hidden):
    hub = data.draw(strategies.edits(base))
    copy = data.draw(strategies.edits(masked(base, hidden)))
    result = merged(hub, base, copy, hidden=hidden)
    for field in hidden:
        assert result.content.get(field) == hub.get(field)
        assert field not in result.edits
    assert not {one.field for one in result.clashes} & hidden
    assert same(
        masked(result.content, hidden),
        merged(masked(hub, hidden), masked(base, hidden), masked(copy, hidden)).content,
    )


@given(st.data(), STATES)
def test_does_a_merge_settle(data, base):
    """Once the copy was written with the result, looking at it again changes nothing."""
    hub, copy = data.draw(strategies.edits(base)), data.draw(strategies.edits(base))
    settled = merged(hub, base, copy).content
    assert merged(settled, [copy, settled], settled) == Merged(settled)
    assert merged(settled, [copy, settled], copy).content == settled


@given(st.data(), STATES)
def test_is_a_field_that_nobody_edited_handed_through_untouched(data, base):
    hub, copy = data.draw(strategies.edits(base)), data.draw(strategies.edits(base))
    result = merged(hub, base, copy)
    for field in hub.keys() - set(result.edits):
        assert result.content[field] is hub[field]


@given(st.data(), STATES)
def test_do_all_orders_of_three_pulls_keep_what_was_added(data, base):
    """Three members each add a number of their own; whoever is read first, all three are there."""
    mine = [phones(str(number)) for number in (901, 902, 903)]
    copies = [{**base, "phoneNumbers": (*base.get("phoneNumbers", ()), *one["phoneNumbers"])} for one in mine]
    for order in itertools.permutations(copies):
        hub = base
        for copy in order:
            hub = merged(hub, base, copy).content
        assert {"901", "902", "903"} <= {one["value"] for one in hub["phoneNumbers"]}


@pytest.mark.parametrize("field", sorted(strategies.ENTRIES))
@given(data=st.data())
def test_does_an_edit_of_any_field_arrive(field, data):
    before, after = data.draw(strategies.entries(field)), data.draw(strategies.entries(field))
    result = merged({field: before}, {field: before}, {field: after})
    assert field_normal(field, result.content[field]) == field_normal(field, after)
