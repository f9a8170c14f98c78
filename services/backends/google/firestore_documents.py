"""Records as Firestore documents.

`tenants/{tenant}/{collection}/{key}`, and `{collection}/{key}` for tenants and domains themselves.
The record is JSON in the field `body`, which has no index; the values that may be asked for stand
beside it under their own names. `expire_at` is when Firestore may delete the document by itself
(its TTL policy; usually within a day after it, so that readers still compare times).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from ...core import codec
from ...core.records import Record
from ..checks import body_document, checked_body

R = TypeVar("R", bound=Record)

BODY = "body"
EXPIRY = "expire_at"
EXPIRES: Mapping[str, str] = {"contacts": "purge_at", "outbox": "expires_at"}
"""Collection -> the field of its records that says when one may go."""


def document_of(record: Record) -> dict[str, Any]:
    """Raises `RequestRefused` for a record that is larger than a document may be."""
    document: dict[str, Any] = {**codec.index_of(record), BODY: checked_body(codec.to_document(record))}
    expiry = EXPIRES.get(record.collection)
    if expiry is not None:
        moment = getattr(record, expiry)
        if isinstance(moment, datetime):
            document[EXPIRY] = moment
    return document


def record_of(kind: type[R], document: Mapping[str, Any]) -> R:
    """Back from `document_of`; only the body is read."""
    return codec.from_document(kind, body_document(document[BODY]))


def absent_from(document: Mapping[str, Any], kind: type[Record]) -> set[str]:
    """Fields that another document of this kind may have and this one has not."""
    return {*kind.indexed, EXPIRY} - document.keys()
