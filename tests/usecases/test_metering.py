"""Numbers for whoever watches the service: they follow what happens, and go back to zero."""

from __future__ import annotations

from services import metering
from services.core.records import Promise
from tests.town import Town, contact


def numbers(town):
    return {(g.name, g.state): g.value for g in metering.gauges(deps=town.deps)}


def test_do_the_numbers_follow_a_share_and_a_held_deletion():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for n in range(30):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example"), ["Finance"])
    town.share("maya", "Finance", "anna")
    town.pull()
    assert numbers(town)["copies", "current"] == 2
    assert numbers(town)["held", ""] == 0
    maya.delete(*[maya.find(f"C{n}") for n in range(20)])
    town.pull()
    assert numbers(town)["held", ""] == 1


def test_is_a_promise_that_the_queue_does_not_have_counted():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    maya.add_label("Finance")
    town.share("maya", "Finance", "anna")
    left = Promise("p1", "pull", {"tenant": "x", "account": "y"}, "p1-pull", town.deps.now())
    town.scope().put(left)
    assert numbers(town)["promised", ""] == 1
