"""The store on Firestore, for many companies at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from ...core import codec
from ...core.records import Record
from ...ports import Where
from ..checks import Query, ReadAfterWrite, checked_key, checked_query
from .firestore_client import FirestoreClient, translated
from .firestore_documents import BODY, document_of, record_of

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_READ_AT_ONCE = 300
_WRITE_AT_ONCE = 200  # of at most 200 KB; a request may have 10 MiB and few are near that
_WRITE_BYTES = 8_000_000
_OPERATORS = {"==": "==", "<=": "<=", ">=": ">=", "contains": "array_contains"}
_KEY = "__name__"


class FirestoreStore:
    """`ports.Store` on Firestore. Nothing is opened before it is used."""

    def __init__(self, project: str = "", *, sleep: Callable[[float], None] | None = None) -> None:
        self._client = FirestoreClient(project, sleep=sleep)

    @property
    def root(self) -> FirestoreScope:
        """Tenants and domains."""
        return FirestoreScope(self._client, "")

    def tenant(self, tenant: str, /) -> FirestoreScope:
        """Everything of one tenant."""
        return FirestoreScope(self._client, f"tenants/{checked_key(tenant)}/")

    def ping(self) -> None:
        """Raises `Unavailable` when Firestore does not answer."""
        with translated():
            self._client().document("domains/ping").get(timeout=5.0)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()


class _Reading:
    """What a scope and a transaction read alike."""

    def __init__(self, client: FirestoreClient, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def get(self, kind: type[R], key: str, /) -> R | None:
        """The record, or None."""
        return self.get_many(kind, (key,)).get(key)

    def get_many(self, kind: type[R], keys: Iterable[str], /) -> dict[str, R]:
        """Those of the records that exist, by key."""
        places = [self._place(kind, key) for key in dict.fromkeys(keys)]
        found: dict[str, R] = {}
        for start in range(0, len(places), _READ_AT_ONCE):
            for answer in self._read(places[start : start + _READ_AT_ONCE]):
                if answer.exists:
                    found[answer.id] = record_of(kind, answer.to_dict())
        return found

    def find(
        self,
        kind: type[R],
        /,
        *where: Where,
        order: str = "",
        descending: bool = False,
        after: R | None = None,
        limit: int = 1000,
    ) -> list[R]:
        """See `ports.Reader.find`."""
        asked = checked_query(kind, where, order, descending=descending, limit=limit)
        query = self._query(kind, asked)
        way = firestore.Query.DESCENDING if descending else firestore.Query.ASCENDING
        if asked.order:
            query = query.order_by(asked.order, direction=way)
        query = query.order_by(_KEY, direction=way).select([BODY]).limit(asked.limit)
        if after is not None:
            query = query.start_after(self._cursor(after, asked.order))
        return [record_of(kind, answer.to_dict()) for answer in self._run(query)]

    def _query(self, kind: type[Record], asked: Query) -> firestore.Query:
        query: firestore.Query = self._client().collection(self._prefix + kind.collection)
        for condition in asked.where:
            value = codec.indexed_value(condition.value)
            query = query.where(filter=FieldFilter(condition.field, _OPERATORS[condition.op], value))
        return query

    def _cursor(self, after: Record, order: str) -> dict[str, Any]:
        place: dict[str, Any] = {_KEY: self._place(type(after), after.key)}
        if order:
            value = codec.index_of(after).get(order)
            if value is None or isinstance(value, list):
                raise ValueError(f"'after' has no place in the order of {order}")
            place[order] = value
        return place

    def _place(self, kind: type[Record], key: str) -> firestore.DocumentReference:
        return self._client().document(f"{self._prefix}{kind.collection}/{checked_key(key)}")

    def _read(self, places: Sequence[firestore.DocumentReference]) -> list[firestore.DocumentSnapshot]:
        raise NotImplementedError

    def _run(self, query: firestore.Query) -> list[firestore.DocumentSnapshot]:
        raise NotImplementedError


class FirestoreScope(_Reading):
    """One tenant's records."""

    def transact(self, body: Callable[[FirestoreTransaction], T]) -> T:
        """See `ports.Scope.transact`. A body may read, wait for a lock, and be run again."""

        def run(transaction: firestore.Transaction) -> T:
            ours = FirestoreTransaction(self._client, self._prefix, transaction)
            answer = body(ours)
            ours.apply()
            return answer

        return self._client.transact(run)

    def put(self, *records: Record) -> None:
        """Write records, up to 200 at once; each request is atomic by itself."""
        writes = [(self._place(type(record), record.key), document_of(record)) for record in records]
        batch: list[tuple[Any, dict[str, Any]]] = []
        size = 0
        for place, document in writes:
            weight = len(document[BODY]) + 1000
            if batch and (len(batch) == _WRITE_AT_ONCE or size + weight > _WRITE_BYTES):
                self._client.patiently(partial(self._write, batch))
                batch, size = [], 0
            batch.append((place, document))
            size += weight
        if batch:
            self._client.patiently(partial(self._write, batch))

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove records; missing ones are no error."""
        places = [self._place(kind, key) for key in keys]
        for start in range(0, len(places), _WRITE_AT_ONCE):
            self._client.patiently(partial(self._remove, places[start : start + _WRITE_AT_ONCE]))

    def count(self, kind: type[Record], /, *where: Where) -> int:
        """How many records meet all conditions; billed as one read for 1,000."""
        with translated():
            answer = self._query(kind, checked_query(kind, where)).count().get()
        return int(answer[0][0].value)

    def _read(self, places: Sequence[firestore.DocumentReference]) -> list[firestore.DocumentSnapshot]:
        with translated():
            return list(self._client().get_all(places, field_paths=[BODY]))

    def _run(self, query: firestore.Query) -> list[firestore.DocumentSnapshot]:
        with translated():
            return list(query.stream())

    def _write(self, writes: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        batch = self._client().batch()
        for place, document in writes:
            batch.set(place, document)
        with translated():
            batch.commit()

    def _remove(self, places: Sequence[firestore.DocumentReference]) -> None:
        batch = self._client().batch()
        for place in places:
            batch.delete(place)
        with translated():
            batch.commit()


class FirestoreTransaction(_Reading):
    """Reads under Firestore's locks; writes are kept and handed over when the body has ended."""

    def __init__(self, client: FirestoreClient, prefix: str, inner: firestore.Transaction) -> None:
        super().__init__(client, prefix)
        self._inner = inner
        self._writes: list[Callable[[], None]] = []

    def put(self, *records: Record) -> None:
        """Write, replacing what is there."""
        for record in records:
            place, document = self._place(type(record), record.key), document_of(record)
            self._writes.append(partial(self._inner.set, place, document))

    def create(self, record: Record) -> None:
        """Write what must not exist yet."""
        place, document = self._place(type(record), record.key), document_of(record)
        self._writes.append(partial(self._inner.create, place, document))

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove; a missing record is no error."""
        for key in keys:
            self._writes.append(partial(self._inner.delete, self._place(kind, key)))

    def apply(self) -> None:
        """Hand over the writes, in the order they were asked for."""
        for write in self._writes:
            write()

    def _read(self, places: Sequence[firestore.DocumentReference]) -> list[firestore.DocumentSnapshot]:
        self._before_writes()
        return list(self._client().get_all(places, field_paths=[BODY], transaction=self._inner))

    def _run(self, query: firestore.Query) -> list[firestore.DocumentSnapshot]:
        self._before_writes()
        return list(query.stream(transaction=self._inner))

    def _before_writes(self) -> None:
        if self._writes:
            raise ReadAfterWrite("a transaction reads first, then writes")
