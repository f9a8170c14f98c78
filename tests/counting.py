"""A store that counts, as Firestore bills: documents read, written, deleted, at the port.

Wrapped around any store. It also keeps the shape of every query, so that a test can hold
`firestore.indexes.json` against the queries really made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from services.core.records import Record
from services.ports import Reader, Scope, Store, Transaction, Where

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides which index a query needs."""

    collection: str
    where: tuple[tuple[str, str], ...]  # (field, operator), sorted
    order: str
    descending: bool


@dataclass(slots=True)
class Counts:
    """Sums since the last `clear`. A `get` of nothing and a `find` of nothing are a read each."""

    reads: int = 0
    writes: int = 0
    deletes: int = 0
    transactions: int = 0
    shapes: set[Shape] = field(default_factory=set)  # never cleared

    def clear(self) -> None:
        self.reads = self.writes = self.deletes = self.transactions = 0


class CountingStore:
    """`ports.Store` around another; `counts` is what went through."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.counts = Counts()

    @property
    def root(self) -> Scope:
        return _Scope(self._store.root, self.counts)

    def tenant(self, tenant: str, /) -> Scope:
        return _Scope(self._store.tenant(tenant), self.counts)

    def ping(self) -> None:
        self._store.ping()


class _Reader:
    def __init__(self, inner: Reader, counts: Counts) -> None:
        self._reader = inner
        self._counts = counts

    def get(self, kind: type[R], key: str, /) -> R | None:
        self._counts.reads += 1
        return self._reader.get(kind, key)

    def get_many(self, kind: type[R], keys: Iterable[str], /) -> dict[str, R]:
        wanted = list(dict.fromkeys(keys))
        self._counts.reads += len(wanted)
        return self._reader.get_many(kind, wanted)

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
        self._note(kind, where, order, descending)
        found = self._reader.find(kind, *where, order=order, descending=descending, after=after, limit=limit)
        self._counts.reads += max(1, len(found))
        return found

    def _note(self, kind: type[Record], where: tuple[Where, ...], order: str, down: bool) -> None:
        asked = tuple(sorted((condition.field, condition.op) for condition in where))
        self._counts.shapes.add(Shape(kind.collection, asked, order, down))


class _Scope(_Reader):
    def __init__(self, inner: Scope, counts: Counts) -> None:
        super().__init__(inner, counts)
        self._scope = inner

    def transact(self, body: Callable[[Transaction], T]) -> T:
        writes: list[_Transaction] = []

        def counted(inner: Transaction) -> T:
            writes.append(_Transaction(inner, self._counts))
            return body(writes[-1])

        answer = self._scope.transact(counted)
        self._counts.transactions += 1
        self._counts.writes += writes[-1].writes  # only those of the run that was committed
        self._counts.deletes += writes[-1].deletes
        return answer

    def put(self, *records: Record) -> None:
        self._scope.put(*records)
        self._counts.writes += len(records)

    def delete(self, kind: type[Record], *keys: str) -> None:
        self._scope.delete(kind, *keys)
        self._counts.deletes += len(keys)

    def count(self, kind: type[Record], /, *where: Where) -> int:
        self._note(kind, where, "", down=False)
        self._counts.reads += 1  # one for each 1,000 index entries
        return self._scope.count(kind, *where)


class _Transaction(_Reader):
    def __init__(self, inner: Transaction, counts: Counts) -> None:
        super().__init__(inner, counts)
        self._transaction = inner
        self.writes = 0
        self.deletes = 0

    def put(self, *records: Record) -> None:
        self._transaction.put(*records)
        self.writes += len(records)

    def create(self, record: Record) -> None:
        self._transaction.create(record)
        self.writes += 1

    def delete(self, kind: type[Record], *keys: str) -> None:
        self._transaction.delete(kind, *keys)
        self.deletes += len(keys)
