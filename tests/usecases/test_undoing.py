"""Undo: one change, one contact, one sync, one person's hour; and everything in the end as it was."""

from dataclasses import replace

import pytest

from services import editing, trash, undoing
from services.core.levels import Level
from services.core.records import Contact, Event, Label, Version
from services.core.refusals import FieldHidden, NoSuchContact, NotAllowed
from services.ports import Where
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for n in range(12):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example", phone=f"+1 202 555 01{n:02d}"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna", "bruno")
    return town


def hub(town, name):
    """The hub contact of this name."""
    found = [c for c in town.scope().find(Contact) if c.content["names"][0]["givenName"] == name]
    assert len(found) == 1
    return found[0]


def versions(town, name="", **equal):
    where = [Where(key, "==", value) for key, value in equal.items()]
    if name:
        where.append(Where("contact", "==", hub(town, name).id))
    return town.scope().find(Version, *where)


def phones(town, who, name):
    hand = town.hand(who)
    return [entry["value"] for entry in hand.contact(hand.find(name)).get("phoneNumbers", ())]


def edit(town, who, name, **fields):
    hand = town.hand(who)
    hand.edit(hand.find(name), **fields)
    town.pull(who)


def undo(town, who, name, number):
    undoing.change(
        town.caller(who), label=town.label, contact=hub(town, name).id, version=number, deps=town.deps
    )
    town.settle()


def test_an_edit_is_taken_back_for_everybody(town):
    before = town.contents("maya", "Finance")
    edit(town, "anna", "C3", phoneNumbers=[{"value": "+1 303 555 0000"}])
    assert phones(town, "bruno", "C3") == ["+1 303 555 0000"]
    undo(town, "bruno", "C3", 2)
    assert town.contents("maya", "Finance") == before
    assert town.same("Finance", "maya", "anna", "bruno")
    newest = versions(town, "C3")[-1]
    assert (newest.cause, newest.who) == ("undo", town.id("bruno"))


def test_pressing_twice_undoes_once(town):
    edit(town, "anna", "C3", phoneNumbers=[{"value": "+1 303 555 0000"}])
    undo(town, "bruno", "C3", 2)
    town.store.counts.clear()
    undo(town, "bruno", "C3", 2)
    assert town.store.counts.writes == 0
    assert [version.number for version in versions(town, "C3")] == [2, 3]


def test_what_was_changed_again_since_stays(town):
    edit(town, "anna", "C3", phoneNumbers=[{"value": "+1 303 555 0000"}], names=[{"givenName": "Changed"}])
    edit(town, "bruno", "Changed", names=[{"givenName": "Again"}])
    undo(town, "maya", "Again", 2)
    assert hub(town, "Again").content["phoneNumbers"][0]["value"] == "+1 202 555 0103"
    assert town.same("Finance", "maya", "anna", "bruno")


def test_of_many_values_only_the_change_goes(town):
    own = {"value": "+1 202 555 0103", "type": "mobile"}
    edit(town, "anna", "C3", phoneNumbers=[{"value": "+1 303 555 0000"}])
    edit(town, "bruno", "C3", phoneNumbers=[{"value": "+1 303 555 0000"}, {"value": "+1 404 555 0000"}])
    undo(town, "maya", "C3", 2)
    assert sorted(phones(town, "anna", "C3")) == [own["value"], "+1 404 555 0000"]


def test_the_undoing_of_an_undo_is_the_edit_again(town):
    edit(town, "anna", "C3", phoneNumbers=[{"value": "+1 303 555 0000"}])
    undo(town, "maya", "C3", 2)
    undo(town, "maya", "C3", 3)
    assert phones(town, "bruno", "C3") == ["+1 303 555 0000"]


def test_a_contact_goes_back_to_a_version(town):
    before = hub(town, "C3").content
    edit(town, "anna", "C3", phoneNumbers=[{"value": "+1 303 555 0000"}])
    edit(town, "bruno", "C3", biographies=[{"value": "a note", "contentType": "TEXT_PLAIN"}])
    undoing.back_to(
        town.caller("maya"), label=town.label, contact=hub(town, "C3").id, version=1, deps=town.deps
    )
    town.settle()
    assert hub(town, "C3").content == before
    assert town.same("Finance", "maya", "anna", "bruno")
    with pytest.raises(NoSuchContact):
        undoing.back_to(
            town.caller("maya"), label=town.label, contact=hub(town, "C3").id, version=99, deps=town.deps
        )


def test_one_sync_is_taken_back_and_nothing_else(town):
    before = town.contents("maya", "Finance")
    anna = town.hand("anna")
    for n in (1, 2, 3):
        anna.edit(anna.find(f"C{n}"), emailAddresses=[])
    town.pull("anna")
    edit(town, "bruno", "C5", biographies=[{"value": "stays", "contentType": "TEXT_PLAIN"}])
    run = versions(town, "C1")[-1].run
    assert undoing.run(town.caller("maya"), label=town.label, run=run, deps=town.deps) == 3
    town.settle()
    assert hub(town, "C5").content["biographies"][0]["value"] == "stays"
    assert town.same("Finance", "maya", "anna", "bruno")
    assert len(set(before) - set(town.contents("maya", "Finance"))) == 1
    assert undoing.run(town.caller("maya"), label=town.label, run=run, deps=town.deps) == 0


