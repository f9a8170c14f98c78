"""Do labels behave as Google's contact groups do?"""

from __future__ import annotations

import pytest
from googleapiclient.errors import HttpError

from tests.simulator.clients import create, error, get, membership, named

MAYA = "maya@maple.example"


def _make(people, name="Clients", **more):
    body = {"contactGroup": {"name": name, **more}, "readGroupFields": "name,clientData,metadata,groupType"}
    return people.contactGroups().create(body=body).execute()


def _groups(person):
    return {m["contactGroupMembership"]["contactGroupResourceName"] for m in person["memberships"]}


def test_a_label_keeps_its_client_data(people):
    made = _make(people, clientData=[{"key": "k", "value": "v"}])
    found = (
        people.contactGroups().get(resourceName=made["resourceName"], groupFields="clientData,name").execute()
    )
    assert found["clientData"] == [{"key": "k", "value": "v"}]
    assert "memberCount" not in found
    assert made["groupType"] == "USER_CONTACT_GROUP"


@pytest.mark.parametrize("name", ["Clients", "clients", " Clients ", "Starred", "myContacts"])
def test_a_name_that_is_taken(people, name):
    _make(people)
    with pytest.raises(HttpError) as refused:
        _make(people, name)
    assert error(refused)["code"] == 409
    assert error(refused)["status"] == "ALREADY_EXISTS"


def test_a_label_needs_a_name(people):
    with pytest.raises(HttpError):
        _make(people, " ")


def test_a_contact_created_with_a_label_only_is_not_in_my_contacts(people):
    label = _make(people)["resourceName"]
    only, both = create(
        people,
        named("A", memberships=membership(label)),
        named("B", memberships=membership(label, "contactGroups/myContacts")),
    )
    assert _groups(only) == {label}
    assert _groups(both) == {label, "contactGroups/myContacts"}


@pytest.mark.parametrize("group", ["contactGroups/unknown", "contactGroups/friends", "contactGroups/all"])
def test_a_contact_cannot_be_created_in_that_group(people, group):
    with pytest.raises(HttpError) as refused:
        create(people, named("A", memberships=membership(group)))
    assert error(refused)["code"] == 400


def test_listing_has_googles_own_groups_and_no_members(people):
    _make(people)
    answer = people.contactGroups().list(pageSize=1000).execute()
    names = {g["name"]: g for g in answer["contactGroups"]}
    assert names["myContacts"]["groupType"] == "SYSTEM_CONTACT_GROUP"
    assert names["myContacts"]["formattedName"] == "My Contacts"
    assert "clientData" not in names["Clients"]
    assert all("memberResourceNames" not in g for g in answer["contactGroups"])
    assert answer["nextSyncToken"]


def test_listing_comes_in_pages_of_thirty(people):
    for number in range(40):
        _make(people, f"Label {number}")
    first = people.contactGroups().list().execute()
    assert len(first["contactGroups"]) == 30
    second = people.contactGroups().list(pageToken=first["nextPageToken"]).execute()
    assert len(second["contactGroups"]) == first["totalItems"] - 30


def test_members_are_answered_only_when_asked_for(people):
    label = _make(people)["resourceName"]
    made = create(people, *(named(f"P{i}", memberships=membership(label)) for i in range(3)))
    get_group = people.contactGroups().get
    assert "memberResourceNames" not in get_group(resourceName=label).execute()
    found = get_group(resourceName=label, maxMembers=2).execute()
    assert found["memberResourceNames"] == [p["resourceName"] for p in made[:2]]
    assert found["memberCount"] == 3


def test_modify_members_says_what_it_could_not_do(people):
    label = _make(people)["resourceName"]
    (only,) = create(people, named("A", memberships=membership(label)))
    (other,) = create(people, named("B"))
    modify = people.contactGroups().members().modify
    answer = modify(
        resourceName=label,
        body={
            "resourceNamesToAdd": [other["resourceName"], "people/c9"],
            "resourceNamesToRemove": [only["resourceName"]],
        },
    ).execute()
    assert answer == {
        "notFoundResourceNames": ["people/c9"],
        "canNotRemoveLastContactGroupResourceNames": [only["resourceName"]],
    }
    assert label in _groups(get(people, other["resourceName"]))
    assert modify(resourceName=label, body={"resourceNamesToRemove": [other["resourceName"]]}).execute() == {}
    assert _groups(get(people, other["resourceName"])) == {"contactGroups/myContacts"}


