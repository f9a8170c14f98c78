"""The store on SQLite: records as JSON documents, and one entry per indexed value beside them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from ...core import codec
from ...core.records import Record
from ...ports import AlreadyExists, Where
from ..checks import ReadAfterWrite, body_document, checked_body, checked_key, checked_query, possible_key
from .database import MEMORY, Database, rows
from .finding import Selection, selection

R = TypeVar("R", bound=Record)
T = TypeVar("T")

Row = tuple[str, str, str, str | bytes]

_AT_ONCE = 500  # keys in one statement; SQLite takes 32,766 values
_ROOT = ""  # no tenant has an empty id


class SqliteStore:
    """`ports.Store` in one file, or in memory for tests and for a first look."""

    def __init__(self, path: str = MEMORY) -> None:
        """Raises `CannotOpen` with one line that says why."""
        self.database = Database(path)

    @property
    def root(self) -> SqliteScope:
        """Tenants and domains."""
        return SqliteScope(self.database, _ROOT)

    def tenant(self, tenant: str, /) -> SqliteScope:
        """Everything of one tenant."""
        return SqliteScope(self.database, checked_key(tenant))

    def ping(self) -> None:
        """Raises `Unavailable` when the file does not answer."""
        with self.database.reading() as connection:
            connection.execute("SELECT 1 FROM records LIMIT 1").fetchone()

    def close(self) -> None:
        """Close the files; the store opens them again when used."""
        self.database.close()


class SqliteScope:
    """One tenant's records."""

    def __init__(self, database: Database, tenant: str) -> None:
        self._database = database
        self._tenant = tenant

    def get(self, kind: type[R], key: str, /) -> R | None:
        """The record, or None."""
        with self._database.reading() as connection:
            return _get(connection, self._tenant, kind, key)

    def get_many(self, kind: type[R], keys: Iterable[str], /) -> dict[str, R]:
        """Those of the records that exist, by key."""
        with self._database.reading() as connection:
            return _get_many(connection, self._tenant, kind, keys)

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
        query = checked_query(kind, where, order, descending=descending, limit=limit)
        with self._database.reading() as connection:
            return _found(connection, kind, selection(self._tenant, kind, query, after))

    def transact(self, body: Callable[[SqliteTransaction], T]) -> T:
        """See `ports.Scope.transact`; SQLite's writers take turns, so `body` runs once."""
        with self._database.writing() as connection:
            transaction = SqliteTransaction(connection, self._tenant)
            answer = body(transaction)
            transaction.apply()
        return answer

    def put(self, *records: Record) -> None:
        """Write records, all in one SQL transaction."""
        self.transact(lambda transaction: transaction.put(*records))

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove records; missing ones are no error."""
        self.transact(lambda transaction: transaction.delete(kind, *keys))

    def count(self, kind: type[Record], /, *where: Where) -> int:
        """How many records meet all conditions."""
        query = checked_query(kind, where)
        chosen = selection(self._tenant, kind, query, None)
        with self._database.reading() as connection:
            return int(rows(connection, chosen.count, chosen.values)[0][0])


class SqliteTransaction:
    """Reads at once; writes are kept and applied together when the body has ended."""

    def __init__(self, connection: sqlite3.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self._writes: list[Callable[[], None]] = []

    def get(self, kind: type[R], key: str, /) -> R | None:
        """The record, or None."""
        self._before_writes()
        return _get(self._connection, self._tenant, kind, key)

    def get_many(self, kind: type[R], keys: Iterable[str], /) -> dict[str, R]:
        """Those of the records that exist, by key."""
        self._before_writes()
        return _get_many(self._connection, self._tenant, kind, keys)

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
        self._before_writes()
        query = checked_query(kind, where, order, descending=descending, limit=limit)
        return _found(self._connection, kind, selection(self._tenant, kind, query, after))

    def put(self, *records: Record) -> None:
        """Write, replacing what is there."""
        for record in records:
            row = self._row(record)
            self._writes.append(partial(self._replace, row, record))

    def create(self, record: Record) -> None:
        """Write what must not exist yet."""
        row = self._row(record)
        self._writes.append(partial(self._insert, row, record))

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove; a missing record is no error."""
        for key in filter(possible_key, keys):
            place = (self._tenant, kind.collection, key)
            self._writes.append(partial(self._remove, place))

    def apply(self) -> None:
        """Do the writes, in the order they were asked for."""
        # Each holds this transaction, which holds it: let go, or whole batches wait for the collector.
        writes, self._writes = self._writes, []
        for write in writes:
            write()

    def _before_writes(self) -> None:
        if self._writes:
            raise ReadAfterWrite("a transaction reads first, then writes")

    def _row(self, record: Record) -> Row:
        document = checked_body(codec.to_document(record))
        return self._tenant, record.collection, checked_key(record.key), document

    def _replace(self, row: Row, record: Record) -> None:
        self._connection.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?) "
            "ON CONFLICT (tenant, collection, key) DO UPDATE SET document = excluded.document",
            row,
        )
        self._forget(row[:3])
        self._index(row[:3], record)

    def _insert(self, row: Row, record: Record) -> None:
        taken = self._connection.execute(
            "INSERT INTO records VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row
        )
        if taken.rowcount == 0:
            raise AlreadyExists(f"there is such a record in {record.collection}")
        self._index(row[:3], record)

    def _remove(self, place: tuple[str, str, str]) -> None:
        self._connection.execute("DELETE FROM records WHERE tenant = ? AND collection = ? AND key = ?", place)
        self._forget(place)

    def _forget(self, place: tuple[str, str, str]) -> None:
        self._connection.execute("DELETE FROM entries WHERE tenant = ? AND collection = ? AND key = ?", place)

    def _index(self, place: tuple[str, str, str], record: Record) -> None:
        tenant, collection, key = place
        self._connection.executemany(
            "INSERT OR IGNORE INTO entries VALUES (?, ?, ?, ?, ?)",
            [
                (tenant, collection, field, one, key)
                for field, value in codec.index_of(record).items()
                for one in (value if isinstance(value, list) else (value,))
            ],
        )


def _get(connection: sqlite3.Connection, tenant: str, kind: type[R], key: str) -> R | None:
    if not possible_key(key):
        return None
    found = rows(
        connection,
        "SELECT document FROM records WHERE tenant = ? AND collection = ? AND key = ?",
        (tenant, kind.collection, key),
    )
    return _record(kind, found[0][0]) if found else None


def _get_many(
    connection: sqlite3.Connection, tenant: str, kind: type[R], keys: Iterable[str]
) -> dict[str, R]:
    wanted = [key for key in dict.fromkeys(keys) if possible_key(key)]
    found: dict[str, R] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        places = ", ".join("?" * len(some))
        statement = (
            "SELECT key, document FROM records "  # noqa: S608 nothing but '?' is put in
            f"WHERE tenant = ? AND collection = ? AND key IN ({places})"
        )
        for key, document in rows(connection, statement, (tenant, kind.collection, *some)):
            found[key] = _record(kind, document)
    return found


def _found(connection: sqlite3.Connection, kind: type[R], chosen: Selection) -> list[R]:
    values = (*chosen.values, *chosen.page_values)
    return [_record(kind, row[0]) for row in rows(connection, chosen.page, values)]


def _record(kind: type[R], document: str | bytes) -> R:
    return codec.from_document(kind, body_document(document))
