"""Who is recognised in a message, and who comes into a label."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services import addressing, recognising, welcoming
from services.core.encounters import MOST, Added, Correspondent
from services.core.levels import Level
from services.core.records import Account, Contact, Label
from services.core.refusals import BadInput, NoSuchLabel, NotAllowed
from tests.town import Town, contact

ZOE = Correspondent("zoe@x.example", "Zoe Wu")


@pytest.fixture
def town():
    return Town("maya", "anna", "bruno")


def filled(town, owner="maya", label="Finance", *people):
    hand = town.hand(owner)
    hand.add_label(label)
    for one in people or (contact("Zoe", mail="Zoe@X.example", note="Mornings"),):
        hand.add(one, labels=[label])


def known(town, who, *people, place="message"):
    facts = recognising.people(town.caller(who), people or (ZOE,), place=place, deps=town.deps)
    return {
        one.person.email: [(found.title, [label.name for label in found.labels]) for found in one.known]
        for one in facts.people
    }


def test_is_she_known_to_those_who_have_the_label_and_to_nobody_else(town):
    filled(town)
    town.share("maya", "Finance", "anna", level=Level.VIEWER)
    assert known(town, "maya") == {"zoe@x.example": [("Zoe", ["Finance"])]}
    assert known(town, "anna") == {"zoe@x.example": [("Zoe", ["Finance"])]}
    assert known(town, "bruno") == {"zoe@x.example": []}


def test_is_a_contact_of_two_labels_one_acquaintance(town):
    filled(town)
    town.hand("maya").add_label("Tax")
    (one,) = town.hand("maya").contacts("Finance")
    town.hand("maya").label(one["resourceName"], "Tax")
    town.share("maya", "Finance", "anna")
    town.share("maya", "Tax", "anna", "bruno")
    assert known(town, "anna") == {"zoe@x.example": [("Zoe", ["Finance", "Tax"])]}
    assert known(town, "bruno") == {"zoe@x.example": [("Zoe", ["Tax"])]}


def test_does_a_hidden_address_recognise_anybody(town):
    filled(town)
    label = town.share("maya", "Finance", "anna", level=Level.VIEWER)
    scope = town.scope()
    scope.put(replace(scope.get(Label, label), hidden={"viewer": ("emailAddresses",)}))
    assert known(town, "anna") == {"zoe@x.example": []}
    scope.put(replace(scope.get(Label, label), hidden={"viewer": ("biographies",)}))
    facts = recognising.people(town.caller("anna"), [ZOE], place="message", deps=town.deps)
    assert {row[0] for row in facts.people[0].known[0].rows} == {"names", "emailAddresses"}


def test_is_she_still_known_when_her_address_is_changed_or_she_is_removed(town):
    filled(town, "maya", "Finance", contact("Zoe", mail="zoe@x.example"), contact("Ada"), contact("Bo"))
    town.share("maya", "Finance", "anna")
    hand = town.hand("maya")
    hand.edit(hand.find("Zoe"), emailAddresses=[{"value": "zoe@new.example"}])
    town.pull("maya")
    assert known(town, "anna", ZOE, Correspondent("ZOE@new.example")) == {
        "zoe@x.example": [],
        "zoe@new.example": [("Zoe", ["Finance"])],
    }
    hand.unlabel(hand.find("Zoe"), "Finance")
    town.pull("maya")
    assert known(town, "anna", Correspondent("zoe@new.example")) == {"zoe@new.example": []}


def test_am_i_met_under_none_of_my_addresses(town):
    caller = town.caller("anna")
    account = town.scope().get(Account, caller.account)
    town.scope().put(replace(account, aliases=("anna@alias.example",)))
    met = [Correspondent("ANNA@maple.example"), Correspondent("anna@alias.example"), ZOE]
    assert set(known(town, "anna", *met)) == {"zoe@x.example"}


def test_are_the_first_people_looked_up_and_all_remembered(town):
    met = [Correspondent(f"p{n}@x.example") for n in range(MOST + 5)]
    facts = recognising.people(town.caller("maya"), met, place="meeting", deps=town.deps)
    assert (len(facts.people), len(facts.everyone)) == (MOST, MOST + 5)


def test_is_what_is_not_an_address_nobody(town):
    met = [Correspondent("nonsense"), Correspondent("@"), Correspondent("a b@x.example"), ZOE]
    assert set(known(town, "maya", *met)) == {"zoe@x.example"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Zoe Wu", {"givenName": "Zoe", "familyName": "Wu"}),
        ("Wu, Zoe Ann", {"givenName": "Zoe Ann", "familyName": "Wu"}),
        ("Madonna", {"givenName": "Madonna"}),
        ("zoe@x.example", None),
        ("", None),
    ],
)
def test_is_a_name_cut_where_people_cut_it(town, name, parts):
    filled(town, "maya", "Finance", contact("Ada"))
    label = town.share("maya", "Finance", "anna")
    one = Correspondent("zoe@x.example", name)
    assert welcoming.add(town.caller("anna"), label=label, people=[one], deps=town.deps) == Added(1)
    (hub,) = [c for c in town.scope().find(Contact) if "@zoe@x.example" in c.prefixes]
    assert hub.content.get("names", (None,))[0] == parts
    town.settle()
    assert town.same("Finance", "maya", "anna")


def test_does_somebody_known_elsewhere_come_along_where_that_is_allowed(town):
    filled(town, "maya", "Tax", contact("Ada"))
    filled(town)
    tax = town.share("maya", "Tax", "anna")
    town.share("maya", "Finance", "anna")
    assert welcoming.add(town.caller("anna"), label=tax, people=[ZOE], deps=town.deps) == Added(left=1)
    assert welcoming.add(town.caller("maya"), label=tax, people=[ZOE], deps=town.deps) == Added(1)
    assert welcoming.add(town.caller("maya"), label=tax, people=[ZOE], deps=town.deps) == Added(there=1)
    town.settle()
    assert known(town, "anna") == {"zoe@x.example": [("Zoe", ["Finance", "Tax"])]}
    assert len(town.hand("anna").contacts()) == 2


def test_who_may_add_people(town):
    filled(town)
    label = town.share("maya", "Finance", "anna", level=Level.VIEWER)
    new = [Correspondent("new@x.example")]
    for who, refusal in (("anna", NotAllowed), ("bruno", NoSuchLabel)):
        with pytest.raises(refusal):
            welcoming.add(town.caller(who), label=label, people=new, deps=town.deps)
    with pytest.raises(BadInput):
        welcoming.add(town.caller("maya"), label=label, people=[], deps=town.deps)
    assert len(town.scope().find(Contact)) == 1


def test_are_addresses_of_a_label_given_once_and_only_what_i_see(town):
    twice = contact("Zed", mail="zoe@x.example")
    filled(town, "maya", "Finance", contact("Zoe", mail="Zoe@x.example"), twice, contact("Bo"))
    label = town.share("maya", "Finance", "anna")
    found = addressing.of_label(town.caller("anna"), label=label, deps=town.deps)
    assert ([one.email for one in found.people], found.without) == (["zoe@x.example"], 1)
    with pytest.raises(NoSuchLabel):
        addressing.of_label(town.caller("bruno"), label=label, deps=town.deps)
    chosen = addressing.of_label(
        town.caller("anna"), label=label, contacts=["nobody", "../x"], deps=town.deps
    )
    assert chosen.people == ()
