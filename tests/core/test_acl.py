"""Who may do what, and can anybody give herself more?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.core.acl import check_change, check_transfer, effective, grantable, may_change
from services.core.levels import Level
from services.core.records import Grant
from services.core.refusals import LevelTooHigh, NotAllowed, OwnerStays

VIEWER, EDITOR, REMOVER, MANAGER, OWNER = Level
BELOW_OWNER = (VIEWER, EDITOR, REMOVER, MANAGER)


def grant(level, *, state="active", via="", kind="person"):
    return Grant("l", "p", "p@acme.example", level=level, state=state, via=via, kind=kind)


@pytest.mark.parametrize(
    ("grants", "level"),
    [
        ([], None),
        ([grant(EDITOR)], EDITOR),
        ([grant(EDITOR, state="invited")], EDITOR),
        ([grant(EDITOR, state="paused")], None),
        ([grant(EDITOR, state="ended")], None),
        ([grant(VIEWER), grant(MANAGER, via="g")], VIEWER),
        ([grant(MANAGER), grant(VIEWER, via="g")], MANAGER),
        ([grant(VIEWER, via="g"), grant(REMOVER, via="h"), grant(EDITOR, via="i")], REMOVER),
        ([grant(MANAGER, state="ended"), grant(VIEWER, via="g")], VIEWER),
        ([grant(MANAGER, state="paused"), grant(VIEWER, via="g")], None),
        ([grant(MANAGER, via="h", state="paused"), grant(VIEWER, via="g")], VIEWER),
        ([grant(MANAGER, via="h", state="ended"), grant(VIEWER, via="g")], VIEWER),
        ([grant(MANAGER, kind="group")], None),
        ([grant(OWNER), grant(VIEWER, via="g")], OWNER),
    ],
)
def test_what_do_the_grants_of_one_person_come_to(grants, level):
    assert effective(grants) is level
    assert effective(reversed(grants)) is level


@pytest.mark.parametrize(
    ("actor", "levels"),
    [
        (None, ()),
        (VIEWER, ()),
        (EDITOR, ()),
        (REMOVER, ()),
        (MANAGER, BELOW_OWNER),
        (OWNER, BELOW_OWNER),
    ],
)
def test_which_levels_may_be_given(actor, levels):
    assert grantable(actor) == levels


@pytest.mark.parametrize("actor", [None, VIEWER, EDITOR, REMOVER])
@pytest.mark.parametrize("now", [None, *BELOW_OWNER])
@pytest.mark.parametrize("new", [None, *BELOW_OWNER])
def test_does_anybody_below_manager_change_others(actor, now, new):
    with pytest.raises(NotAllowed):
        check_change(actor, now, new)
    assert not may_change(actor, now, new)


@pytest.mark.parametrize("actor", [MANAGER, OWNER])
@pytest.mark.parametrize("now", [None, *BELOW_OWNER])
@pytest.mark.parametrize("new", [None, *BELOW_OWNER])
def test_do_managers_and_owners_share_change_and_end(actor, now, new):
    check_change(actor, now, new)
    assert may_change(actor, now, new)


@pytest.mark.parametrize("actor", [None, *Level])
@pytest.mark.parametrize("new", [None, *Level])
@pytest.mark.parametrize("mine", [True, False])
def test_does_the_owner_stay_the_owner(actor, new, mine):
    with pytest.raises(OwnerStays):
        check_change(actor, OWNER, new, mine=mine)
    assert not may_change(actor, OWNER, new, mine=mine)


@pytest.mark.parametrize("now", [None, *BELOW_OWNER])
@pytest.mark.parametrize("actor", [MANAGER, OWNER])
def test_is_ownership_given_like_a_level(actor, now):
    with pytest.raises(LevelTooHigh):
        check_change(actor, now, OWNER)


@pytest.mark.parametrize("actor", BELOW_OWNER)
@pytest.mark.parametrize("new", [None, *Level])
def test_may_anybody_leave_and_step_down_but_not_up(actor, new):
    if new is None or new <= actor:
        check_change(actor, actor, new, mine=True)
        assert may_change(actor, actor, new, mine=True)
    else:
        with pytest.raises(LevelTooHigh):
            check_change(actor, actor, new, mine=True)


def test_can_somebody_without_access_give_herself_a_level():
    with pytest.raises(NotAllowed):
        check_change(None, None, VIEWER, mine=True)


def test_who_hands_over_ownership_to_whom():
    check_transfer(OWNER, VIEWER)
    for actor, heir in [(MANAGER, VIEWER), (None, MANAGER), (OWNER, None)]:
        with pytest.raises(NotAllowed):
            check_transfer(actor, heir)


class AclMachine(RuleBasedStateMachine):
    """People who are not the owner try every change, in any order."""

    people = st.sampled_from(["maya", "tom", "lee", "ines"])

    def __init__(self):
        super().__init__()
        self.levels = {"olga": OWNER, "maya": MANAGER, "tom": EDITOR}
        self.highest = MANAGER

    @rule(
        actor=people,
        whom=st.sampled_from(["olga", "maya", "tom", "lee", "ines"]),
        new=st.none() | st.sampled_from(Level),
    )
    def change(self, actor, whom, new):
        mine = actor == whom
        before = self.levels.get(whom)
        power = self.levels.get(actor)
        if not may_change(power, before, new, mine=mine):
            return
        assert power is not None
        assert new is None or new <= power
        assert not mine or new is None or new <= before
        if new is None:
            self.levels.pop(whom, None)
        else:
            self.levels[whom] = new

    @rule(actor=people, heir=people)
    def hand_over(self, actor, heir):
        with pytest.raises(NotAllowed):
            check_transfer(self.levels.get(actor), self.levels.get(heir))

    @invariant()
    def nobody_stands_above_those_who_gave(self):
        others = [level for person, level in self.levels.items() if person != "olga"]
        highest = max(others, default=VIEWER)
        assert highest <= self.highest
        self.highest = highest if highest.may_share else min(self.highest, REMOVER)

    @invariant()
    def the_owner_is_the_owner(self):
        assert self.levels["olga"] is OWNER


TestAcl = AclMachine.TestCase


@given(
    st.none() | st.sampled_from(Level), st.none() | st.sampled_from(Level), st.none() | st.sampled_from(Level)
)
def test_does_a_change_ever_give_more_than_the_giver_has(actor, now, new):
    if may_change(actor, now, new):
        assert new is None or new <= actor
