"""The store on Firestore, against Google's own emulator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.backends.google.firestore import FirestoreStore
from services.ports import Store

from .store_contract import StoreContract

pytestmark = [pytest.mark.emulator, pytest.mark.xdist_group("firestore")]


class TestFirestore(StoreContract):
    @pytest.fixture
    def store(self, firestore_project: str) -> Iterator[Store]:
        store = FirestoreStore(firestore_project)
        yield store
        store.close()
