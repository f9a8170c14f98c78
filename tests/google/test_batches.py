"""Answers to batches that no well-behaved Google gives, and the sizes it would refuse."""

from __future__ import annotations

import json

import pytest

from services.backends.google.delegation import Delegation
from services.backends.google.http import Google
from services.backends.google.people import GooglePeople
from services.backends.google.signing import signer_for
from services.core.person import Change, Draft, Person, Rejected
from services.ports import (
    AccountFull,
    DelegationMissing,
    NotFound,
    QuotaExhausted,
    RequestRefused,
    SyncTokenExpired,
    Unavailable,
)

from .fake_http import Wire, answer, refusal

DRAFTS = [Draft(f"p.{n}", {"names": ({"givenName": f"N{n}"},)}, ()) for n in range(3)]
CHANGES = [Change(f"people/c{n}", f"e{n} s{n}", f"{n}", {}) for n in range(3)]


class Answers:
    """Tokens for nothing, and the given answers for the rest."""

    def __init__(self):
        self.next = []
        self.sent = []

    def __call__(self, sent):
        if sent.uri.endswith(":signJwt"):
            return answer({"signedJwt": "s"})
        if sent.uri.endswith("/token"):
            return answer({"access_token": "t", "expires_in": 3600})
        self.sent.append(sent)
        found = self.next.pop(0)
        if isinstance(found, Exception):
            raise found
        return found


@pytest.fixture
def wire():
    return Answers()


@pytest.fixture
def book(wire):
    google = Google(root="http://google.test", http_factory=Wire(always=wire), read_pause=0)
    return GooglePeople(google, Delegation(google, signer_for(google, "sa@x"))).of("maya@example.com")


def created(number, marker=None):
    data = [{"key": "shared-labels.contact", "value": marker or f"p.{number}"}]
    return {"person": {"resourceName": f"people/c{number}", "clientData": data}, "status": {}}


def blame(**codes):
    errors = {
        key.removeprefix("_"): {"code": code, "message": "about somebody"} for key, code in codes.items()
    }
    return refusal(400, "INVALID_ARGUMENT", contactErrors=errors)


def test_are_answers_put_into_the_order_of_the_drafts(book, wire):
    wire.next = [answer({"createdPeople": [created(2), created(0), created(1)]})]
    assert [person.resource for person in book.create(DRAFTS)] == ["people/c0", "people/c1", "people/c2"]


def test_is_one_contact_refused_inside_a_good_answer(book, wire):
    bad = {"status": {"code": 3, "message": "about somebody"}, "httpStatusCode": 400}
    wire.next = [answer({"createdPeople": [created(0), bad, created(2)]})]
    first, second, third = book.create(DRAFTS)
    assert isinstance(first, Person)
    assert second == Rejected("invalid")
    assert isinstance(third, Person)


def test_is_a_refused_contact_told_apart_in_an_answer_of_another_order(book, wire):
    bad = {"status": {"code": 3, "message": "about somebody"}}
    wire.next = [answer({"createdPeople": [created(2), bad, created(0)]})]
    first, second, third = book.create(DRAFTS)
    assert (first.resource, second, third.resource) == ("people/c0", Rejected("invalid"), "people/c2")


def test_do_places_count_where_markers_are_not_handed_back(book, wire):
    people = [{"person": {"resourceName": f"people/c{n}"}} for n in range(3)]
    wire.next = [answer({"createdPeople": people})]
    assert [person.resource for person in book.create(DRAFTS)] == ["people/c0", "people/c1", "people/c2"]


@pytest.mark.parametrize(
    "doubtful",
    [
        answer({"createdPeople": [created(0), created(1)]}),
        answer({"createdPeople": [created(0), created(1), {"status": {}}]}),
        answer({}),
        answer(b'{"createdPeople": [{"per'),
        answer(b""),
        ConnectionResetError(),
        TimeoutError(),
        answer({}, 500),
        answer({}, 503),
    ],
)
def test_is_a_doubtful_create_said_to_be_one_and_sent_once(book, wire, doubtful):
    wire.next = [doubtful]
    with pytest.raises(Unavailable):
        book.create(DRAFTS)
    assert len(wire.sent) == 1


def test_who_is_to_blame_for_a_refused_batch(book, wire):
    wire.next = [blame(_1=3)]
    assert book.create(DRAFTS) == [Rejected("batch"), Rejected("invalid"), Rejected("batch")]
    wire.next = [
        refusal(
            400, "FAILED_PRECONDITION", contactErrors={"people/c0": {"code": 9}, "people/c2": {"code": 5}}
        )
    ]
    assert book.update(CHANGES, ["names"]) == {
        "people/c0": Rejected("stale", stale=True),
        "people/c1": Rejected("batch"),
        "people/c2": Rejected("missing", missing=True),
    }


