"""A leaver: labels to a new owner, copies back, grants ended; whatever state her account is in."""

from dataclasses import replace

import pytest

from services import leavers, offboarding, sharing, winding_up
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Account, Copy, Grant, Label, Offboarding
from services.core.refusals import BadInput, NoSuchMember, NotAdmin
from services.ports import Where
from tests.town import contact
from tests.usecases.company import Company


@pytest.fixture
def town():
    """Maya shares Finance with Anna and Bruno; Anna shares Sales with Maya."""
    town = Company("maya", "anna", "bruno", "clara")
    town.opened_by_admin()
    town.finance = town.share_with("anna@maple.example", "bruno@maple.example")
    anna = town.hand("anna")
    anna.add_label("Sales")
    anna.add(contact("S"), ["Sales"])
    town.sales = town.share("anna", "Sales", "maya")
    town.finance = town.finance.label
    return town


def leave(town, heir="anna@maple.example", **more):
    offboarding.begin(town.boss, person="maya@maple.example", heir=heir, deps=town.deps, **more)
    town.settle()


def test_the_preview_says_what_it_comes_to_and_changes_nothing(town):
    town.store.counts.clear()
    boss = town.boss
    town.store.counts.clear()
    facts = offboarding.preview(boss, person="Maya@maple.example", deps=town.deps)
    assert (facts.account, facts.reach, facts.copies, facts.grants) == (town.id("maya"), "active", 1, 1)
    (estate,) = facts.labels
    assert (estate.name, estate.members) == ("Finance", 2)
    assert estate.heir in {town.id("anna"), town.id("bruno")}
    assert town.store.counts.writes == 0


def test_the_highest_level_is_suggested(town):
    town.share_with("bruno@maple.example", level=Level.MANAGER)
    facts = offboarding.preview(town.boss, person="maya@maple.example", deps=town.deps)
    assert facts.labels[0].heir == town.id("bruno")


def test_only_admins_may(town):
    with pytest.raises(NotAdmin):
        offboarding.preview(town.caller("anna"), person="maya@maple.example", deps=town.deps)
    with pytest.raises(NotAdmin):
        offboarding.begin(
            town.caller("anna"), person="maya@maple.example", heir="anna@maple.example", deps=town.deps
        )


@pytest.mark.parametrize("heir", ["maya@maple.example", "nobody@maple.example", "otto@birch.example"])
def test_the_new_owner_must_be_somebody_else_of_the_company(town, heir):
    with pytest.raises(BadInput, match="heir"):
        leave(town, heir)


def test_a_stranger_cannot_be_offboarded(town):
    with pytest.raises(NoSuchMember):
        offboarding.preview(town.boss, person="nobody@maple.example", deps=town.deps)


def test_labels_go_to_the_new_owner_copies_come_back_and_grants_end(town):
    town.hand("maya").add(contact("Hers"))
    leave(town)
    assert town.scope().get(Label, town.finance).owner == town.id("anna")
    assert town.scope().get(Grant, f"{town.finance}.{town.id('anna')}").level is Level.OWNER
    grants = town.scope().find(Grant, Where("principal", "==", town.id("maya")))
    assert {grant.state for grant in grants} == {"ended"}
    assert "S" not in town.hand("maya").names()
    assert "Hers" in town.hand("maya").names()
    assert len(town.contents("bruno", "Finance")) == 3
    assert town.mailer.to("anna@maple.example")[-1] == "ownership: Finance"
    assert not [mail for mail in town.mailer.to("maya@maple.example") if mail.startswith("ended")]
    done = town.scope().get(Offboarding, town.id("maya"))
    assert (done.state, done.moved, done.ended) == ("done", 1, 2)


def test_a_new_owner_without_a_copy_gets_one(town):
    leave(town, "clara@maple.example")
    assert town.same("Finance", "clara", "anna", "bruno")
    sharing.share(
        town.caller("clara"),
        label=town.finance,
        form=ShareForm(typed="boss@maple.example"),
        deps=town.deps,
    )
    town.settle()
    assert town.same("Finance", "clara", "boss")


def test_each_label_may_go_to_another(town):
    leave(town, "anna@maple.example", heirs={town.finance: "bruno@maple.example"})
    assert town.scope().get(Label, town.finance).owner == town.id("bruno")


