"""Signing in at the simulated Google: who may be sent back where, and when nobody needs to be asked."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from simulator.app import create_app
from simulator.seeds import small
from simulator.ui import Settings, extension
from simulator.world import OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, World

BACK = "http://localhost:8080/signin/callback"
MAYA = "maya@maple.example"


@pytest.fixture
def world() -> World:
    return small()


@pytest.fixture
def client(world: World) -> FlaskClient:
    return create_app(world, extend=[extension(Settings())]).test_client()


def wish(**more: str) -> dict[str, str]:
    asked = {
        "client_id": OAUTH_CLIENT_ID,
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid email",
        "state": "s",
        "nonce": "n",
    }
    return asked | more


def allow(client: FlaskClient, who: str = MAYA, **more: str) -> str:
    answer = client.post(
        "/o/oauth2/v2/auth", query_string=wish(**more), data={"account": who, "answer": "allow"}
    )
    assert answer.status_code == 303
    return answer.location


def said(address: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def test_whoever_allows_comes_back_with_a_code_that_can_be_exchanged_once(client: FlaskClient) -> None:
    answer = said(allow(client))
    assert answer["state"] == "s"
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": BACK,
        "client_id": OAUTH_CLIENT_ID,
        "client_secret": OAUTH_CLIENT_SECRET,
    }
    assert "id_token" in client.post("/token", data=form).get_json()
    assert client.post("/token", data=form).get_json()["error"] == "invalid_grant"


def test_the_account_looked_at_last_is_offered_first(client: FlaskClient) -> None:
    client.get("/u/anna@maple.example/contacts")
    page = client.get("/o/oauth2/v2/auth", query_string=wish()).text
    assert re.search(r'value="anna@maple.example"[^>]*checked', page)


def test_nobody_is_asked_twice_unless_the_application_wants_it(client: FlaskClient) -> None:
    client.get(f"/u/{MAYA}/contacts")
    allow(client)
    assert client.get("/o/oauth2/v2/auth", query_string=wish()).status_code == 303
    assert client.get("/o/oauth2/v2/auth", query_string=wish(prompt="consent")).status_code == 200
    assert client.get("/o/oauth2/v2/auth", query_string=wish(prompt="select_account")).status_code == 200
    hinted = wish(prompt="select_account", login_hint=MAYA)
    assert client.get("/o/oauth2/v2/auth", query_string=hinted).status_code == 303


@pytest.mark.parametrize(("visited", "error"), [(False, "login_required"), (True, "interaction_required")])
def test_without_a_word_to_the_person_it_may_not_be_possible(
    client: FlaskClient, visited: bool, error: str
) -> None:
    if visited:
        client.get(f"/u/{MAYA}/contacts")
    answer = client.get("/o/oauth2/v2/auth", query_string=wish(prompt="none"))
    assert said(answer.location) == {"error": error, "state": "s"}


def test_whoever_cancels_comes_back_with_an_error(client: FlaskClient) -> None:
    answer = client.post("/o/oauth2/v2/auth", query_string=wish(), data={"account": MAYA, "answer": "deny"})
    assert said(answer.location)["error"] == "access_denied"


def test_a_suspended_person_cannot_sign_in(client: FlaskClient, world: World) -> None:
    world.suspend(MAYA)
    assert said(allow(client))["error"] == "access_denied"


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "nobody"},
        {"response_type": "token"},
        {"scope": ""},
        {"code_challenge": "x", "code_challenge_method": "plain"},
    ],
)
def test_a_wrong_wish_is_refused_on_the_spot(client: FlaskClient, wrong: dict[str, str]) -> None:
    answer = client.get("/o/oauth2/v2/auth", query_string=wish(**wrong))
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_nobody_is_sent_to_an_address_that_is_not_registered(client: FlaskClient, world: World) -> None:
    world.redirect_uris[OAUTH_CLIENT_ID] = {BACK}
    assert (
        client.get("/o/oauth2/v2/auth", query_string=wish(redirect_uri="https://evil.example/")).status_code
        == 400
    )


def test_a_form_of_another_site_is_turned_away(client: FlaskClient) -> None:
    answer = client.post(
        "/o/oauth2/v2/auth",
        query_string=wish(),
        data={"account": MAYA, "answer": "allow"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
