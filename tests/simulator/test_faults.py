"""Does it fail as told, and only then?"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import requests
from googleapiclient.errors import HttpError

from simulator.faults import Dropped
from simulator.inprocess import session
from tests.simulator.clients import create, error, listing, named

MAYA = "maya@maple.example"


@pytest.mark.parametrize(("kind", "code"), [("429", 429), ("500", 500), ("503", 503), ("403", 403)])
def test_a_refusal_comes_once_and_nothing_is_done(people, world, kind, code):
    world.faults.add(kind, "/v1/people:batchCreate*", "POST")
    listing(people)
    with pytest.raises(HttpError) as refused:
        create(people, named("A"))
    assert error(refused)["code"] == code
    assert world.hand(MAYA).contacts() == []
    create(people, named("A"))


def test_each_service_fails_in_its_own_shape(clients, world):
    world.faults.add("429", "/admin/*")
    world.faults.add("403-rate", "/gmail/*")
    world.faults.add("503", "/token")
    answers = [
        clients.raw("GET", "/admin/directory/v1/users"),
        clients.raw("GET", "/gmail/v1/users/me/messages/1"),
        clients.raw("POST", "/token"),
    ]
    assert [a.status for a, _ in answers] == [429, 403, 503]
    reasons = [d["error"]["errors"][0] for _, d in answers[:2]]
    assert [r["reason"] for r in reasons] == ["rateLimitExceeded", "userRateLimitExceeded"]
    assert {r["domain"] for r in reasons} == {"usageLimits"}
    assert answers[2][1]["error"] == "internal_failure"


def test_a_page_of_html_instead_of_json(people, world):
    world.faults.add("502")
    with pytest.raises(HttpError) as refused:
        listing(people)
    assert refused.value.content.startswith(b"<!DOCTYPE html>")


def test_a_lost_answer(people, world):
    world.faults.add("drop-after", "/v1/people:batchCreate*")
    with pytest.raises(Dropped):
        create(people, named("A"))
    assert world.hand(MAYA).names() == ["A"]


def test_a_lost_request(people, world):
    world.faults.add("drop-before", "/v1/people:batchCreate*")
    with pytest.raises(ConnectionResetError):
        create(people, named("A"))
    assert world.hand(MAYA).names() == []


def test_an_error_though_it_was_done(people, world):
    world.faults.add("500-after", verb="POST")
    with pytest.raises(HttpError):
        create(people, named("A"))
    assert world.hand(MAYA).names() == ["A"]


def test_half_an_answer(people, world):
    create(people, named("A"))
    world.faults.add("cut", "/v1/people/me/connections")
    assert isinstance(listing(people), str)


def test_of_one_account_after_some_calls_and_several_times(clients, world):
    world.faults.add("503", "/v1/*", account=world.account(MAYA).id, skip=1, times=2)
    maya, anna = clients.people("maya"), clients.people("anna")
    listing(maya)
    for _ in range(2):
        listing(anna)
        with pytest.raises(HttpError):
            listing(maya)
    listing(maya)
    assert world.faults.waiting == []


def test_a_get_that_travels_as_a_post_is_a_get(people, world):
    world.faults.add("503", "/v1/people:batchGet", "GET")
    with pytest.raises(HttpError):
        people.people().getBatchGet(
            resourceNames=[f"people/c{i}" for i in range(200)], personFields="names"
        ).execute()


def test_over_requests_too(clients, world):
    calls = session(world, clients.app)
    world.faults.add("drop-before", "/token")
    with pytest.raises(requests.ConnectionError):
        calls.post("https://oauth2.googleapis.com/token", data={})
    assert calls.post("https://oauth2.googleapis.com/token", data={}).status_code == 400


def test_retry_after(people, world):
    world.faults.add("429", retry_after="30")
    with pytest.raises(HttpError) as refused:
        listing(people)
    assert refused.value.resp["retry-after"] == "30"
    assert error(refused)["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"


def test_quota_per_person_and_minute(clients, world):
    world.quota.reads = 3
    world.quota.writes = 1
    maya, anna = clients.people("maya"), clients.people("anna")
    create(maya, named("A"))
    with pytest.raises(HttpError) as refused:
        create(maya, named("B"))
    found = error(refused)
    assert found["status"] == "RESOURCE_EXHAUSTED"
    assert found["details"][0]["metadata"]["quota_metric"] == "people.googleapis.com/critical_write_requests"
    listing(maya)
    listing(maya)  # a write has used up the third
    with pytest.raises(HttpError) as refused:
        listing(maya)
    assert "critical_read_requests" in json.dumps(error(refused)["details"])
    create(anna, named("A"))
    world.clock.advance(timedelta(minutes=1))
    create(maya, named("B"))


def test_first_pages_of_full_listings_have_a_quota_of_their_own(people, world):
    world.quota.full_syncs = 1
    token = listing(people)["nextSyncToken"]
    with pytest.raises(HttpError) as refused:
        listing(people)
    assert "FBS" in error(refused)["message"]
    listing(people, sync=token)


# --- from outside ---


def _control(clients, verb, path, body=None):
    answer, document = clients.raw(verb, f"/_simulator/{path}", body)
    return answer.status, document


def test_faults_from_outside(clients, world, people):
    wanted = {"kind": "429", "path": "/v1/people/me/*", "account": MAYA}
    assert _control(clients, "POST", "faults", wanted) == (200, {"waiting": 1})
    with pytest.raises(HttpError):
        listing(people)
    _control(clients, "POST", "faults", {"kind": "500"})
    assert _control(clients, "DELETE", "faults") == (200, {"waiting": 0})
    for wrong in ({"kind": "418"}, {"kind": "500", "colour": "red"}, {"kind": "500", "account": "nobody"}):
        assert _control(clients, "POST", "faults", wrong)[0] == 400


def test_accounts_clock_and_hands_from_outside(clients, world):
    status, done = _control(clients, "POST", "people/anna@maple.example/add", {"args": [named("Ada")]})
    assert status == 200
    assert world.hand("anna@maple.example").find("Ada") == done["result"]
    assert _control(clients, "POST", "people/anna@maple.example/delete", {"args": ["people/c1"]})[0] == 404
    assert _control(clients, "POST", "people/anna@maple.example/fly")[0] == 400
    assert _control(clients, "POST", "people/nobody/add")[0] == 400
    _control(
        clients,
        "POST",
        "accounts/anna@maple.example",
        {"suspended": True, "delay": 60, "cap": 5, "mail_on": False},
    )
    anna = world.account("anna@maple.example")
    assert (anna.suspended, anna.book.trouble.delay, anna.book.trouble.cap) == (
        True,
        timedelta(seconds=60),
        5,
    )
    assert _control(clients, "POST", "accounts/anna@maple.example", {"shoe_size": 5})[0] == 400
    before = world.clock.now()
    _control(clients, "POST", "clock", {"seconds": 60})
    assert world.clock.now() - before == timedelta(minutes=1)
    state = _control(clients, "GET", "state")[1]
    assert {p["email"]: p["contacts"] for p in state["people"]}["anna@maple.example"] == 1


def test_tokens_from_outside(clients, world):
    wanted = {"account": MAYA, "audience": "https://addon.example/addon/home", "scopes": ["x"]}
    status, tokens = _control(clients, "POST", "tokens", wanted)
    assert status == 200
    assert set(tokens) == {"systemIdToken", "userIdToken", "userOAuthToken"}
    assert _control(clients, "POST", "tokens", {"account": "nobody", "audience": "x"})[0] == 400
