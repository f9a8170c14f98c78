"""What happens to a batch when it is too big, or one contact of it is bad?"""

from __future__ import annotations

import pytest
from googleapiclient.errors import HttpError

from tests.simulator.clients import create, error, named, update

MAYA = "maya@maple.example"
_DETAILS = "type.googleapis.com/google.people.v1."


def test_two_hundred_can_be_created_and_no_more(people, world):
    create(people, *(named(f"P{i}") for i in range(200)))
    with pytest.raises(HttpError) as refused:
        create(people, *(named(f"P{i}") for i in range(201)))
    assert error(refused)["status"] == "INVALID_ARGUMENT"
    assert len(world.hand(MAYA).contacts()) == 200


def test_no_contacts_is_no_batch(people):
    for call in (
        people.people().batchCreateContacts(body={"contacts": []}),
        people.people().batchUpdateContacts(body={"contacts": {}, "updateMask": "names"}),
        people.people().batchDeleteContacts(body={"resourceNames": []}),
    ):
        with pytest.raises(HttpError):
            call.execute()


def test_one_bad_contact_fails_the_batch_and_is_named_by_its_index(people, world):
    with pytest.raises(HttpError) as refused:
        create(people, named("Good"), {"names": [{"givenName": "A"}, {"givenName": "B"}]}, named("Good too"))
    (detail,) = error(refused)["details"]
    assert detail["@type"] == _DETAILS + "BatchCreateContactsErrorDetails"
    assert list(detail["contactErrors"]) == ["1"]
    assert detail["contactErrors"]["1"]["code"] == 3
    assert world.hand(MAYA).contacts() == []


def test_a_batch_may_also_be_half_applied(people, world):
    world.account(MAYA).book.trouble.partial_batches = True
    with pytest.raises(HttpError):
        create(people, named("Good"), {"names": [{"givenName": "A"}, {"givenName": "B"}]})
    assert world.hand(MAYA).names() == ["Good"]


def test_a_stale_contact_fails_the_update_and_is_named_by_its_name(people, world):
    first, second = create(people, named("A"), named("B"))
    world.hand(MAYA).edit(second["resourceName"], nicknames=[{"value": "Bee"}])
    for person in (first, second):
        person["names"] = [{"givenName": "New"}]
    with pytest.raises(HttpError) as refused:
        update(people, [first, second], "names")
    (detail,) = error(refused)["details"]
    assert detail["@type"] == _DETAILS + "BatchUpdateContactsErrorDetails"
    assert list(detail["contactErrors"]) == [second["resourceName"]]
    assert detail["contactErrors"][second["resourceName"]]["code"] == 9
    assert world.hand(MAYA).names() == ["A", "B"]


def test_a_missing_contact_in_an_update(people):
    first, second = create(people, named("A"), named("B"))
    people.people().deleteContact(resourceName=second["resourceName"]).execute()
    with pytest.raises(HttpError) as refused:
        update(people, [first, second], "names")
    assert error(refused)["details"][0]["contactErrors"][second["resourceName"]]["code"] == 5


def test_delete_takes_five_hundred_and_all_or_none(people, world):
    made = [p["resourceName"] for _ in range(3) for p in create(people, *(named("P") for _ in range(200)))]
    delete = people.people().batchDeleteContacts
    with pytest.raises(HttpError):
        delete(body={"resourceNames": made[:501]}).execute()
    with pytest.raises(HttpError):
        delete(body={"resourceNames": [made[0], "people/c1"]}).execute()
    assert len(world.hand(MAYA).contacts()) == 600
    delete(body={"resourceNames": made[:500]}).execute()
    assert len(world.hand(MAYA).contacts()) == 100


def test_the_cap_counts_the_trash(people, world):
    world.account(MAYA).book.trouble.cap = 3
    made = create(people, named("A"), named("B"), named("C"))
    people.people().deleteContact(resourceName=made[0]["resourceName"]).execute()
    with pytest.raises(HttpError) as refused:
        create(people, named("D"))
    assert "MY_CONTACTS_OVERFLOW_COUNT" in error(refused)["message"]
    world.hand(MAYA).empty_trash()
    assert create(people, named("D"))


def test_a_batch_beyond_the_cap_is_refused_whole(people, world):
    world.account(MAYA).book.trouble.cap = 3
    with pytest.raises(HttpError) as refused:
        create(people, *(named(f"P{i}") for i in range(5)))
    assert sorted(error(refused)["details"][0]["contactErrors"]) == ["3", "4"]
    assert world.hand(MAYA).contacts() == []
