"""A slip and its mending, as people press it in the sidebar: over HTTP, with what the cards offer."""

from __future__ import annotations

from functools import partial

import pytest

from addon import tasks
from services.core.records import Account, Tenant
from services.ports import Task
from simulator.seeds import MAYA, small
from tests.http.hosting import Host, cards, words
from tests.town import contact

ANNA = "anna@maple.example"


class Story:
    """Maya shares Finance with Anna; everybody presses what her cards show."""

    def __init__(self):
        self.world = small(colleagues=3)
        self.host = Host(self.world)
        self.host.service.queue.deliver = partial(tasks.deliver, self.host.service)
        maya = self.hand(MAYA)
        maya.add_label("Finance")
        for n in range(15):
            maya.add(contact(f"C{n}", mail=f"c{n}@x.example", note="kept"), ["Finance"])
        self.shown = {}
        self.open(MAYA)
        self.press(MAYA, "Finance")
        self.press(MAYA, "Share label")
        typed = {"people": ["anna@maple.example"], "level": ["remover"]}
        self.press(MAYA, "Share label", inputs=typed)
        self.rest()

    def hand(self, who):
        return self.world.hand(who)

    def open(self, who):
        """The homepage."""
        self.shown[who] = self.host.act(who, "/addon/home")
        return words(self.shown[who])

    def press(self, who, text, **more):
        """What says `text` on the card that she sees; the words of the card that follows."""
        card = cards(self.shown[who])[-1]
        action = next(iter(_pressable(card, text)), None)
        assert action is not None, f"nothing says {text!r} among: {words(card)}"
        path = action["function"].removeprefix("https://labels.example.com")
        given = {one["key"]: one["value"] for one in action.get("parameters", ())}
        answer = self.host.act(who, path, parameters=given, **more)
        if cards(answer):
            self.shown[who] = answer
        self.rest()
        return words(answer)

    def label(self, who):
        """The card of the label."""
        self.open(who)
        return self.press(who, "Finance")

    def rest(self):
        """Every account is read, and all tasks are done."""
        store = self.host.service.store
        for tenant in store.root.find(Tenant):
            for account in store.tenant(tenant.id).find(Account):
                self.host.service.queue.enqueue(Task("pull", {"tenant": tenant.id, "account": account.id}))
        self.host.service.queue.drain()


def _pressable(value, text):
    """Actions of widgets that say the text, the smallest widget first."""
    found = []

    def walk(node):
        if isinstance(node, dict):
            action = (node.get("onClick") or {}).get("action")
            if action and text in words({k: v for k, v in node.items() if k != "onClick"}):
                found.append((len(words(node)), action))
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(value)
    return [action for _, action in sorted(found, key=lambda one: one[0])]


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
