"""Does a sync token bring everything that has changed, and nothing twice?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from googleapiclient.errors import HttpError

from tests.simulator.clients import create, error, listing, named

MAYA = "maya@maple.example"


def _names(answer):
    return [p["names"][0]["displayName"] for p in answer.get("connections", ())]


def test_the_sync_token_comes_with_the_last_page_only(people):
    create(people, *(named(f"P{i}") for i in range(5)))
    first = listing(people, size=2)
    assert "nextSyncToken" not in first
    assert first["totalPeople"] == 5
    second = listing(people, size=2, page=first["nextPageToken"])
    third = listing(people, size=2, page=second["nextPageToken"])
    assert "nextPageToken" not in third
    assert third["nextSyncToken"]
    assert _names(first) + _names(second) + _names(third) == [f"P{i}" for i in range(5)]


def test_an_incremental_listing_has_changes_and_tombstones(people, world):
    made = create(people, named("Stays"), named("Changes"), named("Goes"))
    token = listing(people)["nextSyncToken"]
    hand = world.hand(MAYA)
    hand.edit(made[1]["resourceName"], nicknames=[{"value": "x"}])
    hand.delete(made[2]["resourceName"])
    hand.add(named("New"))
    answer = listing(people, sync=token)
    changed, gone, new = answer["connections"]
    assert changed["resourceName"] == made[1]["resourceName"]
    assert gone["resourceName"] == made[2]["resourceName"]
    assert gone["metadata"]["deleted"] is True
    assert "names" not in gone
    assert new["names"][0]["displayName"] == "New"
    assert "connections" not in listing(people, sync=answer["nextSyncToken"])


def test_an_incremental_listing_comes_in_pages_too(people, world):
    token = listing(people, size=2)["nextSyncToken"]
    create(people, *(named(f"P{i}") for i in range(3)))
    first = listing(people, sync=token, size=2)
    second = listing(people, sync=token, size=2, page=first["nextPageToken"])
    assert _names(first) + _names(second) == ["P0", "P1", "P2"]
    assert second["nextSyncToken"]


def test_other_parameters_than_those_of_the_token_are_refused(people):
    token = listing(people)["nextSyncToken"]
    for more in ({"personFields": "names"}, {"size": 10}, {"sources": None}, {"requestSyncToken": False}):
        with pytest.raises(HttpError) as refused:
            listing(people, sync=token, **more)
        assert error(refused)["status"] == "INVALID_ARGUMENT"


def test_a_page_token_keeps_its_parameters_and_its_sync_token(people):
    token = listing(people, size=1)["nextSyncToken"]
    create(people, named("A"), named("B"))
    page = listing(people, sync=token, size=1)["nextPageToken"]
    with pytest.raises(HttpError):
        listing(people, sync=token, size=2, page=page)
    assert listing(people, sync=token, size=1, page=page)["nextSyncToken"]


def test_a_token_of_somebody_else_or_of_nobody_is_refused(people, clients):
    for token in (listing(clients.people("anna"))["nextSyncToken"], "nonsense", "e30"):
        with pytest.raises(HttpError) as refused:
            listing(people, sync=token)
        assert error(refused)["code"] == 400


def test_tokens_expire_seven_days_after_the_full_listing(people, world):
    token = listing(people)["nextSyncToken"]
    for _ in range(6):
        world.clock.advance(timedelta(days=1))
        token = listing(people, sync=token)["nextSyncToken"]
    world.clock.advance(timedelta(days=1, seconds=1))
    with pytest.raises(HttpError) as refused:
        listing(people, sync=token)
    assert error(refused)["code"] == 400
    assert error(refused)["details"][0]["reason"] == "EXPIRED_SYNC_TOKEN"


def test_all_tokens_can_be_made_to_expire(people, world):
    token = listing(people)["nextSyncToken"]
    world.hand(MAYA).expire_sync_tokens()
    with pytest.raises(HttpError) as refused:
        listing(people, sync=token)
    assert error(refused)["details"][0]["reason"] == "EXPIRED_SYNC_TOKEN"


def test_a_late_listing_shows_the_older_state_and_catches_up(people, world):
    (made,) = create(people, named("Old"))
    token = listing(people)["nextSyncToken"]
    world.account(MAYA).book.trouble.delay = timedelta(minutes=3)
    world.hand(MAYA).edit(made["resourceName"], names=[{"givenName": "New"}])
    late = listing(people, sync=token)
    assert "connections" not in late
    assert _names(listing(people)) == ["Old"]
    world.clock.advance(timedelta(minutes=3))
    assert _names(listing(people, sync=late["nextSyncToken"])) == ["New"]


def test_one_contact_alone_may_be_late(people, world):
    slow, quick = create(people, named("Slow"), named("Quick"))
    hand = world.hand(MAYA)
    token = listing(people)["nextSyncToken"]
    hand.hold_listings(slow["resourceName"])
    for contact in (slow, quick):
        hand.edit(contact["resourceName"], nicknames=[{"value": "x"}])
    answer = listing(people, sync=token)
    assert _names(answer) == ["Quick"]
    hand.release_listings()
    assert _names(listing(people, sync=answer["nextSyncToken"])) == ["Slow"]


def test_a_listing_without_sync_is_not_late(people, world):
    world.hand(MAYA).hold_listings()
    create(people, named("A"))
    assert _names(listing(people)) == []
    assert _names(listing(people, requestSyncToken=None)) == ["A"]


def test_a_renamed_contact_names_its_former_self(people, world):
    (made,) = create(people, named("A"))
    token = listing(people)["nextSyncToken"]
    renamed = world.hand(MAYA).rename(made["resourceName"])
    (person,) = listing(people, sync=token)["connections"]
    assert person["resourceName"] == renamed
    assert person["metadata"]["previousResourceNames"] == [made["resourceName"]]
    assert person["metadata"]["sources"][0]["id"] == made["metadata"]["sources"][0]["id"]
    assert len(listing(people)["connections"]) == 1


def test_a_former_name_can_be_read_but_not_written(people, world):
    (made,) = create(people, named("A"))
    renamed = world.hand(MAYA).rename(made["resourceName"])
    answer = people.people().getBatchGet(resourceNames=[made["resourceName"]], personFields="names").execute()
    assert answer["responses"][0]["requestedResourceName"] == made["resourceName"]
    assert answer["responses"][0]["person"]["resourceName"] == renamed
    with pytest.raises(HttpError) as refused:
        people.people().deleteContact(resourceName=made["resourceName"]).execute()
    assert error(refused)["code"] == 404


def test_linking_with_a_colleague_may_rename(people, world):
    world.account(MAYA).book.trouble.rename_when_linked = True
    (made,) = create(people, named("Anna"))
    made["emailAddresses"] = [{"value": "anna@maple.example"}]
    changed = (
        people.people()
        .updateContact(resourceName=made["resourceName"], updatePersonFields="emailAddresses", body=made)
        .execute()
    )
    assert changed["resourceName"] != made["resourceName"]


def test_order_and_sync_do_not_go_together(people):
    create(people, named("B"), named("A"))
    plain = listing(people, requestSyncToken=None, sortOrder="FIRST_NAME_ASCENDING")
    assert _names(plain) == ["A", "B"]
    assert "nextSyncToken" not in plain
    with pytest.raises(HttpError):
        listing(people, sortOrder="FIRST_NAME_ASCENDING")


@pytest.mark.parametrize("size", [-1, 1001])
def test_page_size_has_limits(people, size):
    with pytest.raises(HttpError):
        listing(people, size=size)


def test_entries_have_no_order(people, world):
    (made,) = create(people, named("A", phoneNumbers=[{"value": str(i)} for i in range(3)]))
    world.account(MAYA).book.trouble.shuffle = True
    orders = set()
    for _ in range(3):
        world.hand(MAYA).touch(made["resourceName"])
        (person,) = listing(people)["connections"]
        orders.add(tuple(e["value"] for e in person["phoneNumbers"]))
    assert len(orders) > 1
    assert {frozenset(o) for o in orders} == {frozenset("012")}
