"""One SQLite file (or a database in memory) that store and queue open.

Several processes and threads may use one file: readers never wait (WAL), writers take turns
(`BEGIN IMMEDIATE`, so that a transaction which has read can always write). A database in memory
lives in one connection that the threads of this process take in turn.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from ...ports import Contention, Unavailable

MEMORY = ":memory:"
SCHEMA = 1
"""Goes up with every change to a table; a file with a higher one is left alone."""

_APPLICATION = 0x53_4C_61_62  # "SLab", at byte 68 of every file of ours
_BUSY_SECONDS = 20.0

_TABLES = """
CREATE TABLE records (
    tenant TEXT NOT NULL, collection TEXT NOT NULL, key TEXT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (tenant, collection, key)
);
CREATE TABLE entries (
    tenant TEXT NOT NULL, collection TEXT NOT NULL, field TEXT NOT NULL, value NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (tenant, collection, field, value, key)
) WITHOUT ROWID;
CREATE INDEX entries_of_record ON entries (tenant, collection, key);
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, account TEXT NOT NULL, due INTEGER NOT NULL, made INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, holder TEXT NOT NULL DEFAULT '',
    held_until INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX tasks_due ON tasks (due, id);
CREATE INDEX tasks_account ON tasks (account, held_until);
CREATE TABLE task_names (name TEXT PRIMARY KEY, free_at INTEGER) WITHOUT ROWID;
CREATE INDEX task_names_free ON task_names (free_at);
"""


class CannotOpen(Unavailable):
    """The file cannot be used; the text is one line that says why and what to do."""


class Database:
    """Connections to one file, handed out one per running operation."""

    def __init__(self, path: str) -> None:
        """Open or make the file, its directory and its tables; raises `CannotOpen`."""
        self.path = path
        self._memory = path == MEMORY
        self._turn = threading.RLock()  # of the one connection that a database in memory has
        self._guard = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._pid = os.getpid()
        self._writing = threading.local()
        try:
            if not self._memory:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            first = self._connect()
        except (OSError, sqlite3.Error) as error:
            raise CannotOpen(f"cannot open the database {path}: {error}") from None
        try:
            self._prepare(first)
        except sqlite3.Error as error:
            first.close()
            raise CannotOpen(f"cannot use the database {path}: {error}") from None
        except CannotOpen:
            first.close()
            raise
        self._idle.append(first)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one or more reads, each of them consistent by itself."""
        with self._borrowed() as connection, _translated():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: written when the block ends, undone when it raises.

        Raises `Contention` when other writers kept the file busy for all of 20 seconds. A
        transaction inside a transaction of the same thread is a mistake and a RuntimeError.
        """
        if getattr(self._writing, "now", False):
            raise RuntimeError("a transaction is under way in this thread")
        self._writing.now = True
        try:
            with self._borrowed() as connection, _translated():
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                try:
                    connection.execute("COMMIT")
                except sqlite3.Error:
                    with suppress(sqlite3.Error):  # SQLite may have rolled back by itself
                        connection.execute("ROLLBACK")
                    raise
        finally:
            self._writing.now = False

    def close(self) -> None:
        """Close what is idle; a closed database opens again when used (not one in memory)."""
        with self._turn, self._guard:
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    @contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        if self._memory:
            with self._turn:
                yield self._idle[0]
            return
        with self._guard:
            if self._pid != os.getpid():
                # A connection must not cross a fork: leave the parent's alone, unclosed.
                self._abandoned, self._idle, self._pid = self._idle, [], os.getpid()
            connection = self._idle.pop() if self._idle else None
        with _translated():
            connection = connection or self._connect()
        try:
            yield connection
        finally:
            with self._guard:
                self._idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            # A crash of the machine may lose the last commits, never the file; a crash of this
            # process loses nothing.
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        application, version, tables = (
            connection.execute(question).fetchone()[0]
            for question in (
                "PRAGMA application_id",
                "PRAGMA user_version",
                "SELECT count(*) FROM sqlite_master",
            )
        )
        if tables == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        elif application != _APPLICATION:
            _refuse(connection, f"{self.path} is a database of another program; name another file")
        elif version > SCHEMA:
            _refuse(
                connection,
                f"{self.path} was written by a newer version (schema {version}, this one knows "
                f"{SCHEMA}); install that version or name another file",
            )
        connection.execute("COMMIT")
        if not self._memory:
            _share_readers(connection)


def _share_readers(connection: sqlite3.Connection) -> None:
    # The switch to WAL is the one statement that does not wait for other processes by itself.
    until = time.monotonic() + _BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _refuse(connection: sqlite3.Connection, why: str) -> NoReturn:
    connection.execute("ROLLBACK")
    raise CannotOpen(why)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # ours, not the world's
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the bits say why
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Contention("others kept the database busy") from error
        raise Unavailable(f"the database does not answer: {error}") from error
    except sqlite3.DatabaseError as error:
        raise Unavailable(f"the database does not answer: {error}") from error


def rows(connection: sqlite3.Connection, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of one statement."""
    found: list[tuple[Any, ...]] = connection.execute(statement, values).fetchall()
    return found
