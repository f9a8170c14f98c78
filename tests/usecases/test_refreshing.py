"""A company changes: domains, addresses, names; people are suspended and deleted."""

from dataclasses import replace

import pytest

from services import callers, refreshing
from services.core.caller import Claims
from services.core.outcome import Fault, Outcome
from services.core.records import Account, Copy, Domain, Tenant
from services.core.refusals import NobodyChosen
from tests.usecases.company import Company


@pytest.fixture(params=["with an admin", "before any admin came"])
def town(request):
    town = Company("maya", "anna", "bruno")
    town.label = town.share_with("anna@maple.example").label
    if request.param == "with an admin":
        town.opened_by_admin()
    return town


def next_day(town):
    town.later(days=1)
    refreshing.enqueue(deps=town.deps)
    town.settle()


def rename(town, name, address):
    account = town.world.account(f"{name}@maple.example")
    account.aliases.append(account.email)
    account.email = address
    return account


def test_a_new_address_is_taken_over_and_the_copies_go_on(town):
    anna = rename(town, "anna", "anna.berg@maple.example")
    anna.family_name = "Berg"
    next_day(town)
    stored = town.scope().get(Account, anna.id)
    assert (stored.email, stored.name) == ("anna.berg@maple.example", "Anna Berg")
    assert "anna@maple.example" in stored.aliases
    grant = town.grant(town.label, "anna.berg")
    assert (grant.email, grant.name) == ("anna.berg@maple.example", "Anna Berg")
    maya = town.hand("maya")
    maya.edit(maya.find("C1"), phoneNumbers=[{"value": "+1 202 555 7777"}])
    town.pull("maya")
    assert town.same("Finance", "maya", "anna.berg")


def test_an_address_that_google_refuses_is_looked_up_at_once(town):
    rename(town, "anna", "anna.berg@maple.example")
    town.later(hours=2)
    maya = town.hand("maya")
    maya.edit(maya.find("C1"), phoneNumbers=[{"value": "+1 202 555 7777"}])
    town.pull("maya")
    assert town.scope().get(Account, town.id("anna.berg")).email == "anna.berg@maple.example"
    town.later(minutes=5)
    town.sweep()
    town.settle()
    assert town.same("Finance", "maya", "anna.berg")


def test_an_alias_is_the_same_person(town):
    town.world.account("bruno@maple.example").aliases.append("bru@maple.example")
    assert town.share_with("Bru@Maple.example", "bruno@maple.example").added == 1
    assert town.grant(town.label, "bruno").email == "bruno@maple.example"


def test_case_makes_no_other_person_and_dots_do(town):
    assert town.share_with("BRUNO@MAPLE.EXAMPLE").added == 1
    with pytest.raises(NobodyChosen):
        town.share_with("bru.no@maple.example")


@pytest.mark.parametrize("state", ["suspended", "deleted"])
def test_a_suspended_or_deleted_account_is_noticed(town, state):
    anna = town.id("anna")
    (town.world.suspend if state == "suspended" else town.world.delete)("anna@maple.example")
    next_day(town)
    fault = Fault.SUSPENDED if state == "suspended" else Fault.GONE
    assert town.scope().get(Account, anna).fault is fault
    if state == "suspended":
        town.world.suspend("anna@maple.example", suspended=False)
        next_day(town)
        assert town.scope().get(Account, anna).fault is None


def test_a_company_that_changes_its_domain_stays_the_same_company(town):
    before = town.caller("maya").tenant
    town.company.domains.insert(0, "cedar.example")
    maya = rename(town, "maya", "maya@cedar.example")
    claims = Claims(sub=maya.id, email=maya.email, hd="cedar.example", name=maya.name)
    assert callers.resolve(claims, deps=town.deps).tenant == before
    assert town.store.root.get(Tenant, before).domains == ("cedar.example", "maple.example")


def test_a_domain_is_learned_from_the_directory_and_never_taken_from_another(town):
    town.company.domains += ["elm.example", "taken.example"]
    town.store.root.put(Domain(name="taken.example", tenant="t-other"))
    for domain in ("elm.example", "taken.example"):
        town.world.add_person(town.company, f"eva@{domain}", "Eva")
        town.share_with(f"eva@{domain}")
    next_day(town)
    tenant = town.caller("anna").tenant
    assert town.store.root.get(Domain, "elm.example").tenant == tenant
    assert town.store.root.get(Domain, "taken.example").tenant == "t-other"


def test_an_admin_who_is_renamed_goes_on_being_asked(town):
    town.store.root.put(
        replace(town.store.root.get(Tenant, town.caller("maya").tenant), admin="boss@maple.example")
    )
    town.caller("boss")
    boss = rename(town, "boss", "chief@maple.example")
    next_day(town)
    assert town.store.root.get(Tenant, town.caller("maya").tenant).admin == boss.email


def test_a_second_day_on_which_nothing_changed_writes_nothing(town):
    next_day(town)
    town.store.counts.clear()
    next_day(town)
    assert town.store.counts.writes == 0


def test_who_shows_her_new_address_by_signing_in_is_called_by_it_everywhere(town):
    anna = rename(town, "anna", "anna.berg@maple.example")
    claims = Claims(sub=anna.id, email=anna.email, hd="maple.example", name="Anna Berg")
    callers.resolve(claims, deps=town.deps)
    anna.family_name = "Berg"
    next_day(town)
    grant = town.grant(town.label, "anna.berg")
    assert (grant.email, grant.name) == ("anna.berg@maple.example", "Anna Berg")


def test_a_token_that_writes_the_address_in_capitals_is_no_new_address(town):
    anna = town.world.account("anna@maple.example")
    claims = Claims(sub=anna.id, email="Anna@Maple.example", hd="Maple.example", name=anna.name)
    callers.resolve(claims, deps=town.deps)
    assert town.scope().get(Account, anna.id).aliases == ()


def test_a_directory_over_its_quota_says_nothing_about_copies(town):
    town.world.faults.add("403-rate", path="/admin/directory/v1/users*", times=40)
    refreshing.enqueue_one(town.caller("maya").tenant, town.id("anna"), deps=town.deps)
    town.run()
    assert town.outcomes["refresh", Outcome.LATER] == 1
    assert {copy.state for copy in town.scope().find(Copy)} == {"current"}
