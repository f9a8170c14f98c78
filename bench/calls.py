"""How often the People API is called, beside copying contact by contact."""

from __future__ import annotations

from math import ceil

from bench.desk import Desk
from bench.report import note, table, title

SIZES = (1, 27, 200, 201, 1000, 5000)
BESIDE = 300
"""Contacts of the owner that are not in the label."""

HEAD = (
    "contacts",
    "per member",
    "1+⌈n/200⌉",
    "at most 1 more",
    "one by one",
    "owner lists",
    "⌈N/1000⌉",
    "owner else",
    "while sharing",
)


def measure() -> None:
    """First copies: calls for each member and for the owner."""
    title("People calls of a first share (two members)")
    rows = []
    for size in SIZES:
        desk = Desk(members=2)
        desk.fill(size, BESIDE)
        desk.share()
        asked = sum(count for name, count in desk.calls.items() if name.startswith("people."))
        desk.settle()
        member = max(desk.people_calls(one).total() for one in desk.members)
        owner = desk.people_calls(desk.owner)
        listed = owner["people.people.connections.list"]
        rows.append(
            (
                size,
                member,
                1 + ceil(size / 200),
                member <= 2 + ceil(size / 200),
                1 + size,
                listed,
                ceil((size + BESIDE) / 1000),
                owner.total() - listed,
                asked,
            )
        )
    table(HEAD, rows)
    note("one by one: a label and a create for each contact, as copying contact by contact would need.")
