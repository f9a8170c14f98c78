"""A store that was lost or restored: nothing is doubled, nothing deleted."""

import pytest

from services import editing, rounds
from services.core.levels import Level
from services.core.records import Account, Contact, Copy, Grant, Label, LinkPage, Tenant, Version
from tests.town import contact
from tests.usecases.finance import finance


@pytest.fixture
def town():
    return finance("maya", "anna", "bruno", contacts=5)


def test_a_store_restored_from_an_older_backup_deletes_and_doubles_nothing(town):
    town.share("maya", "Finance", "anna", level=Level.REMOVER)
    scope = town.scope()
    backup = [r for kind in (Contact, LinkPage) for r in scope.find(kind)]
    maya = town.hand("maya")
    maya.add(contact("After", mail="after@x.example"), ["Finance"])
    maya.edit(maya.find("C1"), names=[{"givenName": "C1 later"}])
    town.pull()
    assert sorted(town.hand("anna").names()) == sorted(maya.names())
    for kind in (Contact, LinkPage):
        scope.delete(kind, *[r.key for r in scope.find(kind)])
    scope.put(*backup)
    for name in ("maya", "anna"):
        town.hand(name).expire_sync_tokens()
    town.pull()
    town.pull()
    assert sorted(maya.names()) == sorted(["After", "C0", "C1 later", "C2", "C3", "C4"])
    assert town.same("Finance", "maya", "anna")


def whole_store(town):
    """The backup, made while the service lives."""
    rounds.poll(deps=town.deps)
    town.settle()
    kept = (Account, Label, Grant, Copy, Contact, Version, LinkPage)
    return town.store.root.get(Tenant, town.tenant_id), [r for kind in kept for r in town.scope().find(kind)]


def restored(town, backup):
    company, records = backup
    for kind in {type(record) for record in records}:
        town.scope().delete(kind, *[record.key for record in town.scope().find(kind)])
    town.store.root.put(company)
    town.scope().put(*records)
    town.later(hours=3)


@pytest.mark.parametrize("first", ["maya", "anna", "sidebar"])
def test_a_whole_store_restored_doubles_nothing_whoever_comes_first(town, first):
    label = town.share("maya", "Finance", "anna", "bruno", level=Level.REMOVER)
    backup = whole_store(town)
    maya, anna = town.hand("maya"), town.hand("anna")
    for n in (1, 2):
        maya.add(contact(f"New {n}", mail=f"new{n}@x.example"), ["Finance"])
        town.pull()
    # The one that came first was changed last: read again, they come in another order.
    maya.edit(maya.find("New 1"), phoneNumbers=[{"value": "+1 202 555 0199"}])
    anna.edit(anna.find("C1"), names=[{"givenName": "C1 later"}])
    anna.delete(anna.find("C2"))
    town.pull()
    before = town.contents("maya", "Finance")
    restored(town, backup)
    if first == "sidebar":
        form = {"names": [{"givenName": "Last"}]}
        editing.add(town.caller("maya"), label=label, form=form, deps=town.deps)
        town.settle()
    else:
        town.pull(first)
    town.pull()
    town.pull()
    assert town.same("Finance", "maya", "anna", "bruno")
    names = ["C0", "C1 later", "C3", "C4", "New 1", "New 2"] + ["Last"] * (first == "sidebar")
    assert sorted(maya.names("Finance")) == sorted(names)
    assert set(before) <= set(town.contents("maya", "Finance"))
    writes = town.google_writes()
    town.pull()
    assert town.google_writes() == writes


def test_a_service_that_slept_reads_an_account_anew_once_and_before_it_writes(town):
    town.share("maya", "Finance", "anna")
    whole_store(town)
    town.later(hours=3)
    maya = town.hand("maya")
    maya.edit(maya.find("C1"), names=[{"givenName": "C1b"}])
    town.calls.clear()
    town.pull("maya")
    # Maya is looked at, seen to have changed something, and read as a whole; then Anna.
    assert town.calls["people.people.connections.list"] == 3
    assert "C1b" in town.hand("anna").names()
    town.calls.clear()
    maya.edit(maya.find("C1b"), names=[{"givenName": "C1c"}])
    town.pull("maya")
    assert town.calls["people.people.connections.list"] == 1


def test_a_lost_store_of_links_doubles_nothing(town):
    town.share("maya", "Finance", "anna")
    scope = town.scope()
    scope.delete(LinkPage, *[r.key for r in scope.find(LinkPage)])
    for name in ("maya", "anna"):
        town.hand(name).expire_sync_tokens()
    town.pull("anna")
    assert len(town.hand("anna").names()) == 5
    assert sorted(town.hand("maya").names()) == sorted(town.hand("anna").names())
    town.pull()
    assert len(town.hand("anna").names()) == len(town.hand("maya").names()) == 5
