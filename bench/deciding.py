"""How fast the pure core decides, beside comparing the same records as plain dicts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from copy import deepcopy

from bench.report import note, table, title
from services.core.contact import content_of, fingerprint, same
from services.core.merge import merge
from services.core.records import Fields
from simulator.seeds import synthetic

SIZE = 25_000
Triple = tuple[Fields, Fields, Fields]
"""Hub, base, copy."""


def measure() -> None:
    """One core, one thread; a third of the contacts changed in the copy, a third in both."""
    title(f"Deciding about {SIZE:,} contacts, per second on one core")
    triples = _triples()
    plain = _rate(triples, lambda hub, _base, copy: hub == copy)
    rows = [("comparing plain dicts", round(plain), 1.0)]
    for name, decide in (
        ("fingerprint of a copy", lambda _hub, _base, copy: fingerprint(copy)),
        ("same, by normal form", lambda hub, _base, copy: same(hub, copy)),
        ("three-way merge", lambda hub, base, copy: merge(hub, (base,), copy, hub_by="a", copy_by="b")),
    ):
        rate = _rate(triples, decide)
        rows.append((name, round(rate), plain / rate))
    table(("what", "per second", "times a dict comparison"), rows)
    note("An unchanged contact costs one fingerprint; only changed ones are merged.")


def _triples() -> Sequence[Triple]:
    made = []
    for number, fields in enumerate(synthetic(SIZE)):
        base = content_of(fields)
        hub, copy = deepcopy(base), deepcopy(base)
        if number % 3:
            copy = {**copy, "nicknames": ({"value": "Sunny"},)}
        if number % 3 == 2:
            hub = {**hub, "phoneNumbers": (*hub.get("phoneNumbers", ()), {"value": "+358 40 555 0101"})}
        made.append((hub, base, copy))
    return made


def _rate(triples: Sequence[Triple], decide: Callable[[Fields, Fields, Fields], object]) -> float:
    began = time.process_time()
    for hub, base, copy in triples:
        decide(hub, base, copy)
    return len(triples) / (time.process_time() - began)
