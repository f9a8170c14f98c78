"""A contact on the wire and back: etags, markers, labels, photos, sources."""

from __future__ import annotations

from services.backends.google.person import (
    MY_CONTACTS,
    PERSON_FIELDS,
    group_of,
    person_of,
    to_create,
    to_update,
)
from services.core.person import Change, Draft, Group, Person

CONTACT = {"source": {"type": "CONTACT", "id": "1f"}}
PROFILE = {"source": {"type": "PROFILE", "id": "9"}}
RAW = {
    "resourceName": "people/c1",
    "etag": "%EgUBAi43PRoEAQIFByIM",
    "metadata": {
        "sources": [
            {"type": "PROFILE", "id": "9", "etag": "#p"},
            {"type": "CONTACT", "id": "1f", "etag": "#s", "updateTime": "2026-11-22T09:00:00.000001Z"},
        ],
        "previousResourceNames": ["people/c0"],
    },
    "names": [
        {"givenName": "Profile", "metadata": PROFILE},
        {"givenName": "Maya", "displayName": "Maya", "metadata": {"primary": True, **CONTACT}},
    ],
    "memberships": [
        {"contactGroupMembership": {"contactGroupId": "g1", "contactGroupResourceName": "contactGroups/g1"}},
        {"contactGroupMembership": {"contactGroupResourceName": MY_CONTACTS}, "metadata": CONTACT},
        {"domainMembership": {"inViewerDomain": True}},
    ],
    "clientData": [
        {"key": "other.app", "value": "x", "metadata": CONTACT},
        {"key": "shared-labels.contact", "value": "p1.7", "metadata": CONTACT},
    ],
    "photos": [
        {"url": "https://lh3.googleusercontent.com/p", "metadata": PROFILE},
        {"url": "https://lh3.googleusercontent.com/c", "metadata": CONTACT},
    ],
}


def test_what_is_read_of_a_contact():
    person = person_of(RAW)
    assert person == Person(
        resource="people/c1",
        etag="%EgUBAi43PRoEAQIFByIM #s",
        source="1f",
        updated="2026-11-22T09:00:00.000001Z",
        content=person.content,
        groups=("contactGroups/g1", MY_CONTACTS),
        marker="p1.7",
        previous=("people/c0",),
        photo_url="https://lh3.googleusercontent.com/c",
    )
    assert [dict(entry) for entry in person.content["names"]] == [{"givenName": "Maya"}]


def test_what_is_read_of_a_deleted_contact():
    raw = {"resourceName": "people/c1", "etag": "x", "metadata": {"deleted": True, "sources": []}}
    assert person_of(raw) == Person("people/c1", deleted=True)


def test_is_a_generated_avatar_no_photo():
    assert (
        person_of({**RAW, "photos": [{"url": "https://x", "default": True, "metadata": CONTACT}]}).photo_url
        == ""
    )


def test_is_a_bare_contact_read():
    assert person_of({"resourceName": "people/c1"}) == Person("people/c1")


def test_what_is_sent_to_create():
    draft = Draft("p1.7", {"names": ({"givenName": "Maya"},)}, ("contactGroups/g1", MY_CONTACTS))
    body = to_create(draft)
    groups = [each["contactGroupMembership"]["contactGroupResourceName"] for each in body.pop("memberships")]
    assert groups == [MY_CONTACTS, "contactGroups/g1"]
    assert body == {
        "names": [{"givenName": "Maya"}],
        "clientData": [{"key": "shared-labels.contact", "value": "p1.7"}],
    }


def test_are_both_etags_sent_back_and_only_masked_fields():
    person = person_of(RAW)
    content = {"names": ({"givenName": "M"},), "urls": ({"value": "https://x"},)}
    assert to_update(Change("people/c1", person.etag, person.source, content), ["names", "nicknames"]) == {
        "resourceName": "people/c1",
        "etag": "%EgUBAi43PRoEAQIFByIM",
        "metadata": {"sources": [{"type": "CONTACT", "id": "1f", "etag": "#s"}]},
        "names": [{"givenName": "M"}],
    }


def test_is_a_contact_without_a_source_etag_updated_by_its_own():
    body = to_update(Change("people/c1", "E", "", {}), ["names"])
    assert body == {"resourceName": "people/c1", "etag": "E", "metadata": {"sources": [{"type": "CONTACT"}]}}


def test_what_is_read_of_a_label():
    raw = {
        "resourceName": "contactGroups/g1",
        "etag": "e",
        "name": "Board",
        "memberCount": 3,
        "clientData": [{"key": "shared-labels.label", "value": "l1"}],
    }
    assert group_of(raw) == Group("contactGroups/g1", "Board", 3, "l1", "e")
    assert group_of({"resourceName": "contactGroups/g1", "name": "Board"}) == Group(
        "contactGroups/g1", "Board"
    )


def test_is_everything_asked_for_that_a_person_is_made_of():
    assert {"clientData", "memberships", "metadata", "photos", "names"} <= set(PERSON_FIELDS.split(","))
