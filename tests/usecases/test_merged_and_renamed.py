"""Contacts that got another name before anybody looked, and were merged or deleted."""

import pytest

from services import label_settings, members
from services.core.levels import Level
from services.core.records import Contact
from services.pulling import pull
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


HERS = contact("A", mail="mine@x.example", note="hers alone")


@pytest.fixture(params=[True, False], ids=["into-hers", "into-the-copy"])
def into_hers(request):
    return request.param


def merge_with_hers(town, level, into_hers):
    """Anna merges her copy of A with a contact of her own; returns the label."""
    label = town.share("maya", "Finance", "anna", level=level)
    town.later(hours=1)
    anna = town.hand("anna")
    copy = anna.find("A")
    mine = anna.add(HERS)
    anna.merge(*((mine, copy) if into_hers else (copy, mine)))
    return label


def notes(town, name):
    entries = (one.get("biographies", [{}])[0].get("value", "") for one in town.hand(name).contacts())
    return [note for note in entries if note]


def test_who_may_only_look_keeps_what_she_merged_a_copy_with_and_gets_another_copy(town, into_hers):
    label = merge_with_hers(town, Level.VIEWER, into_hers)
    town.pull()
    town.pull()
    anna = town.hand("anna")
    assert town.same("Finance", "maya", "anna")
    assert sorted(anna.names()) == ["A", "A", "B", "C"]
    assert (notes(town, "maya"), notes(town, "anna")) == ([], ["hers alone"])
    assert [mail for mail in town.mailer.to("anna@maple.example") if mail.startswith("put-right")]
    before = town.google_writes()
    town.pull()
    assert town.google_writes() == before
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert (anna.names(), notes(town, "anna")) == (["A"], ["hers alone"])


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_a_full_listing_tells_it_by_the_mark(town, level):
    """It has no earlier names; taken for another contact it would be a double of the one that it was."""
    merge_with_hers(town, level, into_hers=True)
    town.hand("anna").expire_sync_tokens()
    town.pull()
    town.pull()
    assert town.same("Finance", "maya", "anna")
    assert town.hand("maya").names("Finance") == ["A", "B", "C"]
    assert notes(town, "anna") == ["hers alone"]
    assert notes(town, "maya") == ["hers alone"] * (level is Level.EDITOR)


def test_a_push_that_is_late_does_not_take_hers_for_the_copy_that_is_owed(town, into_hers):
    """Merged with a copy of ours it bears its mark, and shows up once more when it has left the label."""
    merge_with_hers(town, Level.VIEWER, into_hers)
    for _ in range(2):
        pull(town.tenant_id, town.id("anna"), deps=town.deps)
    town.settle()
    town.pull()
    assert notes(town, "anna") == ["hers alone"]
    assert town.same("Finance", "maya", "anna")


def test_what_an_editor_merged_a_copy_with_is_everybodys_and_stays_with_her(town, into_hers):
    label = merge_with_hers(town, Level.EDITOR, into_hers)
    town.pull()
    assert town.same("Finance", "maya", "anna")
    assert notes(town, "maya") == ["hers alone"]
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert (town.hand("anna").names(), notes(town, "anna")) == (["A"], ["hers alone"])


def test_it_stays_with_her_too_when_somebody_takes_it_out_of_the_label(town, into_hers):
    merge_with_hers(town, Level.EDITOR, into_hers)
    town.pull()
    maya = town.hand("maya")
    maya.delete(maya.find("A"))
    town.pull()
    assert town.hand("anna").names("Finance") == ["B", "C"]
    assert notes(town, "anna") == ["hers alone"]


@pytest.mark.parametrize("as_new", [False, True])
def test_what_she_merged_just_before_the_end_stays_with_her(town, as_new):
    label = town.share("maya", "Finance", "anna")
    town.later(hours=1)
    anna = town.hand("anna")
    copy = anna.find("A")
    anna.merge(anna.add(HERS), copy, as_new=as_new)
    town.later(seconds=5)
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert (anna.names(), notes(town, "anna")) == (["A"], ["hers alone"])


@pytest.mark.parametrize("merged", [False, True])
def test_one_that_was_hers_before_is_told_from_what_she_merged_with_it(town, merged):
    """It had other names long ago; they are taken down when the first change of it is read."""
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label("Partners")
    maya.add(contact("D", mail="d@x.example", phone="+12025550100"), ["Partners"])
    mine = anna.rename(anna.add(contact("D", mail="d@x.example")))
    town.share("maya", "Partners", "anna", level=Level.VIEWER)
    assert anna.names().count("D") == 1
    town.pull()
    if merged:
        anna.merge(mine, anna.add(contact("D", note="hers alone")))
    else:
        anna.edit(mine, nicknames=[{"value": "nick"}])
    town.pull()
    town.pull()
    assert town.same("Partners", "maya", "anna")
    assert anna.names().count("D") == 1 + merged
    assert notes(town, "anna") == ["hers alone"] * merged


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_hers_is_not_deleted_under_the_name_of_the_copy_that_went_into_it(town, level):
    town.world.account("anna@maple.example").book.trouble.merged_names_lead_on = True
    label = merge_with_hers(town, level, into_hers=True)
    town.later(seconds=5)
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert (town.hand("anna").names(), notes(town, "anna")) == (["A"], ["hers alone"])


def test_nor_when_its_contact_leaves_the_label(town):
    town.world.account("anna@maple.example").book.trouble.merged_names_lead_on = True
    merge_with_hers(town, Level.VIEWER, into_hers=True)
    maya = town.hand("maya")
    maya.delete(maya.find("A"))
    town.pull("maya")
    town.pull()
    assert town.hand("anna").names("Finance") == ["B", "C"]
    assert notes(town, "anna") == ["hers alone"]


@pytest.mark.parametrize("full", [False, True])
def test_a_copy_that_was_renamed_and_edited_is_ours_and_nothing_else(town, full):
    """Its earlier names are told with every change, and are nobody else's; a full listing tells none."""
    label = town.share("maya", "Finance", "anna", level=Level.VIEWER)
    anna = town.hand("anna")
    for n in range(2):
        anna.rename(anna.find("A"))
        if full:
            anna.expire_sync_tokens()
        town.pull()
        anna.edit(anna.find("A"), nicknames=[{"value": f"nick {n}"}])
        town.pull()
    assert town.same("Finance", "maya", "anna")
    assert sorted(anna.names()) == ["A", "B", "C"]
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert anna.names() == []
