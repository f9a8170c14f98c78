"""What the owner decides about her label, and handing it over."""

from dataclasses import replace

import pytest

from services import homepage, inspecting, label_settings, members, overview, sharing, transferring
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Contact, Copy, Event, Grant, Hold, Label
from services.core.refusals import (
    BadInput,
    LevelTooHigh,
    NameInUse,
    NoCopyYet,
    NoSuchMember,
    NotAllowed,
    OwnerStays,
)
from services.ports import Where
from tests.town import Town, contact

EVERYBODY = ("maya", "anna", "bruno")


@pytest.fixture
def town():
    town = Town(*EVERYBODY, "clara")
    maya = town.hand("maya")
    maya.add_label("Finance")
    maya.add_label("Board")
    for n in range(20):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example", phone=f"+1 202 555 01{n:02d}"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna", level=Level.REMOVER)
    town.share("maya", "Finance", "bruno", level=Level.EDITOR)
    return town


def label(town):
    return town.scope().get(Label, town.label)


def hub(town, name):
    return next(c for c in town.scope().find(Contact) if c.content["names"][0]["givenName"] == name)


def fields(town, who, name="C1"):
    hand = town.hand(who)
    found = hand.contact(hand.find(name))
    return {name for name in ("emailAddresses", "phoneNumbers", "biographies") if found.get(name)}


def hide(town, whom, *names, settle=True):
    label_settings.hide(town.caller("maya"), label=town.label, whom=whom, fields=names, deps=town.deps)
    if settle:
        town.settle()


def names(town, who):
    return sorted(group["name"] for group in town.hand(who).labels())


# --- the brake ---


def test_the_brake_trips_at_the_owners_threshold(town):
    def delete(*numbers):
        anna = town.hand("anna")
        anna.delete(*(anna.find(f"C{n}") for n in numbers))
        town.pull("anna")
        return [hold.total for hold in town.scope().find(Hold, Where("state", "==", "held"))]

    assert delete(0, 1, 2) == []
    label_settings.set_brake(town.caller("maya"), label=town.label, floor=1, percent=5, deps=town.deps)
    assert delete(3, 4) == [2]
    assert (label(town).brake_floor, label(town).brake_percent, label(town).version) == (1, 5, 2)


@pytest.mark.parametrize(("floor", "percent"), [(-1, 10), (1001, 10), (10, 0), (10, 101)])
def test_a_brake_that_would_be_none_is_refused(town, floor, percent):
    with pytest.raises(BadInput):
        label_settings.set_brake(
            town.caller("maya"), label=town.label, floor=floor, percent=percent, deps=town.deps
        )


def test_only_the_owner_decides(town):
    town.share("maya", "Finance", "anna", level=Level.MANAGER)
    anna = town.caller("anna")
    for wish in (
        lambda: label_settings.set_brake(anna, label=town.label, floor=1, percent=1, deps=town.deps),
        lambda: label_settings.hide(anna, label=town.label, whom="viewer", fields=["urls"], deps=town.deps),
        lambda: label_settings.rename(anna, label=town.label, name="Mine", deps=town.deps),
        lambda: transferring.transfer(anna, label=town.label, principal=anna.account, deps=town.deps),
    ):
        with pytest.raises(NotAllowed):
            wish()
    assert label(town).version == 1


# --- hidden fields ---


def test_a_hidden_field_leaves_the_copies_of_that_level_and_comes_back(town):
    hide(town, "editor", "phoneNumbers")
    assert fields(town, "bruno") == {"emailAddresses"}
    assert fields(town, "anna") == {"emailAddresses", "phoneNumbers"}
    assert fields(town, "maya") == {"emailAddresses", "phoneNumbers"}
    town.pull()
    assert "phoneNumbers" in hub(town, "C1").content
    hide(town, "editor")
    assert fields(town, "bruno") == {"emailAddresses", "phoneNumbers"}
    town.pull()
    assert town.same("Finance", *EVERYBODY)