def test_is_a_batch_that_nobody_is_blamed_for_refused_as_a_whole(book, wire):
    wire.next = [refusal(400, "INVALID_ARGUMENT"), refusal(400, "INVALID_ARGUMENT")]
    with pytest.raises(RequestRefused):
        book.create(DRAFTS)
    with pytest.raises(RequestRefused):
        book.update(CHANGES, ["names"])


@pytest.mark.parametrize("whole", [refusal(400, "FAILED_PRECONDITION"), refusal(404, "NOT_FOUND")])
def test_is_everybody_read_again_when_google_does_not_say_who_has_changed(book, wire, whole):
    wire.next = [whole]
    results = book.update(CHANGES, ["names"])
    assert set(results) == {"people/c0", "people/c1", "people/c2"}
    assert all(result.stale for result in results.values())


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (refusal(429, "RESOURCE_EXHAUSTED"), QuotaExhausted),
        (refusal(400, "INVALID_ARGUMENT", message="MY_CONTACTS_OVERFLOW_COUNT"), AccountFull),
        (refusal(401, "UNAUTHENTICATED"), DelegationMissing),
        (blame(_0=14), Unavailable),
        (refusal(404, "NOT_FOUND"), RequestRefused),
    ],
)
def test_what_stops_a_whole_create(book, wire, whole, expected):
    wire.next = [whole] * 3  # a 401 is believed the third time
    with pytest.raises(expected):
        book.create(DRAFTS)


def test_is_an_update_without_all_its_answers_doubtful(book, wire):
    wire.next = [answer({"updateResult": {"people/c0": created(0)}})]
    with pytest.raises(Unavailable):
        book.update(CHANGES, ["names"])


def test_is_an_update_answered_under_the_name_that_was_asked(book, wire):
    wire.next = [answer({"updateResult": {"people/c0": {"person": {"resourceName": "people/c77"}}}})]
    results = book.update(CHANGES[:1], ["names"])
    assert results["people/c0"].resource == "people/c77"


def test_is_an_update_of_nothing_never_sent(book, wire):
    assert book.update([], ["names"]) == {}
    assert book.create([]) == []
    assert book.read([]) == {}
    book.delete([])
    assert book.regroup("contactGroups/g") == []
    with pytest.raises(ValueError, match="without fields"):
        book.update(CHANGES, [])
    assert wire.sent == []


def test_are_batches_above_googles_sizes_never_sent(book, wire):
    names = [f"people/c{n}" for n in range(1001)]
    for call in (
        lambda: book.create(DRAFTS * 67),
        lambda: book.update(CHANGES * 67, ["names"]),
        lambda: book.read(names[:201]),
        lambda: book.delete(names[:501]),
        lambda: book.regroup("contactGroups/g", add=names[:501], remove=names[501:]),
    ):
        with pytest.raises(ValueError, match="at most"):
            call()
    assert wire.sent == []


def test_are_missing_contacts_left_out_of_what_is_read(book, wire):
    wire.next = [
        answer(
            {
                "responses": [
                    {"requestedResourceName": "people/c0", **created(70)},
                    {"requestedResourceName": "people/c1", "status": {"code": 5}, "httpStatusCode": 404},
                    {
                        "requestedResourceName": "people/c2",
                        "person": {
                            "resourceName": "people/c2",
                            "metadata": {"sources": [{"type": "PROFILE"}]},
                        },
                    },
                ]
            }
        )
    ]
    found = book.read(["people/c0", "people/c1", "people/c2"])
    assert {name: person.resource for name, person in found.items()} == {"people/c0": "people/c70"}


@pytest.mark.parametrize(("code", "expected"), [(14, Unavailable), (13, Unavailable), (7, RequestRefused)])
def test_is_a_contact_that_cannot_be_read_not_missing(book, wire, code, expected):
    response = {"requestedResourceName": "people/c0", "status": {"code": code}}
    wire.next = [answer({"responses": [response]})] * 3
    with pytest.raises(expected):
        book.read(["people/c0"])


