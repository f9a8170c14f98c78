"""Reads of Firestore, the same inside and outside of a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from google.cloud.firestore import Query as Directions
from google.cloud.firestore_v1.base_query import FieldFilter

from ...core import codec
from ...core.records import Record
from ...ports import Where
from ..checks import Query, checked_key, checked_query, possible_key
from .firestore_client import FirestoreClient, Untyped
from .firestore_documents import BODY, record_of

R = TypeVar("R", bound=Record)

_AT_ONCE = 300
_OPERATORS = {"==": "==", "<=": "<=", ">=": ">=", "contains": "array_contains"}
_KEY = "__name__"


class Reading:
    """`ports.Reader` of one scope; `prefix` is the path that its collections begin with."""

    def __init__(self, client: FirestoreClient, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def get(self, kind: type[R], key: str, /) -> R | None:
        """The record, or None."""
        return self.get_many(kind, (key,)).get(key)

    def get_many(self, kind: type[R], keys: Iterable[str], /) -> dict[str, R]:
        """Those of the records that exist, by key."""
        places = [self._place(kind, key) for key in dict.fromkeys(keys) if possible_key(key)]
        found: dict[str, R] = {}
        for start in range(0, len(places), _AT_ONCE):
            for answer in self._read(places[start : start + _AT_ONCE]):
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
        way = Directions.DESCENDING if descending else Directions.ASCENDING
        query = self._query(kind, asked)
        if asked.order:
            query = query.order_by(asked.order, direction=way)
        query = query.order_by(_KEY, direction=way).select([BODY]).limit(asked.limit)
        if after is not None:
            query = query.start_after(self._cursor(after, asked.order))
        return [record_of(kind, answer.to_dict()) for answer in self._run(query)]

    def _query(self, kind: type[Record], asked: Query) -> Untyped:
        query = self._client().collection(self._prefix + kind.collection)
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

    def _place(self, kind: type[Record], key: str) -> Untyped:
        return self._client().document(f"{self._prefix}{kind.collection}/{checked_key(key)}")

    def _read(self, places: Sequence[Untyped]) -> list[Untyped]:
        """Snapshots of documents."""
        raise NotImplementedError

    def _run(self, query: Untyped) -> list[Untyped]:
        """Snapshots that a query finds."""
        raise NotImplementedError
