"""The labels of one's own and those shared with one: in order, and not one after the other."""

import threading

import pytest

from services import homepage
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    for label in ("Sales", "Board", "Finance", "Private"):
        maya.add_label(label)
        maya.add(contact(f"Of {label}"), [label])
    for label in ("Sales", "Board", "Finance"):
        town.share("maya", label, "anna")
    return town


def test_are_labels_in_the_order_of_their_names_with_what_is_known_of_each(town):
    own = homepage.home(town.caller("maya"), deps=town.deps).own
    assert [(one.name, one.members) for one in own] == [
        ("Board", 1),
        ("Finance", 1),
        ("Private", 0),
        ("Sales", 1),
    ]
    shared = homepage.home(town.caller("anna"), deps=town.deps).shared
    assert [(one.name, one.copy.done, one.owner_name) for one in shared] == [
        ("Board", 1, "Maya"),
        ("Finance", 1, "Maya"),
        ("Sales", 1, "Maya"),
    ]


@pytest.mark.parametrize("who", ["maya", "anna"])
def test_does_nobody_wait_for_one_label_after_the_other(town, who, monkeypatch):
    together = threading.Barrier(3, timeout=20)
    held = homepage._held

    def at_once(*args, **kwargs):
        together.wait()  # breaks when the three do not come at the same time
        return held(*args, **kwargs)

    monkeypatch.setattr(homepage, "_held", at_once)
    facts = homepage.home(town.caller(who), deps=town.deps)
    assert len(facts.own if who == "maya" else facts.shared) == (4 if who == "maya" else 3)
