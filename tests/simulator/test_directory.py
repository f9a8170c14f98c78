"""Who sees whom in the company's directory?"""

from __future__ import annotations

import pytest
from googleapiclient.errors import HttpError

from tests.simulator.clients import error

PUBLIC = {"viewType": "domain_public"}


def _emails(answer):
    return [u["primaryEmail"] for u in answer.get("users", ())]


@pytest.fixture
def directory(clients):
    return clients.directory("admin")


def test_a_user_by_id_address_and_alias(directory, world):
    anna = world.account("anna@maple.example")
    anna.aliases.append("a.virtanen@maple.example")
    for key in (anna.id, "ANNA@maple.example", "a.virtanen@maple.example"):
        user = directory.users().get(userKey=key).execute()
        assert (user["id"], user["primaryEmail"], user["customerId"]) == (
            anna.id,
            anna.email,
            anna.company.id,
        )
    assert user["aliases"] == ["a.virtanen@maple.example"]
    assert user["suspended"] is False


def test_everybody_sees_the_public_view_and_admins_the_rest(clients):
    everybody = clients.directory("maya")
    user = everybody.users().get(userKey="anna@maple.example", **PUBLIC).execute()
    assert user["name"]["fullName"] == "Anna Virtanen"
    assert "suspended" not in user
    assert "isAdmin" not in user
    with pytest.raises(HttpError) as refused:
        everybody.users().get(userKey="anna@maple.example").execute()
    assert error(refused)["errors"][0]["reason"] == "forbidden"
    with pytest.raises(HttpError):
        everybody.groups().list(customer="my_customer").execute()


def test_nobody_of_another_company_is_found(directory):
    for key in ("otto@birch.example", "nobody@maple.example", "1"):
        with pytest.raises(HttpError) as refused:
            directory.users().get(userKey=key).execute()
        assert error(refused)["code"] == 404


def test_listing_needs_a_customer_or_a_domain_of_ones_own(directory, world):
    everybody = _emails(directory.users().list(customer="my_customer").execute())
    assert "maya@maple.example" in everybody
    assert "otto@birch.example" not in everybody
    assert _emails(directory.users().list(domain="maple.example").execute()) == everybody
    for more in ({}, {"customer": "C999"}, {"domain": "birch.example"}):
        with pytest.raises(HttpError):
            directory.users().list(**more).execute()


def test_listing_comes_in_pages(directory):
    first = directory.users().list(customer="my_customer", maxResults=2, orderBy="email").execute()
    second = (
        directory.users()
        .list(customer="my_customer", maxResults=2, orderBy="email", pageToken=first["nextPageToken"])
        .execute()
    )
    assert _emails(first) == ["admin@maple.example", "anna@maple.example"]
    assert _emails(second) == ["bruno@maple.example", "clara@maple.example"]
    for size in (0, 501):
        with pytest.raises(HttpError):
            directory.users().list(customer="my_customer", maxResults=size).execute()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("email:an*", ["anna"]),
        ("email=anna@maple.example", ["anna"]),
        ("email:anna@maple.example", ["anna"]),
        ("givenName:br*", ["bruno"]),
        ("familyName='Virtanen'", ["anna"]),
        ("name:schm*", ["clara"]),
        ("name:'Anna Virtanen'", ["anna"]),
        ("isAdmin=true", ["admin"]),
        ("givenName:an* familyName:x*", []),
    ],
)
def test_searching(directory, query, found):
    answer = directory.users().list(customer="my_customer", query=query).execute()
    assert [e.partition("@")[0] for e in _emails(answer)] == found


@pytest.mark.parametrize("query", ["shoeSize:44", "Anna", "isAdmin=perhaps", "email:"])
def test_queries_that_are_refused(directory, query):
    with pytest.raises(HttpError) as refused:
        directory.users().list(customer="my_customer", query=query).execute()
    assert error(refused)["code"] == 400


