"""Contacts edited in our own pages: the same rules as in Google Contacts."""

from dataclasses import replace

import pytest

from services import activity, editing, homepage, overview, settling
from services.core.levels import Level
from services.core.records import Contact, Event, Label, Version
from services.core.refusals import (
    AlreadyDecided,
    BadInput,
    FieldHidden,
    NoSuchContact,
    NoSuchLabel,
    NotAllowed,
)
from services.ports import Where
from tests.town import Town, contact

EVERYBODY = ("maya", "anna", "bruno")


@pytest.fixture
def town():
    town = Town(*EVERYBODY, "clara")
    maya = town.hand("maya")
    maya.add_label("Finance")
    maya.add_label("Board")
    for n in range(4):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example", phone=f"+1 202 555 01{n:02d}"), ["Finance"])
    maya.add(contact("B0"), ["Board"])
    town.label = town.share("maya", "Finance", "anna", level=Level.EDITOR)
    town.share("maya", "Finance", "bruno", level=Level.VIEWER)
    town.board = town.share("maya", "Board", "anna", level=Level.EDITOR)
    return town


def hub(town, name):
    return next(c for c in town.scope().find(Contact) if c.content["names"][0]["givenName"] == name)


def edit(town, who, name, version=1, **form):
    editing.edit(
        town.caller(who),
        label=town.label,
        contact=hub(town, name).id,
        version=version,
        form=form,
        deps=town.deps,
    )
    town.settle()


def hide(town, **hidden):
    label = town.scope().get(Label, town.label)
    town.scope().put(replace(label, hidden=hidden))


def test_an_edit_reaches_everybody_her_own_copy_too(town):
    edit(town, "anna", "C1", emailAddresses=[{"value": "new@x.example", "type": "work"}])
    assert town.same("Finance", *EVERYBODY)
    anna = town.hand("anna")
    assert anna.contact(anna.find("C1"))["emailAddresses"][0]["value"] == "new@x.example"
    [version] = town.scope().find(Version, Where("contact", "==", hub(town, "C1").id))
    assert (version.cause, version.who) == ("sidebar", town.id("anna"))
    town.pull()
    town.calls.clear()
    town.pull()
    assert town.google_writes() == 0


def test_saving_the_form_unchanged_writes_nothing(town):
    before = hub(town, "C1")
    edit(town, "anna", "C1", emailAddresses=[{"value": "c1@x.example", "type": "work"}])
    assert hub(town, "C1") == before
    assert town.scope().find(Version) == []


def test_what_others_changed_while_the_form_was_open_stays(town):
    edit(town, "maya", "C1", biographies=[{"value": "from maya", "contentType": "TEXT_PLAIN"}])
    edit(
        town,
        "maya",
        "C1",
        version=2,
        phoneNumbers=[
            {"value": "+1 202 555 0101", "type": "mobile"},
            {"value": "+1 303 555 0000", "type": "work"},
        ],
    )
    # anna's form is still that of version 1: she takes out the only number she saw.
    edit(town, "anna", "C1", version=1, phoneNumbers=[], emailAddresses=[{"value": "anna@x.example"}])
    found = hub(town, "C1").content
    assert found["biographies"][0]["value"] == "from maya"
    assert [entry["value"] for entry in found["phoneNumbers"]] == ["+1 303 555 0000"]
    assert [entry["value"] for entry in found["emailAddresses"]] == ["anna@x.example"]
    assert town.same("Finance", *EVERYBODY)


def test_two_forms_of_one_field_are_a_conflict_that_is_shown_and_settled(town):
    note = {"contentType": "TEXT_PLAIN"}
    edit(town, "maya", "C1", biographies=[{"value": "maya's", **note}])
    edit(town, "anna", "C1", version=1, biographies=[{"value": "anna's", **note}])
    [clash] = overview.label(town.caller("maya"), label=town.label, deps=town.deps).clashes
    assert (clash.kept, clash.lost, clash.kept_by, clash.lost_by) == ("anna's", "maya's", "Anna", "Maya")

    def settle(who, use):
        settling.settle(
            town.caller(who),
            label=town.label,
            contact=clash.contact,
            version=clash.version,
            field=clash.field,
            use=use,
            deps=town.deps,
        )
        town.settle()

    with pytest.raises(NotAllowed):
        settle("bruno", "lost")
    with pytest.raises(BadInput):
        settle("maya", "both")
    settle("maya", "lost")
    assert hub(town, "C1").content["biographies"][0]["value"] == "maya's"
    assert overview.label(town.caller("maya"), label=town.label, deps=town.deps).clashes == ()
    assert town.same("Finance", *EVERYBODY)
    written = hub(town, "C1").version
    settle("anna", "lost")
    assert hub(town, "C1").version == written
    with pytest.raises(AlreadyDecided):
        settle("anna", "kept")


