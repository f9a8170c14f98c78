"""How fast the pure core decides, beside comparing the same records as plain dicts."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from copy import deepcopy

from bench.report import note, table, title
from services.core.contact import content_of, fingerprint, same
from services.core.levels import Level
from services.core.merge import merge
from services.core.plan import batches, plan
from services.core.records import Contact, Fields, Link
from services.core.sight import Sight
from simulator.seeds import synthetic

SIZE = 25_000
LABEL = "label"
SIGHT = Sight("maya", {"contactGroups/1": LABEL}, {LABEL: Level.EDITOR})
Triple = tuple[Fields, Fields, Fields]
"""Hub, base, copy."""


def measure() -> None:
    """One core, one thread; a third of the contacts changed in the copy, a third in both."""
    title(f"Deciding about {SIZE:,} contacts, per second on one core")
    triples = _triples()
    rates = {"comparing plain dicts": _rate(triples, lambda hub, _base, copy: hub == copy)}
    rates["fingerprint of a copy"] = _rate(triples, lambda _hub, _base, copy: fingerprint(copy))
    rates["same, by normal form"] = _rate(triples, lambda hub, _base, copy: same(hub, copy))
    merging = _rate(triples, lambda hub, base, copy: merge(hub, (base,), copy, hub_by="a", copy_by="b"))
    planning = _planning(triples)
    rates["three-way merge"] = merging
    rates["planning, 200 at a time"] = planning
    rates["merge and planning"] = 1 / (1 / merging + 1 / planning)
    plain = rates["comparing plain dicts"]
    rows = [(name, round(rate), plain / rate) for name, rate in rates.items()]
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


def _planning(triples: Sequence[Triple]) -> float:
    """Planned as a push does it: the links of one page of contacts beside what the hub holds now."""
    pages = []
    for page, batch in enumerate(batches(triples)):
        contacts: dict[str, Contact | None] = {}
        links: dict[str, Link] = {}
        for number, (hub, _base, copy) in enumerate(batch):
            key = f"{page}.{number}"
            contacts[key] = Contact(key, (LABEL,), hub, version=2)
            links[key] = Link(
                key,
                resource=f"people/{key}",
                agreed=1,
                seen=fingerprint(copy),
                labels=(LABEL,),
                agreed_labels=(LABEL,),
            )
        pages.append((contacts, links))
    began = time.process_time()
    plans = [plan(contacts, links, SIGHT, [LABEL]) for contacts, links in pages]
    spent = time.process_time() - began
    written = sum(len(made.update) for made in plans)
    assert written == sum(bool(number % 3) for number in range(len(triples))), written
    return len(triples) / spent
