"""Why is this contact not here? One test for every answer."""

from dataclasses import replace

import pytest

from services import editing, explaining, members
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.records import Contact, Copy, Label
from services.core.refusals import NoSuchContact, NoSuchMember
from tests.town import contact
from tests.usecases.finance import finance


@pytest.fixture
def town():
    town = finance("maya", "anna", "bruno", contacts=13)
    town.hand("maya").add({"phoneNumbers": [{"value": "+1 202 555 0177"}]}, ["Finance"])
    town.label = town.share("maya", "Finance", "anna", level=Level.REMOVER)
    return town


def hub(town, name):
    return next(
        c for c in town.scope().find(Contact) if c.content.get("names", [{}])[0].get("givenName") == name
    )


def why(town, who="maya", name="C1", **more):
    return explaining.why(
        town.caller(who), label=town.label, contact=hub(town, name).id, deps=town.deps, **more
    )


def of(town, member, name="C1"):
    return next(one for one in why(town, name=name) if one.member == member)


def change_copy(town, who, **changes):
    copy = town.scope().get(Copy, f"{town.label}.{town.id(who)}")
    town.scope().put(replace(copy, **changes))


def test_here(town):
    assert [(one.member, one.reason, one.title) for one in why(town)] == [
        ("Anna", "here", "C1"),
        ("Maya", "here", "C1"),
    ]


def test_not_in_the_label_any_more(town):
    editing.remove(town.caller("maya"), label=town.label, contact=hub(town, "C1").id, deps=town.deps)
    town.settle()
    assert {one.reason for one in why(town)} == {"not-in-label"}


def test_being_copied(town):
    town.share("maya", "Finance", "bruno", settle=False)
    assert of(town, "Bruno").reason == "copying"


def test_changed_and_not_yet_written(town):
    editing.edit(
        town.caller("maya"),
        label=town.label,
        contact=hub(town, "C1").id,
        version=1,
        form={"emailAddresses": []},
        deps=town.deps,
    )
    assert {one.reason for one in why(town)} == {"copying"}
    town.settle()
    assert {one.reason for one in why(town)} == {"here"}


def test_waiting_for_quota_with_the_next_try(town):
    town.share("maya", "Finance", "bruno", settle=False)
    change_copy(town, "bruno", state="later", fault=Fault.QUOTA, retry_at=town.clock.now())
    answer = of(town, "Bruno")
    assert (answer.reason, answer.fault, answer.retry_at) == ("later", Fault.QUOTA, town.clock.now())


def test_an_account_that_needs_attention(town):
    town.share("maya", "Finance", "bruno", settle=False)
    change_copy(town, "bruno", state="attention", fault=Fault.DELEGATION)
    assert (of(town, "Bruno").reason, of(town, "Bruno").fault) == ("attention", Fault.DELEGATION)


def test_what_an_account_in_trouble_has_already_is_here(town):
    change_copy(town, "anna", state="attention", fault=Fault.DELEGATION)
    assert of(town, "Anna").reason == "here"


def test_held_by_the_brake(town):
    anna = town.hand("anna")
    anna.delete(*(anna.find(f"C{n}") for n in range(12)))
    town.pull("anna")
    assert of(town, "Anna").reason == "paused"
    assert of(town, "Anna", "C12").reason == "here"
    assert of(town, "Maya").reason == "here"


def test_refused_by_google(town):
    maya = town.hand("maya")
    poison = contact("Poison") | {"nicknames": [{"value": "x" * 2000}]}
    maya.plant(poison, ["Finance"])
    maya.add(contact("Fine"), ["Finance"])
    town.pull()
    assert of(town, "Anna", "Poison").reason == "refused"
    assert of(town, "Anna", "Fine").reason == "here"
    assert of(town, "Maya", "Poison").reason == "here"


def fight(town):
    anna = town.hand("anna")
    for turn in range(8):
        anna.edit(anna.find("C1"), biographies=[{"value": "ABBA"[turn % 2], "contentType": "TEXT_PLAIN"}])
        town.enqueue_pull("anna")
        town.run()
        note(town, [])
        town.run()


def note(town, entries):
    one = hub(town, "C1")
    form = {"biographies": entries}
    editing.edit(
        town.caller("maya"), label=town.label, contact=one.id, version=one.version, form=form, deps=town.deps
    )


def test_another_program_writes_over_it(town):
    fight(town)
    assert of(town, "Anna").reason == "foreign"
    assert of(town, "Maya").reason == "here"
    town.settle()  # tomorrow it is written again
    assert of(town, "Anna").reason == "here"


@pytest.mark.parametrize("seen", [False, True])
def test_somebody_gives_in_to_another_program(town, seen):
    fight(town)
    anna = town.hand("anna")
    note(town, [{"value": "B", "contentType": "TEXT_PLAIN"}])
    if seen:
        anna.touch(anna.find("C1"))
        town.enqueue_pull("anna")
        town.run()
        assert of(town, "Anna").reason == "here"
    town.settle()
    assert of(town, "Anna").reason == "here"


def test_access_ended(town):
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert [one.member for one in why(town)] == ["Maya"]
    [answer] = why(town, principal=town.id("anna"))
    assert answer.reason == "ended"


def test_all_of_it_is_hidden(town):
    label = town.scope().get(Label, town.label)
    town.scope().put(replace(label, hidden={f"account:{town.id('bruno')}": ("phoneNumbers",)}))
    town.share("maya", "Finance", "bruno")
    nameless = next(c for c in town.scope().find(Contact) if "names" not in c.content)
    answers = explaining.why(town.caller("maya"), label=town.label, contact=nameless.id, deps=town.deps)
    assert {one.member: one.reason for one in answers} == {"Bruno": "hidden", "Anna": "here", "Maya": "here"}


def test_members_are_told_about_their_own_copy_only(town):
    town.share("maya", "Finance", "bruno", level=Level.EDITOR)
    assert [one.member for one in why(town, "bruno")] == ["Bruno"]
    with pytest.raises(NoSuchMember):
        why(town, "bruno", principal=town.id("anna"))
    assert [one.member for one in why(town, "maya", principal=town.id("anna"))] == ["Anna"]


def test_of_a_contact_that_never_was_in_the_label_nothing_is_told(town):
    with pytest.raises(NoSuchContact):
        explaining.why(town.caller("maya"), label=town.label, contact="nothing.000", deps=town.deps)


def test_it_asks_google_nothing(town):
    town.calls.clear()
    why(town)
    assert not town.calls
