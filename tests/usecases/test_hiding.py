"""Fields that the owner hides from a level or from one member."""

import pytest

from services import members
from services.core.levels import Level
from services.core.refusals import (
    BadInput,
    NoSuchMember,
)
from tests.town import contact
from tests.usecases.owned import EVERYBODY, Owned, fields, hide, hub, label


@pytest.fixture
def town():
    return Owned()


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
