"""The People port through the real client, against the simulated Google: creating, updating, deleting."""

from __future__ import annotations

import pytest

from services.core.contact import WRITABLE, content_of, same
from services.core.person import Change, Draft, Person, Rejected
from services.ports import (
    AccountFull,
    AddressBook,
    NotSent,
    QuotaExhausted,
    RequestRefused,
    Unavailable,
)

from .address_books import everything, made, named
from .simulated_google import ANNA, MAYA, Simulated

MY_CONTACTS = "contactGroups/myContacts"
CREATE = "/v1/people:batchCreateContacts"
UPDATE = "/v1/people:batchUpdateContacts"

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

    def test_is_one_that_was_renamed_told_by_its_source(self, sim, book):
        """Under the old name there may be a contact of hers that the copy was merged into."""
        (ada,) = made(book, named("Ada"))
        sim.hand().rename(ada.resource)
        book.delete([ada.resource], sources=["another"])
        assert sim.hand().names() == ["Ada"]
        book.delete([ada.resource], sources=[ada.source])
        assert sim.hand().names() == []

    def test_are_five_hundred_deleted_in_one_call(self, sim, book):
        people = [p for n in range(3) for p in made(book, *(named(f"N{n}.{m}") for m in range(166)))]
        sim.calls.clear()
        book.delete([person.resource for person in people])
        assert sim.api_calls() == ["people.people.batchDeleteContacts"]
