"""The store: records of one company, in transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeVar

from ..core.records import Record

R = TypeVar("R", bound=Record)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Where:
    """One condition of `find`; `field` must be in the record's `indexed`.

    `contains` asks whether a tuple field holds the value; ranges (`<=`, `>=`) are for datetimes,
    and one query has ranges on at most one field.
    """

    field: str
    op: Literal["==", "<=", ">=", "contains"]
    value: str | bool | datetime


class Reader(Protocol):
    """Reads of one tenant's records."""

    def get(self, kind: type[R], key: str, /) -> R | None:
        """The record, or None."""
        ...

    def get_many(self, kind: type[R], keys: Iterable[str], /) -> dict[str, R]:
        """Those of the records that exist, by key."""
        ...

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
        """Records that meet all conditions, by key or by the indexed field `order` (then key).

        `after` is the last record of the page before.
        """
        ...


class Transaction(Reader, Protocol):
    """Reads first, then writes; all writes happen together or not at all."""

    def put(self, *records: Record) -> None:
        """Write, replacing what is there."""
        ...

    def create(self, record: Record) -> None:
        """Write what must not exist yet; `AlreadyExists` leaves the transaction undone."""
        ...

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove; a missing record is no error."""
        ...


class Scope(Reader, Protocol):
    """All records of one tenant, and nothing of any other."""

    def transact(self, body: Callable[[Transaction], T]) -> T:
        """Run `body` in a transaction; it may run several times, so it has no side effect.

        Raises `Contention` when others always won, `AlreadyExists` from `create`, and whatever
        `body` raises (nothing is written then).
        """
        ...

    def put(self, *records: Record) -> None:
        """Write records outside of a transaction; each is atomic by itself."""
        ...

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove records outside of a transaction; missing ones are no error."""
        ...

    def count(self, kind: type[Record], /, *where: Where) -> int:
        """How many records meet all conditions."""
        ...


class Store(Protocol):
    """Where records are kept."""

    @property
    def root(self) -> Scope:
        """Tenants and domains."""
        ...

    def tenant(self, tenant: str, /) -> Scope:
        """Everything of one tenant."""
        ...

    def ping(self) -> None:
        """Raises `Unavailable` when the store does not answer."""
        ...