def test_are_the_missing_left_out_when_a_deletion_stumbles_over_them(book, wire):
    gone = {"requestedResourceName": "people/c1", "status": {"code": 5}}
    there = {"requestedResourceName": "people/c0", "person": {"resourceName": "people/c0"}}
    wire.next = [refusal(404, "NOT_FOUND"), answer({"responses": [there, gone]}), answer()]
    book.delete(["people/c0", "people/c1"])
    assert json.loads(wire.sent[-1].body) == {"resourceNames": ["people/c0"]}


def test_is_a_deletion_of_what_is_gone_no_error(book, wire):
    wire.next = [refusal(404, "NOT_FOUND"), answer({"responses": []})]
    book.delete(["people/c0"])
    assert len(wire.sent) == 2


def test_is_a_listing_asked_for_with_the_same_parameters_on_every_page(book, wire):
    wire.next = [answer({"connections": [], "nextPageToken": "p2"}), answer({"nextSyncToken": "s2"})]
    assert book.listing(sync="s1").next_page == "p2"
    assert book.listing(sync="s1", page="p2").next_sync == "s2"
    first, second = (sent.uri for sent in wire.sent)
    assert second.replace("&pageToken=p2", "") == first
    assert "requestSyncToken=true" in first
    assert "pageSize=1000" in first


@pytest.mark.parametrize(
    "lost",
    [
        refusal(400, "FAILED_PRECONDITION", reason="EXPIRED_SYNC_TOKEN"),
        refusal(410, "", reason="EXPIRED_SYNC_TOKEN"),
        answer(b"", 410),
    ],
)
def test_is_a_listing_that_cannot_go_on_begun_again(book, wire, lost):
    wire.next = [lost]
    with pytest.raises(SyncTokenExpired):
        book.listing(sync="s1")


def test_is_a_label_that_is_gone_deleted(book, wire):
    wire.next = [refusal(404, "NOT_FOUND")]
    book.delete_group("contactGroups/g")
    assert "deleteContacts=false" in wire.sent[0].uri


@pytest.mark.parametrize(
    "url",
    [
        "http://lh3.googleusercontent.com/p",
        "https://evil.example/p",
        "https://googleusercontent.com.evil.example/p",
        "https://169.254.169.254/computeMetadata/v1/",
        "http://google.test.evil.example/p",
        "file:///etc/passwd",
        "",
        "//lh3.googleusercontent.com/p",
    ],
)
def test_is_no_photo_fetched_from_elsewhere(book, wire, url):
    with pytest.raises(RequestRefused):
        book.photo(url)
    assert wire.sent == []


def test_is_a_photo_on_this_machine_fetched_from_the_stand_in_only(book, wire):
    wire.next = [answer(b"\x89PNG")]
    assert book.photo("http://127.0.0.1:1/photos/1?v=2") == b"\x89PNG"
    assert wire.sent[0].uri == "http://google.test/photos/1?v=2"


def test_is_nothing_of_this_machine_fetched_when_google_is_google():
    google = Google(http_factory=Wire(always=Answers()), read_pause=0)
    book = GooglePeople(google, Delegation(google, signer_for(Google(root="x"), "sa@x"))).of(
        "maya@example.com"
    )
    with pytest.raises(RequestRefused):
        book.photo("http://localhost:8080/healthz")


def test_is_a_photo_fetched_in_full_and_without_a_token(book, wire):
    wire.next = [answer(b"\x89PNG"), answer(b"\x89PNG")]
    assert book.photo("https://lh3.googleusercontent.com/a/b=s100") == b"\x89PNG"
    assert book.photo("http://google.test/photos/1?v=2") == b"\x89PNG"
    assert [sent.uri for sent in wire.sent] == [
        "http://google.test/a/b=s100?sz=720",
        "http://google.test/photos/1?v=2",
    ]
    assert all("authorization" not in sent.headers for sent in wire.sent)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer(b"", 404), NotFound),
        (answer(b"", 403), RequestRefused),
        (answer(b"", 200), Unavailable),
        (answer(b"", 429), QuotaExhausted),
    ],
)
def test_what_a_photo_that_does_not_come_is(book, wire, said, expected):
    wire.next = [said]
    with pytest.raises(expected):
        book.photo("https://lh3.googleusercontent.com/a")


def test_is_a_photo_written_and_taken_away(book, wire):
    wire.next = [answer({"person": {"resourceName": "people/c0"}})] * 2
    book.set_photo("people/c0", b"\xfb\xff")
    book.set_photo("people/c0", b"")
    put, take = wire.sent
    assert (put.method, json.loads(put.body)["photoBytes"]) == ("PATCH", "+/8=")
    assert take.method == "DELETE"
    assert ":deleteContactPhoto?" in take.uri
