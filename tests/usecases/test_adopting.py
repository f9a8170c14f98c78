"""A contact that the member has already is adopted, not doubled."""

from datetime import timedelta

import pytest

from services import explaining, members, overview, share_form, trash
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Contact, LinkPage
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    maya.add_label("Finance")
    maya.add(contact("Ron", mail="ron@x.example", phone="+12025550100", note="likes tea"), ["Finance"])
    maya.add(contact("Ann", mail="ann@x.example"), ["Finance"])
    return town


def test_a_subset_is_adopted_and_completed(town):
    anna = town.hand("anna")
    mine = anna.add(
        {"names": [{"givenName": "Ron"}], "emailAddresses": [{"value": "RON@x.example", "type": "work"}]}
    )
    town.share("maya", "Finance", "anna")
    assert sorted(anna.names()) == ["Ann", "Ron"]
    assert anna.contact(mine)["biographies"][0]["value"] == "likes tea"
    assert town.same("Finance", "maya", "anna")


def test_a_contact_that_says_more_is_left_alone_and_nothing_of_it_leaks(town):
    anna = town.hand("anna")
    anna.add(contact("Ron", mail="ron@x.example", note="owes me 50"))
    town.share("maya", "Finance", "anna")
    assert sorted(anna.names()) == ["Ann", "Ron", "Ron"]
    maya = town.hand("maya")
    assert maya.contact(maya.find("Ron"))["biographies"][0]["value"] == "likes tea"


def test_ending_gives_the_adopted_contact_back_as_it_was(town):
    anna = town.hand("anna")
    mine = anna.add(
        {"names": [{"givenName": "Ron"}], "emailAddresses": [{"value": "ron@x.example", "type": "work"}]}
    )
    label = town.share("maya", "Finance", "anna")
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert anna.names() == ["Ron"]
    assert "biographies" not in anna.contact(mine)
    assert "phoneNumbers" not in anna.contact(mine)


def test_one_contact_of_hers_is_not_the_copy_of_two(town):
    """It is known as what stayed when one left the label, and another says the same."""
    maya, anna = town.hand("maya"), town.hand("anna")
    mine = anna.add(contact("Ann", mail="ann@x.example"))
    label = town.share("maya", "Finance", "anna")
    (before,) = [one for one in town.scope().find(Contact) if one.sort == "ann"]
    maya.unlabel(maya.find("Ann"), "Finance")
    town.pull("maya")
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    maya.add(contact("Ann", mail="ann@x.example"), ["Finance"])
    town.pull("maya")
    trash.restore(town.caller("maya"), label=label, contact=before.id, deps=town.deps)
    town.settle()
    town.share("maya", "Finance", "anna")
    assert anna.names("Finance") == ["Ann", "Ann", "Ron"]
    links = [link for page in town.scope().find(LinkPage) for link in page.links.values()]
    assert sum(link.resource == mine for link in links) == 1


def test_another_program_that_writes_back_is_left_alone_for_the_day(town):
    town.share("maya", "Finance", "anna", level=Level.VIEWER)
    anna = town.hand("anna")
    for _ in range(6):
        anna.edit(anna.find("Ron"), biographies=[{"value": "foreign", "contentType": "TEXT_PLAIN"}])
        town.enqueue_pull("anna")
        town.run()
    assert anna.contact(anna.find("Ron"))["biographies"][0]["value"] == "foreign"
    town.calls.clear()
    town.enqueue_pull("anna")
    town.run()
    assert "people.people.batchUpdateContacts" not in town.calls
    town.later(days=1)
    anna.edit(anna.find("Ron"), biographies=[{"value": "foreign 2", "contentType": "TEXT_PLAIN"}])
    town.pull("anna")
    assert town.same("Finance", "maya", "anna")


