"""Looking now instead of at the next cadence."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from services import rounds, syncing
from services.core.levels import Level
from services.core.outcome import Outcome
from services.core.records import Marks
from services.core.refusals import NoSuchLabel
from services.leasing import LeaseLost, lease
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno", "clara")
    town.hand("maya").add_label("Finance")
    town.hand("maya").add(contact("Ron", mail="ron@x.example"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna", "bruno")
    return town


def rename(town, name):
    town.hand(name).edit(town.hand(name).find("Ron"), names=[{"givenName": f"Ron of {name}"}])


def test_a_manager_reads_every_copy_of_the_label(town):
    rename(town, "anna")
    assert syncing.sync_label(town.caller("maya"), label=town.label, deps=town.deps) == 3
    town.settle()
    assert town.hand("bruno").names() == ["Ron of anna"]


def test_a_member_reads_her_own(town):
    rename(town, "anna")
    assert syncing.sync_label(town.caller("bruno"), label=town.label, deps=town.deps) == 1
    town.settle()
    assert town.hand("bruno").names() == ["Ron"]


def test_several_presses_of_one_moment_are_one_look_now_and_one_at_its_end(town):
    rename(town, "anna")
    town.calls.clear()
    for _ in range(5):
        syncing.look(town.caller("anna"), deps=town.deps)
    town.settle()
    assert town.hand("bruno").names() == ["Ron of anna"]
    assert town.calls["people.people.connections.list"] == 2


def test_an_edit_between_two_presses_is_not_left_to_the_cadence(town):
    syncing.sync_label(town.caller("anna"), label=town.label, deps=town.deps)
    town.run()
    rename(town, "anna")
    syncing.sync_label(town.caller("anna"), label=town.label, deps=town.deps)
    town.settle()
    assert town.hand("bruno").names() == ["Ron of anna"]


@pytest.mark.parametrize("name", ["anna", "bruno"])
def test_the_clock_looks_at_new_members_who_have_never_opened_the_add_on(town, name):
    rename(town, name)
    rounds.poll(deps=town.deps)
    town.settle()
    assert town.hand("maya").names() == [f"Ron of {name}"]


def test_each_call_of_the_clock_is_a_look(town):
    rounds.poll(deps=town.deps)
    town.run()
    rename(town, "anna")
    rounds.poll(deps=town.deps)
    town.settle()
    assert town.hand("maya").names() == ["Ron of anna"]


def test_the_clock_looks_at_a_quiet_account_every_third_time(town):
    town.later(days=1)
    town.run()
    looks = []
    for _ in range(6):
        town.outcomes.clear()
        rounds.poll(deps=town.deps)
        town.settle()
        looks.append(sum(n for (kind, _), n in town.outcomes.items() if kind == "pull"))
        town.clock.set(town.clock.now() + timedelta(minutes=15))
    assert looks[:3] == looks[3:]
    assert sum(looks[:3]) == 3  # each of the three accounts once


def test_the_clock_looks_each_time_at_who_has_opened_the_add_on(town):
    town.later(days=1)
    town.run()
    town.caller("anna")  # opens it; the others sleep
    town.bodies.clear()
    for _ in range(3):
        rounds.poll(deps=town.deps)
        town.settle()
        town.clock.set(town.clock.now() + timedelta(minutes=15))
    looks = Counter(json.loads(body)["account"] for body in town.bodies)
    assert looks == {town.id("anna"): 3, town.id("maya"): 1, town.id("bruno"): 1}


def test_a_full_listing_comes_before_the_token_expires(town):
    town.pull()
    town.calls.clear()
    for _ in range(15):
        town.later(days=1)
        town.pull("anna")
    # One that had expired would be a call in vain.
    assert town.calls["people.people.connections.list"] == 15


def test_who_finds_an_account_at_work_comes_again(town):
    rename(town, "anna")
    with lease(town.tenant_id, town.id("anna"), deps=town.deps):
        town.enqueue_pull("anna")
        town.run()
        assert town.outcomes["pull", Outcome.LATER] == 1
    town.settle()
    assert town.hand("bruno").names() == ["Ron of anna"]


def test_who_sleeps_past_her_lease_writes_nothing_any_more(town):
    with lease(town.tenant_id, town.id("anna"), deps=town.deps) as slow:
        town.later(minutes=3)
        with lease(town.tenant_id, town.id("anna"), deps=town.deps) as quick, pytest.raises(LeaseLost):
            slow.update(sync_token="old")
        assert quick.holder != slow.holder
        with lease(town.tenant_id, town.id("anna"), deps=town.deps) as third:
            assert third.account.sync_token != "old"


def test_a_long_listing_goes_on_where_it_was_left(town):
    anna = town.hand("anna")
    for n in range(2100):
        anna.plant(contact(f"Hers {n}"))
    rename(town, "anna")
    anna.expire_sync_tokens()
    town.deps = replace(town.deps, task_seconds=0.0)
    town.outcomes.clear()
    town.calls.clear()
    town.pull("anna")
    assert town.outcomes["pull", Outcome.DONE] == 3  # a page each
    assert town.calls["people.people.connections.list"] == 1 + 3
    assert "people.people.getBatchGet" not in town.calls  # what an earlier task has seen is not missing
    assert town.scope().find(Marks) == []
    town.deps = replace(town.deps, task_seconds=240.0)
    town.pull()
    assert town.hand("bruno").names() == ["Ron of anna"]


def test_a_stranger_reads_nothing(town):
    town.calls.clear()
    with pytest.raises(NoSuchLabel):
        syncing.sync_label(town.caller("clara"), label=town.label, deps=town.deps)
    syncing.look(town.caller("clara"), deps=town.deps)
    town.settle()
    assert not town.calls


def test_levels_are_read_as_they_are_now(town):
    assert syncing.sync_label(town.caller("anna"), label=town.label, deps=town.deps) == 1
    town.share("maya", "Finance", "anna", level=Level.MANAGER)
    assert syncing.sync_label(town.caller("anna"), label=town.label, deps=town.deps) == 3
