"""Deletions that the brake held, and who decides about them; leaving by having deleted everything."""

from dataclasses import replace

import pytest

from services import holding, members, overview, trash
from services.core.levels import Level
from services.core.records import Contact, Copy, Event, Grant, Hold, Label, LinkPage
from services.core.refusals import AlreadyDecided, BadInput, NotAllowed, OwnerStays, Refusal
from services.labels import label_id
from services.ports import Where
from tests.town import PlainLetters, Town, contact
from tests.usecases.finance import finance


@pytest.fixture
def town():
    town = finance("maya", "anna", "bruno", contacts=15)
    town.label = town.share("maya", "Finance", "anna", "bruno", level=Level.REMOVER)
    town.hand("anna").add(contact("Hers"))
    return town


def delete(town, who, *numbers):
    hand = town.hand(who)
    hand.delete(*(hand.find(f"C{n}") for n in numbers))
    town.pull(who)


def hold(town):
    [found] = town.scope().find(Hold)
    return found


def decide(town, who, choice):
    holding.decide(town.caller(who), hold=hold(town).id, choice=choice, deps=town.deps)
    town.settle()
    town.pull()


def test_nothing_else_of_the_label_waits(town):
    delete(town, "anna", *range(12))
    bruno = town.hand("bruno")
    bruno.edit(bruno.find("C14"), biographies=[{"value": "goes on", "contentType": "TEXT_PLAIN"}])
    town.pull()
    anna = town.hand("anna")
    assert anna.contact(anna.find("C14"))["biographies"][0]["value"] == "goes on"
    assert len(town.contents("maya", "Finance")) == 15


def test_who_deleted_everything_is_asked_and_leaves_alone(town):
    delete(town, "anna", *range(15))
    [held] = overview.label(town.caller("anna"), label=town.label, deps=town.deps).held
    assert (held.mine, held.everything, held.total) == (True, True, 15)
    decide(town, "anna", "leave")
    assert hold(town).state == "left"
    assert len(town.contents("maya", "Finance")) == len(town.contents("bruno", "Finance")) == 15
    assert town.hand("anna").names() == ["Hers"]
    assert town.hand("anna").labels() == []
    assert town.scope().get(Grant, f"{town.label}.{town.id('anna')}").state == "ended"
    assert town.scope().get(Copy, f"{town.label}.{town.id('anna')}").state == "ended"
    pages = town.scope().find(LinkPage, Where("account", "==", town.id("anna")))
    assert [link for page in pages for link in page.links] == []
    assert overview.label(town.caller("maya"), label=town.label, deps=town.deps).held == ()
    assert any(event.what == "held-leave" for event in town.scope().find(Event))
    with pytest.raises(AlreadyDecided):
        holding.decide(town.caller("maya"), hold=hold(town).id, choice="delete", deps=town.deps)


def test_its_mail_names_ten_and_counts_all(town):
    told = []

    class Listening(PlainLetters):
        def compose(self, facts, /, *, locale):
            told.append(facts)
            return super().compose(facts, locale=locale)

    town.deps = replace(town.deps, letters=Listening())
    delete(town, "anna", *range(12))
    held = [facts for facts in told if facts.kind == "held"]
    assert [(len(facts.titles), facts.total) for facts in held] == [(10, 12), (10, 12)]


def test_a_hidden_company_is_not_told_by_what_waits(town):
    told = {}

    class Listening(PlainLetters):
        def compose(self, facts, /, *, locale):
            told[facts.kind, facts.to_name] = facts
            return super().compose(facts, locale=locale)

    town.deps = replace(town.deps, letters=Listening())
    town.hand("maya").add({"organizations": [{"name": "Secret Ltd"}]}, ["Finance"])
    town.pull()
    label = town.scope().get(Label, town.label)
    town.scope().put(replace(label, hidden={"remover": ("organizations",)}, brake_floor=0, brake_percent=0))
    anna = town.hand("anna")
    [secret] = {one["resourceName"] for one in anna.contacts("Finance") if not one.get("names")}
    anna.delete(secret)
    town.pull("anna")
    for who, called in (("Maya", "Secret Ltd"), ("Anna", "")):
        [held] = overview.label(town.caller(who.lower()), label=town.label, deps=town.deps).held
        assert held.titles == told["held", who].titles == (called,)


