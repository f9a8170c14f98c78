"""What every store promises about transactions: all or nothing, and nobody in between."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.core.records import (
    Contact,
    Copy,
    Grant,
    Label,
)
from services.ports import AlreadyExists, Scope, Transaction, Where

from .store_records import NOON


def _together(body: Callable[[str], bool], keys: str) -> list[bool]:
    """What `body` answers for each key, all of them running at the same time."""
    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(body, keys))


class TransactionsContract:
    """Reads and writes that belong together."""

    def test_does_a_transaction_answer_what_its_body_answers(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1", version=4))

        def raised(t: Transaction) -> int:
            label = t.get(Label, "l1")
            assert label is not None
            assert t.get_many(Label, ["l1", "l2"]) == {"l1": label}
            assert t.find(Label, Where("owner", "==", "a1")) == [label]
            t.put(Label("l1", "Board", "a1", version=label.version + 1))
            t.create(Label("l2", "Staff", "a1"))
            t.delete(Label, "l3")
            return label.version + 1

        assert scope.transact(raised) == 5
        assert [label.version for label in scope.find(Label)] == [5, 1]

    def test_is_what_was_written_let_go_without_the_collector(self, scope: Scope) -> None:
        gc.collect()
        gc.disable()
        try:
            scope.transact(lambda t: t.put(*(Label(f"let-go-{n}", "Board", "a1") for n in range(20))))
            alive = [one for one in gc.get_objects() if isinstance(one, Label) and "let-go" in one.id]
        finally:
            gc.enable()
        assert alive == []

    def test_is_nothing_written_when_the_body_raises(self, scope: Scope) -> None:
        def broken(t: Transaction) -> None:
            t.put(Label("l1", "Board", "a1"))
            raise LookupError("no")

        with pytest.raises(LookupError, match="no"):
            scope.transact(broken)
        assert scope.get(Label, "l1") is None

    def test_does_create_refuse_what_is_there(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"))

        def created(t: Transaction) -> None:
            t.put(Label("l2", "Staff", "a1"))
            t.create(Label("l1", "Other", "a2"))

        with pytest.raises(AlreadyExists):
            scope.transact(created)
        assert scope.get(Label, "l2") is None
        assert scope.get(Label, "l1") == Label("l1", "Board", "a1")

    def test_may_a_deleted_record_be_created_again(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"))
        scope.delete(Label, "l1")
        scope.transact(lambda t: t.create(Label("l1", "Staff", "a1")))
        found = scope.get(Label, "l1")
        assert found is not None
        assert found.name == "Staff"

    def test_must_a_transaction_read_before_it_writes(self, scope: Scope) -> None:
        def reads_late(t: Transaction) -> None:
            t.put(Label("l1", "Board", "a1"))
            t.get(Label, "l1")

        with pytest.raises(RuntimeError, match="reads first"):
            scope.transact(reads_late)
        assert scope.get(Label, "l1") is None

    def test_do_the_writes_of_a_transaction_happen_in_order(self, scope: Scope) -> None:
        def twice(t: Transaction) -> None:
            t.put(Label("l1", "Board", "a1"), Label("l2", "Other", "a1"))
            t.put(Label("l1", "Staff", "a1"))
            t.delete(Label, "l2")

        scope.transact(twice)
        assert [label.name for label in scope.find(Label)] == ["Staff"]

    def test_is_no_increment_lost_between_threads(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1", version=0))

        def one_more(t: Transaction) -> None:
            label = t.get(Label, "l1")
            assert label is not None
            t.put(Label("l1", "Board", "a1", version=label.version + 1))

        def ten_more() -> None:
            for _ in range(10):
                scope.transact(one_more)

        threads = [threading.Thread(target=ten_more) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        label = scope.get(Label, "l1")
        assert label is not None
        assert label.version == 30

    def test_does_only_one_of_many_create(self, scope: Scope) -> None:
        won: list[int] = []

        def create(number: int) -> None:
            try:
                scope.transact(lambda t: t.create(Copy("l1", "a1", total=number)))
            except AlreadyExists:
                return
            won.append(number)

        threads = [threading.Thread(target=create, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        copy = scope.get(Copy, "l1.a1")
        assert copy is not None
        assert won == [copy.total]

    def test_is_what_was_listed_still_so_when_it_is_written(self, scope: Scope) -> None:
        def takes_a_place(key: str) -> bool:
            def body(t: Transaction) -> bool:
                if len(t.find(Grant, Where("label", "==", "l1"))) >= 3:
                    return False
                t.create(Grant("l1", key, "x@example.com"))
                return True

            return scope.transact(body)

        assert sorted(_together(takes_a_place, "abcde")) == [False, False, True, True, True]
        assert scope.count(Grant) == 3

    def test_is_what_was_read_still_so_when_something_else_is_written(self, scope: Scope) -> None:
        # Each may leave when the other stays: without care, both leave.
        scope.put(Grant("l1", "a", "a@x", state="active"), Grant("l1", "b", "b@x", state="active"))

        def leaves(key: str) -> bool:
            def body(t: Transaction) -> bool:
                other = t.get(Grant, "l1.b" if key == "a" else "l1.a")
                assert other is not None
                if other.state != "active":
                    return False
                t.put(Grant("l1", key, "x", state="ended"))
                return True

            return scope.transact(body)

        assert sorted(_together(leaves, "ab")) == [False, True]
        assert scope.count(Grant, Where("state", "==", "active")) == 1

    def test_does_a_value_that_is_gone_leave_the_index(self, scope: Scope) -> None:
        scope.put(Contact("p.1", ("l1",), {}, purge_at=NOON))

        def restore(t: Transaction) -> None:
            contact = t.get(Contact, "p.1")
            assert contact is not None
            t.put(Contact("p.1", (), {}))

        scope.transact(restore)
        assert scope.find(Contact, order="purge_at") == []
        assert scope.find(Contact, Where("labels", "contains", "l1")) == []
        assert scope.get(Contact, "p.1") == Contact("p.1", (), {})

    def test_is_a_record_read_and_deleted_gone_once(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"))

        def take(number: str) -> bool:
            def body(t: Transaction) -> bool:
                there = t.get(Label, "l1") is not None
                t.delete(Label, "l1")
                return there

            return scope.transact(body)

        assert sorted(_together(take, "abc")) == [False, False, True]