def test_modify_takes_a_thousand(people):
    label = _make(people)["resourceName"]
    modify = people.contactGroups().members().modify
    names = [f"people/c{i}" for i in range(1001)]
    assert (
        len(
            modify(resourceName=label, body={"resourceNamesToAdd": names[:1000]}).execute()[
                "notFoundResourceNames"
            ]
        )
        == 1000
    )
    with pytest.raises(HttpError):
        modify(resourceName=label, body={"resourceNamesToAdd": names}).execute()


@pytest.mark.parametrize(("group", "code"), [("contactGroups/friends", 400), ("contactGroups/nothing", 404)])
def test_nobody_can_be_added_to_that_group(people, group, code):
    (made,) = create(people, named("A"))
    with pytest.raises(HttpError) as refused:
        people.contactGroups().members().modify(
            resourceName=group, body={"resourceNamesToAdd": [made["resourceName"]]}
        ).execute()
    assert error(refused)["code"] == code


def test_starring(people):
    (made,) = create(people, named("A"))
    people.contactGroups().members().modify(
        resourceName="contactGroups/starred", body={"resourceNamesToAdd": [made["resourceName"]]}
    ).execute()
    assert "contactGroups/starred" in _groups(get(people, made["resourceName"]))


def test_renaming_needs_the_present_etag(people):
    made = _make(people)
    update = people.contactGroups().update

    def rename(name, etag):
        group = {"name": name} | ({"etag": etag} if etag else {})
        return update(resourceName=made["resourceName"], body={"contactGroup": group}).execute()

    with pytest.raises(HttpError) as refused:
        rename("New", "")
    assert error(refused)["status"] == "FAILED_PRECONDITION"
    second = rename("New", made["etag"])
    assert second["name"] == "New"
    with pytest.raises(HttpError):
        rename("Newer", made["etag"])
    _make(people, "Taken")
    with pytest.raises(HttpError) as refused:
        rename("Taken", second["etag"])
    assert error(refused)["code"] == 409


def test_update_can_change_the_client_data_alone(people):
    made = _make(people, clientData=[{"key": "a", "value": "1"}])
    body = {
        "contactGroup": {"etag": made["etag"], "clientData": [{"key": "b", "value": "2"}]},
        "updateGroupFields": "clientData",
        "readGroupFields": "clientData,name",
    }
    answer = people.contactGroups().update(resourceName=made["resourceName"], body=body).execute()
    assert (answer["name"], answer["clientData"]) == ("Clients", [{"key": "b", "value": "2"}])


def test_deleting_a_label_leaves_its_contacts(people, world):
    label = _make(people)["resourceName"]
    (made,) = create(people, named("A", memberships=membership(label)))
    token = people.contactGroups().list(pageSize=1000).execute()["nextSyncToken"]
    people.contactGroups().delete(resourceName=label).execute()
    assert _groups(get(people, made["resourceName"])) == {"contactGroups/myContacts"}
    (changed,) = people.contactGroups().list(pageSize=1000, syncToken=token).execute()["contactGroups"]
    assert changed["metadata"]["deleted"] is True


def test_deleting_a_label_with_its_contacts(people, world):
    label = _make(people)["resourceName"]
    create(people, named("A", memberships=membership(label)), named("B"))
    people.contactGroups().delete(resourceName=label, deleteContacts=True).execute()
    assert world.hand(MAYA).names() == ["B"]


def test_googles_own_groups_stay(people):
    with pytest.raises(HttpError):
        people.contactGroups().delete(resourceName="contactGroups/myContacts").execute()


def test_several_at_once(people):
    label = _make(people)["resourceName"]
    answer = (
        people.contactGroups()
        .batchGet(resourceNames=[label, "contactGroups/x"], groupFields="name")
        .execute()
    )
    good, bad = answer["responses"]
    assert good["contactGroup"]["name"] == "Clients"
    assert bad["status"]["code"] == 5
    assert "contactGroup" not in bad


def test_a_group_listing_may_be_late_too(people, world):
    trouble = world.account(MAYA).book.trouble
    trouble.late_groups = trouble.held = True
    _make(people)
    names = [g["name"] for g in people.contactGroups().list(pageSize=1000).execute().get("contactGroups", ())]
    assert "Clients" not in names
