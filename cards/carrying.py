"""People as a card carries them along: the host tells who is in a message once, when it is opened.

What comes back came through a browser, and is read as strictly as anything else from there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from services.core.encounters import Correspondent

MOST = 500
"""People of one list: what one message takes."""

LONGEST = 320
"""Characters of an address; a name is cut at as many."""


def packed(people: Iterable[Correspondent]) -> str:
    """As one parameter; empty for nobody."""
    pairs = [[one.email, one.name[:LONGEST]] if one.name else [one.email] for one in people]
    return json.dumps(pairs, ensure_ascii=False, separators=(",", ":")) if pairs else ""


def unpacked(text: str) -> tuple[Correspondent, ...]:
    """Back again; raises ValueError for what `packed` has not made."""
    if not text:
        return ()
    try:
        pairs = json.loads(text)
    except RecursionError:
        pairs = None
    if not isinstance(pairs, list) or len(pairs) > MOST:
        raise ValueError("a list of people")
    return tuple(_one(pair) for pair in pairs)


def _one(pair: object) -> Correspondent:
    match pair:
        case [str(email)]:
            name = ""
        case [str(email), str(name)]:
            pass
        case _:
            raise ValueError("an address and a name")
    if "@" not in email or len(email) > LONGEST or len(name) > LONGEST:
        raise ValueError("an address and a name")
    return Correspondent(email, name)
