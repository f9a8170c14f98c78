"""Does a contact come back as Google would give it back?"""

from __future__ import annotations

import pytest
from googleapiclient.errors import HttpError

from tests.simulator.clients import ALL_FIELDS, CONTACT, create, error, get, named, update


def test_create_answers_all_fields_when_none_are_named(people):
    made = people.people().createContact(body=named("Ada")).execute()
    assert made["names"][0]["displayName"] == "Ada"
    assert made["memberships"][0]["contactGroupMembership"]["contactGroupId"] == "myContacts"


def test_batch_create_without_read_mask_answers_nothing(people, world):
    assert (
        people.people().batchCreateContacts(body={"contacts": [{"contactPerson": named("A")}]}).execute()
        == {}
    )
    assert world.hand("maya@maple.example").names() == ["A"]


def test_whitespace_is_trimmed_and_output_only_parts_are_made(people):
    (made,) = create(
        people,
        {
            "names": [
                {"givenName": " Ada ", "familyName": "Lovelace", "honorificSuffix": "Jr.", "displayName": "x"}
            ],
            "phoneNumbers": [{"value": " (202) 224-3441", "type": "mobile", "canonicalForm": "x"}],
            "emailAddresses": [{"value": "a@b.example", "type": "Club"}],
            "biographies": [{"value": "line\r\nline"}],
            "birthdays": [{"date": {"year": 0, "month": 2, "day": 29}}],
            "addresses": [{"streetAddress": "1 Main St", "city": "Springfield", "region": "IL"}],
        },
    )
    name = made["names"][0]
    assert name["displayName"] == name["unstructuredName"] == "Ada Lovelace, Jr."
    assert name["displayNameLastFirst"] == "Lovelace, Ada, Jr."
    assert made["phoneNumbers"][0]["value"] == "(202) 224-3441"
    assert made["phoneNumbers"][0]["canonicalForm"] == "+12022243441"
    assert made["phoneNumbers"][0]["formattedType"] == "Mobile"
    assert made["emailAddresses"][0]["formattedType"] == "Club"
    assert made["biographies"][0]["value"] == "line\nline"
    assert made["biographies"][0]["contentType"] == "TEXT_PLAIN"
    assert made["birthdays"][0]["date"] == {"month": 2, "day": 29}
    assert made["addresses"][0]["formattedValue"] == "1 Main St\nSpringfield, IL"
    assert made["metadata"]["sources"][0]["type"] == "CONTACT"
    assert made["etag"] != made["metadata"]["sources"][0]["etag"]


def test_a_free_form_name_is_taken_apart(people):
    (made,) = create(people, {"names": [{"unstructuredName": "Grace Brewster Hopper"}]})
    assert (made["names"][0]["givenName"], made["names"][0]["familyName"]) == ("Grace Brewster", "Hopper")


def test_each_field_has_one_primary_entry(people):
    (made,) = create(people, named("A", phoneNumbers=[{"value": "1"}, {"value": "2"}]))
    assert [e["metadata"].get("primary", False) for e in made["phoneNumbers"]] == [True, False]


def test_update_replaces_masked_fields_and_clears_absent_ones(people):
    (made,) = create(
        people, named("A", phoneNumbers=[{"value": "1"}], emailAddresses=[{"value": "a@b.example"}])
    )
    changed = {k: made[k] for k in ("resourceName", "etag", "metadata")} | {"phoneNumbers": [{"value": "2"}]}
    answer = update(people, [changed], "phoneNumbers,emailAddresses")
    person = answer["updateResult"][made["resourceName"]]["person"]
    assert [e["value"] for e in person["phoneNumbers"]] == ["2"]
    assert "emailAddresses" not in person
    assert person["names"][0]["givenName"] == "A"


def test_update_of_one_contact(people):
    (made,) = create(people, named("A"))
    made["names"] = [{"givenName": "B"}]
    answer = (
        people.people()
        .updateContact(
            resourceName=made["resourceName"], updatePersonFields="names", personFields="names", body=made
        )
        .execute()
    )
    assert answer["names"][0]["displayName"] == "B"


