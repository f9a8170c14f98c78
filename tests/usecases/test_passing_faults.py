"""A fault that passes: off the card when it is over, and not before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services import overview
from services.core.outcome import Fault
from services.core.records import Copy
from services.ports import Task
from tests.stateful.crashing import Crashes, crashing
from tests.town import Town, contact
from tests.usecases.finance import finance, states

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def town():
    return finance("maya", "anna", "bruno", contacts=5)


def copy_of(town, name, label):
    return town.scope().get(Copy, f"{label}.{town.id(name)}")


def change_while_google_fails(town, kind="503", **more):
    """Maya changes a contact; what has to be written in Anna's account fails at first."""
    town.world.faults.add(kind, "*batchUpdate*", account=town.id("anna"), **more)
    maya = town.hand("maya")
    maya.edit(maya.find("C1"), phoneNumbers=[{"value": "+1 202 555 0199"}])
    town.enqueue_pull("maya")
    town.run()


@pytest.mark.parametrize("kind", ["503", "429"])
def test_a_fault_that_has_passed_is_off_the_card_without_another_listing(town, kind):
    maya = town.hand("maya")
    maya.add_label("Other")
    maya.add(contact("O"), ["Other"])
    labels = town.share("maya", "Finance", "anna"), town.share("maya", "Other", "anna")
    before = [copy_of(town, "anna", label) for label in labels]
    town.calls.clear()
    change_while_google_fails(town, kind)
    assert {copy_of(town, "anna", label).state for label in labels} == {"later"}
    town.settle()
    after = [copy_of(town, "anna", label) for label in labels]
    assert [replace(copy, changed_at=None) for copy in after] == [
        replace(copy, changed_at=None) for copy in before
    ]
    assert town.calls["people.people.connections.list"] == 1  # that of Maya
    assert town.same("Finance", "maya", "anna")
    town.later(hours=1)
    town.sweep()
    assert town.run() == 0


@pytest.mark.parametrize("state", ["copying", "paused", "waiting"])
def test_a_copy_that_was_on_its_way_is_so_again_when_the_fault_has_passed(town, state):
    label = town.share("maya", "Finance", "anna")
    was = replace(copy_of(town, "anna", label), state=state, done=2, position="b")
    town.scope().put(was)
    change_while_google_fails(town)
    assert copy_of(town, "anna", label).state == ("paused" if state == "paused" else "later")
    town.settle()
    assert replace(copy_of(town, "anna", label), changed_at=was.changed_at) == was


def hindered(copy, was):
    """The copy as a task that fails leaves it, when that one is tried again much later."""
    return replace(copy, state="later", was=was, fault=Fault.UNAVAILABLE, retry_at=copy.changed_at + AN_HOUR)


def test_a_copy_that_has_not_begun_begins_though_something_else_failed_in_its_account(town):
    label = town.share("maya", "Finance", "anna", settle=False)
    town.scope().put(hindered(copy_of(town, "anna", label), "waiting"))
    town.settle()
    assert states(town, label)["Anna"] == ("current", None)
    assert town.same("Finance", "maya", "anna")


def test_what_left_the_label_while_she_was_out_of_it_goes_though_something_failed_when_she_was_in_again(town):
    label = town.share("maya", "Finance", "anna")
    before = copy_of(town, "anna", label)
    town.scope().put(replace(before, state="ending"))
    town.hand("maya").unlabel(town.hand("maya").find("C1"), "Finance")
    town.pull("maya")
    assert "C1" in town.hand("anna").names("Finance")
    town.scope().put(hindered(before, "waiting"))
    town.queue.enqueue(Task("copy", {"tenant": town.tenant_id, "account": town.id("anna"), "label": label}))
    town.settle()
    assert town.same("Finance", "maya", "anna")


def test_what_google_did_not_take_is_counted_also_at_a_second_try(town):
    label = town.share("maya", "Finance", "anna")
    town.hand("maya").plant(contact("Poison") | {"nicknames": [{"value": "x" * 3000}]}, ["Finance"])
    town.world.faults.add("429", "*batchCreate*", account=town.id("anna"))
    town.pull("maya")
    copy = overview.label(town.caller("anna"), label=label, deps=town.deps).my_copy
    assert (copy.state, copy.done, copy.total) == ("current", 5, 6)


def test_a_fault_that_lasts_is_not_over_because_another_has_passed(town):
    label = town.share("maya", "Finance", "anna")
    full = replace(
        copy_of(town, "anna", label),
        state="attention",
        fault=Fault.FULL,
        retry_at=town.now() + timedelta(hours=6),
    )
    town.scope().put(full)
    change_while_google_fails(town)
    assert copy_of(town, "anna", label) == full
    town.settle()
    assert copy_of(town, "anna", label) == full


def test_a_fault_that_turns_out_to_last_stays_on_the_card(town):
    label = town.share("maya", "Finance", "anna")
    change_while_google_fails(town)
    town.enqueue_pull("anna")
    town.world.suspend("anna@maple.example")
    town.settle()
    assert states(town, label)["Anna"] == ("attention", Fault.SUSPENDED)


@pytest.mark.parametrize("first", ["push", "pull"])
def test_a_copy_waits_as_long_as_one_task_of_its_account_does(town, first):
    label = town.share("maya", "Finance", "anna")
    long, short = ("429", {"retry_after": "600"}), ("503", {})
    (pushed, more), (pulled, others) = (short, long) if first == "push" else (long, short)
    change_while_google_fails(town, pushed, **more)
    town.world.faults.add(pulled, "*/connections", account=town.id("anna"), times=3, **others)
    town.enqueue_pull("anna")
    town.run()
    town.later(seconds=120)
    town.run()
    assert copy_of(town, "anna", label).state == "later"
    assert copy_of(town, "anna", label).retry_at > town.now()
    town.settle()
    assert states(town, label)["Anna"] == ("current", None)
    assert town.same("Finance", "maya", "anna")


def test_a_process_that_dies_before_it_can_say_that_the_fault_has_passed_says_it_later():
    def calls(dying_at=None):
        town = Town("maya", "anna")
        town.hand("maya").add_label("Finance")
        town.hand("maya").add(contact("C1"), ["Finance"])
        label = town.share("maya", "Finance", "anna")
        change_while_google_fails(town)
        town.later(minutes=1)
        crashes = Crashes()
        crashing(town, crashes)
        if dying_at is not None:
            crashes.after(dying_at)
        town.run_crashing(rng=None)
        town.later(minutes=5)
        town.settle()
        assert states(town, label)["Anna"] == ("current", None)
        assert town.same("Finance", "maya", "anna")
        return crashes.count

    last = calls() - 1
    for at in range(last - 3, last + 1):
        calls(at)
