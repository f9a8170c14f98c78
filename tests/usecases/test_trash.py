"""The trash: what is in it, who may restore, and that a restored contact is in everybody's copy once."""

from datetime import timedelta

import pytest

from services import editing, purging, trash
from services.core.levels import Level
from services.core.records import Account, Contact, Marks, Promise, Version
from services.core.refusals import NoSuchContact, NotAllowed
from services.ports import Where
from tests.town import Town, contact

EVERYBODY = ("maya", "anna", "bruno")


@pytest.fixture
def town():
    town = Town(*EVERYBODY)
    maya = town.hand("maya")
    maya.add_label("Finance")
    maya.add_label("Board")
    for n in range(12):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example", note="kept"), ["Finance"])
    maya.label(maya.find("C1"), "Board")
    town.label = town.share("maya", "Finance", "anna", level=Level.EDITOR)
    town.share("maya", "Finance", "bruno", level=Level.REMOVER)
    town.board = town.share("maya", "Board", "anna", "bruno", level=Level.REMOVER)
    town.pull()
    return town


def hub(town, name):
    return next(c for c in town.scope().find(Contact) if c.content["names"][0]["givenName"] == name)


def rows(town, who="maya", label=None):
    return trash.trash(town.caller(who), label=label or town.label, deps=town.deps).rows


def restore(town, who, name, label=None):
    trash.restore(town.caller(who), label=label or town.label, contact=hub(town, name).id, deps=town.deps)
    town.settle()


def all_as(town, before):
    assert [town.contents(name, "Finance") for name in EVERYBODY] == [before] * 3
    for name in EVERYBODY:
        names = town.hand(name).names()
        assert len(names) == len(set(names)), name


def test_a_deleted_contact_is_in_the_trash_with_who_and_until(town):
    bruno = town.hand("bruno")
    bruno.delete(bruno.find("C3"))
    town.pull()
    [row] = rows(town, "anna")
    assert (row.title, row.by) == ("C3", "Bruno")
    assert row.until - row.at == timedelta(days=30)


def test_restoring_brings_it_back_to_everybody_once(town):
    before = town.contents("maya", "Finance")
    bruno = town.hand("bruno")
    bruno.delete(bruno.find("C3"))
    town.pull()
    restore(town, "anna", "C3")
    all_as(town, before)
    assert rows(town) == ()
    town.pull()
    town.calls.clear()
    town.pull()
    assert town.google_writes() == 0


def test_what_the_owner_deleted_herself_is_created_again_for_her(town):
    before = town.contents("maya", "Finance")
    maya = town.hand("maya")
    maya.delete(maya.find("C3"))
    town.pull()
    assert "C3" not in town.hand("anna").names()
    restore(town, "maya", "C3")
    all_as(town, before)


def test_restoring_twice_restores_once(town):
    bruno = town.hand("bruno")
    bruno.delete(bruno.find("C3"))
    town.pull()
    restore(town, "anna", "C3")
    restore(town, "anna", "C3")
    newest = town.scope().find(Version, Where("contact", "==", hub(town, "C3").id))
    assert [version.cause for version in newest] == ["pull", "restore"]


def test_a_removal_in_our_own_pages_is_in_the_trash_too(town):
    before = town.contents("maya", "Finance")
    editing.remove(town.caller("bruno"), label=town.label, contact=hub(town, "C3").id, deps=town.deps)
    town.settle()
    assert "C3" not in town.hand("anna").names()
    assert [row.title for row in rows(town)] == ["C3"]
    restore(town, "anna", "C3")
    all_as(town, before)


def test_what_a_member_unlabelled_and_kept_does_not_get_a_double(town):
    before = town.contents("maya", "Finance")
    bruno = town.hand("bruno")
    bruno.unlabel(bruno.find("C3"), "Finance")
    town.pull()
    assert "C3" in bruno.names()
    restore(town, "anna", "C3")
    all_as(town, before)


def test_what_she_changed_since_is_another_contact_by_now(town):
    bruno = town.hand("bruno")
    bruno.unlabel(bruno.find("C3"), "Finance")
    town.pull()
    bruno.edit(bruno.find("C3"), biographies=[{"value": "mine", "contentType": "TEXT_PLAIN"}])
    town.pull()
    restore(town, "anna", "C3")
    assert bruno.names().count("C3") == 2
    assert town.same("Finance", *EVERYBODY)