def test_a_field_is_hidden_from_one_member(town):
    hide(town, f"account:{town.id('anna')}", "emailAddresses")
    assert fields(town, "anna") == {"phoneNumbers"}
    assert fields(town, "bruno") == {"emailAddresses", "phoneNumbers"}


def test_an_edit_beside_a_field_that_was_just_shown_again_removes_nothing(town):
    hide(town, "editor", "phoneNumbers")
    hide(town, "editor", settle=False)
    bruno = town.hand("bruno")
    bruno.edit(bruno.find("C1"), biographies=[{"value": "note", "contentType": "TEXT_PLAIN"}])
    town.enqueue_pull("bruno")
    town.settle()
    town.pull()
    assert hub(town, "C1").content.keys() >= {"phoneNumbers", "biographies"}
    assert town.same("Finance", *EVERYBODY)


def test_another_level_shows_what_it_shows(town):
    hide(town, "editor", "phoneNumbers")
    members.change_level(
        town.caller("maya"), label=town.label, principal=town.id("bruno"), level=Level.REMOVER, deps=town.deps
    )
    town.settle()
    town.pull()
    assert fields(town, "bruno") == {"emailAddresses", "phoneNumbers"}
    assert town.same("Finance", *EVERYBODY)


def test_sharing_again_at_another_level_shows_what_that_shows(town):
    hide(town, "editor", "phoneNumbers")
    town.share("maya", "Finance", "bruno", level=Level.REMOVER)
    assert fields(town, "bruno") == {"emailAddresses", "phoneNumbers"}


def test_hidden_in_one_label_is_hidden_though_another_label_hides_nothing(town):
    maya = town.hand("maya")
    maya.add(contact("B0", phone="+1 202 555 0177"), ["Board"])
    town.share("maya", "Board", "bruno")
    hide(town, "editor", "phoneNumbers")
    assert fields(town, "bruno") == {"emailAddresses"}
    assert fields(town, "bruno", "B0") == {"phoneNumbers"}


def test_a_label_that_shows_a_field_shows_it_as_long_as_she_has_it(town):
    maya = town.hand("maya")
    maya.label(maya.find("C1"), "Board")
    maya.add(contact("B0"), ["Board"])
    hide(town, "editor", "phoneNumbers")
    assert fields(town, "bruno") == {"emailAddresses"}
    board = town.share("maya", "Board", "bruno")
    town.pull()
    assert fields(town, "bruno") == {"emailAddresses", "phoneNumbers"}
    assert fields(town, "bruno", "C2") == {"emailAddresses"}
    maya.unlabel(maya.find("C1"), "Board")
    town.pull()
    assert fields(town, "bruno") == {"emailAddresses"}
    maya.label(maya.find("C1"), "Board")
    town.pull()
    assert fields(town, "bruno") == {"emailAddresses", "phoneNumbers"}
    members.end(town.caller("maya"), label=board, principal=town.id("bruno"), deps=town.deps)
    town.settle()
    assert fields(town, "bruno") == {"emailAddresses"}


def test_a_member_who_joins_gets_what_she_is_shown(town):
    hide(town, "viewer", "phoneNumbers")
    town.share("maya", "Finance", "clara", level=Level.VIEWER)
    assert fields(town, "clara") == {"emailAddresses"}


def phone(town, who, name="C1"):
    hand = town.hand(who)
    return [one["value"] for one in hand.contact(hand.find(name)).get("phoneNumbers", ())]


def test_hiding_takes_nothing_from_a_contact_that_a_member_brought_in(town):
    bruno = town.hand("bruno")
    bruno.add(contact("Hers", phone="+1 202 555 0188"), ["Finance"])
    town.pull()
    hide(town, "editor", "phoneNumbers")
    town.pull()
    assert phone(town, "bruno") == []
    assert phone(town, "bruno", "Hers") == ["+1 202 555 0188"]
    anna = town.hand("anna")
    anna.edit(
        anna.find("Hers"),
        phoneNumbers=[{"value": "+1 202 555 0199"}],
        biographies=[{"value": "note", "contentType": "TEXT_PLAIN"}],
    )
    town.pull()
    assert phone(town, "bruno", "Hers") == ["+1 202 555 0188"]
    assert "biographies" in fields(town, "bruno", "Hers")
    town.pull()
    town.calls.clear()
    town.pull()
    assert town.google_writes() == 0
    hide(town, "editor")
    assert phone(town, "bruno", "Hers") == phone(town, "anna", "Hers") == ["+1 202 555 0199"]
    town.pull()
    assert town.same("Finance", *EVERYBODY)


