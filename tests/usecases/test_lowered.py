"""What somebody wrote while she might counts, though nobody had read it when her level was lowered."""

from dataclasses import replace

import pytest

from services import groups, label_settings, members
from services.core.levels import Level
from services.core.records import Grant, MailRecord, Tenant, Version
from services.pulling import pull
from tests.town import Town, contact

NUMBER = [{"value": "+12025550177", "type": "mobile"}]
OLD, NEW = "+12025550100", "+12025550177"


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for name in ("Ron", "Ann", "Zoe"):
        maya.add(contact(name, mail=f"{name.lower()}@x.example", phone=OLD), ["Finance"])
    town.label = town.share("maya", "Finance", "anna", level=Level.REMOVER)
    town.share("maya", "Finance", "bruno", level=Level.VIEWER)
    town.later(hours=1)
    return town


def level(town, level, name="anna"):
    members.change_level(
        town.caller("maya"), label=town.label, principal=town.id(name), level=level, deps=town.deps
    )


def edit(town, who="Ron"):
    town.hand("anna").edit(town.hand("anna").find(who), phoneNumbers=NUMBER)


def number(town, name="maya", who="Ron"):
    hand = town.hand(name)
    return hand.contact(hand.find(who))["phoneNumbers"][0]["value"]


def test_an_edit_made_before_reaches_everyone_and_one_made_after_is_put_right(town):
    edit(town)
    level(town, Level.VIEWER)
    town.later(seconds=1)
    edit(town, "Ann")
    town.pull()
    assert number(town) == number(town, "anna") == number(town, "bruno") == NEW
    assert number(town, who="Ann") == number(town, "anna", "Ann") == OLD
    assert {one.who for one in town.scope().find(Version)} == {town.id("anna")}


def test_nothing_is_said_to_her_whose_edit_counts(town):
    edit(town)
    level(town, Level.VIEWER)
    town.settle()
    before = town.scope().count(MailRecord)
    town.pull()
    assert town.scope().count(MailRecord) == before


def test_what_she_put_into_the_label_before_stays_in_it(town):
    anna = town.hand("anna")
    anna.add(contact("New", phone=OLD), ["Finance"])
    level(town, Level.VIEWER)
    town.later(seconds=1)
    anna.add(contact("Newer", phone=OLD), ["Finance"])
    town.pull()
    assert town.hand("bruno").names("Finance") == ["Ann", "New", "Ron", "Zoe"]
    assert anna.names("Finance") == ["Ann", "New", "Ron", "Zoe"]
    assert "Newer" in anna.names()


def test_a_removal_counts_with_the_level_of_now(town):
    anna = town.hand("anna")
    anna.unlabel(anna.find("Ann"), "Finance")
    anna.delete(anna.find("Zoe"))
    level(town, Level.EDITOR)
    town.pull()
    assert town.same("Finance", "maya", "anna", "bruno")
    assert town.hand("maya").names("Finance") == ["Ann", "Ron", "Zoe"]


def test_an_edit_of_what_is_hidden_from_her_by_now_counts_and_is_hidden(town):
    label_settings.hide(
        town.caller("maya"), label=town.label, whom="viewer", fields=["phoneNumbers"], deps=town.deps
    )
    town.settle()
    edit(town)
    level(town, Level.VIEWER)
    town.settle()
    town.pull()
    anna = town.hand("anna")
    assert number(town) == NEW
    assert "phoneNumbers" not in anna.contact(anna.find("Ron"))


def test_a_lowering_and_then_the_end_take_no_edit_along(town):
    edit(town)
    level(town, Level.VIEWER)
    town.later(seconds=1)
    edit(town, "Ann")
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert town.hand("anna").names() == []
    assert (number(town), number(town, who="Ann")) == (NEW, OLD)


def test_an_edit_made_after_a_lowering_asks_for_nothing_when_access_ends(town):
    level(town, Level.VIEWER)
    town.settle()
    town.later(seconds=1)
    edit(town)
    town.outcomes.clear()
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert {kind for kind, _ in town.outcomes} == {"end", "mail"}


