"""Looking now instead of at the next cadence."""

import pytest

from services import syncing
from services.core.levels import Level
from services.core.refusals import NoSuchLabel
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno", "clara")
    town.hand("maya").add_label("Finance")
    town.hand("maya").add(contact("Ron", mail="ron@x.example"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna", "bruno")
    return town


def rename(town, name):
    town.hand(name).edit(town.hand(name).find("Ron"), names=[{"givenName": f"Ron of {name}"}])


def test_a_manager_reads_every_copy_of_the_label(town):
    rename(town, "anna")
    assert syncing.sync_label(town.caller("maya"), label=town.label, deps=town.deps) == 3
    town.settle()
    assert town.hand("bruno").names() == ["Ron of anna"]


def test_a_member_reads_her_own(town):
    rename(town, "anna")
    assert syncing.sync_label(town.caller("bruno"), label=town.label, deps=town.deps) == 1
    town.settle()
    assert town.hand("bruno").names() == ["Ron"]


def test_opening_the_add_on_reads_her_own_once_for_several_presses(town):
    rename(town, "anna")
    town.calls.clear()
    for _ in range(5):
        syncing.look(town.caller("anna"), deps=town.deps)
    town.settle()
    assert town.hand("bruno").names() == ["Ron of anna"]
    assert town.calls["people.people.connections.list"] == 1


def test_a_stranger_reads_nothing(town):
    town.calls.clear()
    with pytest.raises(NoSuchLabel):
        syncing.sync_label(town.caller("clara"), label=town.label, deps=town.deps)
    syncing.look(town.caller("clara"), deps=town.deps)
    town.settle()
    assert not town.calls


def test_levels_are_read_as_they_are_now(town):
    assert syncing.sync_label(town.caller("anna"), label=town.label, deps=town.deps) == 1
    town.share("maya", "Finance", "anna", level=Level.MANAGER)
    assert syncing.sync_label(town.caller("anna"), label=town.label, deps=town.deps) == 3