@pytest.mark.parametrize(
    ("whom", "names"),
    [("owner", ["urls"]), ("nobody", ["urls"]), ("viewer", ["names"]), ("viewer", ["memberships"])],
)
def test_nobody_is_left_without_names_and_owners_see_everything(town, whom, names):
    with pytest.raises(BadInput):
        hide(town, whom, *names)


def test_hiding_from_a_stranger_is_refused(town):
    with pytest.raises(NoSuchMember):
        hide(town, f"account:{town.id('clara')}", "urls")


def test_hiding_twice_is_once(town):
    hide(town, "editor", "phoneNumbers")
    version = label(town).version
    hide(town, "editor", "phoneNumbers")
    assert label(town).version == version


# --- the name ---


def rename(town, name):
    label_settings.rename(town.caller("maya"), label=town.label, name=name, deps=town.deps)
    town.settle()


def test_a_name_reaches_every_copy_that_kept_ours(town):
    town.hand("bruno").rename_label("Finance", "My money")
    rename(town, "  Money   matters ")
    assert names(town, "maya") == ["Board", "Money matters"]
    assert names(town, "anna") == ["Money matters"]
    assert names(town, "bruno") == ["My money"]
    assert label(town).name == "Money matters"
    rename(town, "Finance")
    assert (names(town, "anna"), names(town, "bruno")) == (["Finance"], ["My money"])


def test_a_name_that_a_member_has_already_gets_the_sharers(town):
    town.hand("anna").add_label("Money")
    rename(town, "Money")
    assert names(town, "anna") == ["Money", "Money (shared by Maya)"]


def test_a_name_of_another_label_of_hers_is_refused(town):
    with pytest.raises(NameInUse):
        rename(town, "board")
    assert label(town).name == "Finance"


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_no_name_is_no_name(town, name):
    with pytest.raises(BadInput):
        rename(town, name)


def look(town):
    own = homepage.home(town.caller("maya"), deps=town.deps).own
    label_settings.follow_names(town.caller("maya"), own, deps=town.deps)


def test_a_name_given_in_google_contacts_reaches_every_copy_that_kept_ours(town):
    town.hand("bruno").rename_label("Finance", "My money")
    town.hand("maya").rename_label("Finance", "Money")
    look(town)
    town.settle()
    assert (names(town, "maya"), names(town, "anna")) == (["Board", "Money"], ["Money"])
    assert names(town, "bruno") == ["My money"]
    assert label(town).name == "Money"
    version = label(town).version
    look(town)
    town.settle()
    assert label(town).version == version


def test_a_member_s_name_for_her_copy_stays_hers(town):
    town.hand("anna").rename_label("Finance", "Mine")
    own = homepage.home(town.caller("anna"), deps=town.deps).own
    label_settings.follow_names(town.caller("anna"), own, deps=town.deps)
    town.settle()
    assert label(town).name == "Finance"


def test_a_new_name_that_has_not_reached_google_yet_is_not_taken_back(town):
    label_settings.rename(town.caller("maya"), label=town.label, name="Money", deps=town.deps)
    look(town)
    town.settle()
    assert label(town).name == "Money"
    assert names(town, "maya") == ["Board", "Money"]


# --- handing over ---


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
    shown = inspecting.opened(anna, label=town.label, contact=hub(town, "C1").id, deps=town.deps)
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


def test_copies_know_their_names_after_a_rename(town):
    rename(town, "Money")
    copies = town.scope().find(Copy, Where("label", "==", town.label))
    assert {copy.group_name for copy in copies} == {"Money"}


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
