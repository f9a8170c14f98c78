"""Request bodies held against the schemas of the discovery documents.

The checks of a schema are built once, as batches bring hundreds of objects of one kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from .discovery import document, snake
from .errors import bad_field, invalid

Check = Callable[[Any, str], None]


def check_body(api: str, schema: str, body: Any) -> None:
    """Hold a request body against its schema. Raises GoogleError (400) naming the field."""
    if not isinstance(body, dict):
        raise invalid("Invalid JSON payload received. Unexpected token.")
    _checker(api, schema)(body, "")


@cache
def _checker(api: str, schema: str) -> Check:
    """A function that holds an object against one schema; built once, as batches bring many."""
    properties: dict[str, Check] = {}

    def check(value: Any, at: str) -> None:
        if not isinstance(value, dict):
            raise bad_field(
                f"Invalid value at '{at}' (type.googleapis.com/{schema}), {json.dumps(value)}", at
            )
        for key, inner in value.items():
            checks = properties.get(key)
            if checks is None:
                where = f" at '{at}'" if at else ""
                raise bad_field(
                    f'Invalid JSON payload received. Unknown name "{key}"{where}: Cannot find field.', at
                )
            if inner is not None:
                checks(inner, f"{at}.{snake(key)}" if at else snake(key))

    for name, raw in document(api)["schemas"][schema].get("properties", {}).items():
        properties[name] = _property(api, raw)
    return check


def _property(api: str, raw: Mapping[str, Any]) -> Check:
    if "$ref" in raw:
        ref = raw["$ref"]
        # Looked up when needed: schemas refer to one another in circles.
        return lambda value, at: _checker(api, ref)(value, at)  # noqa: PLW0108 - see above
    kind = raw.get("type")
    if kind == "array":
        return _array(_property(api, raw["items"]))
    if kind == "object":
        extra = raw.get("additionalProperties")
        return _map(_property(api, extra)) if extra else _anything
    if kind == "string":
        return _string(frozenset(raw.get("enum", ())))
    if kind in {"integer", "number"}:
        return _number
    if kind == "boolean":
        return _boolean
    return _anything


def _anything(value: Any, at: str) -> None:
    """Schemas of type `any` are not checked."""


def _array(inner: Check) -> Check:
    def check(value: Any, at: str) -> None:
        if not isinstance(value, list):
            raise bad_field(f"Invalid value at '{at}' (repeated), {json.dumps(value)}", at)
        for index, item in enumerate(value):
            if item is None:
                raise bad_field(f"Invalid value at '{at}[{index}]': null", at)
            inner(item, f"{at}[{index}]")

    return check


def _map(inner: Check) -> Check:
    def check(value: Any, at: str) -> None:
        if not isinstance(value, dict):
            raise bad_field(f"Invalid value at '{at}' (map), {json.dumps(value)}", at)
        for key, item in value.items():
            inner(item, f'{at}["{key}"]')

    return check


def _string(enum: frozenset[str]) -> Check:
    def check(value: Any, at: str) -> None:
        if not isinstance(value, str):
            raise bad_field(f"Invalid value at '{at}' (TYPE_STRING), {json.dumps(value)}", at)
        if enum and value not in enum:
            raise bad_field(f"Invalid value at '{at}' (TYPE_ENUM), \"{value}\"", at)

    return check


def _number(value: Any, at: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad_field(f"Invalid value at '{at}' (TYPE_INT32), {json.dumps(value)}", at)


def _boolean(value: Any, at: str) -> None:
    if not isinstance(value, bool):
        raise bad_field(f"Invalid value at '{at}' (TYPE_BOOL), {json.dumps(value)}", at)