@pytest.mark.parametrize("expired", [False, True])
def test_who_deleted_all_she_had_is_asked_though_google_had_not_taken_the_rest(expired):
    town = Town("maya", "anna")
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label("Finance")
    for n in range(12):
        maya.plant(contact(f"C{n}" if n < 3 else "x" * 3000, mail=f"c{n}@x.example"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna", level=Level.REMOVER)
    anna.delete(*(anna.find(f"C{n}") for n in range(3)))
    if expired:
        anna.expire_sync_tokens()
    town.pull("anna")
    [held] = overview.label(town.caller("anna"), label=town.label, deps=town.deps).held
    assert (held.mine, held.everything, held.total) == (True, True, 3)
    assert len(town.contents("maya", "Finance")) == 12
    decide(town, "anna", "leave")
    assert len(town.contents("maya", "Finance")) == 12
    assert anna.labels() == []


def test_leaving_twice_is_leaving_once(town):
    delete(town, "anna", *range(15))
    decide(town, "anna", "leave")
    with pytest.raises(Refusal) as refused:
        decide(town, "anna", "leave")
    assert refused.value.code in {"no-such-label", "already-decided"}
    assert len(town.contents("maya", "Finance")) == 15


def test_who_deleted_a_part_cannot_mean_to_leave_by_it(town):
    delete(town, "anna", *range(12))
    with pytest.raises(NotAllowed):
        decide(town, "anna", "leave")


@pytest.mark.parametrize("choice", ["restore", "delete"])
def test_a_manager_sees_the_names_and_decides_as_the_owner_does(town, choice):
    town.share("maya", "Finance", "bruno", level=Level.MANAGER)
    delete(town, "anna", *range(12))
    [held] = overview.label(town.caller("bruno"), label=town.label, deps=town.deps).held
    assert (held.by, held.titles[:2], held.total) == ("Anna", ("C0", "C1"), 12)
    decide(town, "bruno", choice)
    assert len(town.contents("maya", "Finance")) == (15 if choice == "restore" else 3)
    assert town.same("Finance", "maya", "anna", "bruno")


def test_nobody_leaves_for_somebody_else(town):
    delete(town, "anna", *range(15))
    for who in ("maya", "bruno"):
        with pytest.raises(NotAllowed):
            decide(town, who, "leave")


def test_the_owner_cannot_leave_by_deleting(town):
    delete(town, "maya", *range(15))
    with pytest.raises(OwnerStays):
        decide(town, "maya", "leave")
    assert len(town.contents("anna", "Finance")) == 15


def test_leaving_from_the_label_card_settles_the_question_too(town):
    delete(town, "anna", *range(15))
    members.leave(town.caller("anna"), label=town.label, deps=town.deps)
    town.settle()
    assert hold(town).state == "left"
    assert overview.label(town.caller("maya"), label=town.label, deps=town.deps).held == ()
    assert len(town.contents("bruno", "Finance")) == 15


def test_restored_they_are_back_and_deleted_they_are_gone(town):
    delete(town, "anna", *range(12))
    with pytest.raises(NotAllowed):
        decide(town, "bruno", "restore")
    with pytest.raises(NotAllowed):
        decide(town, "anna", "delete")
    with pytest.raises(BadInput):
        decide(town, "maya", "shrug")
    decide(town, "anna", "restore")
    assert town.same("Finance", "maya", "anna", "bruno")
    assert len(town.contents("anna", "Finance")) == 15


def test_deleted_for_everyone(town):
    delete(town, "anna", *range(12))
    decide(town, "maya", "delete")
    assert town.same("Finance", "maya", "anna", "bruno")
    assert len(town.contents("bruno", "Finance")) == 3
    assert town.scope().get(Label, town.label).size == 3


def test_what_she_took_out_and_kept_gets_no_double_when_it_comes_back(town):
    """Deleted for everyone it stays among her own contacts; restored from the trash, that one is its copy."""
    anna = town.hand("anna")
    before = sorted(anna.names())
    for n in range(12):
        anna.unlabel(anna.find(f"C{n}"), "Finance")
    town.pull("anna")
    decide(town, "maya", "delete")
    assert sorted(anna.names()) == before
    for hub in town.scope().find(Contact, Where("left", "contains", town.label)):
        trash.restore(town.caller("maya"), label=town.label, contact=hub.id, deps=town.deps)
    town.settle()
    town.pull()
    assert sorted(anna.names()) == before
    assert town.same("Finance", "maya", "anna", "bruno")
    assert len(town.contents("anna", "Finance")) == 15


@pytest.mark.parametrize("held_first", [True, False])
def test_a_contact_of_two_labels_waits_in_one_though_it_goes_from_the_other(held_first):
    """Which label is decided first must not matter; they are taken by their ids."""
    town = Town("maya", "anna")
    maya = town.hand("maya")
    for name in ("One", "Two"):
        maya.add_label(name)
    ids = {label_id(town.id("maya"), one["resourceName"]): one["name"] for one in maya.labels()}
    small, large = (ids[key] for key in sorted(ids, reverse=not held_first))
    maya.add(contact("Both", mail="both@x.example"), [small, large])
    for n in range(9):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example"), [large])
    for label in (small, large):
        town.share("maya", label, "anna", level=Level.REMOVER)
    anna = town.hand("anna")
    anna.delete(anna.find("Both"))
    town.pull("anna")
    assert len(town.contents("maya", large)) == 9
    assert len(town.contents("maya", small)) == 1
    decide(town, "maya", "restore")
    assert town.same(small, "maya", "anna")
    assert town.same(large, "maya", "anna")
    assert anna.names(small) == ["Both"]


def test_what_was_held_in_a_label_that_was_left_goes_on_in_another(town):
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label("Board")
    for n in range(12):
        maya.label(maya.find(f"C{n}"), "Board")
    town.share("maya", "Board", "anna", level=Level.EDITOR)
    anna.delete_label("Finance")
    town.pull("anna")
    anna.delete(anna.find("C1"))
    town.pull("anna")
    members.leave(town.caller("anna"), label=town.label, deps=town.deps)
    town.settle()
    assert len(anna.names("Board")) == 12
    maya.edit(maya.find("C0"), biographies=[{"value": "goes on", "contentType": "TEXT_PLAIN"}])
    town.pull("maya")
    assert anna.contact(anna.find("C0"))["biographies"][0]["value"] == "goes on"
    assert town.same("Board", "maya", "anna")


@pytest.mark.parametrize("choice", ["restore", "delete"])
def test_what_waits_in_one_label_is_in_the_other_again_though_somebody_took_it_out_meanwhile(town, choice):
    maya, anna, bruno = town.hand("maya"), town.hand("anna"), town.hand("bruno")
    maya.add_label("Board")
    maya.label(maya.find("C1"), "Board")
    town.share("maya", "Board", "anna", level=Level.EDITOR)
    delete(town, "anna", *range(12))
    bruno.delete(bruno.find("C1"))
    town.pull("bruno")
    decide(town, "maya", choice)
    assert anna.names("Board") == maya.names("Board") == ["C1"]
    assert town.same("Finance", "maya", "anna", "bruno")


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("choice", ["restore", "delete"])
def test_what_waits_and_is_deleted_meanwhile_is_made_anew_or_gone(town, choice, whole):
    """It had only been taken out of the label; no listing tells of the deletion again once it was read."""
    anna = town.hand("anna")
    for n in range(12):
        anna.unlabel(anna.find(f"C{n}"), "Finance")
    town.pull("anna")
    anna.delete(anna.find("C3"))
    if whole:
        anna.expire_sync_tokens()
    town.pull("anna")
    decide(town, "maya", choice)
    assert town.same("Finance", "maya", "anna", "bruno")
    assert len(anna.names("Finance")) == (15 if choice == "restore" else 3)
    assert anna.names().count("C3") == (1 if choice == "restore" else 0)