def test_keeping_only_says_that_somebody_looked(town):
    note = {"contentType": "TEXT_PLAIN"}
    edit(town, "maya", "C1", biographies=[{"value": "maya's", **note}])
    edit(town, "anna", "C1", version=1, biographies=[{"value": "anna's", **note}])
    before = hub(town, "C1")
    settling.settle(
        town.caller("maya"),
        label=town.label,
        contact=before.id,
        version=3,
        field="biographies",
        use="kept",
        deps=town.deps,
    )
    assert hub(town, "C1") == before
    assert overview.label(town.caller("maya"), label=town.label, deps=town.deps).clashes == ()


def test_using_the_other_leaves_the_values_beside_it(town):
    base = {"value": "+1 202 555 0101", "type": "mobile"}
    other = {"value": "+1 404 555 0000", "type": "home"}
    edit(town, "maya", "C1", phoneNumbers=[base | {"type": "work"}])
    edit(town, "anna", "C1", version=1, phoneNumbers=[base | {"type": "home"}])
    edit(town, "maya", "C1", version=3, phoneNumbers=[base | {"type": "home"}, other])
    settling.settle(
        town.caller("maya"),
        label=town.label,
        contact=hub(town, "C1").id,
        version=3,
        field="phoneNumbers",
        use="lost",
        deps=town.deps,
    )
    town.settle()
    assert [e["type"] for e in hub(town, "C1").content["phoneNumbers"]] == ["work", "home"]
    assert town.same("Finance", *EVERYBODY)


def test_a_viewer_edits_adds_and_removes_nothing(town):
    with pytest.raises(NotAllowed):
        edit(town, "bruno", "C1", phoneNumbers=[])
    with pytest.raises(NotAllowed):
        editing.add(town.caller("bruno"), label=town.label, form=contact("X"), deps=town.deps)
    with pytest.raises(NotAllowed):
        editing.remove(town.caller("anna"), label=town.label, contact=hub(town, "C1").id, deps=town.deps)
    with pytest.raises(NoSuchLabel):
        edit(town, "clara", "C1", phoneNumbers=[])


def test_an_edit_to_a_hidden_field_is_refused_with_the_field(town):
    hide(town, editor=("phoneNumbers",))
    before = hub(town, "C1")
    with pytest.raises(FieldHidden) as refused:
        edit(town, "anna", "C1", phoneNumbers=[], emailAddresses=[])
    assert refused.value.field == "phoneNumbers"
    assert hub(town, "C1") == before
    edit(town, "anna", "C1", emailAddresses=[])
    assert hub(town, "C1").content.keys() == {"names", "phoneNumbers"}
    with pytest.raises(FieldHidden):
        editing.add(
            town.caller("anna"), label=town.label, form=contact("X", phone="+1 202 555 0000"), deps=town.deps
        )


def test_hidden_fields_are_in_no_history_either(town):
    edit(town, "maya", "C1", phoneNumbers=[{"value": "+1 303 555 0000"}], emailAddresses=[])
    edit(town, "maya", "C2", phoneNumbers=[])
    hide(town, editor=("phoneNumbers",))
    feed = activity.activity(town.caller("anna"), label=town.label, deps=town.deps)
    assert [[name for name, _, _ in change.changes] for change in feed.changes] == [["emailAddresses"]]
    facts = overview.contact(
        town.caller("anna"), label=town.label, contact=hub(town, "C1").id, deps=town.deps
    )
    assert [[name for name, _, _ in change.changes] for change in facts.history] == [["emailAddresses"]]
    with pytest.raises(NoSuchContact):
        activity.change(
            town.caller("anna"), label=town.label, contact=hub(town, "C2").id, version=2, deps=town.deps
        )
    one = activity.change(
        town.caller("anna"), label=town.label, contact=hub(town, "C1").id, version=2, deps=town.deps
    )
    assert [name for name, _, _ in one.changes[0].changes] == ["emailAddresses"]
    assert one.changes[0].by == town.id("maya")


def test_a_hidden_company_is_not_told_by_what_a_contact_is_called(town):
    town.hand("maya").add({"organizations": [{"name": "Secret Ltd"}]}, ["Finance"])
    town.pull()
    hide(town, editor=("organizations",))
    [secret] = [one for one in town.scope().find(Contact) if one.sort == "secret ltd"]
    for who in ("maya", "anna"):
        form = {"biographies": [{"value": who, "contentType": "TEXT_PLAIN"}]}
        editing.edit(
            town.caller(who), label=town.label, contact=secret.id, version=1, form=form, deps=town.deps
        )
    for who, called in (("maya", "Secret Ltd"), ("anna", "")):
        facts = overview.label(town.caller(who), label=town.label, deps=town.deps)
        feed = activity.activity(town.caller(who), label=town.label, deps=town.deps)
        assert [clash.title for clash in facts.clashes] == [called]
        assert feed.changes[0].title == called


def test_hidden_fields_find_nothing(town):
    hide(town, editor=("phoneNumbers",))

    def found(who, query):
        home = homepage.home(town.caller(who), query=query, deps=town.deps)
        label = overview.label(town.caller(who), label=town.label, query=query, deps=town.deps)
        return [row.title for row in home.found], [row.title for row in label.contacts]

    assert found("anna", "12025550101") == ([], [])
    assert found("anna", "C1") == (["C1"], ["C1"])
    assert found("maya", "12025550101") == (["C1"], ["C1"])


