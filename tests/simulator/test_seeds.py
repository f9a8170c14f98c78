"""Is the demo's data what it says, and does a Google Contacts export read back whole?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import simulator.seeds
from simulator.seeds import MAYA, demo, google_csv, small, synthetic

CONGRESS = Path(simulator.seeds.__file__).parent / "congress.csv"


@pytest.fixture(scope="module")
def everyone():
    return demo()


def test_the_owner_has_537_contacts_in_52_labels(everyone):
    hand = everyone.hand(MAYA)
    assert len(hand.contacts()) == 537
    labels = {x["name"]: x["memberCount"] for x in hand.labels()}
    # 51 of the file's 52 names are the user's own; the other one is Google's `* myContacts`.
    assert len(labels) == 51
    assert labels["Senate Committee on Finance"] == 27
    assert labels["United States House of Representatives"] == 437


def test_every_cell_of_the_export_arrives(everyone):
    people = {p["userDefined"][0]["value"]: p for p in everyone.hand(MAYA).contacts()}
    with CONGRESS.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            person = people[row["Custom Field 1 - Value"]]
            text = _words(person)
            for column, cell in row.items():
                if cell and column not in {"Labels", "Birthday"} and not column.endswith("Label"):
                    assert cell.strip() in text, column
            assert len(person["memberships"]) == len(row["Labels"].split(" ::: "))
            assert person["birthdays"][0]["date"]["year"] == int(row["Birthday"][:4])


def _words(value) -> list[str]:
    if isinstance(value, dict):
        return [w for v in value.values() for w in _words(v)]
    if isinstance(value, list):
        return [w for v in value for w in _words(v)]
    return [str(value)]


def test_people_of_the_demo(everyone):
    maple, birch = everyone.companies
    assert len(maple.people) == 8
    assert len([a for a in maple.people if a.admin]) == 1
    assert 2 <= len(birch.people) <= 3
    anna = everyone.hand("anna@maple.example")
    assert "Senate Committee on Finance" in [x["name"] for x in anna.labels()]
    assert everyone.hand("frank@maple.example").contacts() == []
    for account in everyone.people:
        assert account.mailbox.inbox
        assert account.events


def test_the_same_seed_makes_the_same_people():
    assert [a.id for a in small().people] == [a.id for a in small().people]
    assert [a.id for a in small(seed=1).people] != [a.id for a in small().people]


def test_made_up_contacts():
    made = list(synthetic(500))
    assert made == list(synthetic(500))
    assert len({p["emailAddresses"][0]["value"] for p in made}) == 500
    hand = small().hand(MAYA)
    for person in made:
        hand.add(person)
    assert len(hand.contacts()) == 500


def test_cells_with_several_values_and_starred_labels():
    row = {
        "First Name": "Ada",
        "Labels": "* myContacts ::: Clients",
        "E-mail 1 - Label": "* Work",
        "E-mail 1 - Value": "a@b.example ::: c@d.example",
        "Phone 1 - Label": "",
        "Phone 1 - Value": "1",
        "Birthday": "--12-10",
        "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "1835-07-08",
        "Relation 1 - Label": "spouse",
        "Relation 1 - Value": "William",
        "Custom Field 1 - Label": "Badge",
        "Custom Field 1 - Value": "7",
    }
    assert google_csv.labels(row) == ["Clients"]
    assert google_csv.contact(row) == {
        "names": [{"givenName": "Ada"}],
        "birthdays": [{"date": {"month": 12, "day": 10}}],
        "emailAddresses": [
            {"value": "a@b.example", "type": "work"},
            {"value": "c@d.example", "type": "work"},
        ],
        "phoneNumbers": [{"value": "1"}],
        "relations": [{"person": "William", "type": "spouse"}],
        "userDefined": [{"key": "Badge", "value": "7"}],
        "events": [{"date": {"year": 1835, "month": 7, "day": 8}, "type": "Anniversary"}],
    }
