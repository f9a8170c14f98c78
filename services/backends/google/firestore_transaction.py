"""Transactions on Firestore: without locks where that is enough, with them where it is not.

Firestore's own transactions lock what they read, and two that read the same document wait for each
other for seconds before one is told to give way. Most of ours read a few documents and write just
those. They are run without locks first, and committed on the condition that every document read is
still as it was (three requests become two, and a collision costs milliseconds). A body that also
lists, or reads what it does not write, is run again under locks, and remembered as one of those.

Either way a body may run several times, so it has no side effect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from google.api_core import exceptions as answers
from google.cloud import firestore

from ...core.records import Record
from ...ports import AlreadyExists, Contention
from ..checks import ReadAfterWrite, possible_key
from .firestore_client import FirestoreClient, Untyped, translated
from .firestore_documents import absent_from, document_of
from .firestore_reading import Reading

T = TypeVar("T")

_UNREAD = object()


@dataclass(frozen=True, slots=True)
class Write:
    """One write to the document `place`, of the record kind `kind`."""

    place: Untyped
    kind: type[Record]
    way: Literal["put", "create", "delete"]
    document: dict[str, Any]


class FirestoreTransaction(Reading):
    """`ports.Transaction`; without locks when `inner` is None."""

    def __init__(self, client: FirestoreClient, prefix: str, inner: Untyped = None) -> None:
        super().__init__(client, prefix)
        self._inner = inner
        self.writes: list[Write] = []
        self.seen: dict[str, Any] = {}  # path -> update time, None when missing
        self.reads = 0
        self.listed = False

    def put(self, *records: Record) -> None:
        """Write, replacing what is there."""
        for record in records:
            self._write(record, "put")

    def create(self, record: Record) -> None:
        """Write what must not exist yet."""
        self._write(record, "create")

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove; a missing record is no error."""
        self.writes += [
            Write(self._place(kind, key), kind, "delete", {}) for key in keys if possible_key(key)
        ]

    def _write(self, record: Record, way: Literal["put", "create"]) -> None:
        kind = type(record)
        self.writes.append(Write(self._place(kind, record.key), kind, way, document_of(record)))

    def _read(self, places: Sequence[Untyped]) -> list[Untyped]:
        self._before_writes()
        found = list(self._client().get_all(places, transaction=self._inner))
        for answer in found:
            self.seen[answer.reference.path] = answer.update_time if answer.exists else None
        return found

    def _run(self, query: Untyped) -> list[Untyped]:
        self._before_writes()
        self.listed = True
        return list(query.stream(transaction=self._inner))

    def _before_writes(self) -> None:
        self.reads += 1
        if self.writes:
            raise ReadAfterWrite("a transaction reads first, then writes")

    @property
    def needs_no_lock(self) -> bool:
        """Whether conditions on the documents written say all that a lock would."""
        if not self.writes:
            return self.reads <= 1  # one answer is consistent by itself
        paths = [write.place.path for write in self.writes]
        return (
            not self.listed
            and len(set(paths)) == len(paths)
            and self.seen.keys() <= set(paths)
            and not any(
                write.way == "delete" and self.seen.get(write.place.path, _UNREAD) is None
                for write in self.writes
            )
        )


class Transactions:
    """Runs the transactions of one store."""

    def __init__(self, client: FirestoreClient) -> None:
        self._client = client
        self._need_locks: set[object] = set()

    def run(self, prefix: str, body: Callable[[FirestoreTransaction], T]) -> T:
        """See `ports.Scope.transact`."""
        return self._client.patiently(lambda: self._attempt(prefix, body))

    def _attempt(self, prefix: str, body: Callable[[FirestoreTransaction], T]) -> T:
        known = getattr(body, "__code__", body)  # of a function made anew for each call, the same
        if known not in self._need_locks:
            ours = FirestoreTransaction(self._client, prefix)
            try:
                with translated():
                    answer = body(ours)
            except Exception:
                if ours.reads <= 1:
                    raise
                # It may have seen one document before and another after somebody's transaction.
                return self._locked(prefix, body)
            if ours.needs_no_lock and self._committed(ours):
                return answer
            if not ours.needs_no_lock:
                self._need_locks.add(known)
        return self._locked(prefix, body)

    def _committed(self, ours: FirestoreTransaction) -> bool:
        """False: only a transaction with locks can tell what is the matter."""
        if not ours.writes:
            return True
        batch = self._client().batch()
        for write in ours.writes:
            _add(batch, write, ours.seen.get(write.place.path, _UNREAD))
        try:
            with translated():
                # No retry by the library: a commit that was applied and not heard of would fail
                # its own conditions, and the body would run on top of its own writes.
                batch.commit(retry=None)
        except AlreadyExists:
            if None in ours.seen.values():
                return False  # made by others since we looked, or refused to our `create`
            raise
        except Exception as error:
            if isinstance(error.__cause__, answers.FailedPrecondition | answers.NotFound):
                raise Contention("others kept changing the same records") from error
            raise
        return True

    def _locked(self, prefix: str, body: Callable[[FirestoreTransaction], T]) -> T:
        done: list[T] = []

        def run(inner: Untyped) -> None:
            ours = FirestoreTransaction(self._client, prefix, inner)
            answer = body(ours)
            for write in ours.writes:
                _add(inner, write, _UNREAD)
            done.append(answer)

        try:
            with translated():
                firestore.transactional(run)(self._client().transaction(max_attempts=1))
        except ValueError as error:
            # The library's word for a commit that others won; before the end it is the body's own.
            if not done:
                raise
            raise Contention("others kept changing the same records") from error
        return done[0]


def _add(batch: Untyped, write: Write, seen: Untyped) -> None:
    unconditional = seen is _UNREAD
    match write.way:
        case "delete":
            batch.delete(write.place, **({} if unconditional else {"option": _unchanged(seen)}))
        case "put" if unconditional:
            batch.set(write.place, write.document)
        case "put" if seen is not None:
            gone = dict.fromkeys(absent_from(write.document, write.kind), firestore.DELETE_FIELD)
            batch.update(write.place, {**write.document, **gone}, option=_unchanged(seen))
        case _:
            batch.create(write.place, write.document)


def _unchanged(seen: Untyped) -> Untyped:
    return firestore.Client.write_option(last_update_time=seen)