def test_removals_of_a_sync_come_back(town):
    town.share("maya", "Finance", "bruno", level=Level.REMOVER)
    before = town.contents("maya", "Finance")
    bruno = town.hand("bruno")
    bruno.delete(bruno.find("C1"), bruno.find("C2"))
    town.pull()
    assert len(town.contents("anna", "Finance")) == 10
    run = versions(town, "C1")[-1].run
    assert undoing.run(town.caller("anna"), label=town.label, run=run, deps=town.deps) == 2
    town.settle()
    for name in ("maya", "anna", "bruno"):
        assert town.contents(name, "Finance") == before


def test_the_last_hour_of_one_person(town):
    edit(town, "anna", "C1", phoneNumbers=[])
    town.later(minutes=61)
    before = town.contents("maya", "Finance")
    edit(town, "anna", "C2", phoneNumbers=[])
    edit(town, "anna", "C2", emailAddresses=[])
    edit(town, "bruno", "C3", biographies=[{"value": "stays", "contentType": "TEXT_PLAIN"}])
    undoing.hour(town.caller("maya"), label=town.label, who=town.id("anna"), deps=town.deps)
    town.settle()
    assert phones(town, "bruno", "C1") == []
    assert phones(town, "bruno", "C2") == ["+1 202 555 0102"]
    assert len(set(town.contents("maya", "Finance")) - set(before)) == 1
    assert undoing.hour(town.caller("maya"), label=town.label, who=town.id("anna"), deps=town.deps) == 0


def test_a_large_sync_is_taken_back_by_tasks(town, monkeypatch):
    monkeypatch.setattr(undoing, "BATCH", 3)
    before = town.contents("maya", "Finance")
    anna = town.hand("anna")
    for n in range(10):
        anna.edit(anna.find(f"C{n}"), emailAddresses=[])
    town.pull("anna")
    run = versions(town, "C1")[-1].run
    assert undoing.run(town.caller("maya"), label=town.label, run=run, deps=town.deps) == 10
    town.settle(rng=town.random, double=0.5)
    assert town.contents("maya", "Finance") == before
    assert town.same("Finance", "maya", "anna", "bruno")


def test_a_large_hour_is_taken_back_newest_first(town, monkeypatch):
    monkeypatch.setattr(undoing, "BATCH", 3)
    before = town.contents("maya", "Finance")
    for _ in range(2):
        anna = town.hand("anna")
        for n in range(5):
            anna.edit(
                anna.find(f"C{n}"),
                names=[{"givenName": f"C{n}"}],
                biographies=[{"value": f"note {town.clock.now()}", "contentType": "TEXT_PLAIN"}],
            )
        town.pull("anna")
        town.later(minutes=1)
    assert undoing.hour(town.caller("maya"), label=town.label, who=town.id("anna"), deps=town.deps) == 10
    town.settle()
    assert town.contents("maya", "Finance") == before


def test_who_may_undo_is_who_may_do_it(town):
    town.share("maya", "Finance", "bruno", level=Level.VIEWER)
    edit(town, "anna", "C3", phoneNumbers=[])
    with pytest.raises(NotAllowed):
        undo(town, "bruno", "C3", 2)
    added = editing.add(town.caller("anna"), label=town.label, form=contact("New"), deps=town.deps)
    town.settle()
    with pytest.raises(NotAllowed):
        undoing.change(town.caller("anna"), label=town.label, contact=added, version=1, deps=town.deps)
    undoing.change(town.caller("maya"), label=town.label, contact=added, version=1, deps=town.deps)
    town.settle()
    assert "New" not in town.hand("bruno").names()
    assert [row.title for row in trash.trash(town.caller("anna"), label=town.label, deps=town.deps).rows] == [
        "New"
    ]


def test_a_change_of_hidden_fields_is_not_hers_to_undo(town):
    edit(town, "bruno", "C3", phoneNumbers=[])
    label = town.scope().get(Label, town.label)
    town.scope().put(replace(label, hidden={"editor": ("phoneNumbers",)}))
    with pytest.raises(FieldHidden) as refused:
        undo(town, "anna", "C3", 2)
    assert refused.value.field == "phoneNumbers"


def test_an_undo_is_written_down(town):
    edit(town, "anna", "C3", phoneNumbers=[])
    undo(town, "bruno", "C3", 2)
    [event] = town.scope().find(Event, Where("what", "==", "undone"))
    assert (event.who, event.label, event.target) == (town.id("bruno"), town.label, hub(town, "C3").id)


def test_a_change_of_another_label_is_nobody_elses(town):
    with pytest.raises(NoSuchContact):
        undoing.change(
            town.caller("maya"), label=town.label, contact="nothing.000", version=2, deps=town.deps
        )
