"""What `gcloud firestore` is told for each line of firestore.indexes.json, one command a line.

    python3 indexes.py firestore.indexes.json

Only the standard library: it runs where gcloud does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def commands(wanted: dict[str, Any]) -> Iterator[str]:
    """Composite indexes first, then single fields: not indexed, or deleted when their time has come."""
    for index in wanted["indexes"]:
        fields = " ".join(f"--field-config={_field(field)}" for field in index["fields"])
        group = f"--collection-group={index['collectionGroup']}"
        scope = index["queryScope"].lower().replace("_", "-")
        yield f"indexes composite create {group} --query-scope={scope} {fields}"
    for field in wanted["fieldOverrides"]:
        where = f"{field['fieldPath']} --collection-group={field['collectionGroup']}"
        if field["indexes"]:
            raise SystemExit(f"{where}: only fields without an index are known here")
        yield f"indexes fields update {where} --disable-indexes"
        if field.get("ttl"):
            yield f"fields ttls update {where} --enable-ttl"


def _field(field: dict[str, str]) -> str:
    how = f"order={field['order']}" if "order" in field else f"array-config={field['arrayConfig']}"
    return f"field-path={field['fieldPath']},{how.lower()}"


if __name__ == "__main__":
    for command in commands(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))):
        print(command)
