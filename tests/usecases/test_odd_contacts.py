"""Contacts at the edge of what Google takes, and beyond."""

import copy
from dataclasses import replace

import pytest

from services import homepage, overview
from services.core.records import LinkPage
from services.ports import Where
from tests.town import Town, contact
from tests.usecases.finance import finance, states


@pytest.fixture
def town():
    return finance("maya", "anna", "bruno", contacts=5)


def test_a_poison_contact_is_named_and_the_other_199_go_through():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    maya.add_label("Big")
    for n in range(199):
        maya.add(contact(f"C{n:03d}"), ["Big"])
    maya.plant(contact("x" * 3000), ["Big"])
    label = town.share("maya", "Big", "anna")
    assert len(town.contents("anna", "Big")) == 199
    refused = [
        link.refused
        for page in town.scope().find(LinkPage, Where("account", "==", town.id("anna")))
        for link in page.links.values()
        if link.refused
    ]
    assert len(refused) == 1
    assert "x" * 10 not in refused[0]
    row = overview.member(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps).row
    assert (row.copy.refused, row.copy.refused_names) == (1, ("x" * 3000,))
    assert states(town, label)["Anna"][0] == "current"
    town.calls.clear()
    town.pull()
    assert "people.people.batchCreateContacts" not in town.calls


def test_a_member_s_count_follows_the_label_and_leaves_out_what_google_did_not_take(town):
    label = town.share("maya", "Finance", "anna")
    maya = town.hand("maya")

    def counts():
        facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
        (shared,) = homepage.home(town.caller("anna"), deps=town.deps).shared
        row = next(row for row in facts.members if row.name == "Anna")
        assert shared.copy == replace(row.copy, refused=0, refused_names=())
        assert row.copy.refused_names == ("Poison",) * (row.copy.total - row.copy.done)
        return row.copy.state, row.copy.done, row.copy.total

    assert counts() == ("current", 5, 5)
    maya.add(contact("C5"), ["Finance"])
    town.pull()
    assert counts() == ("current", 6, 6)
    poison = maya.plant(contact("Poison") | {"nicknames": [{"value": "x" * 3000}]}, ["Finance"])
    town.pull()
    assert (counts(), len(town.hand("anna").names())) == (("current", 6, 7), 6)
    maya.edit(poison, nicknames=[{"value": "x"}])
    town.pull()
    assert (counts(), len(town.hand("anna").names())) == (("current", 7, 7), 7)


def test_a_change_that_google_does_not_take_is_named_until_it_does(town):
    label = town.share("maya", "Finance", "anna")
    maya = town.hand("maya")

    def told():
        copy = overview.label(town.caller("anna"), label=label, deps=town.deps).my_copy
        return copy.done, copy.refused_names

    long = contact("Long") | {"nicknames": [{"value": "x" * 3000}]}
    maya.book.change_unchecked(maya.book.get(maya.find("C1")), long)
    town.pull()
    assert told() == (5, ("Long",))
    maya.edit(maya.find("Long"), nicknames=[{"value": "x"}])
    town.pull()
    assert told() == (5, ())
    assert town.same("Finance", "maya", "anna")


ODD = {
    "dates without a year": contact("A", birthdays=[{"date": {"month": 2, "day": 29}}]),
    "an HTML note": contact("B", biographies=[{"value": "<b>x</b>", "contentType": "TEXT_HTML"}]),
    "an entry twice": contact("C", phoneNumbers=[{"value": "+12025550100"}, {"value": "+1 202 555 0100"}]),
    "mixed scripts": contact("Владимир 王 عمر"),
    "zero width": contact("Zo\u200be\u200d"),
    "white space": contact("  Spa  ced  ", note=" two\n lines \n"),
    "no name": {"emailAddresses": [{"value": "only@x.example"}]},
    "markup": contact("<script>alert(1)</script>", note="\"'&<"),
    "emoji": contact("👩‍👩‍👧 Family"),
    "right to left": contact("\u202eevil"),
    "1,024 characters": contact("x" * 1024),
    "500 fields, our marker among them": contact(
        "Full", userDefined=[{"key": f"k{n}", "value": f"v{n}"} for n in range(498)]
    ),
    "128 KB": contact("Large", userDefined=[{"key": f"k{n}", "value": f"{n:04d}" * 250} for n in range(125)]),
    "everything": contact(
        "All",
        nicknames=[{"value": "Al"}],
        addresses=[{"streetAddress": "1 Main St", "city": "X", "countryCode": "US", "type": "home"}],
        organizations=[{"name": "Org", "title": "Boss", "department": "D", "current": True}],
        urls=[{"value": "https://x.example/a", "type": "work"}],
        events=[{"date": {"year": 2001, "month": 2, "day": 3}, "type": "anniversary"}],
        relations=[{"person": "Bob", "type": "spouse"}],
        imClients=[{"username": "al", "protocol": "skype", "type": "home"}],
        sipAddresses=[{"value": "sip:a@x.example", "type": "work"}],
        calendarUrls=[{"url": "https://x.example/c", "type": "home"}],
        userDefined=[{"key": "Tier", "value": "3"}],
        externalIds=[{"value": "42", "type": "account"}],
        genders=[{"value": "female"}],
        occupations=[{"value": "Painter"}],
        interests=[{"value": "Chess"}],
        locations=[{"value": "HQ", "type": "desk"}],
        locales=[{"value": "fi"}],
        miscKeywords=[{"value": "k", "type": "OUTLOOK_KEYWORD"}],
    ),
}


@pytest.mark.parametrize("what", ODD)
def test_odd_contacts_arrive_whole_and_stay_quiet(what):
    town = Town("maya", "anna")
    town.hand("maya").add_label("Odd")
    town.hand("maya").add(copy.deepcopy(ODD[what]), ["Odd"])
    town.share("maya", "Odd", "anna")
    assert town.same("Odd", "maya", "anna")
    town.pull()
    before = town.google_writes(), town.store.counts.writes
    town.pull()
    assert (town.google_writes(), town.store.counts.writes) == before


def test_an_editors_odd_contact_goes_the_other_way():
    town = Town("maya", "anna", "bruno")
    town.hand("maya").add_label("Odd")
    town.hand("maya").add(contact("First"), ["Odd"])
    town.share("maya", "Odd", "anna", "bruno")
    for fields in ODD.values():
        town.hand("anna").add(copy.deepcopy(fields), ["Odd"])
    town.pull()
    assert len(town.contents("maya", "Odd")) == 1 + len(ODD)
    assert town.same("Odd", "maya", "anna", "bruno")
