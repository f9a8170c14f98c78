"""Acting for a person: what is signed, what is kept, and who asks once for all."""

from __future__ import annotations

import json
import threading
import time
from urllib.parse import parse_qs

import pytest
from google.auth import jwt
from google.auth.exceptions import DefaultCredentialsError, TransportError

from services.backends.google.delegation import (
    CONTACTS,
    DIRECTORY,
    GROUPS,
    LIFETIME_SECONDS,
    MARGIN_SECONDS,
    Delegation,
)
from services.backends.google.errors import SigningRefused
from services.backends.google.http import READ_ATTEMPTS, Google
from services.backends.google.signing import IamSigner, KeySigner, signer_for
from services.ports import DelegationMissing, NotSent, QuotaExhausted, ScopeMissing, Unavailable

from .fake_http import Wire, answer, refusal

SA = "labels@project.iam.gserviceaccount.com"
MAYA = "maya@example.com"


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


class Token:
    """Google's two endpoints; `refuse` answers instead of the token endpoint."""

    def __init__(self):
        self.tokens = 0
        self.refuse = None
        self.sign = answer({"keyId": "k", "signedJwt": "signed"})
        self.pause = 0.0

    def __call__(self, sent):
        if sent.uri.endswith(":signJwt"):
            return self.sign
        if self.refuse:
            return self.refuse
        time.sleep(self.pause)
        self.tokens += 1
        return answer({"access_token": f"t{self.tokens}", "expires_in": 3599, "token_type": "Bearer"})


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def endpoints():
    return Token()


@pytest.fixture
def wire(endpoints):
    return Wire(always=endpoints)


@pytest.fixture
def google(wire):
    return Google(root="http://google.test", http_factory=wire, read_pause=0)


@pytest.fixture
def delegation(google, clock):
    return Delegation(google, signer_for(google, SA), clock=clock)


def test_what_is_signed_and_exchanged_without_a_key(delegation, wire, clock):
    assert delegation.token(MAYA, CONTACTS) == "t1"
    sign, exchange = wire.sent
    assert sign.uri == f"http://google.test/v1/projects/-/serviceAccounts/{SA}:signJwt"
    assert "authorization" not in sign.headers
    assert json.loads(json.loads(sign.body)["payload"]) == {
        "iss": SA,
        "sub": MAYA,
        "scope": CONTACTS,
        "aud": "https://oauth2.googleapis.com/token",
        "iat": int(clock.now),
        "exp": int(clock.now) + LIFETIME_SECONDS,
    }
    assert exchange.uri == "http://google.test/token"
    assert parse_qs(exchange.body.decode()) == {
        "grant_type": ["urn:ietf:params:oauth:grant-type:jwt-bearer"],
        "assertion": ["signed"],
    }


def test_does_a_key_file_sign_by_itself(google, wire, key, tmp_path):
    file = tmp_path / "key.json"
    info = {"type": "service_account", "client_email": SA, "private_key": key.private, "private_key_id": "k1"}
    file.write_text(json.dumps({**info, "token_uri": "https://oauth2.googleapis.com/token"}))
    signer = signer_for(google, SA, str(file))
    assert isinstance(signer, KeySigner)
    Delegation(google, signer).token(MAYA, CONTACTS)
    (exchange,) = wire.sent
    assertion = parse_qs(exchange.body.decode())["assertion"][0]
    claims = jwt.decode(
        assertion, certs={"k1": key.certificate}, audience="https://oauth2.googleapis.com/token"
    )
    assert (claims["iss"], claims["sub"], claims["scope"]) == (SA, MAYA, CONTACTS)


def test_is_a_key_of_another_account_a_contradiction(google, key, tmp_path):
    file = tmp_path / "key.json"
    file.write_text(
        json.dumps({"type": "service_account", "client_email": "x@y", "private_key": key.private})
    )
    with pytest.raises(ValueError, match="another service account"):
        signer_for(google, SA, str(file))


