"""What somebody wrote while she had the label counts, though nobody had read it when her access ended."""

import pytest

from services import members, sharing
from services.core.levels import Level
from services.core.records import Contact, Label, Version
from services.ending import end_copy
from services.pulling import pull
from services.pushing import push
from tests.town import Town, contact

NUMBER = [{"value": "+12025550177", "type": "mobile"}]


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for name in ("Ron", "Ann", "Zoe"):
        maya.add(contact(name, mail=f"{name.lower()}@x.example", phone="+12025550100"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna")
    town.later(hours=1)
    return town


def end(town, name="anna"):
    members.end(town.caller("maya"), label=town.label, principal=town.id(name), deps=town.deps)


def numbers(town, name="maya", who="Ron"):
    hand = town.hand(name)
    return [one["value"] for one in hand.contact(hand.find(who))["phoneNumbers"]]


def test_an_edit_made_before_the_end_reaches_everyone(town):
    town.share("maya", "Finance", "bruno")
    town.hand("anna").edit(town.hand("anna").find("Ron"), phoneNumbers=NUMBER)
    end(town)
    town.settle()
    assert town.hand("anna").names() == []
    assert numbers(town) == numbers(town, "bruno") == ["+12025550177"]
    assert {one.who for one in town.scope().find(Version)} == {town.id("anna")}


def test_who_leaves_takes_no_edit_along(town):
    town.hand("anna").edit(town.hand("anna").find("Ron"), phoneNumbers=NUMBER)
    members.leave(town.caller("anna"), label=town.label, deps=town.deps)
    town.settle()
    assert numbers(town) == ["+12025550177"]


def test_an_edit_made_after_the_end_reaches_nobody(town):
    end(town)
    town.later(seconds=1)
    town.hand("anna").edit(town.hand("anna").find("Ron"), phoneNumbers=NUMBER)
    town.settle()
    assert town.hand("anna").names() == []
    assert numbers(town) == ["+12025550100"]
    assert not town.scope().find(Version)


def test_an_edit_of_a_viewers_reaches_nobody(town):
    town.share("maya", "Finance", "bruno", level=Level.VIEWER)
    town.hand("bruno").edit(town.hand("bruno").find("Ron"), phoneNumbers=NUMBER)
    town.calls.clear()
    end(town, "bruno")
    town.settle()
    assert numbers(town) == numbers(town, "anna") == ["+12025550100"]
    assert town.calls["people.people.getBatchGet"] == 0, "there is nothing to look for"


def test_what_is_missing_from_her_copy_is_missing_nowhere_else(town):
    anna = town.hand("anna")
    anna.delete(anna.find("Ron"))
    anna.unlabel(anna.find("Ann"), "Finance")
    end(town)
    town.settle()
    assert town.hand("maya").names("Finance") == ["Ann", "Ron", "Zoe"]
    assert all(one.labels == (town.label,) for one in town.scope().find(Contact))


def test_what_was_written_before_a_stop_reaches_its_owner(town):
    """Of two colleagues' edits one had been read, and the other had not."""
    anna, bruno = town.hand("anna"), town.hand("bruno")
    town.share("maya", "Finance", "bruno")
    town.later(hours=1)
    anna.edit(anna.find("Ron"), phoneNumbers=NUMBER)
    bruno.edit(bruno.find("Ann"), phoneNumbers=NUMBER)
    pull(town.tenant_id, town.id("anna"), deps=town.deps)
    sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
    town.settle()
    assert anna.names() == bruno.names() == []
    assert numbers(town) == numbers(town, who="Ann") == ["+12025550177"]
    before = {one.id for one in town.scope().find(Contact)}
    town.share("maya", "Finance", "bruno")
    assert numbers(town, "bruno") == numbers(town, "bruno", "Ann") == ["+12025550177"]
    assert {one.id for one in town.scope().find(Contact)} == before, "they are the same contacts as before"


@pytest.mark.parametrize("others", [False, True], ids=["alone", "beside another label that she shares"])
def test_after_a_stop_her_label_is_hers_alone(town, others):
    maya = town.hand("maya")
    if others:
        maya.add_label("Board")
        maya.add(contact("Bea"), ["Board"])
        town.share("maya", "Board", "bruno")
    sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
    town.settle()
    town.later(hours=1)
    maya.edit(maya.find("Ron"), phoneNumbers=NUMBER)
    maya.delete(maya.find("Ann"))
    maya.unlabel(maya.find("Zoe"), "Finance")
    before = town.google_writes()
    for _ in range(3):
        town.pull()
        town.later(hours=1)
    assert town.google_writes() == before
    assert numbers(town) == ["+12025550177"], "what she writes is not written over"
    assert not town.scope().find(Version), "nor read"
    town.share("maya", "Finance", "bruno")
    assert town.hand("bruno").names("Finance") == ["Ron"]
    assert numbers(town, "bruno") == ["+12025550177"], "until she shares it again"


@pytest.mark.parametrize("ending", ["end", "stop"])
def test_what_she_put_into_the_label_before_reaches_everyone_and_stays_hers(town, ending):
    town.share("maya", "Finance", "bruno")
    town.later(hours=1)
    anna, bruno = town.hand("anna"), town.hand("bruno")
    anna.add(contact("New", phone="+12025550123"), ["Finance"])
    bruno.add(contact("Newer", phone="+12025550124"), ["Finance"])
    end(town) if ending == "end" else sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
    town.pull()
    assert anna.names() == ["New"]
    assert town.hand("maya").names("Finance") == ["Ann", "New", "Newer", "Ron", "Zoe"]


def test_what_she_puts_there_after_the_end_is_hers_alone(town):
    end(town)
    town.later(seconds=1)
    town.hand("anna").add(contact("New", phone="+12025550123"), ["Finance"])
    town.settle()
    assert town.hand("anna").names() == ["New"]
    assert "New" not in town.hand("maya").names()


def test_an_edit_of_a_copy_whose_create_was_not_answered_counts(town):
    town.world.faults.add("drop-after", "*people:batchCreate*")
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add(contact("New", phone="+12025550100"), ["Finance"])
    town.enqueue_pull("maya")
    town.run()
    anna.edit(anna.find("New"), phoneNumbers=NUMBER)
    town.later(seconds=1)
    end(town)
    town.settle()
    assert anna.names() == []
    assert numbers(town, who="New") == ["+12025550177"]


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
@pytest.mark.parametrize("first", [0, 1])
def test_nor_does_it_matter_which_of_two_copies_is_taken_back_first(town, level, first):
    """What takes Ron out of one label changes him: that is no edit of after the end of the other."""
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label("Partners")
    maya.label(maya.find("Ron"), "Partners")
    partners = town.share("maya", "Partners", "anna", level=level)
    town.later(hours=1)
    labels = [town.label, partners]
    members.end(town.caller("maya"), label=partners, principal=town.id("anna"), deps=town.deps)
    town.later(seconds=1)
    anna.edit(anna.find("Ron"), phoneNumbers=NUMBER)
    end(town)
    town.later(seconds=1)
    end_copy(town.tenant_id, town.id("anna"), labels[first], deps=town.deps)
    town.settle()
    assert anna.names() == []
    assert numbers(town) == ["+12025550177"]


@pytest.fixture
def both(town):
    """Anna edits Ron by one label and only looks at him by another; she has just written a number."""
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label("Partners")
    maya.label(maya.find("Ron"), "Partners")
    town.share("maya", "Partners", "anna", level=Level.VIEWER)
    town.later(hours=1)
    anna.edit(anna.find("Ron"), phoneNumbers=NUMBER)
    return town


def test_what_is_read_first_does_not_matter_where_another_label_only_lets_her_look(both):
    end(both)
    pull(both.tenant_id, both.id("anna"), deps=both.deps)
    both.settle()
    assert both.hand("anna").names() == ["Ron"]
    assert numbers(both) == numbers(both, "anna") == ["+12025550177"]


def test_nor_does_what_is_written_first(both):
    maya = both.hand("maya")
    maya.edit(maya.find("Ron"), biographies=[{"value": "likes tea", "contentType": "TEXT_PLAIN"}])
    end(both)
    pull(both.tenant_id, both.id("maya"), deps=both.deps)
    push(both.tenant_id, both.id("anna"), [one.id for one in both.scope().find(Contact)], deps=both.deps)
    both.settle()
    assert numbers(both) == numbers(both, "anna") == ["+12025550177"]


def test_nor_does_it_when_the_label_is_stopped(both):
    sharing.stop(both.caller("maya"), label=both.label, deps=both.deps)
    pull(both.tenant_id, both.id("anna"), deps=both.deps)
    both.settle()
    assert numbers(both) == numbers(both, "anna") == ["+12025550177"]
    assert [one["name"] for one in both.hand("anna").labels()] == ["Partners"]


def test_nor_does_it_when_the_label_is_stopped_before_the_copy_of_another_is_taken_back(both):
    """The stop has not come to her yet, and with the copy of the other label the contact would be gone."""
    [partners] = [one for one in both.scope().find(Label) if one.name == "Partners"]
    anna = both.caller("anna")
    members.leave(anna, label=partners.id, deps=both.deps)
    both.later(seconds=1)
    both.hand("anna").edit(both.hand("anna").find("Ron"), nicknames=[{"value": "R"}])
    both.later(seconds=1)
    sharing.stop(both.caller("maya"), label=both.label, deps=both.deps)
    end_copy(both.tenant_id, both.id("anna"), partners.id, deps=both.deps)
    both.settle()
    maya = both.hand("maya")
    assert maya.contact(maya.find("Ron"))["nicknames"][0]["value"] == "R"
    assert numbers(both) == ["+12025550177"]
