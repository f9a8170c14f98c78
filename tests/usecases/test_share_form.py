"""What is typed into *Share label*: the good go through, the others are named, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from services import homepage, overview, share_form, sharing
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.refusals import BadInput, LabelGone, LevelTooHigh, NobodyChosen, NoSuchLabel, NotAllowed
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno", "clara")
    maya = town.hand("maya")
    maya.add_label("Finance")
    maya.add(contact("Ron", mail="ron@x.example"), ["Finance"])
    birch = town.world.add_company("Birch", ["birch.example"])
    town.world.add_person(birch, "otto@birch.example", "Otto")
    return town


def group(town, name="Finance"):
    return next(g["resourceName"] for g in town.hand("maya").labels() if g["name"] == name)


def share(town, typed, *, level=Level.EDITOR, who="maya", **where):
    form = ShareForm(typed=typed, level=level)
    return sharing.share(town.caller(who), form=form, deps=town.deps, **(where or {"group": group(town)}))


def why(refused):
    return {one.typed: one.why for one in refused}


@pytest.mark.parametrize("typed", ["", "   ", ",;\n", "not an address", "maya@maple.example"])
def test_no_one_chosen_shares_with_no_one(town, typed):
    with pytest.raises(NobodyChosen):
        share(town, typed)
    assert homepage.home(town.caller("maya"), deps=town.deps).own[0].label == ""


def test_a_bad_address_among_good_ones_is_named_and_the_good_are_kept(town):
    shared = share(town, "anna@maple.example; nobody-at-all, Bruno <BRUNO@maple.example>\nx@@y")
    assert shared.added == 2
    assert why(shared.refused) == {"nobody-at-all": "malformed", "x@@y": "malformed"}
    town.settle()
    assert town.same("Finance", "maya", "anna", "bruno")


def test_everybody_who_cannot_be_shared_with_is_named_with_the_reason(town):
    town.world.suspend("clara@maple.example")
    wrong = {
        "maya@maple.example": "self",
        "ghost@maple.example": "groups-need-admin",  # a person it is not; a group only an admin could tell
        "clara@maple.example": "suspended",
        "otto@birch.example": "outside",
        "x@nowhere.example": "outside",
    }
    shared = share(town, ", ".join(["anna@maple.example", *wrong]))
    assert why(shared.refused) == wrong
    assert shared.added == 1


def test_who_has_it_already_is_said_to_and_another_level_is_a_change(town):
    share(town, "anna@maple.example")
    town.settle()
    assert why(share(town, "anna@maple.example, bruno@maple.example").refused) == {
        "anna@maple.example": "same"
    }
    assert share(town, "anna@maple.example", level=Level.VIEWER).changed == 1


def crowd(town, size):
    people = [f"p{n}@maple.example" for n in range(size)]
    for address in people:
        town.world.add_person(town.company, address)
    return people


def test_five_hundred_addresses_are_one_share_and_what_is_more_is_named(town):
    people = crowd(town, 503)
    shared = share(town, "\n".join(people))
    assert shared.added == 500
    assert why(shared.refused) == dict.fromkeys(people[500:], "too-many")
    town.settle()
    assert town.hand("p0").names() == town.hand("p499").names() == ["Ron"]
    assert sum(len(town.mailer.to(address)) for address in people) == 500


def test_who_could_not_be_looked_up_in_time_is_named_and_can_be_shared_with_next(town):
    people = crowd(town, 40)
    town.before_call = lambda: town.later(milliseconds=500)
    first = share(town, "\n".join(people))
    assert 0 < first.added < 40
    assert set(why(first.refused).values()) == {"too-many"}
    assert first.added + len(first.refused) == 40
    town.before_call = lambda: None
    assert share(town, "\n".join(why(first.refused))).added == len(first.refused)


def test_tasks_that_could_not_be_handed_over_in_time_are_the_sweep_s(town, monkeypatch):
    people = crowd(town, 20)
    enqueue = town.queue.enqueue

    def slowly(task):
        town.later(seconds=1)
        return enqueue(task)

    monkeypatch.setattr(town.queue, "enqueue", slowly)
    begun = town.now()
    assert share(town, "\n".join(people)).added == 20
    assert (town.now() - begun).total_seconds() < 10
    monkeypatch.undo()
    town.later(minutes=1)
    town.sweep()
    town.settle()
    assert sum(len(town.mailer.to(address)) for address in people) == 20


def test_the_form_of_a_label_that_was_stopped_shares_it_again(town):
    label = share(town, "anna@maple.example").label
    town.settle()
    sharing.stop(town.caller("maya"), label=label, deps=town.deps)
    town.settle()
    facts = share_form.form(town.caller("maya"), form=ShareForm(), group=group(town), deps=town.deps)
    again = share(town, "anna@maple.example", label=facts.label, group=facts.group)
    assert (again.label, again.added) == (label, 1)
    town.settle()
    assert town.same("Finance", "maya", "anna")


def test_pressing_twice_shares_once(town):
    first = share(town, "anna@maple.example")
    second = share(town, "anna@maple.example")
    assert (second.label, second.added, second.changed) == (first.label, 0, 0)
    town.settle()
    assert town.mailer.to("anna@maple.example") == ["shared: Finance"]
    assert town.hand("anna").names() == ["Ron"]


def test_two_people_share_one_label_at_the_same_moment(town):
    label = share(town, "anna@maple.example", level=Level.MANAGER).label
    town.settle()
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(share, town, "bruno@maple.example", label=label)
        other = pool.submit(share, town, "bruno@maple.example, clara@maple.example", who="anna", label=label)
        one.result()
        other.result()
    town.settle()
    assert town.same("Finance", "maya", "anna", "bruno", "clara")
    assert town.hand("bruno").names() == ["Ron"]
    names = {row.name for row in overview.label(town.caller("maya"), label=label, deps=town.deps).members}
    assert names == {"Maya", "Anna", "Bruno", "Clara"}


def test_an_empty_label_is_shared_and_filled_later(town):
    town.hand("maya").add_label("Later")
    form = ShareForm(typed="anna@maple.example")
    facts = share_form.form(town.caller("maya"), group=group(town, "Later"), form=form, deps=town.deps)
    assert facts.problem == "empty-label"
    share(town, "anna@maple.example", group=group(town, "Later"))
    town.settle()
    town.hand("maya").add(contact("Ann"), ["Later"])
    town.pull()
    assert town.hand("anna").names() == ["Ann"]


def test_a_label_that_was_deleted_meanwhile_is_said_to_be(town):
    gone = group(town)
    town.hand("maya").delete_label("Finance")
    with pytest.raises(LabelGone):
        share(town, "anna@maple.example", group=gone)


def test_a_label_that_was_renamed_meanwhile_is_shared_under_its_new_name(town):
    there = group(town)
    town.hand("maya").rename_label("Finance", "Money")
    share(town, "anna@maple.example", group=there)
    town.settle()
    assert [g["name"] for g in town.hand("anna").labels()] == ["Money"]


def test_forged_parameters_reach_nothing(town):
    label = share(town, "anna@maple.example", level=Level.EDITOR).label
    town.settle()
    for name in ("anna", "bruno"):
        town.caller(name)  # who is met for the first time is written down
    writes = town.store.counts.writes
    with pytest.raises(NoSuchLabel):
        share(town, "clara@maple.example", who="bruno", label=label)
    with pytest.raises(NotAllowed):
        share(town, "clara@maple.example", who="anna", label=label)
    with pytest.raises(LevelTooHigh):
        share(town, "clara@maple.example", level=Level.OWNER)
    with pytest.raises(BadInput):
        share(town, "clara@maple.example", group="people/c1")
    with pytest.raises(LabelGone):
        share(town, "clara@maple.example", who="bruno", group=group(town))
    with pytest.raises(NoSuchLabel):
        share(town, "clara@maple.example", label="lnothing")
    assert town.store.counts.writes == writes


def test_a_manager_gives_no_more_than_she_has(town):
    label = share(town, "anna@maple.example", level=Level.MANAGER).label
    town.settle()
    share(town, "bruno@maple.example", level=Level.MANAGER, who="anna", label=label)
    with pytest.raises(LevelTooHigh):
        share(town, "clara@maple.example", level=Level.OWNER, who="anna", label=label)
    assert why(share(town, "maya@maple.example, clara@maple.example", who="anna", label=label).refused) == {
        "maya@maple.example": "owner"
    }
