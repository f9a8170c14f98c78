"""Does it run as a program, and break connections over the network too?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httplib2
import pytest
import requests
from googleapiclient.discovery import build
from googleapiclient.http import HttpRequest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def address():
    command = [sys.executable, "-m", "simulator", "--port", "0", "--seed", "small", "--bare"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        process.stdout.close()


@pytest.fixture
def token(address):
    scopes = ["https://www.googleapis.com/auth/contacts"]
    wanted = {"account": "maya@maple.example", "audience": address, "scopes": scopes}
    answer = requests.post(f"{address}/_simulator/tokens", json=wanted, timeout=10)
    return answer.json()["userOAuthToken"]


@pytest.fixture
def people(address, token):
    def request(http, *args, **kwargs):
        made = HttpRequest(http, *args, **kwargs)
        made.headers["Authorization"] = f"Bearer {token}"
        return made

    service = build(
        "people",
        "v1",
        http=httplib2.Http(timeout=10),
        requestBuilder=request,
        client_options={"api_endpoint": address},
        cache_discovery=False,
    )
    yield service
    service.close()


def _contacts(address):
    state = requests.get(f"{address}/_simulator/state", timeout=10).json()
    return {p["email"]: p["contacts"] for p in state["people"]}["maya@maple.example"]


def _fault(address, kind):
    body = {"kind": kind, "path": "/v1/people:createContact"}
    assert requests.post(f"{address}/_simulator/faults", json=body, timeout=10).ok


def test_the_client_library_over_the_network(people, address):
    before = _contacts(address)
    people.people().createContact(body={"names": [{"givenName": "A"}]}).execute()
    assert _contacts(address) == before + 1


def test_a_lost_answer_was_done_all_the_same(address, token):
    before = _contacts(address)
    _fault(address, "drop-after")
    with pytest.raises(requests.ConnectionError):
        _create(address, token)
    assert _contacts(address) == before + 1


def test_a_request_lost_on_the_way_does_nothing(address, token):
    before = _contacts(address)
    _fault(address, "drop-before")
    with pytest.raises(requests.ConnectionError):
        _create(address, token)
    assert _contacts(address) == before


def test_httplib2_sends_a_lost_create_again_by_itself(people, address):
    before = _contacts(address)
    _fault(address, "drop-after")
    people.people().createContact(body={"names": [{"givenName": "Twice"}]}).execute()
    assert _contacts(address) == before + 2


def _create(address, token):
    body = {"names": [{"givenName": "A"}]}
    headers = {"Authorization": f"Bearer {token}"}
    return requests.post(f"{address}/v1/people:createContact", json=body, headers=headers, timeout=10)


def test_it_says_what_it_can_do():
    command = [sys.executable, "-m", "simulator", "--help"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)
    assert "--port" in answer.stdout
