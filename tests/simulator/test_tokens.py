"""Can the tokens of this Google be verified as the real ones are, and the wrong ones not?"""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from google.auth import crypt, exceptions, jwt
from google.oauth2 import id_token

from simulator.clock import Clock
from simulator.inprocess import session
from simulator.oauth import consent
from simulator.seeds import small
from simulator.tokens import WRONG_KINDS
from simulator.world import (
    ADDON_SERVICE_ACCOUNT,
    DELEGATION_SERVICE_ACCOUNT,
    OAUTH_CLIENT_ID,
    OAUTH_CLIENT_SECRET,
    SCOPE,
)
from tests.simulator.clients import Clients

URL = "https://addon.example/addon/home"
TOKEN = "https://oauth2.googleapis.com/token"
MAYA = "maya@maple.example"


@pytest.fixture
def world():
    """Google's own verifier looks at the real clock."""
    return small(clock=Clock())


@pytest.fixture
def calls(world, clients):
    return session(world, clients.app)


@pytest.fixture
def clients(world):
    return Clients(world)


def _verify(calls, token, audience):
    from google.auth.transport.requests import Request

    return id_token.verify_oauth2_token(token, Request(calls), audience)


def test_googles_own_library_accepts_them(world, calls):
    said = _verify(calls, world.tokens.service_id_token(ADDON_SERVICE_ACCOUNT, URL), URL)
    assert (said["email"], said["email_verified"], said["aud"]) == (ADDON_SERVICE_ACCOUNT, True, URL)
    account = world.account(MAYA)
    said = _verify(calls, world.tokens.user_id_token(account, OAUTH_CLIENT_ID), OAUTH_CLIENT_ID)
    assert (said["sub"], said["hd"], said["email"]) == (account.id, "maple.example", MAYA)


def test_a_claim_can_be_left_out(world, calls):
    token = world.tokens.user_id_token(world.account(MAYA), OAUTH_CLIENT_ID, hd=None)
    assert "hd" not in _verify(calls, token, OAUTH_CLIENT_ID)


# The others are well-made tokens that an exact check of e-mail must refuse.
@pytest.mark.parametrize(
    "kind", sorted(set(WRONG_KINDS) - {"other-email", "other-project", "unverified-email"})
)
def test_googles_own_library_refuses_wrong_ones(world, calls, kind):
    good = world.tokens.service_id_token(ADDON_SERVICE_ACCOUNT, URL)
    with pytest.raises((ValueError, exceptions.GoogleAuthError)):
        _verify(calls, world.tokens.wrong(kind, good), URL)


def test_wrong_e_mails(world):
    good = world.tokens.service_id_token(ADDON_SERVICE_ACCOUNT, URL)
    said = {k: jwt.decode(world.tokens.wrong(k, good), verify=False) for k in WRONG_KINDS if k != "tampered"}
    assert said["other-email"]["email"] != ADDON_SERVICE_ACCOUNT
    assert said["other-project"]["email"].endswith("@gcp-sa-gsuiteaddons.iam.gserviceaccount.com")
    assert said["unverified-email"]["email_verified"] is False
    with pytest.raises(ValueError, match="no such kind"):
        world.tokens.wrong("purple", good)


def test_certificates_may_be_kept_as_long_as_they_say(calls):
    answer = calls.get("https://www.googleapis.com/oauth2/v1/certs")
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert all(pem.startswith("-----BEGIN CERTIFICATE") for pem in answer.json().values())
    assert list(answer.json()) == [
        k["kid"] for k in calls.get("https://x.example/oauth2/v3/certs").json()["keys"]
    ]


# --- delegation ---


def _sign(clients, payload, account=DELEGATION_SERVICE_ACCOUNT):
    body = {"payload": json.dumps(payload)}
    answer, document = clients.raw(
        "POST", f"/v1/projects/-/serviceAccounts/{account}:signJwt", body, token=""
    )
    return answer.status, document


def _delegated(clients, calls, subject=MAYA, scope=SCOPE + "contacts", **more: Any):
    now = int(time.time())
    payload = {
        "iss": DELEGATION_SERVICE_ACCOUNT,
        "sub": subject,
        "scope": scope,
        "aud": TOKEN,
        "iat": now,
        "exp": now + 3600,
    } | more
    _, signed = _sign(clients, payload)
    return _exchange(calls, signed["signedJwt"])


def _exchange(calls, assertion):
    grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
    answer = calls.post(TOKEN, data={"grant_type": grant, "assertion": assertion})
    return answer.status_code, answer.json()


def test_a_delegated_token_opens_the_persons_contacts(clients, calls):
    status, answer = _delegated(clients, calls)
    assert status == 200
    assert answer["token_type"] == "Bearer"
    service = clients.with_token("people", "v1", answer["access_token"])
    assert service.people().connections().list(resourceName="people/me", personFields="names").execute() == {}


def test_sign_jwt_is_for_known_service_accounts(clients):
    assert _sign(clients, {}, "nobody@elsewhere.iam.gserviceaccount.com")[0] == 404
    path = f"/v1/projects/-/serviceAccounts/{DELEGATION_SERVICE_ACCOUNT}:signJwt"
    assert clients.raw("POST", path, {"payload": "not json"}, token="")[0].status == 400


