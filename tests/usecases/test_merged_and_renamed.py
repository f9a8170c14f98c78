"""Contacts that got another name before anybody looked, and were merged or deleted."""

import pytest

from services import label_settings
from services.core.levels import Level
from services.core.records import Contact
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for name in ("A", "B", "C"):
        maya.add(contact(name, mail=f"{name}@x.example"), ["Finance"])
    town.share("maya", "Finance", "anna")
    return town


def test_the_one_that_lives_on_is_told_from_the_one_that_went(town):
    maya = town.hand("maya")
    kept = maya.merge(maya.find("A"), maya.find("B"))
    maya.rename(kept)
    town.pull()
    town.pull()
    assert maya.names("Finance") == town.hand("anna").names("Finance") == ["A", "C"]
    assert town.same("Finance", "maya", "anna")


def test_what_two_were_merged_into_is_still_one_of_them(town):
    """Google may make a third contact of two: only the earlier names say which they were."""
    maya = town.hand("maya")
    before = {hub.sort: hub.id for hub in town.scope().find(Contact)}
    maya.merge(maya.find("A"), maya.find("B"), as_new=True)
    town.pull()
    town.pull()
    after = {hub.id for hub in town.scope().find(Contact) if hub.labels}
    assert len(after) == 2
    assert after < set(before.values())
    assert town.same("Finance", "maya", "anna")


@pytest.mark.parametrize("leads_on", [False, True])
def test_what_was_merged_away_is_missed_by_a_full_listing(town, leads_on):
    """Such a listing has no tombstones and no earlier names, and the old name may lead to the other one."""
    maya = town.hand("maya")
    town.world.account("maya@maple.example").book.trouble.merged_names_lead_on = leads_on
    maya.merge(maya.find("A"), maya.find("B"))
    town.later(days=8)
    town.pull()
    town.pull()
    assert maya.names("Finance") == town.hand("anna").names("Finance") == ["A", "C"]
    assert town.same("Finance", "maya", "anna")


def test_one_that_was_renamed_and_deleted_is_missed_within_a_day(town):
    """Its tombstone bears a name that nobody knows; soon after a full listing another one has to wait."""
    maya = town.hand("maya")
    maya.delete(maya.rename(maya.find("A")))
    town.pull()
    assert town.hand("anna").names("Finance") == ["A", "B", "C"]
    town.later(hours=25)
    town.pull("maya")
    assert town.hand("anna").names("Finance") == ["B", "C"]


def test_what_two_were_merged_into_lacks_what_was_hidden_before_anybody_read_it(town):
    label = town.share("maya", "Finance", "anna", level=Level.MANAGER)
    anna = town.hand("anna")
    merged = anna.merge(anna.find("A"), anna.find("B"), as_new=True)
    whom = f"account:{town.id('anna')}"
    label_settings.hide(
        town.caller("maya"), label=label, whom=whom, fields=["emailAddresses"], deps=town.deps
    )
    town.settle()
    town.pull()
    assert "emailAddresses" not in anna.contact(merged)
    assert len(anna.names("Finance")) == len(town.hand("maya").names("Finance")) == 2
