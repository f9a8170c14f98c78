"""Which tokens prove something: each way to be wrong, by itself."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode

import pytest

from services.backends.google.certificates import Certificates
from services.backends.google.http import Google
from services.backends.google.identity import TokenRefused, TokenVerifier, VerifiedToken
from services.ports import Unavailable

from .fake_http import Wire, answer

HOME = "https://labels.example/addon/home"
ADDON = "service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"


@pytest.fixture
def wire(key, clock):
    return Wire(always=lambda _sent: answer({"k1": key.certificate}, **{"cache-control": "max-age=3600"}))


@pytest.fixture
def verifier(wire):
    return TokenVerifier(Certificates(Google(root="http://google.test", http_factory=wire, read_pause=0)))


def reason(verifier, token, audience=HOME, email=ADDON):
    with pytest.raises(TokenRefused) as refused:
        verifier.verify(token, audience=audience, email=email)
    return refused.value.reason


def test_is_a_good_token_taken(verifier, key, claims, wire):
    token = key.sign({**claims, "hd": "example.com", "name": "Maya"})
    assert verifier.verify(token, audience=HOME, email=ADDON) == VerifiedToken(
        sub="108", email=ADDON, hd="example.com", name="Maya", audience=HOME
    )
    assert [sent.uri for sent in wire.sent] == ["http://google.test/oauth2/v1/certs"]


def test_is_a_person_without_a_company_taken(verifier, key, claims):
    token = key.sign({**claims, "email": "ben@gmail.com", "aud": "client-1"})
    assert verifier.verify(token, audience="client-1").hd == ""


@pytest.mark.parametrize("issuer", ["accounts.google.com", "https://accounts.google.com"])
def test_are_both_spellings_of_the_issuer_taken(verifier, key, claims, issuer):
    assert verifier.verify(key.sign({**claims, "iss": issuer}), audience=HOME, email=ADDON)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"iss": "https://accounts.google.com/"}, "issuer"),
        ({"iss": "https://accounts.example.com"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"aud": HOME + "/"}, "audience"),
        ({"aud": HOME + "?x=1"}, "audience"),
        ({"aud": [HOME]}, "audience"),
        ({"aud": [HOME, "other"]}, "audience"),
        ({"aud": ""}, "audience"),
        ({"aud": None}, "audience"),
        ({"email_verified": False}, "unverified-email"),
        ({"email_verified": "true"}, "unverified-email"),
        ({"email_verified": None}, "unverified-email"),
        ({"email": "service-2@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"}, "email"),
        ({"email": ADDON.upper()}, "email"),
        ({"email": ""}, "email"),
        ({"email": None}, "email"),
        ({"sub": ""}, "subject"),
        ({"sub": 108}, "subject"),
        ({"exp": "soon"}, "malformed"),
        ({"exp": None}, "malformed"),
        ({"iat": None}, "malformed"),
        ({"iat": True}, "malformed"),
    ],
)
def test_is_each_wrong_claim_refused(verifier, key, claims, changed, expected):
    assert reason(verifier, key.sign({**claims, **changed})) == expected


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "email", "email_verified", "sub"])
def test_is_each_missing_claim_refused(verifier, key, claims, claim):
    del claims[claim]
    assert reason(verifier, key.sign(claims))


@pytest.mark.parametrize(("past", "taken"), [(0, True), (9, True), (10, True), (11, False), (3600, False)])
def test_how_late_may_a_token_be(verifier, key, claims, past, taken):
    token = key.sign({**claims, "iat": claims["exp"] - 3700 - past, "exp": claims["exp"] - 3595 - past})
    if taken:
        assert verifier.verify(token, audience=HOME, email=ADDON)
    else:
        assert reason(verifier, token) == "expired"


@pytest.mark.parametrize(("early", "taken"), [(9, True), (10, True), (11, False), (600, False)])
def test_how_early_may_a_token_be(verifier, key, claims, early, taken):
    token = key.sign({**claims, "iat": claims["iat"] + 5 + early, "exp": claims["exp"] + 700})
    if taken:
        assert verifier.verify(token, audience=HOME, email=ADDON)
    else:
        assert reason(verifier, token) == "early"


def test_is_an_empty_audience_never_enough(verifier, key, claims):
    assert reason(verifier, key.sign({**claims, "aud": ""}), audience="") == "audience"
    assert reason(verifier, key.sign(claims), audience="") == "audience"


def test_is_an_unsigned_token_refused_before_anything_is_fetched(verifier, unsigned, claims, wire):
    assert reason(verifier, unsigned({"alg": "none", "typ": "JWT"}, claims)) == "algorithm"
    assert reason(verifier, unsigned({"typ": "JWT"}, claims)) == "algorithm"
    assert wire.sent == []


def test_is_the_public_key_no_shared_secret(verifier, key, claims):
    part = lambda value: urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")  # noqa: E731 - shorter than a function of three lines
    signed = part({"alg": "HS256", "typ": "JWT", "kid": "k1"}) + b"." + part(claims)
    mac = hmac.new(key.certificate.encode(), signed, hashlib.sha256).digest()
    token = (signed + b"." + urlsafe_b64encode(mac).rstrip(b"=")).decode()
    assert reason(verifier, token) == "algorithm"


def test_is_a_key_that_is_not_googles_refused(verifier, key, other_key, claims):
    assert reason(verifier, other_key.sign(claims)) == "key"
    assert reason(verifier, other_key.sign(claims, kid="k1")) == "signature"


def test_is_a_token_without_a_key_id_tried_with_all_keys(verifier, key, other_key, claims):
    assert verifier.verify(key.sign(claims, kid=None), audience=HOME, email=ADDON)
    assert reason(verifier, other_key.sign(claims, kid=None)) == "signature"


def test_is_a_changed_token_refused(verifier, key, claims):
    head, _, signature = key.sign(claims).split(".")
    _, other, _ = key.sign({**claims, "sub": "109"}).split(".")
    assert reason(verifier, f"{head}.{other}.{signature}") == "signature"


@pytest.mark.parametrize(
    "token",
    ["x", "a.b", "a.b.c", "a.b.c.d", "....", "é.é.é", "\x00", "e30.e30.e30", "bnVsbA.bnVsbA.", "x" * 20_000],
)
def test_is_rubbish_refused_quietly(verifier, token):
    with pytest.raises(TokenRefused) as refused:
        verifier.verify(token, audience=HOME)
    assert refused.value.reason in {"malformed", "algorithm"}
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_is_no_token_at_all_its_own_reason(verifier):
    assert reason(verifier, "") == "missing"


def test_does_a_certificate_that_is_none_refuse_instead_of_crash(key, claims, clock):
    wire = Wire(always=lambda _sent: answer({"k1": "-----BEGIN CERTIFICATE-----\nrubbish"}))
    verifier = TokenVerifier(Certificates(Google(root="http://google.test", http_factory=wire, read_pause=0)))
    assert reason(verifier, key.sign(claims)) == "signature"


def test_is_google_out_of_reach_no_word_about_the_token(key, claims, clock):
    wire = Wire(always=lambda _sent: ConnectionError())
    verifier = TokenVerifier(Certificates(Google(root="http://google.test", http_factory=wire, read_pause=0)))
    with pytest.raises(Unavailable):
        verifier.verify(key.sign(claims), audience=HOME, email=ADDON)
