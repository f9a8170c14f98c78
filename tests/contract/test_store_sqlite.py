"""The store of one machine: in memory, in a file, and what only a file can suffer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.backends.local.database import CannotOpen
from services.backends.local.store import SqliteStore
from services.core.records import Label
from services.ports import Contention, Store, Transaction
from tests.counting import CountingStore

from .store_contract import StoreContract

ROOT = Path(__file__).parents[2]


class TestMemory(StoreContract):
    @pytest.fixture
    def store(self) -> Iterator[Store]:
        store = SqliteStore()
        yield store
        store.close()


class TestCounted(StoreContract):
    """The store that the measurements wrap around is a store like others."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        store = SqliteStore()
        yield CountingStore(store)
        store.close()


class TestFile(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        store = SqliteStore(str(tmp_path / "made" / "for" / "it.db"))
        yield store
        store.close()


def one_more(t: Transaction) -> None:
    label = t.get(Label, "l1")
    version = label.version if label else 0
    t.put(Label("l1", "Board", "a1", version=version + 1))


COUNT = """
import sys
from services.backends.local.store import SqliteStore
from services.core.records import Label

def one_more(t):
    label = t.get(Label, "l1")
    t.put(Label("l1", "Board", "a1", version=(label.version if label else 0) + 1))

store = SqliteStore(sys.argv[1])
for _ in range(50):
    store.tenant("t1").transact(one_more)
"""


def test_is_no_increment_lost_between_processes(tmp_path: Path) -> None:
    path = str(tmp_path / "shared.db")
    processes = [subprocess.Popen([sys.executable, "-c", COUNT, path], cwd=ROOT) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    label = SqliteStore(path).tenant("t1").get(Label, "l1")
    assert label is not None
    assert label.version == 150


def test_is_everything_there_after_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "kept.db")
    first = SqliteStore(path)
    first.tenant("t1").put(Label("l1", "Board", "a1"))
    first.close()
    assert SqliteStore(path).tenant("t1").get(Label, "l1") == Label("l1", "Board", "a1")


def test_can_it_be_read_while_a_transaction_is_under_way(tmp_path: Path) -> None:
    store = SqliteStore(str(tmp_path / "shared.db"))
    scope = store.tenant("t1")

    def looks_aside(t: Transaction) -> int:
        one_more(t)
        return scope.count(Label)  # of before: nothing of this transaction is written yet

    assert scope.transact(looks_aside) == 0
    assert scope.count(Label) == 1


def test_is_a_write_beside_the_transaction_a_mistake() -> None:
    scope = SqliteStore().tenant("t1")
    with pytest.raises(RuntimeError, match="under way"):
        scope.transact(lambda t: scope.put(Label("l1", "Board", "a1")))


def test_does_a_transaction_that_never_gets_its_turn_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.backends.local.database._BUSY_SECONDS", 0.05)
    path = str(tmp_path / "busy.db")
    store = SqliteStore(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Contention):
        store.tenant("t1").put(Label("l1", "Board", "a1"))
    other.execute("ROLLBACK")
    store.tenant("t1").put(Label("l1", "Board", "a1"))
    other.close()


@pytest.mark.parametrize("path", ["/proc/nowhere/x.db", "/dev/null/x.db"])
def test_does_a_path_that_cannot_be_made_say_so_in_one_line(path: str) -> None:
    with pytest.raises(CannotOpen) as refused:
        SqliteStore(path)
    assert path in str(refused.value)
    assert "\n" not in str(refused.value)


def test_is_a_directory_no_database(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot open the database"):
        SqliteStore(str(tmp_path))


def test_is_a_file_of_other_bytes_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Maya, " * 200)
    with pytest.raises(CannotOpen, match="cannot open the database"):
        SqliteStore(str(path))
    assert path.read_text().startswith("Dear Maya")


def test_is_the_database_of_another_program_left_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "other.db")
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE places (url TEXT)")
    other.commit()
    other.close()
    with pytest.raises(CannotOpen, match="of another program"):
        SqliteStore(path)
    other = sqlite3.connect(path)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("places",)]
    other.close()


def test_is_a_file_of_a_newer_version_left_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "newer.db")
    SqliteStore(path).close()
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(CannotOpen, match=r"newer version \(schema 99, this one knows 1\)"):
        SqliteStore(path)
