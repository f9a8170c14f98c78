"""What goes wrong in one member's account, and in contacts at the edge of what Google takes."""

import copy
from dataclasses import replace
from datetime import timedelta

import pytest

from services import editing, homepage, overview, work
from services.backends.google.budget import PER_MINUTE
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.records import Account, Contact, Copy, Grant, Label, LinkPage, Tenant, Version
from services.ports import QuotaExhausted, Task, Where
from tests.stateful.crashing import Crashes, crashing
from tests.town import Town, contact

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for n in range(5):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example"), ["Finance"])
    return town


def states(town, label):
    facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
    return {row.name: (row.copy.state, row.copy.fault) for row in facts.members}


# --- accounts ------------------------------------------------------------------------------------


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


# --- faults that pass ----------------------------------------------------------------------------


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


# --- contacts ------------------------------------------------------------------------------------


def test_a_poison_contact_is_named_and_the_other_199_go_through():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    maya.add_label("Big")
    for n in range(199):
        maya.add(contact(f"C{n:03d}"), ["Big"])
    maya.plant(contact("x" * 3000), ["Big"])
    label = town.share("maya", "Big", "anna")
    assert len(town.contents("anna", "Big")) == 199
    refused = [
        link.refused
        for page in town.scope().find(LinkPage, Where("account", "==", town.id("anna")))
        for link in page.links.values()
        if link.refused
    ]
    assert len(refused) == 1
    assert "x" * 10 not in refused[0]
    row = overview.member(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps).row
    assert (row.copy.refused, row.copy.refused_names) == (1, ("x" * 3000,))
    assert states(town, label)["Anna"][0] == "current"
    town.calls.clear()
    town.pull()
    assert "people.people.batchCreateContacts" not in town.calls


def test_a_member_s_count_follows_the_label_and_leaves_out_what_google_did_not_take(town):
    label = town.share("maya", "Finance", "anna")
    maya = town.hand("maya")

    def counts():
        facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
        (shared,) = homepage.home(town.caller("anna"), deps=town.deps).shared
        row = next(row for row in facts.members if row.name == "Anna")
        assert shared.copy == replace(row.copy, refused=0, refused_names=())
        assert row.copy.refused_names == ("Poison",) * (row.copy.total - row.copy.done)
        return row.copy.state, row.copy.done, row.copy.total

    assert counts() == ("current", 5, 5)
    maya.add(contact("C5"), ["Finance"])
    town.pull()
    assert counts() == ("current", 6, 6)
    poison = maya.plant(contact("Poison") | {"nicknames": [{"value": "x" * 3000}]}, ["Finance"])
    town.pull()
    assert (counts(), len(town.hand("anna").names())) == (("current", 6, 7), 6)
    maya.edit(poison, nicknames=[{"value": "x"}])
    town.pull()
    assert (counts(), len(town.hand("anna").names())) == (("current", 7, 7), 7)


def test_a_change_that_google_does_not_take_is_named_until_it_does(town):
    label = town.share("maya", "Finance", "anna")
    maya = town.hand("maya")

    def told():
        copy = overview.label(town.caller("anna"), label=label, deps=town.deps).my_copy
        return copy.done, copy.refused_names

    long = contact("Long") | {"nicknames": [{"value": "x" * 3000}]}
    maya.book.change_unchecked(maya.book.get(maya.find("C1")), long)
    town.pull()
    assert told() == (5, ("Long",))
    maya.edit(maya.find("Long"), nicknames=[{"value": "x"}])
    town.pull()
    assert told() == (5, ())
    assert town.same("Finance", "maya", "anna")


ODD = {
    "dates without a year": contact("A", birthdays=[{"date": {"month": 2, "day": 29}}]),
    "an HTML note": contact("B", biographies=[{"value": "<b>x</b>", "contentType": "TEXT_HTML"}]),
    "an entry twice": contact("C", phoneNumbers=[{"value": "+12025550100"}, {"value": "+1 202 555 0100"}]),
    "mixed scripts": contact("Владимир 王 عمر"),
    "zero width": contact("Zo\u200be\u200d"),
    "white space": contact("  Spa  ced  ", note=" two\n lines \n"),
    "no name": {"emailAddresses": [{"value": "only@x.example"}]},
    "markup": contact("<script>alert(1)</script>", note="\"'&<"),
    "emoji": contact("👩‍👩‍👧 Family"),
    "right to left": contact("\u202eevil"),
    "1,024 characters": contact("x" * 1024),
    "500 fields, our marker among them": contact(
        "Full", userDefined=[{"key": f"k{n}", "value": f"v{n}"} for n in range(498)]
    ),
    "128 KB": contact("Large", userDefined=[{"key": f"k{n}", "value": f"{n:04d}" * 250} for n in range(125)]),
    "everything": contact(
        "All",
        nicknames=[{"value": "Al"}],
        addresses=[{"streetAddress": "1 Main St", "city": "X", "countryCode": "US", "type": "home"}],
        organizations=[{"name": "Org", "title": "Boss", "department": "D", "current": True}],
        urls=[{"value": "https://x.example/a", "type": "work"}],
        events=[{"date": {"year": 2001, "month": 2, "day": 3}, "type": "anniversary"}],
        relations=[{"person": "Bob", "type": "spouse"}],
        imClients=[{"username": "al", "protocol": "skype", "type": "home"}],
        sipAddresses=[{"value": "sip:a@x.example", "type": "work"}],
        calendarUrls=[{"url": "https://x.example/c", "type": "home"}],
        userDefined=[{"key": "Tier", "value": "3"}],
        externalIds=[{"value": "42", "type": "account"}],
        genders=[{"value": "female"}],
        occupations=[{"value": "Painter"}],
        interests=[{"value": "Chess"}],
        locations=[{"value": "HQ", "type": "desk"}],
        locales=[{"value": "fi"}],
        miscKeywords=[{"value": "k", "type": "OUTLOOK_KEYWORD"}],
    ),
}


