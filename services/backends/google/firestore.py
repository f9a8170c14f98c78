"""The store on Firestore, for many companies at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from ...core.records import Record
from ...ports import Where
from ..checks import checked_key, checked_query, possible_key
from .firestore_client import FirestoreClient, Untyped, translated
from .firestore_documents import BODY, document_of
from .firestore_reading import Reading
from .firestore_transaction import FirestoreTransaction, Transactions

T = TypeVar("T")

_AT_ONCE = 200  # writes, of at most 200 KB each; a request may have 10 MiB, so bytes are counted too
_BYTES = 8_000_000


class FirestoreStore:
    """`ports.Store` on Firestore. Nothing is opened before it is used."""

    def __init__(self, project: str = "", *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = FirestoreClient(project, sleep=sleep)
        self._transactions = Transactions(self._client)

    @property
    def root(self) -> FirestoreScope:
        """Tenants and domains."""
        return FirestoreScope(self._client, self._transactions, "")

    def tenant(self, tenant: str, /) -> FirestoreScope:
        """Everything of one tenant."""
        return FirestoreScope(self._client, self._transactions, f"tenants/{checked_key(tenant)}/")

    def ping(self) -> None:
        """Raises `Unavailable` when Firestore does not answer."""
        with translated():
            self._client().document("domains/ping").get(retry=None, timeout=5.0)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()


class FirestoreScope(Reading):
    """One tenant's records."""

    def __init__(self, client: FirestoreClient, transactions: Transactions, prefix: str) -> None:
        super().__init__(client, prefix)
        self._transactions = transactions

    def transact(self, body: Callable[[FirestoreTransaction], T]) -> T:
        """See `ports.Scope.transact`. A body is run again when it met others."""
        return self._transactions.run(self._prefix, body)

    def put(self, *records: Record) -> None:
        """Write records, up to 200 in a request; each request is atomic by itself."""
        writes = [(self._place(type(record), record.key), document_of(record)) for record in records]
        batch: list[tuple[Untyped, dict[str, Any]]] = []
        size = 0
        for place, document in writes:
            weight = 4 * len(document[BODY])
            if batch and (len(batch) == _AT_ONCE or size + weight > _BYTES):
                self._client.patiently(partial(self._write, batch))
                batch, size = [], 0
            batch.append((place, document))
            size += weight
        if batch:
            self._client.patiently(partial(self._write, batch))

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove records; missing ones are no error."""
        places = [self._place(kind, key) for key in keys if possible_key(key)]
        for start in range(0, len(places), _AT_ONCE):
            self._client.patiently(partial(self._remove, places[start : start + _AT_ONCE]))

    def count(self, kind: type[Record], /, *where: Where) -> int:
        """How many records meet all conditions; billed as one read for 1,000."""
        with translated():
            answer = self._query(kind, checked_query(kind, where)).count().get()
        return int(answer[0][0].value)

    def _read(self, places: Sequence[Untyped]) -> list[Untyped]:
        with translated():
            return list(self._client().get_all(places, field_paths=[BODY]))

    def _run(self, query: Untyped) -> list[Untyped]:
        with translated():
            return list(query.stream())

    def _write(self, writes: Sequence[tuple[Untyped, dict[str, Any]]]) -> None:
        batch = self._client().batch()
        for place, document in writes:
            batch.set(place, document)
        with translated():
            batch.commit()

    def _remove(self, places: Sequence[Untyped]) -> None:
        batch = self._client().batch()
        for place in places:
            batch.delete(place)
        with translated():
            batch.commit()
