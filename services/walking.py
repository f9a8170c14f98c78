"""Everything that a query finds, however much it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from .core.records import Record
from .ports import Reader, Where

R = TypeVar("R", bound=Record)


def pages(
    reader: Reader, kind: type[R], *where: Where, order: str = "", size: int = 200
) -> Iterator[list[R]]:
    """What `find` answers, `size` at a time; no page is empty. One that is not full is the last."""
    last: R | None = None
    while True:
        page = reader.find(kind, *where, order=order, after=last, limit=size)
        if page:
            yield page
        if len(page) < size:
            return
        last = page[-1]
