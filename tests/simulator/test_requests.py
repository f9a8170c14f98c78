"""Is a request that Google's own front end would not let through refused in its words?"""

from __future__ import annotations

import pytest
from googleapiclient.errors import HttpError

from simulator.world import SCOPE
from tests.simulator.clients import error, listing, named

CREATE = "/v1/people:createContact"


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("GET", "/v1/contactGroups?colour=red", None),
        ("GET", "/v1/contactGroups?pageSize=ten", None),
        ("GET", "/v1/contactGroups?pageSize=1&pageSize=2", None),
        ("GET", "/v1/people/me/connections?personFields=names&requestSyncToken=yes", None),
        ("GET", "/v1/people/me/connections?personFields=names&sources=CONTACT", None),
        ("GET", "/v1/people/me/connections", None),
        ("GET", "/v1/people/me/connections?personFields=names,shoeSize", None),
        ("GET", "/v1/people/somebody/connections?personFields=names", None),
        ("POST", CREATE, "{"),
        ("POST", CREATE, []),
        ("POST", CREATE, {"shoeSize": 44}),
        ("POST", CREATE, {"names": {"givenName": "A"}}),
        ("POST", CREATE, {"names": [{"givenName": 5}]}),
        ("POST", CREATE, {"names": [{"givenName": "A"}], "organizations": [{"current": "yes"}]}),
        ("POST", CREATE, {"names": [{"givenName": "A"}], "birthdays": [{"date": {"year": "1990"}}]}),
        (
            "POST",
            CREATE,
            {"names": [{"givenName": "A"}], "biographies": [{"contentType": "MARKDOWN", "value": "x"}]},
        ),
        ("POST", "/v1/people:batchCreateContacts", {"contacts": [{"person": {}}]}),
        (
            "POST",
            "/v1/people:batchCreateContacts",
            {"contacts": [{"contactPerson": named("A")}], "readMask": "x"},
        ),
        ("POST", "/v1/people:batchUpdateContacts", {"contacts": {"people/c1": named("A")}}),
        ("POST", "/v1/people:batchUpdateContacts", {"contacts": {"people/c1": {}}, "updateMask": "photos"}),
        ("DELETE", "/v1/contactGroups/abc", {"x": 1}),
    ],
)
def test_wrong_requests(clients, verb, path, body):
    answer, document = clients.raw(verb, path, body)
    assert answer.status == 400
    assert document["error"]["code"] == 400
    assert document["error"]["status"] == "INVALID_ARGUMENT"
    assert document["error"]["message"]


def test_the_words_for_an_unknown_field(clients):
    body = {"contacts": [{"contactPerson": {"names": [{"shoeSize": 1}]}}]}
    _, document = clients.raw("POST", "/v1/people:batchCreateContacts", body)
    assert document["error"]["message"] == (
        "Invalid JSON payload received. Unknown name \"shoeSize\" at 'contacts[0].contact_person.names[0]': "
        "Cannot find field."
    )
    assert document["error"]["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"


@pytest.mark.parametrize(
    ("verb", "path", "code"),
    [("GET", "/v1/nothing", 404), ("PUT", CREATE, 405), ("GET", "/v1/people:unheardOf", 404)],
)
def test_no_such_method(clients, verb, path, code):
    answer, document = clients.raw(verb, path)
    assert answer.status == code
    assert document["error"]["code"] == code


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_no_good_token(clients, token):
    answer, document = clients.raw("GET", "/v1/contactGroups", token=token)
    assert answer.status == 401
    assert document["error"]["status"] == "UNAUTHENTICATED"


def test_a_token_ends_after_an_hour(clients, world):
    from datetime import timedelta

    token = world.token_for("maya@maple.example")
    assert clients.raw("GET", "/v1/contactGroups", token=token)[0].status == 200
    world.clock.advance(timedelta(hours=1))
    assert clients.raw("GET", "/v1/contactGroups", token=token)[0].status == 401


def test_a_token_of_a_suspended_person_ends_at_once(clients, world):
    token = world.token_for("maya@maple.example")
    world.suspend("maya@maple.example")
    assert clients.raw("GET", "/v1/contactGroups", token=token)[0].status == 401


def test_a_scope_that_is_not_enough(clients):
    reader = clients.people("maya", SCOPE + "contacts.readonly")
    listing(reader)
    with pytest.raises(HttpError) as refused:
        reader.people().createContact(body=named("A")).execute()
    assert error(refused)["status"] == "PERMISSION_DENIED"
    assert error(refused)["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_nobody_sees_the_contacts_of_another(clients, world):
    resource = world.hand("anna@maple.example").add(named("Secret"))
    with pytest.raises(HttpError) as refused:
        clients.people("maya").people().get(resourceName=resource, personFields="names").execute()
    assert error(refused)["code"] == 404
