"""What the owner of a label decides, all in the sidebar: what is hidden, name, brake, the next owner."""

from __future__ import annotations

import pytest

from simulator.seeds import MAYA
from tests.http.beside import ANNA
from tests.stories.sidebar import Story

BRUNO = "bruno@maple.example"


@pytest.fixture
def story():
    """Anna can edit and delete, Bruno can view."""
    story = Story()
    story.label(MAYA)
    story.press(MAYA, "Share label")
    story.press(MAYA, "Share label", inputs={"people": [BRUNO], "level": ["viewer"]})
    return story


def names(hand):
    return [label["name"] for label in hand.labels()]


def test_an_owner_decides_and_hands_over(story):
    anna, bruno, maya = (story.hand(who) for who in (ANNA, BRUNO, MAYA))
    before = maya.contacts("Finance")

    # Whoever can view sees no phone numbers.
    story.label(MAYA)
    assert "Everybody sees all fields." in story.press(MAYA, "Settings")
    inputs = story.typed(MAYA, fields=["phoneNumbers"])
    assert "Saved. What is hidden" in story.press(MAYA, "Save what is hidden", inputs=inputs)
    assert not any(found.get("phoneNumbers") for found in bruno.contacts("Finance"))
    assert all(found.get("phoneNumbers") for found in anna.contacts("Finance"))
    story.label(BRUNO)
    assert "+1 202" not in story.press(BRUNO, "C3")

    # Another name, for everybody.
    assert "Renamed." in story.press(MAYA, "Rename", inputs=story.typed(MAYA, name=["Money"]))
    for hand in (anna, bruno, maya):
        assert "Money" in names(hand)
        assert "Finance" not in names(hand)

    # Three at once are nobody's slip, four are.
    inputs = story.typed(MAYA, floor=["3"], percent=["10"])
    assert "Saved." in story.press(MAYA, "Save when deletions are held", inputs=inputs)
    anna.delete(*(anna.find(f"C{n}") for n in range(3)))
    story.rest()
    assert len(bruno.contacts("Money")) == 12
    anna.delete(*(anna.find(f"C{n}") for n in range(3, 7)))
    story.rest()
    assert len(bruno.contacts("Money")) == 12
    assert "deleted 4 contacts" in story.label(MAYA, "Money")
    story.press(MAYA, "deleted 4 contacts")
    assert "coming back" in story.press(MAYA, "Restore")

    # Anna owns it from now on.
    story.label(MAYA, "Money")
    story.press(MAYA, "Anna")
    asked = story.press(MAYA, "Make owner")
    assert "the owner of “Money”?" in asked
    assert "Only the new owner can stop sharing it." in asked
    assert "The label has a new owner." in story.press(MAYA, "Make owner")
    assert "Settings" not in story.label(MAYA, "Money")
    assert "Settings" in story.label(ANNA, "Money")
    story.press(ANNA, "Settings")
    assert story.typed(ANNA)["fields"] == ["phoneNumbers"]
    kept = [found for found in before if found["names"][0]["givenName"] not in {"C0", "C1", "C2"}]
    assert [found["phoneNumbers"] for found in maya.contacts("Money")] == [
        found["phoneNumbers"] for found in kept
    ]


def test_one_member_sees_less_than_her_level(story):
    anna, bruno = story.hand(ANNA), story.hand(BRUNO)
    story.label(MAYA)
    assert "Nothing is hidden from this member." in story.press(MAYA, "Anna")
    said = story.press(MAYA, "Save what is hidden", inputs=story.typed(MAYA, fields=["emailAddresses"]))
    assert "From this member alone" in said
    assert not any(found.get("emailAddresses") for found in anna.contacts("Finance"))
    assert all(found.get("emailAddresses") for found in bruno.contacts("Finance"))
    # The owner looks at it as she does.
    seen = story.press(MAYA, "See as this member")
    assert "Up to date" in seen
    assert "E-mail" in seen
    assert "c3@x.example" not in seen
    assert "+1 202 555 0103" in seen
    one = story.press(MAYA, "C3")
    assert "+1 202 555 0103" in one
    assert "c3@x.example" not in one
    story.label(MAYA)
    story.press(MAYA, "Anna")
    # An edit to what is hidden is refused with the reason; the form does not offer it.
    story.label(ANNA)
    story.press(ANNA, "C3")
    assert "E-mail is hidden from you" in story.press(ANNA, "Edit")
    refused = story.press(ANNA, "Save", inputs=story.typed(ANNA, **{"mail.0": ["new@x.example"]}))
    assert "E-mail is hidden from you" in refused
    # And shown again.
    story.press(MAYA, "Save what is hidden", inputs=story.typed(MAYA, fields=None))
    assert all(found.get("emailAddresses") for found in anna.contacts("Finance"))
