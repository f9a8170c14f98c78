"""A slip and its mending, as people press it in the sidebar: over HTTP, with what the cards offer."""

from __future__ import annotations

import pytest

from simulator.seeds import MAYA
from tests.http.beside import ANNA
from tests.stories.sidebar import Story


@pytest.fixture
def story():
    return Story()


def test_an_edit_is_seen_and_undone(story):
    anna, maya = story.hand(ANNA), story.hand(MAYA)
    anna.edit(anna.find("C3"), biographies=[])
    story.rest()
    assert "biographies" not in maya.contact(maya.find("C3"))
    story.label(MAYA)
    feed = story.press(MAYA, "Activity")
    assert "C3" in feed
    assert "Anna" in feed
    change = story.press(MAYA, "C3")
    assert "kept" in change
    assert "Undone" in story.press(MAYA, "Undo this change")
    for hand in (anna, maya):
        assert hand.contact(hand.find("C3"))["biographies"][0]["value"] == "kept"


def test_a_contact_goes_back_to_what_it_was_before_a_change(story):
    anna, maya = story.hand(ANNA), story.hand(MAYA)
    for changed in ({"nicknames": [{"value": "Worse"}]}, {"biographies": []}):
        anna.edit(anna.find("C3"), **changed)
        story.rest()
    story.label(MAYA)
    story.press(MAYA, "Activity")
    assert "all later changes" not in story.press(MAYA, "Changed Notes")
    story.label(MAYA)
    story.press(MAYA, "Activity")
    story.press(MAYA, "Changed Nickname")
    assert "Undone" in story.press(MAYA, "Undo this and all later changes")
    for hand in (anna, maya):
        found = hand.contact(hand.find("C3"))
        assert found["biographies"][0]["value"] == "kept"
        assert not found.get("nicknames")


def test_all_of_a_sync_is_undone(story):
    anna, maya = story.hand(ANNA), story.hand(MAYA)
    for n in range(5):
        anna.edit(anna.find(f"C{n}"), biographies=[])
    story.rest()
    story.label(MAYA)
    story.press(MAYA, "Activity")
    story.press(MAYA, "C3")
    assert "Undo all of this sync?" in story.press(MAYA, "Undo all of this sync")
    assert "Undone in 5 contacts." in story.press(MAYA, "Undo")
    assert all(found.get("biographies") for found in maya.contacts("Finance"))


def test_a_persons_last_hour_is_undone(story):
    anna, maya = story.hand(ANNA), story.hand(MAYA)
    anna.edit(anna.find("C3"), biographies=[])
    story.rest()
    story.label(MAYA)
    story.press(MAYA, "Activity")
    story.press(MAYA, "C3")
    story.press(MAYA, "Undo the last hour of Anna")
    assert "Undone in 1 contact." in story.press(MAYA, "Undo")
    assert maya.contact(maya.find("C3"))["biographies"]


def test_a_deleted_contact_comes_out_of_the_trash(story):
    anna, maya = story.hand(ANNA), story.hand(MAYA)
    anna.delete(anna.find("C3"))
    story.rest()
    assert "C3" not in maya.names("Finance")
    story.label(MAYA)
    trash = story.press(MAYA, "Trash")
    assert "C3" in trash
    assert "Deleted by Anna" in trash
    assert "Restored" in story.press(MAYA, "Restore")
    for hand in (anna, maya):
        assert hand.names("Finance").count("C3") == hand.names().count("C3") == 1


def test_who_has_it_is_told(story):
    story.label(MAYA)
    story.press(MAYA, "C3")
    told = story.press(MAYA, "Who has it?")
    assert "Has it." in told
    assert "Anna" in told


def test_who_deleted_everything_leaves_and_the_others_keep_it(story):
    anna, maya = story.hand(ANNA), story.hand(MAYA)
    anna.delete(*(found["resourceName"] for found in anna.contacts("Finance")))
    story.rest()
    assert len(maya.names("Finance")) == 15
    story.label(ANNA)
    assert "Did you mean to leave it?" in story.press(ANNA, "You deleted 15 contacts")
    assert "You left the label" in story.press(ANNA, "Leave label")
    assert len(maya.names("Finance")) == 15
    assert anna.labels() == []
    assert "Finance" not in story.open(ANNA)