def test_what_another_program_wrote_is_put_right_the_next_day_though_nobody_touches_it(town):
    label = town.share("maya", "Finance", "anna", level=Level.VIEWER)
    anna = town.hand("anna")
    for _ in range(3):
        anna.edit(anna.find("Ron"), biographies=[{"value": "foreign", "contentType": "TEXT_PLAIN"}])
        town.enqueue_pull("anna")
        town.run()
    assert named(town, label) == {"maya": (), "anna": ("Ron",), "member": ("Ron",)}
    town.later(hours=12)
    town.run()
    assert not town.same("Finance", "maya", "anna")
    town.later(days=1)
    town.run()
    assert town.same("Finance", "maya", "anna")
    [ron] = [one for one in town.scope().find(Contact) if one.sort == "ron"]
    [told] = explaining.why(town.caller("anna"), label=label, contact=ron.id, deps=town.deps)
    assert told.reason == "here"
    assert named(town, label) == {"maya": (), "anna": (), "member": ()}


def named(town, label):
    """Which contacts another program keeps changing: in whose own copy, and on the card of the member."""
    own = {
        name: overview.label(town.caller(name), label=label, deps=town.deps).my_copy.fought_names
        for name in ("maya", "anna")
    }
    anna = overview.member(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    return own | {"member": anna.row.copy.fought_names}


def preview(town, label, *members):
    group = next(g["resourceName"] for g in town.hand("maya").labels() if g["name"] == label)
    form = ShareForm(typed=", ".join(f"{name}@maple.example" for name in members))
    facts = share_form.form(town.caller("maya"), group=group, form=form, preview=True, deps=town.deps)
    return {one.name: (one.through, one.adopted) for one in facts.invitees}


def test_the_preview_counts_what_she_has_already(town):
    maya, anna = town.hand("maya"), town.hand("anna")
    anna.add(
        {"names": [{"givenName": "Ron"}], "emailAddresses": [{"value": "ron@x.example", "type": "work"}]}
    )
    assert preview(town, "Finance", "anna") == {"Anna": (0, 1)}
    maya.add_label("Beta")
    maya.label(maya.find("Ann"), "Beta")
    town.share("maya", "Beta", "anna")
    assert preview(town, "Finance", "anna") == {"Anna": (1, 1)}
    town.share("maya", "Finance", "anna")
    assert sorted(anna.names()) == ["Ann", "Ron"]


def test_a_preview_reads_and_writes_nothing_else(town):
    town.caller("maya")
    town.calls.clear()
    town.store.counts.clear()
    preview(town, "Finance", "anna")
    assert town.google_writes() == 0
    assert town.store.counts.writes == 0


def test_what_she_wrote_into_an_adopted_contact_stays_hers_when_the_share_ends(town):
    anna = town.hand("anna")
    mine = anna.add(
        {"names": [{"givenName": "Ron"}], "emailAddresses": [{"value": "ron@x.example", "type": "work"}]}
    )
    label = town.share("maya", "Finance", "anna", level=Level.EDITOR)
    numbers = [{"value": "+12025550100", "type": "mobile"}, {"value": "+12025550177", "type": "work"}]
    anna.edit(mine, phoneNumbers=numbers)
    town.pull()
    town.later(hours=1)
    anna.edit(mine, urls=[{"value": "https://ron.example"}])  # nobody has read it when access ends
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    left = anna.contact(mine)
    assert [one["value"] for one in left["phoneNumbers"]] == ["+12025550177"]
    assert [one["value"] for one in left["urls"]] == ["https://ron.example"]
    assert "biographies" not in left


def test_one_that_left_the_label_is_not_put_back_by_a_late_listing(town):
    """The listing shows it in the label still, and nothing on it says whose copy it was."""
    maya, anna = town.hand("maya"), town.hand("anna")
    mine = anna.add(contact("Ann", mail="ann@x.example"))
    town.share("maya", "Finance", "anna")
    town.pull()
    town.world.account("anna@maple.example").book.trouble.delay = timedelta(minutes=10)
    anna.touch(mine)
    town.later(minutes=5)
    maya.unlabel(maya.find("Ann"), "Finance")
    town.pull("maya")
    town.later(minutes=6)
    town.pull("anna")
    town.later(minutes=20)
    town.pull()
    assert maya.names("Finance") == anna.names("Finance") == ["Ron"]
    assert sorted(maya.names()) == sorted(anna.names()) == ["Ann", "Ron"]
