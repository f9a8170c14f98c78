"""Which composite indexes a query needs, and which `firestore.indexes.json` has.

Neither SQLite nor Google's emulator misses one; Firestore itself refuses the query. So every query
that any test makes through the local store is held against the file (see `conftest`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from services.backends.checks import Query
from services.core.records import Record
from services.ports import Where

FILE = Path(__file__).parents[1] / "firestore.indexes.json"

Index = tuple[str, frozenset[tuple[str, str]], tuple[str, str]]
"""Collection, equality fields (name, ASCENDING or CONTAINS), field of the order and its direction."""


@cache
def declared() -> dict[str, Any]:
    """The file."""
    content: dict[str, Any] = json.loads(FILE.read_text())
    return content


@cache
def indexes() -> frozenset[Index]:
    """Its composite indexes."""
    return frozenset(_index(entry) for entry in declared()["indexes"])


def _index(entry: dict[str, Any]) -> Index:
    *equal, last = ((f["fieldPath"], f.get("order") or f["arrayConfig"]) for f in entry["fields"])
    return entry["collectionGroup"], frozenset(equal), last


def needed(kind: type[Record], query: Query) -> Index | None:
    """The composite index of a query; None when those of single fields are enough."""
    equal = frozenset(
        (condition.field, "CONTAINS" if condition.op == "contains" else "ASCENDING")
        for condition in query.where
        if condition.op in ("==", "contains")
    )
    if not query.order or not equal:
        return None  # equalities alone are answered by merging, ranges and orders by one field's own
    return kind.collection, equal, (query.order, "DESCENDING" if query.descending else "ASCENDING")


def missing(kind: type[Record], query: Query) -> str:
    """What to add to the file for a query, as JSON; empty when nothing."""
    index = needed(kind, query)
    if index is None or index in indexes():
        return ""
    collection, equal, order = index
    fields = [
        {"fieldPath": name, "arrayConfig" if mode == "CONTAINS" else "order": mode}
        for name, mode in [*sorted(equal), order]
    ]
    return json.dumps({"collectionGroup": collection, "queryScope": "COLLECTION", "fields": fields})


def held_against_the_file(real: Callable[..., Query]) -> Callable[..., Query]:
    """`checked_query`, failing for a query that Firestore would refuse for want of an index.

    The contract tests of the store ask what nobody else asks and are left alone.
    """

    def checked(kind: type[Record], where: tuple[Where, ...], order: str = "", **more: Any) -> Query:
        query = real(kind, where, order, **more)
        if "/contract/" not in os.environ.get("PYTEST_CURRENT_TEST", ""):
            lacking = missing(kind, query)
            if lacking:
                raise AssertionError(f"firestore.indexes.json needs {lacking}")
        return query

    return checked