@pytest.mark.parametrize(
    ("subject", "scope", "status", "error"),
    [
        ("nobody@maple.example", SCOPE + "contacts", 400, "invalid_grant"),
        ("somebody@unknown.example", SCOPE + "contacts", 400, "invalid_grant"),
        (MAYA, SCOPE + "drive", 401, "unauthorized_client"),
        (MAYA, f"{SCOPE}contacts {SCOPE}drive", 401, "unauthorized_client"),
        (MAYA, "contacts", 400, "invalid_scope"),
        (MAYA, "", 400, "invalid_scope"),
    ],
)
def test_refusals_of_delegation(clients, calls, subject, scope, status, error):
    got, answer = _delegated(clients, calls, subject, scope)
    assert (got, answer["error"]) == (status, error)


def test_suspended_deleted_and_undelegated(clients, calls, world):
    world.suspend("anna@maple.example")
    world.delete("bruno@maple.example")
    for who in ("anna@maple.example", "bruno@maple.example"):
        assert _delegated(clients, calls, who)[1]["error"] == "invalid_grant"
    maple = world.account(MAYA).company
    _, before = _delegated(clients, calls)
    world.delegate(maple, DELEGATION_SERVICE_ACCOUNT, [SCOPE + "gmail.send"])
    assert _delegated(clients, calls)[1]["error"] == "unauthorized_client"
    assert clients.raw("GET", "/v1/contactGroups", token=before["access_token"])[0].status == 401
    world.delegate(maple, DELEGATION_SERVICE_ACCOUNT, [])
    assert _delegated(clients, calls, scope=SCOPE + "gmail.send")[1]["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    "more",
    [
        {"aud": "https://elsewhere.example/token"},
        {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600},
        {"exp": int(time.time()) + 7200},
        {"exp": None},
    ],
)
def test_assertions_that_are_wrong(clients, calls, more):
    assert _delegated(clients, calls, **more)[1]["error"] == "invalid_grant"


def test_an_assertion_signed_by_somebody_else(calls):
    from simulator.keys import key

    signer = crypt.RSASigner.from_string(key("stranger").private_pem, "1")
    assertion = jwt.encode(signer, {"iss": DELEGATION_SERVICE_ACCOUNT, "aud": TOKEN}).decode()
    assert _exchange(calls, assertion)[1]["error"] == "invalid_grant"
    assert _exchange(calls, "nonsense")[1]["error"] == "invalid_request"
    unknown = jwt.encode(signer, {"iss": "nobody@x.example"}).decode()
    assert _exchange(calls, unknown)[0] == 401


def test_the_library_for_service_accounts_gets_a_token_with_a_key_file(calls, world):
    from google.auth.transport.requests import Request
    from google.oauth2 import service_account

    from simulator.oauth import key_of_service_account

    info = {
        "client_email": DELEGATION_SERVICE_ACCOUNT,
        "private_key": key_of_service_account(DELEGATION_SERVICE_ACCOUNT).private_pem,
        "token_uri": TOKEN,
    }
    made = service_account.Credentials.from_service_account_info(
        info, scopes=[SCOPE + "contacts"], subject=MAYA
    )
    made.refresh(Request(calls))
    access = world.tokens.look_up(made.token)
    assert access is not None
    assert access.subject == world.account(MAYA).id


# --- signing in ---


def _code(world, **more):
    url = consent(
        world,
        world.account(MAYA),
        client=OAUTH_CLIENT_ID,
        redirect_uri="https://addon.example/callback",
        scopes=("openid", "email"),
        state="s",
        nonce="n",
        **more,
    )
    assert "state=s" in url
    return dict(p.split("=") for p in url.partition("?")[2].split("&"))["code"].replace("%2F", "/")


def _redeem(calls, code, /, **more):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": OAUTH_CLIENT_ID,
        "client_secret": OAUTH_CLIENT_SECRET,
        "redirect_uri": "https://addon.example/callback",
    } | more
    answer = calls.post(TOKEN, data=form)
    return answer.status_code, answer.json()


def test_a_code_gives_an_id_token_once(world, calls):
    code = _code(world, offline=True)
    status, answer = _redeem(calls, code)
    assert status == 200
    assert _verify(calls, answer["id_token"], OAUTH_CLIENT_ID)["nonce"] == "n"
    assert _redeem(calls, code)[1]["error"] == "invalid_grant"
    form = {"grant_type": "refresh_token", "refresh_token": answer["refresh_token"]}
    form |= {"client_id": OAUTH_CLIENT_ID, "client_secret": OAUTH_CLIENT_SECRET}
    assert "access_token" in calls.post(TOKEN, data=form).json()


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "other"}, "invalid_client"),
        ({"redirect_uri": "https://elsewhere.example/"}, "redirect_uri_mismatch"),
        ({"code": "4/none"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_refusals_of_codes(world, calls, more, error):
    assert _redeem(calls, _code(world), **more)[1]["error"] == error


def test_proof_key(world, calls):
    import base64
    import hashlib

    verifier = "v" * 43
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert (
        _redeem(calls, _code(world, challenge=challenge), code_verifier="w" * 43)[1]["error"]
        == "invalid_grant"
    )
    assert _redeem(calls, _code(world, challenge=challenge), code_verifier=verifier)[0] == 200


def test_a_code_for_an_unregistered_address_is_not_given(world):
    from simulator.errors import OAuthError

    world.redirect_uris[OAUTH_CLIENT_ID] = {"https://other.example/callback"}
    with pytest.raises(OAuthError):
        _code(world)


def test_a_clock_of_its_own():
    world = small(clock=Clock(datetime(2030, 1, 1, tzinfo=UTC)))
    token = world.tokens.service_id_token(ADDON_SERVICE_ACCOUNT, URL)
    assert jwt.decode(token, verify=False)["iat"] == int(datetime(2030, 1, 1, tzinfo=UTC).timestamp())