def test_taken_out_of_one_label_it_is_in_the_trash_of_that_one_only(town):
    editing.remove(town.caller("bruno"), label=town.label, contact=hub(town, "C1").id, deps=town.deps)
    town.settle()
    assert [row.title for row in rows(town)] == ["C1"]
    assert rows(town, label=town.board) == ()
    assert "C1" in town.hand("anna").names("Board")
    assert "C1" not in town.hand("anna").names("Finance")
    restore(town, "anna", "C1")
    assert "C1" in town.hand("anna").names("Finance")


def test_a_contact_deleted_out_of_two_labels_comes_back_into_both(town):
    bruno = town.hand("bruno")
    bruno.delete(bruno.find("C1"))
    town.pull()
    # Nothing of Board was left, so the brake asks first; Finance has let it go.
    restore(town, "maya", "C1")
    assert set(hub(town, "C1").labels) == {town.label, town.board}


def test_a_viewer_restores_nothing(town):
    town.share("maya", "Finance", "anna", level=Level.VIEWER)
    bruno = town.hand("bruno")
    bruno.delete(bruno.find("C3"))
    town.pull()
    with pytest.raises(NotAllowed):
        restore(town, "anna", "C3")


def test_after_thirty_days_it_is_gone_with_its_history_and_nothing_else_is(town):
    bruno = town.hand("bruno")
    gone = hub(town, "C3")
    bruno.delete(bruno.find("C3"))
    bruno.edit(bruno.find("C4"), biographies=[])
    town.pull()
    town.later(days=30, seconds=1)
    assert rows(town) == ()
    with pytest.raises(NoSuchContact):
        trash.restore(town.caller("maya"), label=town.label, contact=gone.id, deps=town.deps)
    purging.purge(deps=town.deps)
    town.settle()
    assert town.scope().get(Contact, gone.id) is None
    assert town.scope().find(Version, Where("contact", "==", gone.id)) == []
    assert "C4" in [version.title for version in town.scope().find(Version)]
    assert len(town.contents("anna", "Finance")) == 11


def test_a_purge_does_not_touch_what_came_back(town):
    bruno = town.hand("bruno")
    bruno.delete(bruno.find("C3"))
    town.pull()
    town.later(days=29)
    restore(town, "anna", "C3")
    town.later(days=2)
    purging.purge(deps=town.deps)
    town.settle()
    assert hub(town, "C3").labels == (town.label,)


def test_one_label_forgets_what_lives_on_in_another(town):
    editing.remove(town.caller("bruno"), label=town.label, contact=hub(town, "C1").id, deps=town.deps)
    town.settle()
    town.later(days=31)
    purging.purge(deps=town.deps)
    town.settle()
    assert (hub(town, "C1").labels, hub(town, "C1").left) == ((town.board,), ())


def test_old_promises_and_marks_go(town):
    maya = town.id("maya")
    town.scope().put(
        Promise(id="old", kind="push", body={}, name="n", at=town.clock.now()),
        Marks(account=maya, listing="given-up", part=0),
    )
    town.later(days=8)
    going_on = Marks(account=town.id("anna"), listing="under-way", part=0)
    account = town.scope().get(Account, town.id("anna"))
    from dataclasses import replace

    town.scope().put(going_on, replace(account, listing="under-way"))
    purging.purge_company(town.caller("maya").tenant, deps=town.deps)
    assert town.scope().find(Promise) == []
    assert [marks.listing for marks in town.scope().find(Marks)] == ["under-way"]


def test_the_trash_has_pages(town):
    for n in range(2, 6):
        editing.remove(town.caller("bruno"), label=town.label, contact=hub(town, f"C{n}").id, deps=town.deps)
        town.later(minutes=1)
    town.settle()
    assert [row.title for row in rows(town)] == ["C5", "C4", "C3", "C2"]
    from unittest.mock import patch

    with patch.object(trash, "ROWS", 3):
        first = trash.trash(town.caller("maya"), label=town.label, deps=town.deps)
        second = trash.trash(town.caller("maya"), label=town.label, page=1, deps=town.deps)
    assert (len(first.rows), first.pages, [r.title for r in second.rows], second.pages) == (3, 2, ["C2"], 2)
