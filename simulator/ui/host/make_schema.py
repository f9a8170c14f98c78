"""Writes card_schema.json from Google's own message types: `python -m simulator.ui.host.make_schema`.

The types come with google-apps-card, which only developers install; the simulator reads the JSON. A
message is `{"fields": {jsonName: {"type", "list"?, "oneof"?}}}`, an enum is the list of its names.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("card_schema.json")
ROOT = "google.apps.card.v1.Card"


def _field(field: Any, queue: list[Any]) -> dict[str, Any]:
    kinds = {
        field.TYPE_STRING: "string",
        field.TYPE_BOOL: "bool",
        field.TYPE_INT32: "int",
        field.TYPE_INT64: "int",
        field.TYPE_FLOAT: "number",
        field.TYPE_DOUBLE: "number",
        field.TYPE_BYTES: "string",
    }
    entry: dict[str, Any] = {}
    if field.message_type is not None:
        entry["type"] = field.message_type.full_name
        queue.append(field.message_type)
    elif field.enum_type is not None:
        entry["type"] = field.enum_type.full_name
        queue.append(field.enum_type)
    else:
        entry["type"] = kinds[field.type]
    if field.is_repeated:
        entry["list"] = True
    if field.containing_oneof is not None and len(field.containing_oneof.fields) > 1:
        entry["oneof"] = field.containing_oneof.name
    return entry


def schema() -> dict[str, Any]:
    """The message types that a card can hold, by full name."""
    # Here, because the package is installed for development only.
    from google.apps.card_v1 import Card

    types: dict[str, Any] = {}
    queue: list[Any] = [Card.pb(Card()).DESCRIPTOR]
    while queue:
        one = queue.pop()
        if one.full_name in types:
            continue
        if hasattr(one, "values_by_name"):
            types[one.full_name] = sorted(one.values_by_name)
            continue
        types[one.full_name] = {}
        types[one.full_name] = {"fields": {field.json_name: _field(field, queue) for field in one.fields}}
    return dict(sorted(types.items()))


def main() -> None:
    """Write the file anew."""
    SCHEMA.write_text(json.dumps(schema(), indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
