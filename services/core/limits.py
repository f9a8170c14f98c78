"""What Google does not take, found out before everybody's copy is refused.

Google's help names 25,000 contacts an account, and 500 fields and 128 KB a contact; a value of a field
has 1,024 characters at most, notes excepted (those count against the 128 KB).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from .records import Fields
from .refusals import BadInput

FIELDS = 500
BYTES = 128 * 1024
CHARACTERS = 1024
_LONG = frozenset({"biographies"})


def check_limits(content: Fields) -> None:
    """Raises `BadInput`, naming the field where one is to blame."""
    if sum(len(entries) for entries in content.values()) > FIELDS:
        raise BadInput("fields")
    for name, entries in content.items():
        if name not in _LONG and any(len(text) > CHARACTERS for text in _texts(list(entries))):
            raise BadInput(name)
    size = len(
        json.dumps({name: list(entries) for name, entries in content.items()}, ensure_ascii=False).encode()
    )
    if size > BYTES:
        raise BadInput("size")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
