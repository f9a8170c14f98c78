"""What every store and every queue refuses alike, before anything is asked of the world.

A query or key that one backend takes and the other refuses would be found by the first customer
on the other one; so the stricter of the two (mostly Firestore) is the rule for both.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..core.records import Record
from ..ports import RequestRefused, Task, Where

KEY_BYTES = 1500
BODY_BYTES = 190_000
"""A stored document stays below 200 KB: Firestore's 1 MiB is reached where nobody is looking."""

TASK_BYTES = 10_000
LONGEST_WAIT = timedelta(days=30)
"""Cloud Tasks takes no task that is due later than this."""

_TASK_NAME = re.compile(r"[A-Za-z0-9_-]{1,480}")  # a backend may put a hash before it; 500 is the end
_TASK_KIND = re.compile(r"[a-z][a-z0-9-]{0,62}")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_RESERVED = re.compile(r"\.\.?|__.*__")


class ReadAfterWrite(RuntimeError):
    """A transaction read after it had written: a mistake in the use case, not in the world."""


@dataclass(frozen=True, slots=True)
class Query:
    """A `find` that every store can answer. `order` is empty for the order of keys."""

    where: tuple[Where, ...]
    order: str
    descending: bool
    limit: int


def checked_key(key: str) -> str:
    """The key itself; raises ValueError for what Firestore does not take as a document id."""
    if not possible_key(key):
        raise ValueError("a key is 1 to 1500 bytes without '/', and neither '.', '..' nor '__…__'")
    return key


def possible_key(key: str) -> bool:
    """Whether there can be a record of that key. There is none of another: reading it finds nothing.

    Keys come with parameters through a person's browser, so that anything may be asked for.
    """
    try:
        size = len(key.encode())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can carry
        return False
    return 0 < size <= KEY_BYTES and "/" not in key and not _RESERVED.fullmatch(key)


def checked_body(document: Mapping[str, Any]) -> str | bytes:
    """A record's document as JSON text, or packed (zlib) where the text is too long.

    Only a contact at Google's own limit, twice in one version, gets there. Raises `RequestRefused`
    when even that is too long.
    """
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    if not text.isascii() and _HALF_PAIR.search(text):
        text = json.dumps(document, separators=(",", ":"))  # escaped, as it came from Google
    if len(text) * 4 <= BODY_BYTES or len(text.encode()) <= BODY_BYTES:
        return text
    packed = zlib.compress(text.encode())
    if len(packed) > BODY_BYTES:
        raise RequestRefused(f"a record of {len(packed)} bytes is larger than a document may be")
    return packed


def body_document(body: str | bytes) -> Mapping[str, Any]:
    """Back from `checked_body`."""
    document: Mapping[str, Any] = json.loads(body if isinstance(body, str) else zlib.decompress(body))
    return document


def checked_query(
    kind: type[Record],
    where: tuple[Where, ...],
    order: str = "",
    *,
    descending: bool = False,
    limit: int = 1000,
) -> Query:
    """The query, with a range's field as its order; raises ValueError for what no store answers."""
    asked = [condition.field for condition in where] + ([order] if order else [])
    for field in asked:
        if field not in kind.indexed:
            raise ValueError(f"{kind.__name__}.{field} is not indexed")
    ranges = {condition.field for condition in where if condition.op in ("<=", ">=")}
    if len(ranges) > 1:
        raise ValueError("one query has ranges on one field")
    if sum(condition.op == "contains" for condition in where) > 1:
        raise ValueError("one query has one 'contains'")
    if ranges and order and order not in ranges:
        raise ValueError("a query with a range is ordered by the field of the range")
    if descending and not where and not order:
        raise ValueError("a query without conditions descends in the order of a field only")
    if limit < 1:
        raise ValueError("limit is at least 1")
    return Query(where, order or next(iter(ranges), ""), descending, limit)


def checked_task(task: Task, now: datetime) -> bytes:
    """The body as it travels.

    Raises ValueError for a name, kind or body that no queue takes, `RequestRefused` for a time
    too far away.
    """
    if task.name and not _TASK_NAME.fullmatch(task.name):
        raise ValueError("a task's name is up to 480 letters, digits, '_' and '-'")
    if not _TASK_KIND.fullmatch(task.kind):
        raise ValueError("a task's kind is the last part of a path, in lower case")
    body = json.dumps(dict(task.body), separators=(",", ":"), ensure_ascii=False).encode()
    if len(body) > TASK_BYTES:
        raise ValueError("a task's body holds ids: 10 KB at most")
    if task.due is not None and task.due - now > LONGEST_WAIT:
        raise RequestRefused("a task is due within 30 days")
    return body
