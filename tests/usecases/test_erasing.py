"""Everything of a company is deleted when its admin asks for it."""

from dataclasses import replace

import pytest

from services import admin_labels, erasing
from services.core.records import Domain, Record, Tenant
from services.core.refusals import BadInput, BeingErased, NotAdmin
from services.ports import Unavailable
from tests.usecases.company import Company


@pytest.fixture
def town():
    town = Company("maya", "anna", "bruno")
    town.world.add_group(town.company, "crew@maple.example", "Crew", ["bruno@maple.example"])
    town.opened_by_admin()
    town.share_with("anna@maple.example", "crew@maple.example")
    return town


def left(town, tenant):
    """Kinds of record of which something is left."""
    kinds = {k.collection: k for k in erasing._kinds()}
    assert len(kinds) > 15
    return [name for name, kind in kinds.items() if town.store.tenant(tenant).find(kind, limit=1)]


@pytest.mark.parametrize("take_back", [True, False])
def test_nothing_is_left_and_everybody_keeps_her_own(town, take_back):
    tenant = town.boss.tenant
    assert "grants" in left(town, tenant)
    erasing.begin(town.boss, typed=" Maple.example ", take_back=take_back, deps=town.deps)
    town.settle()
    assert left(town, tenant) == []
    assert town.store.root.get(Tenant, tenant) is None
    assert town.store.root.get(Domain, "maple.example") is None
    assert len(town.contents("maya", "Finance")) == 3
    assert town.has("anna", "bruno") == ([] if take_back else ["anna", "bruno"])
    assert issubclass(Tenant, Record)


def test_nobody_is_let_in_meanwhile_and_everybody_afterwards(town):
    boss = town.boss
    erasing.begin(boss, typed="maple.example", take_back=True, deps=town.deps)
    with pytest.raises(BeingErased):
        town.caller("maya")
    town.settle()
    assert admin_labels.labels(town.boss, deps=town.deps).total == 0


def test_a_suspended_member_is_waited_for_a_day_and_no_longer(town):
    town.world.suspend("anna@maple.example")
    boss = town.boss
    erasing.begin(boss, typed="maple.example", take_back=True, deps=town.deps)
    for _ in range(20):
        town.run()
        town.later(minutes=3)
    assert town.store.root.get(Tenant, boss.tenant) is not None
    town.later(days=1)
    for _ in range(10):
        town.sweep()
        town.run()
        town.later(minutes=3)
    assert town.store.root.get(Tenant, boss.tenant) is None
    assert left(town, boss.tenant) == []


class Down:
    """A queue that does not answer."""

    def enqueue(self, task, /):
        raise Unavailable(task.kind)


def test_the_sweep_goes_on_when_the_queue_was_down(town):
    boss = town.boss
    erasing.begin(boss, typed="maple.example", take_back=False, deps=replace(town.deps, queue=Down()))
    town.settle()
    assert "grants" in left(town, boss.tenant)
    town.later(minutes=1)
    town.sweep()
    town.settle()
    assert town.store.root.get(Tenant, boss.tenant) is None


@pytest.mark.parametrize("typed", ["", "yes", "birch.example"])
def test_it_has_to_be_confirmed_by_typing_the_domain(town, typed):
    with pytest.raises(BadInput):
        erasing.begin(town.boss, typed=typed, take_back=True, deps=town.deps)
    assert town.boss


def test_only_an_admin_can(town):
    with pytest.raises(NotAdmin):
        erasing.begin(town.caller("maya"), typed="maple.example", take_back=True, deps=town.deps)
