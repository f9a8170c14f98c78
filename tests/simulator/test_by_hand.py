"""Is what a person does by hand what the API then shows?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from googleapiclient.errors import HttpError

from simulator.errors import GoogleError
from tests.simulator.clients import create, get, listing, membership, named, update

MAYA = "maya@maple.example"


@pytest.fixture
def hand(world):
    return world.hand(MAYA)


def test_merging_leaves_one_with_everything_of_both(people, hand):
    label = hand.add_label("Clients")
    keep, other = create(
        people,
        named("Ada", phoneNumbers=[{"value": "1"}], clientData=[{"key": "k", "value": "one"}]),
        {
            "names": [{"givenName": "Augusta"}],
            "phoneNumbers": [{"value": "1"}, {"value": "2"}],
            "birthdays": [{"date": {"year": 1815, "month": 12, "day": 10}}],
            "clientData": [{"key": "k", "value": "two"}],
            "memberships": membership(label),
        },
    )
    token = listing(people)["nextSyncToken"]
    left = hand.merge(keep["resourceName"], other["resourceName"])
    assert left == keep["resourceName"]
    person = get(people, left)
    assert person["names"][0]["givenName"] == "Ada"
    assert [e["value"] for e in person["phoneNumbers"]] == ["1", "2"]
    assert person["birthdays"][0]["date"]["year"] == 1815
    assert [e["value"] for e in person["clientData"]] == ["one", "two"]
    assert {m["contactGroupMembership"]["contactGroupResourceName"] for m in person["memberships"]} == {
        "contactGroups/myContacts",
        label,
    }
    gone, merged = listing(people, sync=token)["connections"]
    assert gone["resourceName"] == other["resourceName"]
    assert gone["metadata"]["deleted"]
    assert merged["metadata"]["previousResourceNames"] == [other["resourceName"]]


def test_merging_may_also_make_a_third(people, hand):
    keep, other = create(people, named("A"), named("B"))
    token = listing(people)["nextSyncToken"]
    left = hand.merge(keep["resourceName"], other["resourceName"], as_new=True)
    answer = listing(people, sync=token)["connections"]
    assert {p["resourceName"] for p in answer if p["metadata"].get("deleted")} == {
        keep["resourceName"],
        other["resourceName"],
    }
    (third,) = (p for p in answer if not p["metadata"].get("deleted"))
    assert third["resourceName"] == left
    assert set(third["metadata"]["previousResourceNames"]) == {keep["resourceName"], other["resourceName"]}


def test_a_deleted_contact_can_be_restored_for_thirty_days(people, hand, world):
    label = hand.add_label("Clients")
    resource = hand.add(named("Ada"), ["Clients"])
    hand.delete(resource)
    assert [c["resourceName"] for c in hand.trash()] == [resource]
    world.clock.advance(timedelta(days=29))
    assert hand.restore(resource) == resource
    assert label in str(get(people, resource)["memberships"])
    hand.delete(resource)
    world.clock.advance(timedelta(days=30))
    assert hand.trash() == []
    with pytest.raises(GoogleError):
        hand.restore(resource)


def test_a_restored_contact_is_listed_again_without_labels_that_are_gone(people, hand):
    hand.add_label("Clients")
    resource = hand.add(named("Ada"), ["Clients"])
    token = listing(people)["nextSyncToken"]
    hand.delete(resource)
    hand.delete_label("Clients")
    hand.restore(resource)
    (person,) = listing(people, sync=token)["connections"]
    assert len(person["memberships"]) == 1


def test_labels_by_hand(hand):
    hand.add_label("One")
    hand.add_label("Two")
    resource = hand.add(named("Ada"), ["One"])
    hand.label(resource, "Two")
    hand.unlabel(resource, "One")
    assert hand.names("Two") == ["Ada"]
    assert hand.names("One") == []
    hand.rename_label("Two", "Three")
    assert [(x["name"], x["memberCount"]) for x in hand.labels()] == [("One", 0), ("Three", 1)]
    hand.delete_label("Three", with_contacts=True)
    assert hand.contacts() == []


def test_out_of_the_last_label_a_contact_stays(people, hand):
    label = hand.add_label("Only")
    (made,) = create(people, named("Ada", memberships=membership(label)))
    hand.unlabel(made["resourceName"], "Only")
    assert "myContacts" in str(get(people, made["resourceName"])["memberships"])


def test_contacts_are_found_by_text(hand):
    hand.add(named("Ada", emailAddresses=[{"value": "countess@lovelace.example"}]))
    hand.add(named("Bob"))
    assert [c["names"][0]["givenName"] for c in hand.contacts(text="LOVELACE")] == ["Ada"]
    assert hand.find("Bob").startswith("people/c")
    with pytest.raises(KeyError):
        hand.find("Nobody")


def test_a_contact_that_no_write_would_make_can_be_there_and_poisons_updates(people, hand):
    resource = hand.plant(named("A", phoneNumbers=[{"value": str(i)} for i in range(501)]))
    person = get(people, resource)
    assert len(person["phoneNumbers"]) == 501
    with pytest.raises(HttpError):
        update(people, [person], "names")


def test_what_google_refuses_is_refused_by_hand_too(hand):
    with pytest.raises(GoogleError):
        hand.add({})
    with pytest.raises(GoogleError):
        hand.add_label("Starred")
    with pytest.raises(GoogleError):
        hand.label("people/c1", "x")
    with pytest.raises(GoogleError):
        hand.edit(hand.add(named("A")), photos=[{"url": "x"}])
