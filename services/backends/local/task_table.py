"""Tasks in their table: taken, claimed with a lease, finished or put back.

Every step is one transaction, so that several threads and processes may work off one file. Times
are microseconds since 1970.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .database import Database, rows

# Free is what nobody holds, nor another of the same account.
_DUE = """
    SELECT id FROM tasks WHERE due <= :now AND held_until <= :now AND (account = '' OR NOT EXISTS (
        SELECT 1 FROM tasks other WHERE other.account = tasks.account AND other.held_until > :now
    ))
    ORDER BY due, id LIMIT :limit
"""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(moment: datetime) -> int:
    """Since 1970; exact, unlike `timestamp()`."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(value: int) -> datetime:
    """Back from `microseconds`."""
    return _EPOCH + timedelta(microseconds=value)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A task that this holder may run until its lease ends; `attempts` ended before."""

    id: int
    name: str
    kind: str
    body: Mapping[str, str]
    made: int
    attempts: int


class TaskTable:
    """The tables `tasks` and `task_names` of one database, seen by one holder of leases."""

    def __init__(self, database: Database, holder: str) -> None:
        self._database = database
        self._holder = holder

    def add(self, kind: str, body: str, *, name: str, account: str, due: int, now: int) -> bool:
        """False when the name is taken; see `ports.Queue.enqueue`."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM task_names WHERE free_at <= ?", (now,))
            if name:
                taken = connection.execute(
                    "INSERT INTO task_names VALUES (?, NULL) ON CONFLICT DO NOTHING", (name,)
                )
                if taken.rowcount == 0:
                    return False
            connection.execute(
                "INSERT INTO tasks (name, kind, body, account, due, made) VALUES (?, ?, ?, ?, ?, ?)",
                (name, kind, body, account, due, now),
            )
        return True

    def claim(
        self, now: int, until: int, choose: Callable[[Sequence[int]], int] | None = None
    ) -> Claimed | None:
        """The oldest free task that is due, or of all those the one that `choose` picks."""
        with self._database.reading() as connection:
            if not self._due(connection, now, limit=1):
                return None  # asked often; only a writer needs its turn
        with self._database.writing() as connection:
            due = self._due(connection, now, limit=1 if choose is None else -1)
            if not due:
                return None
            chosen = choose(due) if choose else due[0]
            row = rows(
                connection,
                "UPDATE tasks SET holder = ?, held_until = ? WHERE id = ? "
                "RETURNING id, name, kind, body, made, attempts",
                (self._holder, until, chosen),
            )[0]
        number, name, kind, body, made, attempts = row
        return Claimed(number, name, kind, json.loads(body), made, attempts)

    def keep(self, ids: Sequence[int], until: int) -> None:
        """Make the leases of running tasks longer."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE tasks SET held_until = ? WHERE id = ? AND holder = ?",
                [(until, number, self._holder) for number in ids],
            )

    def finish(self, task: Claimed, free_at: int) -> None:
        """Forget the task; its name is free again at `free_at`."""
        with self._database.writing() as connection:
            gone = connection.execute(
                "DELETE FROM tasks WHERE id = ? AND holder = ?", (task.id, self._holder)
            )
            if gone.rowcount and task.name:
                connection.execute("UPDATE task_names SET free_at = ? WHERE name = ?", (free_at, task.name))

    def put_back(self, task: Claimed, due: int, *, tried: bool) -> None:
        """Let go of the task until `due`; `tried` when an attempt has failed."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE tasks SET due = ?, attempts = attempts + ?, holder = '', held_until = 0 "
                "WHERE id = ? AND holder = ?",
                (due, int(tried), task.id, self._holder),
            )

    def next_due(self) -> int | None:
        """When the first of all waiting tasks is due; None: nothing waits."""
        with self._database.reading() as connection:
            due: int | None = rows(connection, "SELECT min(max(due, held_until)) FROM tasks")[0][0]
        return due

    def depth(self) -> int:
        """How many tasks wait or run."""
        with self._database.reading() as connection:
            return int(rows(connection, "SELECT count(*) FROM tasks")[0][0])

    def _due(self, connection: sqlite3.Connection, now: int, *, limit: int) -> list[int]:
        found = connection.execute(
            _DUE,
            {"now": now, "limit": limit},
        )
        return [number for (number,) in found.fetchall()]
