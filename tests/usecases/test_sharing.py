"""Sharing a label, from the press to the copies."""

import json
from dataclasses import replace

import pytest

from services import members, overview, sharing
from services.core.levels import Level
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno", "clara")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for n in range(23):
        maya.add(
            contact(f"C{n}", mail=f"c{n}@x.example", phone=f"+1 202 555 01{n:02d}", note=f"note {n}"),
            ["Finance"],
        )
    maya.add(contact("Private"))
    return town


def test_colleagues_have_every_contact_and_every_field(town):
    town.share("maya", "Finance", "anna", "bruno")
    assert len(town.contents("anna", "Finance")) == 23
    assert town.same("Finance", "maya", "anna", "bruno")
    assert "Private" not in town.hand("anna").names()


def test_the_card_says_copying_first_and_up_to_date_after(town):
    label = town.share("maya", "Finance", "anna", "bruno", settle=False)
    facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
    assert (facts.members_total, facts.current) == (2, 0)
    town.settle()
    facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
    assert (facts.members_total, facts.current) == (2, 2)
    assert [row.copy.done for row in facts.members] == [23, 23, 23]


def test_a_second_settle_does_nothing(town):
    town.share("maya", "Finance", "anna", "bruno")
    town.pull()
    town.calls.clear()
    town.store.counts.clear()
    town.pull()
    assert set(town.calls) <= {"people.people.connections.list", "oauth2.token", "iamcredentials.signJwt"}
    assert town.store.counts.writes == 0


def test_stopping_with_one_takes_her_copies_and_leaves_her_own(town):
    town.hand("anna").add(contact("Hers"))
    label = town.share("maya", "Finance", "anna", "bruno")
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert town.hand("anna").names() == ["Hers"]
    assert [g["name"] for g in town.hand("anna").labels()] == []
    assert len(town.contents("bruno", "Finance")) == 23


def test_stop_and_share_again(town):
    label = town.share("maya", "Finance", "anna", "bruno")
    sharing.stop(town.caller("maya"), label=label, deps=town.deps)
    town.settle()
    assert town.hand("anna").names() == []
    assert len(town.contents("maya", "Finance")) == 23
    assert town.share("maya", "Finance", "anna") == label
    assert town.same("Finance", "maya", "anna")
    assert town.hand("bruno").names() == []


def test_each_mail_is_sent_once(town):
    town.share("maya", "Finance", "anna", "bruno")
    town.share("maya", "Finance", "anna", "bruno")
    assert town.mailer.to("anna@maple.example") == ["shared: Finance"]


def test_an_edit_of_an_editor_reaches_everybody(town):
    town.share("maya", "Finance", "anna", "bruno")
    anna = town.hand("anna")
    anna.edit(anna.find("C3"), phoneNumbers=[{"value": "+1 202 555 9999", "type": "home"}])
    town.pull()
    assert town.same("Finance", "maya", "anna", "bruno")
    assert (
        town.hand("maya").contact(town.hand("maya").find("C3"))["phoneNumbers"][0]["value"]
        == "+1 202 555 9999"
    )


def test_an_edit_of_a_viewer_is_put_right_and_she_is_told_once(town):
    town.share("maya", "Finance", "anna", level=Level.VIEWER)
    anna = town.hand("anna")
    anna.edit(anna.find("C3"), phoneNumbers=[{"value": "+1 202 555 9999"}], emailAddresses=[])
    town.pull()
    assert town.same("Finance", "maya", "anna")
    assert town.mailer.to("anna@maple.example") == ["shared: Finance", "put-right: Finance"]
    town.later(hours=2)
    anna.delete(anna.find("C3"))
    anna.edit(anna.find("C4"), biographies=[{"value": "again", "contentType": "TEXT_PLAIN"}])
    town.pull()
    assert town.same("Finance", "maya", "anna")
    assert town.mailer.to("anna@maple.example") == ["shared: Finance", "put-right: Finance"]
    town.later(days=1)
    anna.edit(anna.find("C4"), biographies=[{"value": "again", "contentType": "TEXT_PLAIN"}])
    town.pull()
    assert town.mailer.to("anna@maple.example").count("put-right: Finance") == 2


def test_what_a_viewer_adds_leaves_the_label_and_stays_hers(town):
    town.share("maya", "Finance", "anna", level=Level.VIEWER)
    anna = town.hand("anna")
    anna.add(contact("Hers"))
    anna.add(contact("Added"), ["Finance"])
    anna.label(anna.find("Hers"), "Finance")
    town.pull()
    assert town.same("Finance", "maya", "anna")
    assert {"Added", "Hers"} <= set(anna.names())
    assert not {"Added", "Hers"} & set(town.hand("maya").names())
    assert town.mailer.to("anna@maple.example") == ["shared: Finance", "put-right: Finance"]


def test_a_long_copy_lets_others_have_their_turn():
    town = Town("maya", "anna", "bruno", task_seconds=0.0)
    town.hand("maya").add_label("Finance")
    for n in range(450):
        town.hand("maya").plant(contact(f"C{n}"), ["Finance"])
    town.share("maya", "Finance", "anna", "bruno")
    bodies = [json.loads(body) for body in town.bodies]
    turns = [body["account"] for body in bodies if "label" in body and "account" in body]
    assert town.same("Finance", "maya", "anna", "bruno")
    members = [who for who in turns if who != town.id("maya")]
    assert len(members) == 2 * 3  # a batch each
    assert set(members[::2]) == {members[0]}
    assert set(members[1::2]) == {members[1]}
    assert members[0] != members[1]


def test_call_counts_of_a_first_share(town):
    town.caller("maya")
    town.calls.clear()
    town.share("maya", "Finance", "anna", "bruno")
    people = {k: v for k, v in town.calls.items() if k.startswith("people.")}
    assert people == {
        "people.contactGroups.get": 1,
        "people.people.connections.list": 3,
        "people.contactGroups.create": 2,
        "people.people.batchCreateContacts": 2,
    }


def test_who_is_added_while_the_owners_label_is_read_for_the_first_time_gets_her_copy(town):
    town.share("maya", "Finance", "anna", settle=False)

    class Slow:
        """A directory that takes as long to answer as everything else takes to be done."""

        def __getattr__(self, name):
            town.settle()
            return getattr(directory, name)

    directory = town.deps.directory
    town.deps = replace(town.deps, directory=Slow())
    town.share("maya", "Finance", "bruno")
    assert town.same("Finance", "maya", "anna", "bruno")


def test_a_label_that_is_shared_again_at_once_is_not_ended_by_its_stop(town):
    label = town.share("maya", "Finance", "anna", "bruno")
    sharing.stop(town.caller("maya"), label=label, deps=town.deps)
    town.later(seconds=1)
    town.share("maya", "Finance", "anna")
    assert town.same("Finance", "maya", "anna")
    assert town.hand("bruno").names() == []
    facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
    assert {row.name: row.copy.state for row in facts.members} == {"Maya": "current", "Anna": "current"}