def test_what_the_new_owner_changes_reaches_the_others(town):
    leave(town)
    anna = town.hand("anna")
    anna.edit(anna.find("C1"), phoneNumbers=[{"value": "+1 202 555 7777"}])
    anna.add(contact("New"), ["Finance"])
    town.pull("anna")
    assert town.same("Finance", "anna", "bruno")
    assert len(town.contents("bruno", "Finance")) == 4


@pytest.mark.parametrize("state", ["suspended", "gone"])
def test_an_account_that_cannot_be_reached_stands_in_nobodys_way(town, state):
    maya = town.id("maya")
    boss = town.boss
    (town.world.suspend if state == "suspended" else town.world.delete)("maya@maple.example")
    facts = offboarding.preview(boss, person="maya@maple.example", deps=town.deps)
    assert facts.reach == state
    offboarding.begin(boss, person="maya@maple.example", heir="clara@maple.example", deps=town.deps)
    for _ in range(30):
        town.run()
        town.later(minutes=2)
    assert town.scope().get(Offboarding, maya).state == "done"
    assert town.scope().get(Label, town.finance).owner == town.id("clara")
    assert town.same("Finance", "clara", "anna", "bruno")
    states = {copy.state for copy in town.scope().find(Copy, Where("account", "==", maya))}
    assert states == {"ending"} if state == "suspended" else {"ended"}
    town.calls.clear()
    assert town.scope().get(Account, maya).sync_token == ""


def test_a_suspended_leaver_who_comes_back_has_her_copies_taken_back_then(town):
    boss = town.boss
    town.world.suspend("maya@maple.example")
    offboarding.begin(boss, person="maya@maple.example", heir="anna@maple.example", deps=town.deps)
    for _ in range(10):
        town.run()
        town.later(minutes=2)
    assert "S" in town.hand("maya").names()
    town.world.suspend("maya@maple.example", suspended=False)
    town.later(hours=7)
    town.sweep()
    town.settle()
    assert "S" not in town.hand("maya").names()


def test_it_goes_on_where_it_stopped_and_twice_is_once(town):
    for n in range(3):
        town.hand("maya").add_label(f"More{n}")
        town.hand("maya").add(contact(f"M{n}"), [f"More{n}"])
        town.share("maya", f"More{n}", "bruno")
    offboarding.begin(town.boss, person="maya@maple.example", heir="anna@maple.example", deps=town.deps)
    hurried = replace(town.deps, task_seconds=0.0)
    for _ in range(3):
        winding_up.work(town.boss.tenant, town.id("maya"), deps=hurried)
    assert town.scope().get(Offboarding, town.id("maya")).moved == 3
    town.settle(double=0.5, rng=town.random)
    done = town.scope().get(Offboarding, town.id("maya"))
    assert (done.state, done.moved) == ("done", 4)
    assert not town.scope().find(Label, Where("owner", "==", town.id("maya")))
    assert town.scope().count(Label, Where("owner", "==", town.id("anna"))) == 5


def test_for_somebody_who_owns_nothing_nobody_need_be_named(town):
    offboarding.begin(town.boss, person="bruno@maple.example", deps=town.deps)
    town.settle()
    facts = offboarding.preview(town.boss, person="bruno@maple.example", deps=town.deps)
    assert (facts.state, facts.grants, facts.copies, facts.ending) == ("done", 0, 0, 0)
    with pytest.raises(BadInput, match="heir"):
        offboarding.begin(town.boss, person="maya@maple.example", deps=town.deps)


def test_offboardings_are_listed_with_the_last_one_first(town):
    for person in ("bruno@maple.example", "maya@maple.example"):
        offboarding.begin(town.boss, person=person, heir="anna@maple.example", deps=town.deps)
        town.settle()
        town.later(minutes=1)
    assert [(one.email, one.state) for one in leavers.begun(town.boss, deps=town.deps)] == [
        ("maya@maple.example", "done"),
        ("bruno@maple.example", "done"),
    ]
    assert ("Maya", "maya@maple.example") in leavers.suggest(town.boss, "may", deps=town.deps)
    for act in (leavers.begun, lambda caller, deps: leavers.suggest(caller, "m", deps=deps)):
        with pytest.raises(NotAdmin):
            act(town.caller("anna"), deps=town.deps)
