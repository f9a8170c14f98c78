"""The People port, through the real client, against the simulated Google."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.core.contact import WRITABLE, content_of, same
from services.core.person import Change, Draft, Group, Listing, Person, Rejected
from services.ports import (
    AccountFull,
    AccountSuspended,
    AddressBook,
    DelegationMissing,
    NameTaken,
    NotFound,
    NotSent,
    QuotaExhausted,
    RequestRefused,
    ScopeMissing,
    Stale,
    SyncTokenExpired,
    Unavailable,
)
from simulator.world import DELEGATION_SERVICE_ACCOUNT

from .simulated_google import ANNA, MAYA, Simulated

MY_CONTACTS = "contactGroups/myContacts"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
CREATE = "/v1/people:batchCreateContacts"
UPDATE = "/v1/people:batchUpdateContacts"
CONNECTIONS = "/v1/people/me/connections"

FULL_CONTENT = content_of(
    {
        "names": [{"givenName": "Ada", "familyName": "Löve", "honorificPrefix": "Dr."}],
        "emailAddresses": [
            {"value": "ada@x.example", "type": "work"},
            {"value": "a@y.example", "type": "own words"},
        ],
        "phoneNumbers": [{"value": "+358 40 123", "type": "mobile"}],
        "addresses": [{"streetAddress": "1 Main St", "city": "Turku", "countryCode": "FI", "type": "home"}],
        "organizations": [{"name": "Löve Oy", "title": "CEO", "department": "R&D", "current": True}],
        "birthdays": [{"date": {"month": 12, "day": 10}}],
        "events": [{"date": {"year": 2020, "month": 5, "day": 1}, "type": "anniversary"}],
        "biographies": [{"value": "Line one\nline <b>two</b> ☃", "contentType": "TEXT_PLAIN"}],
        "urls": [{"value": "https://x.example", "type": "profile"}],
        "relations": [{"person": "Ben", "type": "spouse"}],
        "nicknames": [{"value": "Adi"}],
        "userDefined": [{"key": "Shoe size", "value": "38"}],
        "externalIds": [{"value": "42", "type": "customer"}],
        "imClients": [{"username": "ada", "protocol": "jabber"}],
        "sipAddresses": [{"value": "sip:ada@x.example", "type": "work"}],
        "calendarUrls": [{"url": "https://cal.example", "type": "work"}],
        "genders": [{"value": "female"}],
        "occupations": [{"value": "Mathematician"}],
        "interests": [{"value": "Engines"}],
        "locations": [{"value": "Turku", "type": "desk"}],
        "miscKeywords": [{"value": "x", "type": "OUTLOOK_USER"}],
        "locales": [{"value": "fi"}],
    }
)


@pytest.fixture
def sim() -> Simulated:
    return Simulated()


@pytest.fixture
def book(sim: Simulated) -> AddressBook:
    return sim.book()


def named(name: str, marker: str = "", *groups: str) -> Draft:
    return Draft(marker or f"m.{name}", {"names": ({"givenName": name},)}, groups)


def everything(book: AddressBook, sync: str = "") -> Listing:
    people: list[Person] = []
    page = ""
    while True:
        listing = book.listing(sync=sync, page=page)
        people += listing.people
        page = listing.next_page
        if not page:
            return Listing(tuple(people), next_sync=listing.next_sync)


def made(book: AddressBook, *drafts: Draft) -> list[Person]:
    people = book.create(drafts)
    assert all(isinstance(person, Person) for person in people)
    return people


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


class TestCreating:
    def test_does_every_field_come_back_as_it_was_sent(self, book):
        assert set(FULL_CONTENT) == set(WRITABLE)
        (person,) = made(book, Draft("c1", FULL_CONTENT, ()))
        for found in (person, book.read([person.resource])[person.resource], everything(book).people[0]):
            assert same(found.content, FULL_CONTENT)

    def test_is_a_copy_complete_from_the_start(self, book):
        group = book.create_group("Board", "l1")
        (person,) = made(book, named("Ada", "c1", group.resource))
        assert person.marker == "c1"
        assert set(person.groups) == {MY_CONTACTS, group.resource}
        assert person.etag
        assert person.source
        assert person.updated
        assert everything(book).people == (person,)

    def test_are_two_hundred_made_in_one_call_and_in_order(self, sim, book):
        sim.calls.clear()
        people = made(book, *(named(f"N{n}") for n in range(200)))
        assert [person.marker for person in people] == [f"m.N{n}" for n in range(200)]
        assert sim.api_calls() == ["people.people.batchCreateContacts"]

    def test_who_of_a_batch_is_refused(self, sim, book):
        poison = Draft("c2", {"nicknames": ({"value": "x" * 1025},)}, ())
        assert book.create([named("Ada"), poison, named("Ben")]) == [
            Rejected("batch"),
            Rejected("invalid"),
            Rejected("batch"),
        ]
        assert sim.hand().names() == []

    def test_is_a_full_account_said_to_be_full(self, sim, book):
        sim.world.account(MAYA).book.trouble.cap = 2
        made(book, named("Ada"))
        with pytest.raises(AccountFull):
            book.create([named("Ben"), named("Cid")])
        assert sim.hand().names() == ["Ada"]

    def test_is_a_label_that_is_gone_a_refusal(self, book):
        results = book.create([named("Ada", "c1", "contactGroups/404")])
        assert all(isinstance(result, Rejected) for result in results)

    @pytest.mark.parametrize(
        ("kind", "done"), [("drop-after", 1), ("500-after", 1), ("cut", 1), ("drop-before", 0)]
    )
    def test_is_a_create_whose_answer_is_lost_never_repeated(self, sim, book, kind, done):
        sim.fail(kind, CREATE)
        with pytest.raises(Unavailable):
            book.create([named("Ada")])
        assert sim.calls.count("people.people.batchCreateContacts") == 1
        assert [person.marker for person in everything(book).people] == ["m.Ada"] * done

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [("429", QuotaExhausted), ("500", Unavailable), ("503", Unavailable), ("403", RequestRefused)],
    )
    def test_what_a_refused_create_comes_to(self, sim, book, kind, expected):
        sim.fail(kind, CREATE)
        with pytest.raises(expected):
            book.create([named("Ada")])
        assert sim.hand().names() == []

    def test_is_nothing_doubtful_when_no_token_could_be_had(self, sim, book):
        sim.fail("503", "/token", times=9)
        with pytest.raises(NotSent):
            book.create([named("Ada")])


class TestUpdating:
    def test_is_exactly_the_mask_changed(self, sim, book):
        (ada,) = made(book, Draft("c1", FULL_CONTENT, ()))
        content = {"nicknames": ({"value": "Adi"},), "urls": ({"value": "https://no"},)}
        results = book.update(
            [Change(ada.resource, ada.etag, ada.source, content)], ["nicknames", "relations"]
        )
        (person,) = results.values()
        assert person.content["nicknames"] == ({"value": "Adi"},)
        assert "relations" not in person.content
        rest = {name: value for name, value in FULL_CONTENT.items() if name not in {"nicknames", "relations"}}
        assert same({name: person.content[name] for name in rest}, rest)
        assert (person.marker, person.groups) == (ada.marker, ada.groups)

    def test_can_an_update_follow_an_update_without_reading(self, book):
        (ada,) = made(book, named("Ada"))
        for name in ("Adele", "Adelaide"):
            content = {"names": ({"givenName": name},)}
            ada = book.update([Change(ada.resource, ada.etag, ada.source, content)], ["names"])[ada.resource]
        assert book.read([ada.resource])[ada.resource] == ada

    def test_is_a_change_of_hers_never_overwritten_blindly(self, sim, book):
        ada, ben = made(book, named("Ada"), named("Ben"))
        sim.hand().edit(ada.resource, names=[{"givenName": "Hers"}])
        changes = [
            Change(person.resource, person.etag, person.source, {"names": ({"givenName": "Ours"},)})
            for person in (ada, ben)
        ]
        results = book.update(changes, ["names"])
        assert results[ada.resource] == Rejected("stale", stale=True)
        assert results[ben.resource] == Rejected("batch")
        assert sim.hand().names() == ["Ben", "Hers"]

    def test_is_a_contact_that_is_gone_said_to_be_missing(self, sim, book):
        (ada,) = made(book, named("Ada"))
        sim.hand().delete(ada.resource)
        (result,) = book.update([Change(ada.resource, ada.etag, ada.source, {})], ["nicknames"]).values()
        assert result == Rejected("missing", missing=True)

    def test_is_a_poison_contact_named_and_the_others_let_through(self, sim, book):
        people = made(book, *(named(f"N{n}") for n in range(200)))
        contents = [{"nicknames": ({"value": "x" * (1025 if n == 77 else 3)},)} for n in range(200)]
        changes = [
            Change(person.resource, person.etag, person.source, content)
            for person, content in zip(people, contents, strict=True)
        ]
        first = book.update(changes, ["nicknames"])
        guilty = [name for name, result in first.items() if result == Rejected("invalid")]
        assert guilty == [people[77].resource]
        again = [change for change in changes if change.resource not in guilty]
        assert all(isinstance(result, Person) for result in book.update(again, ["nicknames"]).values())

    def test_is_a_renamed_contact_answered_under_the_name_that_was_asked(self, sim, book):
        sim.world.account(MAYA).book.trouble.rename_when_linked = True
        (ada,) = made(book, named("Ada"))
        content = {"emailAddresses": ({"value": ANNA},)}
        results = book.update([Change(ada.resource, ada.etag, ada.source, content)], ["emailAddresses"])
        renamed = results[ada.resource]
        assert renamed.resource != ada.resource
        assert renamed.source == ada.source

    @pytest.mark.parametrize("kind", ["drop-after", "500-after", "cut", "drop-before"])
    def test_is_an_update_whose_answer_is_lost_never_repeated(self, sim, book, kind):
        (ada,) = made(book, named("Ada"))
        sim.fail(kind, UPDATE)
        with pytest.raises(Unavailable):
            book.update([Change(ada.resource, ada.etag, ada.source, {})], ["nicknames"])
        assert sim.calls.count("people.people.batchUpdateContacts") == 1


class TestDeleting:
    def test_do_they_go_to_the_trash(self, sim, book):
        ada, ben = made(book, named("Ada"), named("Ben"))
        book.delete([ada.resource])
        assert sim.hand().names() == ["Ben"]
        assert len(sim.hand().trash()) == 1
        assert ben.resource in book.read([ben.resource])

    def test_is_a_missing_one_no_reason_to_leave_the_others(self, sim, book):
        people = made(book, *(named(f"N{n}") for n in range(5)))
        sim.hand().delete(people[2].resource)
        names = [person.resource for person in people]
        book.delete(names)
        book.delete(names)
        assert sim.hand().names() == []

    def test_are_five_hundred_deleted_in_one_call(self, sim, book):
        people = [p for n in range(3) for p in made(book, *(named(f"N{n}.{m}") for m in range(166)))]
        sim.calls.clear()
        book.delete([person.resource for person in people])
        assert sim.api_calls() == ["people.people.batchDeleteContacts"]


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
