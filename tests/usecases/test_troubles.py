"""What goes wrong in one member's account."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services import overview
from services.backends.google.budget import PER_MINUTE
from services.core.outcome import Fault
from services.ports import QuotaExhausted, Task
from tests.town import contact
from tests.usecases.finance import finance, states


@pytest.fixture
def town():
    return finance("maya", "anna", "bruno", contacts=5)


def test_one_suspended_member_does_not_hold_up_the_other(town):
    label = town.share("maya", "Finance", "anna", "bruno", settle=False)
    town.world.suspend("anna@maple.example")
    town.settle()
    assert states(town, label)["Anna"] == ("attention", Fault.SUSPENDED)
    assert states(town, label)["Bruno"] == ("current", None)
    facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
    assert (facts.members_total, facts.current, facts.stuck) == (2, 1, 1)
    town.world.suspend("anna@maple.example", suspended=False)
    town.later(hours=7)
    town.sweep()
    town.settle()
    assert states(town, label)["Anna"] == ("current", None)
    assert town.same("Finance", "maya", "anna", "bruno")


def test_a_member_at_the_cap_is_said_to_be_and_the_others_go_on(town):
    town.world.account("anna@maple.example").book.trouble.cap = 3
    label = town.share("maya", "Finance", "anna", "bruno")
    assert states(town, label)["Anna"] == ("attention", Fault.FULL)
    assert states(town, label)["Bruno"] == ("current", None)
    town.world.account("anna@maple.example").book.trouble.cap = 25_000
    town.later(hours=7)
    town.sweep()
    town.settle()
    assert town.same("Finance", "maya", "anna", "bruno")


def test_delegation_withdrawn_in_the_middle_is_said_and_nothing_is_lost(town):
    label = town.share("maya", "Finance", "anna")
    everything = town.company.delegation.copy()
    for account in list(town.company.delegation):
        town.world.delegate(town.company, account, ())
    town.hand("maya").edit(town.hand("maya").find("C1"), names=[{"givenName": "C1b"}])
    town.later(hours=2)
    town.enqueue_pull("maya")
    town.enqueue_pull("anna")
    town.run()
    found = {
        row.name: row.copy.state
        for row in overview.label(town.caller("maya"), label=label, deps=town.deps).members
    }
    assert set(found.values()) == {"attention"}
    for account, scopes in everything.items():
        town.world.delegate(town.company, account, scopes)
    town.later(hours=7)
    town.sweep()
    town.settle()
    town.pull()
    assert "C1b" in town.hand("anna").names()
    assert town.same("Finance", "maya", "anna")


def test_quota_puts_off_and_says_until_when(town):
    label = town.share("maya", "Finance", "anna", settle=False)
    town.world.faults.add("429", "*batchCreate*", account=town.id("anna"))
    town.run()
    row = next(
        r
        for r in overview.label(town.caller("maya"), label=label, deps=town.deps).members
        if r.name == "Anna"
    )
    assert row.copy.state == "later"
    assert timedelta(seconds=10) < row.copy.retry_at - town.clock.now() < timedelta(minutes=2)
    town.settle()
    assert town.same("Finance", "maya", "anna")


def test_who_waits_for_one_thing_does_not_come_back_all_at_once(town):
    label = town.share("maya", "Finance", "anna", "bruno", settle=False)
    jitters = iter([0.0, 1.0, *[0.5] * 50])
    town.deps = replace(town.deps, jitter=lambda: next(jitters))
    for name in ("anna", "bruno"):
        town.world.faults.add("429", "*batchCreate*", account=town.id(name))
    town.run()
    facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
    first, second = sorted(row.copy.retry_at for row in facts.members if row.copy.state == "later")
    assert second - first >= timedelta(seconds=10)


def test_a_create_whose_answer_was_lost_is_not_repeated_though_she_took_it_out(town):
    town.share("maya", "Finance", "anna", "bruno")
    town.world.faults.add("drop-after", "*batchCreate*", account=town.id("anna"))
    town.hand("maya").add(contact("New"), ["Finance"])
    pull = Task("pull", {"tenant": town.caller("maya").tenant, "account": town.id("maya")})
    town.queue.enqueue(pull)
    town.run()
    anna = town.hand("anna")
    anna.unlabel(anna.find("New"), "Finance")
    town.settle()
    assert anna.names().count("New") == 1
    assert town.same("Finance", "maya", "anna", "bruno")


def test_a_create_whose_answer_was_lost_is_not_repeated(town):
    town.world.faults.add("drop-after", "*batchCreate*")
    town.share("maya", "Finance", "anna")
    assert town.same("Finance", "maya", "anna")
    assert town.calls["people.people.batchCreateContacts"] == 1


def test_a_create_of_a_later_contact_is_looked_for_before_it_is_tried_again(town):
    town.share("maya", "Finance", "anna")
    town.pull()
    town.world.faults.add("drop-after", "*batchCreate*")
    town.hand("maya").add(contact("Late", mail="late@x.example"), ["Finance"])
    town.calls.clear()
    town.pull("maya")
    assert town.hand("anna").names().count("Late") == 1
    assert town.calls["people.people.batchCreateContacts"] == 1


def test_a_deleted_account_ends_quietly(town):
    label = town.share("maya", "Finance", "anna", "bruno", settle=False)
    town.world.delete("anna@maple.example")
    town.settle()
    assert states(town, label)["Anna"] == ("attention", Fault.GONE)
    assert states(town, label)["Bruno"] == ("current", None)


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_clock_that_differs_from_googles_changes_nothing(town, hours):
    town.skew = timedelta(hours=hours)
    town.share("maya", "Finance", "anna")
    town.hand("maya").edit(town.hand("maya").find("C1"), names=[{"givenName": "C1b"}])
    town.later(hours=8)
    town.pull()
    town.later(hours=8)
    town.settle()
    assert "C1b" in town.hand("anna").names()
    assert town.same("Finance", "maya", "anna")


def test_a_minutes_budget_of_one_account_is_no_others(town):
    book = town.deps.people.of("anna@maple.example")
    for _ in range(PER_MINUTE):
        book.groups()
    with pytest.raises(QuotaExhausted):
        book.groups()
    town.deps.people.of("bruno@maple.example").groups()
    town.later(minutes=1)
    book.groups()
