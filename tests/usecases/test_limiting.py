"""Rates: shares an hour, mails a day, and when to try again."""

from datetime import timedelta

import pytest

from services import limiting, members
from services.core.levels import Level
from services.core.records import MailRecord, Promise
from services.core.refusals import TooMany
from tests.usecases.company import Company


@pytest.fixture
def town():
    return Company("maya", "anna", "bruno", "clara")


def test_so_many_shares_an_hour_and_then_again(town, monkeypatch):
    monkeypatch.setattr(limiting, "SHARES", 2)
    town.share_with("anna@maple.example")
    town.later(minutes=30)
    town.share_with("bruno@maple.example")
    with pytest.raises(TooMany) as refused:
        town.share_with("clara@maple.example")
    assert timedelta(minutes=28) < refused.value.until - town.clock.now() <= timedelta(minutes=30)
    assert town.has("clara") == []
    town.clock.set(refused.value.until)
    assert town.share_with("clara@maple.example").added == 1


def test_so_many_mails_a_day_and_then_again(town, monkeypatch):
    monkeypatch.setattr(limiting, "MAILS", 2)
    label = town.share_with("anna@maple.example", "bruno@maple.example").label
    with pytest.raises(TooMany) as refused:
        members.change_level(
            town.caller("maya"), label=label, principal=town.id("anna"), level=Level.VIEWER, deps=town.deps
        )
    assert town.grant(label, "anna").level is Level.EDITOR
    assert timedelta(hours=11) < refused.value.until - town.clock.now() <= timedelta(hours=12)  # half a day's
    town.clock.set(refused.value.until)
    members.change_level(
        town.caller("maya"), label=label, principal=town.id("anna"), level=Level.VIEWER, deps=town.deps
    )
    assert town.grant(label, "anna").level is Level.VIEWER


def test_one_person_uses_up_nobody_elses(town, monkeypatch):
    monkeypatch.setattr(limiting, "SHARES", 1)
    label = town.share_with("anna@maple.example", level=Level.MANAGER).label
    with pytest.raises(TooMany):
        town.share_with("bruno@maple.example")
    members.change_level(
        town.caller("anna"), label=label, principal=town.id("anna"), level=Level.MANAGER, deps=town.deps
    )


def test_mails_to_the_people_of_a_large_group_are_spread_over_days(town, monkeypatch):
    monkeypatch.setattr(limiting, "MAILS", 2)
    town.opened_by_admin()
    names = ["anna", "bruno", "clara", "boss"]
    town.world.add_group(town.company, "crew@maple.example", "Crew", [f"{n}@maple.example" for n in names])
    town.share_with("crew@maple.example")
    assert town.has(*names) == names
    sent = sorted(mail.at for mail in town.scope().find(MailRecord) if mail.state == "sent")
    assert len(sent) == 4
    assert sent[-1] - sent[0] >= timedelta(hours=20)
    assert town.scope().find(Promise) == []


def test_a_share_costs_one_write_more(town):
    town.caller("maya")
    now = town.clock.now()
    scope = town.scope()
    town.store.counts.clear()
    scope.transact(lambda tx: tx.put(limiting.spend(tx, "a1", now=now, shares=1)))
    assert (town.store.counts.reads, town.store.counts.writes) == (1, 1)