def test_deleted_people_are_listed_on_request(directory, world):
    world.delete("anna@maple.example")
    answer = directory.users().list(customer="my_customer", showDeleted="true").execute()
    assert _emails(answer) == ["anna@maple.example"]


@pytest.fixture
def groups(world):
    maple = world.account("maya@maple.example").company
    inner = world.add_group(
        maple, "inner@maple.example", "Inner", ["anna@maple.example", "bruno@maple.example"]
    )
    outer = world.add_group(
        maple,
        "outer@maple.example",
        "Outer",
        ["inner@maple.example", "bruno@maple.example", "guest@x.example"],
    )
    world.join(maple, inner, "outer@maple.example", "MANAGER")  # a circle
    return inner, outer


def test_members_direct_and_derived(directory, groups):
    direct = directory.members().list(groupKey="outer@maple.example").execute()["members"]
    assert [(m["email"], m["type"]) for m in direct] == [
        ("inner@maple.example", "GROUP"),
        ("bruno@maple.example", "USER"),
        ("guest@x.example", "USER"),
    ]
    derived = (
        directory.members().list(groupKey=groups[1].id, includeDerivedMembership=True).execute()["members"]
    )
    assert sorted(m["email"] for m in derived if m["type"] == "USER") == [
        "anna@maple.example",
        "bruno@maple.example",
        "guest@x.example",
    ]
    managers = directory.members().list(groupKey="inner@maple.example", roles="MANAGER").execute()["members"]
    assert [m["email"] for m in managers] == ["outer@maple.example"]


def test_the_whole_company_as_a_member(directory, world):
    maple = world.account("maya@maple.example").company
    world.add_group(maple, "all@maple.example", "All", ["*"])
    (member,) = directory.members().list(groupKey="all@maple.example").execute()["members"]
    assert (member["type"], member["id"]) == ("CUSTOMER", maple.id)
    assert "email" not in member


def test_has_member(directory, groups):
    has = directory.members().hasMember
    assert has(groupKey="outer@maple.example", memberKey="anna@maple.example").execute() == {"isMember": True}
    assert has(groupKey="outer@maple.example", memberKey="clara@maple.example").execute() == {
        "isMember": False
    }
    with pytest.raises(HttpError):
        has(groupKey="outer@maple.example", memberKey="guest@x.example").execute()


def test_groups_are_listed_and_got(directory, groups):
    listed = directory.groups().list(customer="my_customer").execute()["groups"]
    assert [g["email"] for g in listed] == ["inner@maple.example", "outer@maple.example"]
    hers = directory.groups().list(userKey="anna@maple.example").execute()["groups"]
    assert [g["email"] for g in hers] == ["inner@maple.example"]
    assert directory.groups().get(groupKey="outer@maple.example").execute()["directMembersCount"] == "3"
    found = directory.groups().list(customer="my_customer", query="email:inn*").execute()["groups"]
    assert [g["name"] for g in found] == ["Inner"]
    with pytest.raises(HttpError) as refused:
        directory.groups().get(groupKey="none@maple.example").execute()
    assert error(refused)["code"] == 404


def test_colleagues_through_the_people_api(clients, world):
    world.suspend("clara@maple.example")
    search = clients.people().people().searchDirectoryPeople
    source = "DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"
    found = search(query="vir", readMask="names,emailAddresses", sources=source).execute()
    assert found["totalSize"] == 1
    assert found["people"][0]["emailAddresses"][0]["value"] == "anna@maple.example"
    assert search(query="clara", readMask="names", sources=source).execute() == {}
    everybody = (
        clients.people().people().listDirectoryPeople(readMask="names", sources=source, pageSize=2).execute()
    )
    assert len(everybody["people"]) == 2
    assert everybody["nextPageToken"]
    for more in ({"readMask": "names"}, {"sources": source}):
        with pytest.raises((HttpError, TypeError)):
            search(query="a", **more).execute()
