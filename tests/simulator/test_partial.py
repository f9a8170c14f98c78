"""Does `fields` leave only what it names?"""

from __future__ import annotations

import pytest
from googleapiclient.errors import HttpError

from simulator.partial import cut
from tests.simulator.clients import CONTACT, create, named

BODY = {
    "kind": "k",
    "users": [{"id": "1", "name": {"givenName": "A", "fullName": "A B"}, "emails": [{"address": "x"}]}],
}


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ("kind", {"kind": "k"}),
        ("users/id", {"users": [{"id": "1"}]}),
        ("users(id,name/fullName)", {"users": [{"id": "1", "name": {"fullName": "A B"}}]}),
        ("users/name/givenName, users/id", {"users": [{"id": "1", "name": {"givenName": "A"}}]}),
        ("users/name(givenName),kind", {"kind": "k", "users": [{"name": {"givenName": "A"}}]}),
        ("users/*/address", {"users": [{"id": "1", "name": {}, "emails": [{"address": "x"}]}]}),
        ("*", BODY),
        ("nothing", {}),
    ],
)
def test_what_is_left(fields, left):
    assert cut(BODY, fields) == left


@pytest.mark.parametrize("fields", ["users(id", "users)", ",", "a,,b", "a//b", "a b!", "(a)"])
def test_what_cannot_be_read_is_refused_before_anything_is_done(people, world, fields):
    with pytest.raises(HttpError):
        people.people().createContact(body=named("A"), fields=fields).execute()
    assert world.hand("maya@maple.example").contacts() == []


def test_through_the_client(people):
    create(people, named("A"))
    answer = (
        people.people()
        .connections()
        .list(
            resourceName="people/me",
            personFields="names",
            sources=CONTACT,
            fields="connections(names/givenName)",
        )
        .execute()
    )
    assert answer == {"connections": [{"names": [{"givenName": "A"}]}]}