@pytest.mark.parametrize("what", ODD)
def test_odd_contacts_arrive_whole_and_stay_quiet(what):
    town = Town("maya", "anna")
    town.hand("maya").add_label("Odd")
    town.hand("maya").add(copy.deepcopy(ODD[what]), ["Odd"])
    town.share("maya", "Odd", "anna")
    assert town.same("Odd", "maya", "anna")
    town.pull()
    before = town.google_writes(), town.store.counts.writes
    town.pull()
    assert (town.google_writes(), town.store.counts.writes) == before


def test_an_editors_odd_contact_goes_the_other_way():
    town = Town("maya", "anna", "bruno")
    town.hand("maya").add_label("Odd")
    town.hand("maya").add(contact("First"), ["Odd"])
    town.share("maya", "Odd", "anna", "bruno")
    for fields in ODD.values():
        town.hand("anna").add(copy.deepcopy(fields), ["Odd"])
    town.pull()
    assert len(town.contents("maya", "Odd")) == 1 + len(ODD)
    assert town.same("Odd", "maya", "anna", "bruno")


# --- the store -----------------------------------------------------------------------------------


def test_a_store_restored_from_an_older_backup_deletes_and_doubles_nothing(town):
    town.share("maya", "Finance", "anna", level=Level.REMOVER)
    scope = town.scope()
    backup = [r for kind in (Contact, LinkPage) for r in scope.find(kind)]
    maya = town.hand("maya")
    maya.add(contact("After", mail="after@x.example"), ["Finance"])
    maya.edit(maya.find("C1"), names=[{"givenName": "C1 later"}])
    town.pull()
    assert sorted(town.hand("anna").names()) == sorted(maya.names())
    for kind in (Contact, LinkPage):
        scope.delete(kind, *[r.key for r in scope.find(kind)])
    scope.put(*backup)
    for name in ("maya", "anna"):
        town.hand(name).expire_sync_tokens()
    town.pull()
    town.pull()
    assert sorted(maya.names()) == sorted(["After", "C0", "C1 later", "C2", "C3", "C4"])
    assert town.same("Finance", "maya", "anna")


def whole_store(town):
    """The backup, made while the service lives."""
    work.poll(deps=town.deps)
    town.settle()
    kept = (Account, Label, Grant, Copy, Contact, Version, LinkPage)
    return town.store.root.get(Tenant, town.tenant_id), [r for kind in kept for r in town.scope().find(kind)]


def restored(town, backup):
    company, records = backup
    for kind in {type(record) for record in records}:
        town.scope().delete(kind, *[record.key for record in town.scope().find(kind)])
    town.store.root.put(company)
    town.scope().put(*records)
    town.later(hours=3)


@pytest.mark.parametrize("first", ["maya", "anna", "sidebar"])
def test_a_whole_store_restored_doubles_nothing_whoever_comes_first(town, first):
    label = town.share("maya", "Finance", "anna", "bruno", level=Level.REMOVER)
    backup = whole_store(town)
    maya, anna = town.hand("maya"), town.hand("anna")
    for n in (1, 2):
        maya.add(contact(f"New {n}", mail=f"new{n}@x.example"), ["Finance"])
        town.pull()
    # The one that came first was changed last: read again, they come in another order.
    maya.edit(maya.find("New 1"), phoneNumbers=[{"value": "+1 202 555 0199"}])
    anna.edit(anna.find("C1"), names=[{"givenName": "C1 later"}])
    anna.delete(anna.find("C2"))
    town.pull()
    before = town.contents("maya", "Finance")
    restored(town, backup)
    if first == "sidebar":
        form = {"names": [{"givenName": "Last"}]}
        editing.add(town.caller("maya"), label=label, form=form, deps=town.deps)
        town.settle()
    else:
        town.pull(first)
    town.pull()
    town.pull()
    assert town.same("Finance", "maya", "anna", "bruno")
    names = ["C0", "C1 later", "C3", "C4", "New 1", "New 2"] + ["Last"] * (first == "sidebar")
    assert sorted(maya.names("Finance")) == sorted(names)
    assert set(before) <= set(town.contents("maya", "Finance"))
    writes = town.google_writes()
    town.pull()
    assert town.google_writes() == writes


def test_a_service_that_slept_reads_an_account_anew_once_and_before_it_writes(town):
    town.share("maya", "Finance", "anna")
    whole_store(town)
    town.later(hours=3)
    maya = town.hand("maya")
    maya.edit(maya.find("C1"), names=[{"givenName": "C1b"}])
    town.calls.clear()
    town.pull("maya")
    # Maya is looked at, seen to have changed something, and read as a whole; then Anna.
    assert town.calls["people.people.connections.list"] == 3
    assert "C1b" in town.hand("anna").names()
    town.calls.clear()
    maya.edit(maya.find("C1b"), names=[{"givenName": "C1c"}])
    town.pull("maya")
    assert town.calls["people.people.connections.list"] == 1


def test_a_lost_store_of_links_doubles_nothing(town):
    town.share("maya", "Finance", "anna")
    scope = town.scope()
    scope.delete(LinkPage, *[r.key for r in scope.find(LinkPage)])
    for name in ("maya", "anna"):
        town.hand(name).expire_sync_tokens()
    town.pull("anna")
    assert len(town.hand("anna").names()) == 5
    assert sorted(town.hand("maya").names()) == sorted(town.hand("anna").names())
    town.pull()
    assert len(town.hand("anna").names()) == len(town.hand("maya").names()) == 5