def test_deleted_contact_is_not_found(people):
    (made,) = create(people, named("A"))
    people.people().deleteContact(resourceName=made["resourceName"]).execute()
    with pytest.raises(HttpError) as refused:
        get(people, made["resourceName"])
    assert error(refused)["status"] == "NOT_FOUND"
    answer = people.people().getBatchGet(resourceNames=[made["resourceName"]], personFields="names").execute()
    assert answer["responses"] == [
        {
            "requestedResourceName": made["resourceName"],
            "httpStatusCode": 404,
            "status": {"code": 5, "message": "Requested entity was not found."},
        }
    ]


def test_two_hundred_names_are_got_in_one_call_though_the_address_is_too_long(people, clients):
    made = create(people, *(named(f"P{i}") for i in range(200)))
    names = [p["resourceName"] for p in made]
    answer = people.people().getBatchGet(resourceNames=names, personFields="names,metadata").execute()
    assert [r["person"]["resourceName"] for r in answer["responses"]] == names
    assert clients.http.log[-1][0] == "POST"  # with X-HTTP-Method-Override


def test_a_colleagues_profile_stands_beside_the_contact_unless_sources_are_restricted(people):
    (made,) = create(people, named("Annie", emailAddresses=[{"value": "anna@maple.example"}]))
    whole = people.people().get(resourceName=made["resourceName"], personFields=ALL_FIELDS).execute()
    assert [(n["metadata"]["source"]["type"], n["givenName"]) for n in whole["names"]] == [
        ("CONTACT", "Annie"),
        ("PROFILE", "Anna"),
    ]
    assert [s["type"] for s in whole["metadata"]["sources"]] == ["CONTACT", "PROFILE"]
    assert len(made["names"]) == 1


def test_search_finds_what_was_there_when_the_cache_was_warmed(people, world):
    world.hand("maya@maple.example").add(named("Zoe", organizations=[{"name": "Cedar Works"}]))
    search = people.people().searchContacts
    assert search(query="ceda", readMask="names").execute() == {}
    search(query="", readMask="names").execute()
    found = search(query="work", readMask="names", sources=CONTACT).execute()
    assert found["results"][0]["person"]["names"][0]["givenName"] == "Zoe"


def test_my_own_profile(people):
    me = people.people().get(resourceName="people/me", personFields="names,emailAddresses").execute()
    assert me["names"][0]["displayName"] == "Maya Lindqvist"


@pytest.mark.parametrize(
    "person",
    [
        {"names": [{"givenName": "A"}, {"givenName": "B"}]},
        {"birthdays": [{"date": {"month": 1, "day": 1}}] * 2, "names": [{"givenName": "A"}]},
        {"names": [{"givenName": "A"}], "phoneNumbers": [{"type": "work"}]},
        {"names": [{"givenName": "A"}], "phoneNumbers": [{"value": "   "}]},
        {"names": [{"givenName": "A"}], "birthdays": [{"date": {"year": 2025, "month": 2, "day": 29}}]},
        {"names": [{"givenName": "A"}], "birthdays": [{"date": {"day": 9}}]},
        {"names": [{"givenName": "A" * 1025}]},
        {"names": [{"givenName": "A"}], "phoneNumbers": [{"value": str(i)} for i in range(500)]},
        {"names": [{"givenName": "A"}], "biographies": [{"value": "x" * 131072}]},
        {"clientData": [{"key": "k", "value": "v"}]},
        {},
    ],
)
def test_what_google_refuses_to_store(people, world, person):
    with pytest.raises(HttpError) as refused:
        people.people().createContact(body=person).execute()
    assert error(refused)["code"] == 400
    assert world.hand("maya@maple.example").contacts() == []


def test_limits_are_limits(people):
    (made,) = create(
        people,
        {
            "names": [{"givenName": "A" * 1024}],
            "biographies": [{"value": "x" * 100_000}],
            "phoneNumbers": [{"value": str(i)} for i in range(498)],
        },
    )
    assert len(made["phoneNumbers"]) == 498


def test_listings_cut_numbers_at_a_hundred_and_get_does_not(people):
    from tests.simulator.clients import listing

    (made,) = create(people, named("A", phoneNumbers=[{"value": str(i)} for i in range(150)]))
    assert len(listing(people)["connections"][0]["phoneNumbers"]) == 100
    assert len(get(people, made["resourceName"])["phoneNumbers"]) == 150