def test_is_a_missing_key_file_said_at_the_start(google, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        signer_for(google, SA, str(tmp_path / "none.json"))


def test_is_a_file_that_is_no_key_used_to_ask_iam(google, tmp_path):
    file = tmp_path / "federation.json"
    file.write_text(json.dumps({"type": "external_account"}))
    assert isinstance(signer_for(google, SA, str(file)), IamSigner)


def test_is_a_token_kept_until_shortly_before_its_end(delegation, clock, endpoints):
    assert delegation.token(MAYA, CONTACTS) == "t1"
    clock.now += 3599 - MARGIN_SECONDS - 1
    assert delegation.token(MAYA, CONTACTS) == "t1"
    clock.now += 1
    assert delegation.token(MAYA, CONTACTS) == "t2"


def test_has_each_person_and_purpose_its_own_token(delegation):
    tokens = {
        delegation.token(who, scope) for who in (MAYA, "ben@example.com") for scope in (CONTACTS, DIRECTORY)
    }
    assert len(tokens) == 4
    assert delegation.token(MAYA, DIRECTORY, CONTACTS) == delegation.token(MAYA, CONTACTS, DIRECTORY)


def test_is_the_number_of_kept_tokens_bounded(google, endpoints):
    delegation = Delegation(google, signer_for(google, SA), kept=2)
    for who in ("a", "b", "a", "c", "a"):
        delegation.token(who, CONTACTS)
    assert endpoints.tokens == 3
    delegation.token("b", CONTACTS)  # the one that was not used for longest had to go
    assert endpoints.tokens == 4


def test_do_eight_threads_ask_once(delegation, endpoints):
    endpoints.pause = 0.05
    threads = [threading.Thread(target=delegation.token, args=(MAYA, CONTACTS)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert endpoints.tokens == 1


def test_does_one_persons_wait_not_hold_up_another(delegation, wire, endpoints):
    asked, go_on = threading.Event(), threading.Event()

    def first_waits(sent):
        if sent.uri.endswith("/token") and not asked.is_set():
            asked.set()
            go_on.wait(10)
        return endpoints(sent)

    wire.always = first_waits
    slow = threading.Thread(target=delegation.token, args=(MAYA, CONTACTS))
    slow.start()
    assert asked.wait(10)
    assert delegation.token("ben@example.com", CONTACTS) == "t1"
    go_on.set()
    slow.join()
    assert delegation.token(MAYA, CONTACTS) == "t2"


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        (answer({"error": "unauthorized_client"}, 401), DelegationMissing),
        (answer({"error": "invalid_scope"}, 400), ScopeMissing),
        (answer({"error": "x"}, 429), QuotaExhausted),
    ],
)
def test_is_a_refusal_said_and_not_kept(delegation, endpoints, refused, expected):
    endpoints.refuse = refused
    with pytest.raises(expected):
        delegation.token(MAYA, CONTACTS)
    endpoints.refuse = None
    assert delegation.token(MAYA, CONTACTS) == "t1"


@pytest.mark.parametrize(
    "broken", [answer(b"{", 200), answer({}), answer({}, 503), ConnectionError(), TimeoutError()]
)
def test_is_a_token_endpoint_in_trouble_asked_again_and_then_nothing_is_doubtful(
    delegation, endpoints, wire, broken
):
    endpoints.refuse = broken
    with pytest.raises(NotSent):
        delegation.token(MAYA, CONTACTS)
    assert sum(sent.uri.endswith("/token") for sent in wire.sent) == READ_ATTEMPTS


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        (refusal(403, "PERMISSION_DENIED", reason="IAM_PERMISSION_DENIED"), SigningRefused),
        (refusal(429, "RESOURCE_EXHAUSTED"), QuotaExhausted),
        (refusal(500, "INTERNAL"), Unavailable),
        (answer(b"{"), Unavailable),
        (ConnectionError(), Unavailable),
    ],
)
def test_what_a_refusal_to_sign_comes_to(delegation, endpoints, sign, expected):
    endpoints.sign = sign
    with pytest.raises(expected):
        delegation.token(MAYA, CONTACTS)


