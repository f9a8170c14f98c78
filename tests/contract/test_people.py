"""The People port through the real client, against the simulated Google: labels, reading, photos, trouble."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.core.person import Change, Group, Person
from services.ports import (
    AccountSuspended,
    AddressBook,
    DelegationMissing,
    NameTaken,
    NotFound,
    QuotaExhausted,
    RequestRefused,
    ScopeMissing,
    Stale,
    SyncTokenExpired,
    Unavailable,
)
from simulator.world import DELEGATION_SERVICE_ACCOUNT

from .address_books import everything, made, named
from .simulated_google import ANNA, MAYA, Simulated

MY_CONTACTS = "contactGroups/myContacts"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
CONNECTIONS = "/v1/people/me/connections"


@pytest.fixture
def sim() -> Simulated:
    return Simulated()


@pytest.fixture
def book(sim: Simulated) -> AddressBook:
    return sim.book()


class TestLabels:
    def test_are_only_her_own_labels_listed(self, sim, book):
        sim.hand().add_label("Board")
        assert [group.name for group in book.groups()] == ["Board"]

    def test_are_groups_of_google_s_own_no_labels(self, book):
        for name in ("myContacts", "starred"):
            with pytest.raises(NotFound):
                book.group(f"contactGroups/{name}")

    def test_is_a_label_made_with_its_marker(self, book):
        group = book.create_group("Board", "l1")
        assert (group.name, group.marker) == ("Board", "l1")
        assert book.groups() == [Group(group.resource, "Board", 0, "l1", group.etag)]
        assert book.group(group.resource).resource == group.resource

    def test_is_a_name_that_is_taken_said_so(self, sim, book):
        sim.hand().add_label("Board")
        with pytest.raises(NameTaken):
            book.create_group("Board", "l1")
        other = book.create_group("Other", "l1")
        with pytest.raises(NameTaken):
            book.rename_group(other, "Board")

    def test_is_the_marker_still_there_after_a_new_name(self, book):
        group = book.create_group("Board", "l1")
        renamed = book.rename_group(book.groups()[0], "Bored")
        assert (renamed.name, renamed.marker, renamed.resource) == ("Bored", "l1", group.resource)

    def test_is_a_label_that_changed_meanwhile_not_renamed_blindly(self, sim, book):
        book.create_group("Board", "l1")
        (seen,) = book.groups()
        sim.hand().rename_label("Board", "Hers")
        with pytest.raises(Stale):
            book.rename_group(seen, "Ours")
        assert [group.name for group in book.groups()] == ["Hers"]

    def test_do_the_contacts_stay_when_the_label_goes(self, sim, book):
        group = book.create_group("Board", "l1")
        made(book, named("Ada", "c1", group.resource))
        book.delete_group(group.resource)
        book.delete_group(group.resource)
        assert book.groups() == []
        assert sim.hand().names() == ["Ada"]
        with pytest.raises(NotFound):
            book.group(group.resource)
        with pytest.raises(NotFound):
            book.rename_group(group, "Board")
        with pytest.raises(NotFound):
            book.members(group.resource)

    def test_who_is_in_a_label(self, book):
        group = book.create_group("Board", "l1")
        people = made(book, *(named(f"N{n}", "", group.resource) for n in range(120)))
        assert book.members(group.resource) == [person.resource for person in people]
        assert book.groups()[0].size == 120

    def test_contacts_in_and_out_of_a_label(self, book):
        one, other = book.create_group("One", "l1"), book.create_group("Other", "l2")
        ada, ben = made(book, named("Ada", "c1", one.resource), named("Ben", "c2"))
        assert book.regroup(one.resource, add=[ben.resource], remove=[ada.resource]) == []
        assert book.members(one.resource) == [ben.resource]
        assert book.regroup(other.resource, add=["people/c404"]) == ["people/c404"]

    def test_does_a_contact_stay_in_its_last_label(self, sim, book):
        group = book.create_group("One", "l1")
        (ada,) = made(book, named("Ada", "c1", group.resource))
        assert book.regroup(MY_CONTACTS, remove=[ada.resource]) == []
        assert book.regroup(group.resource, remove=[ada.resource]) == []
        assert book.read([ada.resource])[ada.resource].groups == (group.resource,)

    def test_are_more_labels_than_a_page_all_found(self, sim, book):
        for number in range(1005):
            sim.hand().add_label(f"L{number:04}")
        assert len(book.groups()) == 1005


class TestListing:
    def test_is_an_empty_account_listed(self, book):
        listing = book.listing()
        assert listing.people == ()
        assert listing.next_sync

    def test_are_all_pages_listed_and_the_token_is_on_the_last(self, sim, book):
        for start in range(0, 2100, 200):
            made(book, *(named(f"N{n}") for n in range(start, min(start + 200, 2100))))
        first = book.listing()
        assert (len(first.people), bool(first.next_page), first.next_sync) == (1000, True, "")
        sim.calls.clear()
        listing = everything(book)
        assert len(listing.people) == 2100
        assert sim.api_calls() == ["people.people.connections.list"] * 3

    def test_what_changed_since_then(self, sim, book):
        ada, ben, cid = made(book, named("Ada"), named("Ben"), named("Cid"))
        sync = everything(book).next_sync
        assert everything(book, sync).people == ()
        sim.hand().edit(ada.resource, nicknames=[{"value": "Adi"}])
        sim.hand().delete(ben.resource)
        changed = {person.resource: person for person in everything(book, sync).people}
        assert changed[ada.resource].content["nicknames"] == ({"value": "Adi"},)
        assert changed[ben.resource] == Person(ben.resource, deleted=True)
        assert cid.resource not in changed

    def test_is_a_new_name_of_a_contact_followed(self, sim, book):
        (ada,) = made(book, named("Ada"))
        sync = everything(book).next_sync
        renamed = sim.hand().rename(ada.resource)
        found = {person.resource: person for person in everything(book, sync).people if not person.deleted}
        assert found[renamed].previous == (ada.resource,)
        assert found[renamed].source == ada.source

    def test_is_a_listing_begun_again_when_its_token_is_too_old(self, sim, book):
        sync = everything(book).next_sync
        sim.hand().expire_sync_tokens()
        with pytest.raises(SyncTokenExpired):
            book.listing(sync=sync)

    def test_is_a_listing_begun_again_after_more_than_a_week(self, sim, book):
        sync = everything(book).next_sync
        sim.world.clock.advance(timedelta(days=8))
        with pytest.raises(SyncTokenExpired):
            book.listing(sync=sync)

    @pytest.mark.parametrize(
        "tokens", [{"sync": "rubbish"}, {"page": "rubbish"}, {"sync": "e30", "page": "e30"}]
    )
    def test_is_a_listing_with_a_token_of_nobodys_begun_again(self, book, tokens):
        with pytest.raises(SyncTokenExpired):
            book.listing(**tokens)

    def test_is_somebody_elses_token_not_taken(self, sim, book):
        with pytest.raises(SyncTokenExpired):
            sim.book(ANNA).listing(sync=everything(book).next_sync)

    def test_what_of_a_contact_is_read(self, sim, book):
        sim.hand().add_label("Board")
        resource = sim.hand().add({"names": [{"givenName": "Ada"}]}, ["Board"])
        sim.hand().set_photo(resource, PNG)
        (person,) = everything(book).people
        assert person.resource == resource
        assert person.source
        assert person.updated.startswith("2026-03-02T12:00:00")
        assert person.marker == ""
        assert set(person.groups) >= {book.groups()[0].resource}
        assert book.photo(person.photo_url) == PNG

    def test_are_values_of_a_linked_profile_left_out(self, sim, book):
        sim.hand().add({"emailAddresses": [{"value": ANNA}], "names": [{"givenName": "My Anna"}]})
        (person,) = everything(book).people
        assert [entry["givenName"] for entry in person.content["names"]] == ["My Anna"]


class TestReading:
    def test_are_those_read_that_exist(self, sim, book):
        ada, ben = made(book, named("Ada"), named("Ben"))
        sim.hand().delete(ben.resource)
        found = book.read([ada.resource, ben.resource, "people/c404", ada.resource])
        assert set(found) == {ada.resource}
        assert found[ada.resource] == ada

    def test_are_two_hundred_read_at_once(self, sim, book):
        people = made(book, *(named(f"N{n}") for n in range(200)))
        sim.calls.clear()
        assert len(book.read([person.resource for person in people])) == 200
        assert sim.api_calls() == ["people.people.getBatchGet"]

    def test_is_a_contact_found_by_its_former_name(self, sim, book):
        (ada,) = made(book, named("Ada"))
        renamed = sim.hand().rename(ada.resource)
        found = book.read([ada.resource])
        assert {name: person.resource for name, person in found.items()} in ({ada.resource: renamed}, {})


class TestPhotos:
    def test_is_a_photo_set_replaced_and_removed(self, book):
        (ada,) = made(book, named("Ada"))
        assert ada.photo_url == ""
        with_photo = book.set_photo(ada.resource, PNG)
        assert book.photo(with_photo.photo_url) == PNG
        assert book.photo(book.set_photo(ada.resource, PNG + b"2").photo_url) == PNG + b"2"
        assert book.set_photo(ada.resource, b"").photo_url == ""
        assert book.set_photo(ada.resource, b"").resource == ada.resource

    def test_is_a_photo_that_is_none_refused(self, book):
        (ada,) = made(book, named("Ada"))
        with pytest.raises(RequestRefused):
            book.set_photo(ada.resource, b"GIF89a")

    @pytest.mark.parametrize("photo", [PNG, b""])
    def test_is_the_photo_of_nobody_not_found(self, book, photo):
        with pytest.raises(NotFound):
            book.set_photo("people/c404", photo)


class TestTrouble:
    """What stops an account, whichever call meets it first."""

    CALLS = (
        lambda book: book.listing(),
        lambda book: book.groups(),
        lambda book: book.read(["people/c1"]),
        lambda book: book.create([named("Ada")]),
        lambda book: book.create_group("Board", "l1"),
        lambda book: book.regroup("contactGroups/x", add=["people/c1"]),
        lambda book: book.delete(["people/c1"]),
        lambda book: book.update([Change("people/c1", "e", "1", {})], ["names"]),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_delegation_withdrawn_in_the_middle(self, sim, book, call):
        book.groups()
        sim.world.delegate(sim.world.account(MAYA).company, DELEGATION_SERVICE_ACCOUNT, ())
        with pytest.raises(DelegationMissing):
            call(book)

    @pytest.mark.parametrize("call", CALLS)
    def test_a_person_suspended_in_the_middle(self, sim, book, call):
        book.groups()
        sim.world.suspend(MAYA)
        with pytest.raises(AccountSuspended):
            call(book)

    @pytest.mark.parametrize("call", CALLS)
    def test_quota(self, sim, book, call):
        sim.fail("429", "/v1/*", retry_after="30")
        with pytest.raises(QuotaExhausted) as refused:
            call(book)
        assert refused.value.retry_after == 30
        assert len(sim.api_calls()) == 1

    @pytest.mark.parametrize("kind", ["500", "503", "drop-before", "drop-after", "cut", "500-after"])
    def test_a_passing_fault_of_a_read_is_not_seen(self, sim, book, kind):
        made(book, named("Ada"))
        sim.fail(kind, CONNECTIONS, times=2)
        assert len(everything(book).people) == 1

    def test_a_lasting_fault_of_a_read_is_seen(self, sim, book):
        sim.fail("503", CONNECTIONS, times=50)
        with pytest.raises(Unavailable):
            book.listing()

    def test_a_stranger_cannot_be_reached(self, sim):
        with pytest.raises((AccountSuspended, DelegationMissing)):
            sim.book("somebody@elsewhere.example").listing()

    def test_only_the_needed_scope_is_asked_for(self, sim, book):
        contacts = ["https://www.googleapis.com/auth/contacts"]
        sim.world.delegate(sim.world.account(MAYA).company, DELEGATION_SERVICE_ACCOUNT, contacts)
        assert book.listing().next_sync
        with pytest.raises(ScopeMissing):
            sim.directory.person(ANNA, asked_by=MAYA)

    def test_an_accounts_token_is_asked_for_once(self, sim, book):
        for _ in range(5):
            book.listing()
        assert sim.calls.count("oauth2.token") == 1
        sim.world.clock.advance(timedelta(hours=1))
        book.listing()
        assert sim.calls.count("oauth2.token") == 2
