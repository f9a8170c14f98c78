"""Is it a person who writes, or another program that fights us?"""

from hypothesis import given
from hypothesis import strategies as st

from services.core.flips import REMEMBERED, fights, remember

STATES = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def after(states):
    flips = ()
    for state in states:
        flips = remember(flips, state)
    return flips


def test_is_a_state_that_comes_back_a_third_time_a_fight():
    assert not fights(after("a"))
    assert not fights(after("aa"))
    assert fights(after("aaa"))
    assert fights(after("abaca"))


def test_is_a_person_who_changes_her_mind_a_fight():
    assert not fights(after("abab"))
    assert not fights(())


def test_is_an_old_fight_forgotten():
    assert not fights(after("aaabcdefg"))


@given(STATES)
def test_are_only_the_last_states_remembered_in_order(states):
    assert after(states) == tuple(states)[-REMEMBERED:]


@given(STATES.filter(lambda states: len(set(states)) == len(states)))
def test_are_edits_to_something_new_never_a_fight(states):
    assert not fights(after(states))


@given(STATES)
def test_does_writing_the_same_for_ever_always_end(states):
    assert fights(after([*states, "x", "x", "x"]))
