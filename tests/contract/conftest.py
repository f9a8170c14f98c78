"""Backends that need a program beside them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.firestore_emulator import Emulator, Missing


@pytest.fixture(scope="session")
def firestore_emulator() -> Iterator[Emulator]:
    """Google's emulator, one a test process; where it is missing, the test fails and says how to get it."""
    try:
        with Emulator() as emulator:
            yield emulator
    except Missing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
def firestore_project(firestore_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project id that nobody has used before: an empty database."""
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", firestore_emulator.host)
    return f"test-{uuid.uuid4().hex[:12]}"
