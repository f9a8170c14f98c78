from __future__ import annotations

from datetime import UTC, datetime

import pytest

from simulator.clock import Clock
from simulator.seeds import small
from simulator.world import World
from tests.simulator.clients import Clients

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return small(clock=Clock(START))


@pytest.fixture
def clients(world: World) -> Clients:
    return Clients(world)


@pytest.fixture
def people(clients: Clients):
    return clients.people()
