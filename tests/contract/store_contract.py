"""What every store promises; a backend's test class inherits this and overrides `store`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.ports import Scope, Store

from .store_finding import FindingContract
from .store_records import RecordsContract
from .store_transactions import TransactionsContract


class StoreContract(RecordsContract, FindingContract, TransactionsContract):
    """Inherit and override `store` (empty)."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    @pytest.fixture
    def scope(self, store: Store) -> Scope:
        return store.tenant("t1")

    def test_does_the_store_answer(self, store: Store) -> None:
        store.ping()
