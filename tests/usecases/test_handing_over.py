"""A label gets another owner."""

from dataclasses import replace

import pytest

from services import homepage, label_settings, members, opening, overview, sharing, transferring
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Event, Grant
from services.core.refusals import (
    LevelTooHigh,
    NoCopyYet,
    NoSuchMember,
    NotAllowed,
    OwnerStays,
)
from services.ports import Where
from tests.town import contact
from tests.usecases.owned import EVERYBODY, Owned, fields, hide, hub, label


@pytest.fixture
def town():
    return Owned()


def hand_over(town, who="anna"):
    transferring.transfer(town.caller("maya"), label=town.label, principal=town.id(who), deps=town.deps)
    town.settle()


def test_a_member_becomes_the_owner_and_the_owner_a_manager(town):
    hand_over(town)
    grants = {g.email[:4]: g.level for g in town.scope().find(Grant, Where("label", "==", town.label))}
    assert grants == {"maya": Level.MANAGER, "anna": Level.OWNER, "brun": Level.EDITOR}
    assert label(town).owner == town.id("anna")
    assert town.mailer.to("anna@maple.example") == ["shared: Finance", "ownership: Finance"]
    assert town.same("Finance", *EVERYBODY)
    assert any(event.what == "transferred" for event in town.scope().find(Event))
    town.pull()
    town.calls.clear()
    town.pull()
    assert town.google_writes() == 0


def test_each_sees_it_where_it_belongs(town):
    hand_over(town)
    anna, maya = (homepage.home(town.caller(who), deps=town.deps) for who in ("anna", "maya"))
    assert [(own.name, own.label) for own in anna.own] == [("Finance", town.label)]
    assert anna.shared == ()
    assert [own.name for own in maya.own] == ["Board"]
    assert [(one.label, one.level) for one in maya.shared] == [(town.label, Level.MANAGER)]
    group = anna.own[0].group
    assert overview.label(town.caller("anna"), group=group, deps=town.deps).label == town.label


@pytest.mark.parametrize("whom", ["remover", "account"])
def test_a_new_owner_has_at_once_what_was_hidden_from_her(town, whom):
    anna = f"account:{town.id('anna')}"
    hide(town, anna if whom == "account" else whom, "phoneNumbers")
    assert fields(town, "anna") == {"emailAddresses"}
    hand_over(town)
    assert fields(town, "anna") == {"emailAddresses", "phoneNumbers"}
    town.pull()
    assert town.same("Finance", *EVERYBODY)
    transferring.transfer(town.caller("anna"), label=town.label, principal=town.id("maya"), deps=town.deps)
    assert anna not in label(town).hidden


@pytest.mark.parametrize("first", ["hide", "hand over"])
def test_hiding_from_managers_takes_nothing_from_the_former_owners_own_contacts(town, first):
    if first == "hide":
        hide(town, "manager", "phoneNumbers")
    hand_over(town)
    if first != "hide":
        anna = town.caller("anna")
        label_settings.hide(anna, label=town.label, whom="manager", fields=["phoneNumbers"], deps=town.deps)
        town.settle()
    town.hand("anna").add(contact("Later", phone="+1 202 555 0177", mail="l@x.example"), ["Finance"])
    hand = town.hand("anna")
    hand.edit(hand.find("C1"), biographies=[{"value": "note", "contentType": "TEXT_PLAIN"}])
    town.pull()
    town.pull()
    assert fields(town, "maya") == {"emailAddresses", "phoneNumbers", "biographies"}
    assert fields(town, "maya", "Later") == {"emailAddresses"}


def test_what_is_hidden_from_an_owner_by_an_older_record_is_shown(town):
    hand_over(town)
    hidden = {f"account:{town.id('anna')}": ("phoneNumbers",), "owner": ("emailAddresses",)}
    town.scope().put(replace(label(town), hidden=hidden))
    anna = town.caller("anna")
    shown = opening.opened(anna, label=town.label, contact=hub(town, "C1").id, deps=town.deps)
    assert shown.hidden == frozenset()


def test_handing_over_pressed_twice_is_done_once(town):
    for _ in range(2):
        hand_over(town)
    assert town.mailer.to("anna@maple.example") == ["shared: Finance", "ownership: Finance"]


def test_two_questions_answered_at_once_give_it_to_one(town):
    """Race: the second answer was on its way when the first one came."""
    maya = town.caller("maya")
    hand_over(town)
    with pytest.raises(NotAllowed):
        transferring.hand_over(
            maya, label=town.label, principal=town.id("bruno"), owner=maya.account, deps=town.deps
        )
    assert label(town).owner == town.id("anna")


def test_the_former_owner_has_no_rights_of_an_owner_left(town):
    hand_over(town)
    maya = town.caller("maya")
    group = next(g["resourceName"] for g in town.hand("maya").labels() if g["name"] == "Finance")
    with pytest.raises(NotAllowed):
        sharing.stop(maya, label=town.label, deps=town.deps)
    with pytest.raises(NotAllowed):
        transferring.transfer(maya, label=town.label, principal=maya.account, deps=town.deps)
    with pytest.raises(LevelTooHigh):
        sharing.share(
            maya, group=group, form=ShareForm(typed="clara@maple.example", level=Level.OWNER), deps=town.deps
        )
    shared = sharing.share(
        maya, group=group, form=ShareForm(typed="clara@maple.example", level=Level.EDITOR), deps=town.deps
    )
    town.settle()
    assert shared.label == town.label
    assert town.same("Finance", *EVERYBODY, "clara")


def test_her_contacts_stay_hers_when_her_access_ends(town):
    before = town.hand("maya").names()
    hand_over(town)
    members.end(town.caller("anna"), label=town.label, principal=town.id("maya"), deps=town.deps)
    town.settle()
    assert town.hand("maya").names() == before
    assert len(town.contents("anna", "Finance")) == 20


def test_the_new_owner_stops_and_shares_again(town):
    hand_over(town)
    sharing.stop(town.caller("anna"), label=town.label, deps=town.deps)
    town.settle()
    assert len(town.contents("anna", "Finance")) == 20
    assert town.hand("bruno").names() == []
    assert town.share("anna", "Finance", "clara") == town.label
    assert town.same("Finance", "anna", "clara")


def test_the_new_owner_cannot_leave(town):
    hand_over(town)
    with pytest.raises(OwnerStays):
        members.leave(town.caller("anna"), label=town.label, deps=town.deps)


def test_it_goes_to_members_only_and_only_to_those_who_have_it(town):
    with pytest.raises(NoSuchMember):
        hand_over(town, "clara")
    town.share("maya", "Finance", "clara", settle=False)
    with pytest.raises(NoCopyYet):
        hand_over(town, "clara")
    hand_over(town, "maya")
    assert label(town).owner == town.id("maya")


@pytest.mark.parametrize("ending", ["end", "stop"])
def test_the_label_that_she_made_stays_hers_when_her_access_ends(town, ending):
    town.hand("anna").add(contact("Annas"), ["Finance"])
    town.pull()
    hand_over(town)
    anna, maya = town.caller("anna"), town.hand("maya")
    if ending == "end":
        members.end(anna, label=town.label, principal=town.id("maya"), deps=town.deps)
    else:
        sharing.stop(anna, label=town.label, deps=town.deps)
    town.settle()
    assert maya.names("Finance") == sorted(f"C{n}" for n in range(20))
    assert "Annas" not in maya.names()
