"""Does an update need the present etag, whatever has changed meanwhile?"""

from __future__ import annotations

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.simulator.clients import create, error, get, membership, named

MAYA = "maya@maple.example"


def _rename(people, person: dict[str, Any]) -> dict[str, Any]:
    return (
        people.people()
        .updateContact(resourceName=person["resourceName"], updatePersonFields="names", body=person)
        .execute()
    )


@pytest.fixture
def ada(people):
    (made,) = create(people, named("Ada"))
    return made


def test_no_etag_at_all(people, ada):
    with pytest.raises(HttpError) as refused:
        _rename(people, {"resourceName": ada["resourceName"], **named("B")})
    assert error(refused)["status"] == "FAILED_PRECONDITION"
    assert error(refused)["message"].startswith("Request must set person.etag")


def test_the_persons_etag_alone_is_enough_and_so_is_the_sources(people, ada):
    ada = _rename(people, {"resourceName": ada["resourceName"], "etag": ada["etag"], **named("B")})
    metadata = {"sources": [s for s in ada["metadata"]["sources"] if s["type"] == "CONTACT"]}
    _rename(people, {"resourceName": ada["resourceName"], "metadata": metadata, **named("C")})


def test_a_sources_etag_is_not_a_persons(people, ada):
    etag = ada["metadata"]["sources"][0]["etag"]
    with pytest.raises(HttpError) as refused:
        _rename(people, {"resourceName": ada["resourceName"], "etag": etag, **named("B")})
    assert error(refused)["message"].startswith("Request person.etag is different")


def test_metadata_without_a_contact_source(people, ada):
    metadata = {"sources": [{"type": "PROFILE", "id": "1"}]}
    with pytest.raises(HttpError):
        _rename(people, {**ada, "metadata": metadata})


@pytest.mark.parametrize("change", ["edit", "label", "touch", "photo"])
def test_any_change_makes_etags_stale(people, world, ada, change):
    hand, resource = world.hand(MAYA), ada["resourceName"]
    if change == "edit":
        hand.edit(resource, nicknames=[{"value": "x"}])
    elif change == "label":
        hand.label(resource, hand.add_label("Friends of ours"))
    elif change == "touch":
        hand.touch(resource)
    else:
        hand.set_photo(resource, b"\xff\xd8\xffpicture")
    with pytest.raises(HttpError) as refused:
        _rename(people, ada)
    assert error(refused)["code"] == 400
    assert error(refused)["status"] == "FAILED_PRECONDITION"
    _rename(people, {**get(people, resource), **named("B")})


def test_the_etag_of_the_answer_serves_the_next_update(people, ada):
    second = _rename(people, {**ada, **named("B")})
    assert _rename(people, {**second, **named("C")})["names"][0]["displayName"] == "C"


def test_memberships_under_the_mask_replace_all_of_them(people, world, ada):
    hand = world.hand(MAYA)
    label = hand.add_label("Clients")
    update = people.people().updateContact
    request = {**ada, "memberships": membership(label)}
    update(resourceName=ada["resourceName"], updatePersonFields="memberships", body=request).execute()
    assert (
        get(people, ada["resourceName"])["memberships"][0]["contactGroupMembership"][
            "contactGroupResourceName"
        ]
        == label
    )
    assert len(get(people, ada["resourceName"])["memberships"]) == 1


def test_no_membership_under_the_mask_is_refused(people, ada):
    with pytest.raises(HttpError) as refused:
        people.people().updateContact(
            resourceName=ada["resourceName"],
            updatePersonFields="memberships",
            body={**ada, "memberships": []},
        ).execute()
    assert error(refused)["code"] == 400
