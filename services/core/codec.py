"""Records to JSON-ready documents and back, the same for every store.

What a document holds is decided here alone:

- A value equal to its default is left out, so a page of 200 links stays far below the 200 KB that
  a document may have. The price: a default is part of the stored format; to change one, add a field.
- Keys that no field has are ignored on reading, so that an older program can read what a newer one
  wrote while both run during a deployment.
- Times are UTC with microseconds at a fixed width: their text sorts as they do.
- Levels are stored as their numbers and other enums as their words.

Contents of contacts are JSON already and are handed through without a copy: nobody changes them in
place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import Any, TypeVar, get_args

import cattrs
from cattrs.gen import make_dict_unstructure_fn

from .records import Fields, Record

R = TypeVar("R", bound=Record)

INDEXED_BYTES = 1400
"""Of a text as much is compared and ordered by; of two longer ones that begin alike, the key decides."""


def time_to_text(time: datetime) -> str:
    """`2026-11-22T03:52:18.000000Z`; raises ValueError for a time without a zone."""
    if time.tzinfo is None:
        raise ValueError("a stored time needs a time zone")
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def time_from_text(text: str) -> datetime:
    """The UTC time that `time_to_text` wrote; raises ValueError for anything without a zone."""
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a stored time needs a time zone")
    return time.astimezone(UTC)


def to_document(record: Record) -> dict[str, Any]:
    """The document of a record: dicts, lists, strings, numbers, booleans and None only."""
    document: dict[str, Any] = _CONVERTER.unstructure(record)
    return document


def from_document(kind: type[R], document: Mapping[str, Any]) -> R:
    """The record of a document.

    Raises `cattrs.BaseValidationError` or ValueError when a value cannot be what its field is: a
    document that was written by `to_document` never does.
    """
    return _CONVERTER.structure(document, kind)


def index_of(record: Record) -> dict[str, str | bool | int | list[str]]:
    """The values of the fields that may be asked for; a None is left out, a tuple becomes a list."""
    index: dict[str, str | bool | int | list[str]] = {}
    for name in record.indexed:
        value = indexed_value(getattr(record, name))
        if value is not None:
            index[name] = value
    return index


def indexed_value(value: object) -> str | bool | int | list[str] | None:
    """One value as an index and a condition of `find` hold it."""
    match value:
        case None:
            return None
        case datetime():
            return time_to_text(value)
        case Enum():
            return value.value if isinstance(value.value, (str, int)) else str(value.value)
        case str():
            return _indexed_text(value)
        case bool() | int():
            return value
        case tuple() | list() | frozenset():
            return [_indexed_text(str(item)) for item in value]
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be indexed")


def _indexed_text(text: str) -> str:
    # Firestore indexes 1,500 bytes and refuses to look for more; half a surrogate pair (JSON can
    # carry one) is in no text that a store takes.
    if text.isascii() and len(text) <= INDEXED_BYTES:
        return text
    return text.encode("utf-8", "replace")[:INDEXED_BYTES].decode("utf-8", "ignore")


def _entries_from(document: Mapping[str, list[Any]], _: object) -> dict[str, tuple[Any, ...]]:
    return {field: tuple(entries) for field, entries in document.items()}


def _entries_to(content: Fields) -> dict[str, list[Any]]:
    return {field: list(entries) for field, entries in content.items()}


def _is_record_part(kind: object) -> bool:
    return isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")


def _without_defaults(kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
    return make_dict_unstructure_fn(kind, _CONVERTER, _cattrs_omit_if_default=True)


def _is_optional_word(kind: object) -> bool:
    return any(isinstance(arm, type) and issubclass(arm, Enum) for arm in get_args(kind))


def _is_content(kind: object) -> bool:
    return bool(kind == Fields)


def _is_entries(kind: object) -> bool:
    return bool(kind == tuple[Mapping[str, Any], ...])


_CONVERTER = cattrs.Converter(detailed_validation=False, unstruct_collection_overrides={tuple: list})
_CONVERTER.register_unstructure_hook(datetime, time_to_text)
_CONVERTER.register_structure_hook(datetime, lambda text, _: time_from_text(text))
_CONVERTER.register_unstructure_hook_func(
    _is_optional_word, lambda word: None if word is None else word.value
)
_CONVERTER.register_unstructure_hook_factory(_is_record_part, _without_defaults)
_CONVERTER.register_structure_hook_func(_is_content, _entries_from)
_CONVERTER.register_unstructure_hook_func(_is_content, _entries_to)
_CONVERTER.register_structure_hook_func(_is_entries, lambda entries, _: tuple(entries))
_CONVERTER.register_unstructure_hook_func(_is_entries, list)

__all__ = [
    "from_document",
    "index_of",
    "indexed_value",
    "time_from_text",
    "time_to_text",
    "to_document",
]
