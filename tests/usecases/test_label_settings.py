"""What the owner decides about her label: when deletions are held, and its name."""

import pytest

from services import homepage, label_settings, transferring
from services.core.levels import Level
from services.core.records import Copy, Hold
from services.core.refusals import (
    BadInput,
    NameInUse,
    NotAllowed,
)
from services.ports import Where
from tests.usecases.owned import Owned, label, names


@pytest.fixture
def town():
    return Owned()


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


def test_copies_know_their_names_after_a_rename(town):
    rename(town, "Money")
    copies = town.scope().find(Copy, Where("label", "==", town.label))
    assert {copy.group_name for copy in copies} == {"Money"}
