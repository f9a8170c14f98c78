"""Every town of these tests stands on Google Cloud's backends instead of on one machine."""

from __future__ import annotations

import uuid

import pytest

from services.backends.google.firestore import FirestoreStore
from tests import town
from tests.cloud.google_cloud import MADE, CloudQueue
from tests.firestore_emulator import Emulator, Missing


@pytest.fixture(scope="session")
def firestore_emulator():
    """Google's emulator, one a test process; where it is missing, the test fails and says how to get it."""
    try:
        with Emulator() as emulator:
            yield emulator
    except Missing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(autouse=True)
def on_google_cloud(firestore_emulator, monkeypatch):
    """Firestore and Cloud Tasks in the place of SQLite and the local queue; nothing else changes."""
    stores = []

    def store(_path):
        stores.append(FirestoreStore(f"test-{uuid.uuid4().hex[:12]}"))
        return stores[-1]

    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", firestore_emulator.host)
    monkeypatch.setattr(town, "SqliteStore", store)
    monkeypatch.setattr(town, "LocalQueue", CloudQueue)
    yield
    while MADE:
        MADE.pop().close()
    for one in stores:
        one.close()