def test_nor_does_sharing_again_with_less_before_the_copy_was_taken_back(town):
    edit(town)
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.later(seconds=1)
    town.share("maya", "Finance", "anna", level=Level.VIEWER, settle=False)
    town.pull()
    assert number(town) == number(town, "anna") == NEW


def test_nor_does_a_lower_level_on_the_form(town):
    edit(town)
    town.share("maya", "Finance", "anna", level=Level.VIEWER)
    town.later(seconds=1)
    edit(town, "Ann")
    town.pull()
    assert (number(town), number(town, who="Ann")) == (NEW, OLD)


def lowered_beside(town, name):
    """Anna may look at another label with this contact. She edits Ron, then her level is lowered."""
    maya = town.hand("maya")
    maya.add_label("Partners")
    maya.label(maya.find(name), "Partners")
    partners = town.share("maya", "Partners", "anna", level=Level.VIEWER)
    town.later(hours=1)
    edit(town)
    level(town, Level.VIEWER)
    town.later(seconds=1)
    return partners


def test_nor_does_another_label_that_only_lets_her_look(town):
    """Ron leaves the label in which her level was lowered before anybody has read her edit."""
    lowered_beside(town, "Ron")
    maya = town.hand("maya")
    maya.unlabel(maya.find("Ron"), "Finance")
    pull(town.tenant_id, town.id("maya"), deps=town.deps)
    town.settle()
    town.pull()
    assert number(town) == number(town, "anna") == NEW


@pytest.fixture
def crew(town):
    """A group with Anna in it, in a company whose directory may be asked."""
    town.world.add_person(town.company, "boss@maple.example", "Boss", admin=True)
    company = town.store.root.get(Tenant, town.tenant_id)
    town.store.root.put(replace(company, admin="boss@maple.example"))
    return town.world.add_group(town.company, "crew@maple.example", "Crew", ["anna@maple.example"])


def test_nor_does_less_through_a_group_before_the_copy_was_taken_back(town, crew):
    edit(town)
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.later(seconds=1)
    town.share("maya", "Finance", "crew", level=Level.VIEWER, settle=False)
    some = {"group": crew.id, "label": town.label, "people": town.id("anna")}
    groups.look(town.tenant_id, crew.id, deps=town.deps)
    groups.work(town.tenant_id, some, deps=town.deps)
    town.pull()
    assert number(town) == number(town, "anna") == NEW


def test_nor_does_what_a_group_gives(town, crew):
    """Her level through the group is lowered by a task, and until then it is what it was."""
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    town.later(hours=1)
    town.share("maya", "Finance", "crew")
    town.later(hours=1)
    edit(town)
    members.change_level(
        town.caller("maya"), label=town.label, principal=crew.id, level=Level.VIEWER, deps=town.deps
    )
    town.settle()
    town.later(seconds=1)
    edit(town, "Ann")
    town.pull()
    assert (number(town), number(town, who="Ann")) == (NEW, OLD)


def test_a_level_that_was_raised_is_remembered_of_nobody(town):
    level(town, Level.MANAGER)
    level(town, Level.EDITOR, "bruno")
    assert [one for one in town.scope().find(Grant) if one.former] == []


def test_an_end_elsewhere_takes_no_edit_along(town):
    """It takes the contact out of the other label, and changes it by that."""
    partners = lowered_beside(town, "Ron")
    members.end(town.caller("maya"), label=partners, principal=town.id("anna"), deps=town.deps)
    town.settle()
    town.pull()
    assert number(town) == number(town, "anna") == NEW


def test_a_contact_that_is_put_into_another_label_meanwhile_loses_no_edit(town):
    """Putting it there changes it: that is no edit of after the lowering."""
    lowered_beside(town, "Zoe")
    maya = town.hand("maya")
    maya.label(maya.find("Ron"), "Partners")
    pull(town.tenant_id, town.id("maya"), deps=town.deps)
    town.settle()
    town.pull()
    assert number(town) == number(town, "anna") == NEW