def test_does_a_401_bring_a_new_token_once_for_all_threads(google, wire, endpoints, delegation):
    def once_stale(sent):
        if "connections" not in sent.uri:
            return endpoints(sent)
        fine = sent.headers["authorization"] != "Bearer t1"
        return answer({"nextSyncToken": "x"}) if fine else answer({"error": {"code": 401}}, 401)

    wire.always = once_stale
    request = google.service("people", "v1").people().connections().list(resourceName="people/me")
    first, second = (delegation.credentials(MAYA, CONTACTS) for _ in range(2))
    assert google.read(request, first) == {"nextSyncToken": "x"}
    assert google.read(request, second) == {"nextSyncToken": "x"}
    assert endpoints.tokens == 2


def test_is_a_401_for_ever_missing_delegation(google, wire, endpoints, delegation):
    wire.always = lambda sent: endpoints(sent) if "people" not in sent.uri else answer({}, 401)
    request = google.service("people", "v1").people().connections().list(resourceName="people/me")
    with pytest.raises(DelegationMissing):
        google.read(request, delegation.credentials(MAYA, CONTACTS))


def only(granted, endpoints):
    """Google for a company that authorised these scopes."""

    def answers(sent):
        if sent.uri.endswith(":signJwt"):
            return answer({"signedJwt": json.loads(json.loads(sent.body)["payload"])["scope"]})
        wanted = parse_qs(sent.body.decode())["assertion"][0]
        refused = answer({"error": "unauthorized_client"}, 401)
        return endpoints(sent) if wanted in granted else refused

    return answers


def test_is_a_missing_scope_told_apart_from_missing_delegation(delegation, wire, endpoints):
    wire.always = only({DIRECTORY}, endpoints)
    with pytest.raises(ScopeMissing):
        delegation.token(MAYA, CONTACTS)
    wire.always = only({CONTACTS}, endpoints)
    with pytest.raises(ScopeMissing):
        delegation.token(MAYA, GROUPS)
    wire.always = only(set(), endpoints)
    with pytest.raises(DelegationMissing):
        delegation.token(MAYA, GROUPS)


def test_is_a_company_without_delegation_not_asked_three_times_for_everybody(
    delegation, wire, endpoints, clock
):
    wire.always = only(set(), endpoints)

    def exchanges(who):
        before = sum(sent.uri.endswith("/token") for sent in wire.sent)
        with pytest.raises(DelegationMissing):
            delegation.token(who, GROUPS)
        return sum(sent.uri.endswith("/token") for sent in wire.sent) - before

    assert [exchanges(who) for who in ("a@x.org", "b@x.org", "c@X.org", "a@y.org")] == [3, 1, 1, 3]
    clock.now += 61
    assert exchanges("b@x.org") == 3


def test_are_credentials_that_do_not_exist_our_own_mistake(google):
    def none():
        raise DefaultCredentialsError("none")

    with pytest.raises(SigningRefused):
        IamSigner(google, SA, none).sign({})


def test_are_own_credentials_in_trouble_asked_for_later(google):
    def broken():
        raise TransportError("metadata server")

    with pytest.raises(Unavailable):
        IamSigner(google, SA, broken).sign({})


def test_does_a_probe_name_the_scope_that_is_missing(delegation, wire, endpoints):
    wire.always = only({CONTACTS}, endpoints)
    found = delegation.probe(MAYA, CONTACTS, DIRECTORY)
    assert found[CONTACTS] is None
    assert isinstance(found[DIRECTORY], ScopeMissing)


def test_does_a_probe_ask_again_although_a_token_is_still_good(delegation, wire, endpoints):
    wire.always = only({CONTACTS, DIRECTORY}, endpoints)
    assert delegation.probe(MAYA, CONTACTS, DIRECTORY) == {CONTACTS: None, DIRECTORY: None}
    wire.always = only({CONTACTS}, endpoints)
    assert isinstance(delegation.probe(MAYA, CONTACTS, DIRECTORY)[DIRECTORY], ScopeMissing)
    wire.always = only({CONTACTS, DIRECTORY}, endpoints)
    assert delegation.probe(MAYA, CONTACTS, DIRECTORY)[DIRECTORY] is None