def test_a_new_contact_is_in_everybodys_label_and_in_the_activity(town):
    added = editing.add(
        town.caller("anna"), label=town.label, form=contact("New", phone="+1 202 555 0000"), deps=town.deps
    )
    town.settle()
    assert town.same("Finance", *EVERYBODY)
    assert len(town.contents("maya", "Finance")) == 5
    feed = activity.activity(town.caller("maya"), label=town.label, deps=town.deps)
    assert [(c.contact, c.who, c.changes) for c in feed.changes] == [
        (added, "Anna", (("labels", "", "Finance"),))
    ]
    assert overview.label(town.caller("maya"), label=town.label, deps=town.deps).size == 5
    assert town.scope().get(Label, town.label).size == 5
    town.pull()
    assert town.hand("anna").names().count("New") == 1


def test_pressing_add_twice_adds_one(town):
    added = [
        editing.add(town.caller("anna"), label=town.label, form=contact("New"), deps=town.deps)
        for _ in range(2)
    ]
    assert added[0] == added[1]
    town.later(minutes=2)
    assert editing.add(town.caller("anna"), label=town.label, form=contact("New"), deps=town.deps) != added[0]


def test_a_contact_that_an_editor_adds_in_google_contacts_is_in_the_activity_too(town):
    town.hand("anna").add(contact("New"), ["Finance"])
    town.pull()
    feed = activity.activity(town.caller("maya"), label=town.label, deps=town.deps)
    assert [(c.title, c.who, c.cause) for c in feed.changes] == [("New", "Anna", "pull")]


def test_the_first_share_is_no_activity(town):
    assert activity.activity(town.caller("maya"), label=town.label, deps=town.deps).changes == ()


def test_removing_takes_it_from_everybody_and_doing_it_twice_is_no_error(town):
    found = hub(town, "C1")
    for _ in range(2):
        editing.remove(town.caller("maya"), label=town.label, contact=found.id, deps=town.deps)
        town.settle()
    assert "C1" not in town.hand("anna").names()
    assert "C1" in town.hand("maya").names(), "her own contact stays among her own"
    assert "C1" not in town.hand("maya").names("Finance")
    assert town.scope().get(Label, town.label).size == 3
    assert hub(town, "C1").version == 2


def test_into_another_label_takes_a_manager_of_one_it_is_in(town):
    found = hub(town, "C1")
    with pytest.raises(NotAllowed):
        editing.include(town.caller("anna"), label=town.board, contact=found.id, deps=town.deps)
    for _ in range(2):
        editing.include(town.caller("maya"), label=town.board, contact=found.id, deps=town.deps)
        town.settle()
    assert sorted(hub(town, "C1").labels) == sorted([town.label, town.board])
    assert "C1" in town.hand("anna").names("Board")
    assert town.hand("anna").names().count("C1") == 1
    assert town.hand("maya").names("Board") == ["B0", "C1"]


def test_a_contact_of_nobody_she_knows_is_not_hers_to_include(town):
    town.share("maya", "Board", "clara", level=Level.MANAGER)
    with pytest.raises(NoSuchContact):
        editing.include(town.caller("clara"), label=town.board, contact=hub(town, "C1").id, deps=town.deps)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"names": []},
        {"emailAddresses": [{"value": "  "}]},
        {"memberships": [{"contactGroupMembership": {}}]},
        {"names": [{"givenName": "x" * 1025}]},
        {"emailAddresses": [{"value": f"{n}@x.example"} for n in range(501)]},
        {"biographies": [{"value": "x" * 140_000}]},
    ],
)
def test_what_google_would_not_take_is_refused_at_once(town, form):
    with pytest.raises(BadInput):
        editing.add(town.caller("anna"), label=town.label, form=form, deps=town.deps)
    assert len(town.scope().find(Contact)) == 5


def test_a_contact_is_not_emptied_and_a_version_not_invented(town):
    with pytest.raises(BadInput):
        edit(town, "anna", "C1", names=[], emailAddresses=[], phoneNumbers=[])
    with pytest.raises(BadInput):
        edit(town, "anna", "C1", version=7, phoneNumbers=[])


def test_every_act_is_written_down(town):
    edit(town, "anna", "C1", phoneNumbers=[])
    added = editing.add(town.caller("anna"), label=town.label, form=contact("New"), deps=town.deps)
    editing.remove(town.caller("maya"), label=town.label, contact=added, deps=town.deps)
    events = town.scope().find(Event, Where("label", "==", town.label))
    assert {"edited", "added", "removed"} <= {event.what for event in events}


def test_the_feed_has_pages(town):
    for n in range(32):
        edit(town, "maya", "C1", version=n + 1, nicknames=[{"value": f"n{n}"}])
    feed = activity.activity(town.caller("anna"), label=town.label, page=1, deps=town.deps)
    assert (feed.page, feed.pages, len(feed.changes)) == (1, 2, 2)
    one = activity.activity(
        town.caller("anna"), label=town.label, contact=hub(town, "C1").id, page=5, deps=town.deps
    )
    assert (one.page, one.pages, one.title, [c.version for c in one.changes]) == (1, 2, "C1", [3, 2])
