"""Tokens that the simulated Google signs, and those that somebody else would like to have signed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from freezegun import freeze_time

from services.backends.google.delegation import ALL_SCOPES, CONTACTS, Delegation
from services.backends.google.errors import SigningRefused
from services.backends.google.identity import SKEW_SECONDS, TokenRefused
from services.backends.google.signing import IamSigner, signer_for
from services.ports import AccountSuspended, DelegationMissing, Unavailable
from simulator.tokens import WRONG_KINDS
from simulator.world import ADDON_SERVICE_ACCOUNT, DELEGATION_SERVICE_ACCOUNT, OAUTH_CLIENT_ID

from .simulated_google import ADMIN, ANNA, MAYA, NOON, Simulated

HOME = "https://labels.example/addon/home"


@pytest.fixture
def sim():
    with freeze_time(NOON):
        yield Simulated()


@pytest.fixture
def system(sim):
    return sim.world.tokens.service_id_token(ADDON_SERVICE_ACCOUNT, HOME)


@pytest.fixture
def user(sim):
    return sim.world.tokens.user_id_token(sim.world.account(MAYA), OAUTH_CLIENT_ID)


def test_is_the_hosts_token_taken(sim, system):
    assert (
        sim.verifier.verify(system, audience=HOME, email=ADDON_SERVICE_ACCOUNT).email == ADDON_SERVICE_ACCOUNT
    )


def test_is_the_persons_token_taken(sim, user):
    maya = sim.world.account(MAYA)
    found = sim.verifier.verify(user, audience=OAUTH_CLIENT_ID)
    assert (found.sub, found.email, found.hd, found.name) == (
        maya.id,
        MAYA,
        "maple.example",
        "Maya Lindqvist",
    )


@pytest.mark.parametrize("kind", WRONG_KINDS)
def test_is_each_wrong_token_refused(sim, system, kind):
    with pytest.raises(TokenRefused) as refused:
        sim.verifier.verify(sim.world.tokens.wrong(kind, system), audience=HOME, email=ADDON_SERVICE_ACCOUNT)
    assert refused.value.reason.isascii()
    assert "@" not in str(refused.value)


@pytest.mark.parametrize(
    "kind", [kind for kind in WRONG_KINDS if kind not in {"other-email", "other-project"}]
)
def test_is_each_wrong_token_of_a_person_refused(sim, user, kind):
    with pytest.raises(TokenRefused):
        sim.verifier.verify(sim.world.tokens.wrong(kind, user), audience=OAUTH_CLIENT_ID)


def test_is_one_kind_of_token_not_taken_for_the_other(sim, system, user):
    with pytest.raises(TokenRefused):
        sim.verifier.verify(user, audience=HOME, email=ADDON_SERVICE_ACCOUNT)
    with pytest.raises(TokenRefused):
        sim.verifier.verify(system, audience=OAUTH_CLIENT_ID)


def test_are_certificates_fetched_once_for_many_tokens(sim, system, user):
    for _ in range(10):
        sim.verifier.verify(system, audience=HOME)
        sim.verifier.verify(user, audience=OAUTH_CLIENT_ID)
    assert sim.calls == ["oauth2.certs"]


def test_is_a_token_good_until_its_end_and_ten_seconds(sim, system):
    with freeze_time(NOON + timedelta(hours=1, seconds=SKEW_SECONDS)):
        assert sim.verifier.verify(system, audience=HOME)
    with freeze_time(NOON + timedelta(hours=1, seconds=SKEW_SECONDS + 1)), pytest.raises(TokenRefused):
        sim.verifier.verify(system, audience=HOME)


def test_is_google_out_of_reach_no_refusal(sim, system):
    sim.fail("503", "/oauth2/v1/certs", times=9)
    with pytest.raises(Unavailable):
        sim.verifier.verify(system, audience=HOME)
    sim.world.faults.clear()
    assert sim.verifier.verify(system, audience=HOME)


class TestDelegation:
    def test_what_may_an_admin_who_authorised_everything_see(self, sim):
        assert sim.delegation.probe(ADMIN, *ALL_SCOPES) == dict.fromkeys(ALL_SCOPES)

    def test_which_scope_is_missing(self, sim):
        company = sim.world.account(ADMIN).company
        sim.world.delegate(company, DELEGATION_SERVICE_ACCOUNT, [CONTACTS])
        found = sim.delegation.probe(ADMIN, *ALL_SCOPES)
        assert [scope for scope, error in found.items() if error is None] == [CONTACTS]

    def test_is_a_service_account_that_iam_does_not_know_our_own_mistake(self, sim):
        signer = signer_for(sim.google, "nobody@project.iam.gserviceaccount.com")
        assert isinstance(signer, IamSigner)
        with pytest.raises(SigningRefused):
            Delegation(sim.google, signer).token(MAYA, CONTACTS)

    def test_is_one_persons_trouble_no_others(self, sim):
        sim.world.suspend(ANNA)
        with pytest.raises(AccountSuspended):
            sim.delegation.token(ANNA, CONTACTS)
        assert sim.delegation.token(MAYA, CONTACTS)

    def test_is_another_company_another_matter(self, sim):
        birch = sim.world.account("otto@birch.example").company
        sim.world.delegate(birch, DELEGATION_SERVICE_ACCOUNT, ())
        with pytest.raises(DelegationMissing):
            sim.delegation.token("otto@birch.example", CONTACTS)
        assert sim.delegation.token(MAYA, CONTACTS)
