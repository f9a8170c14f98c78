"""A small world for tests: little to make, nothing in the way."""

from __future__ import annotations

from ..clock import Clock
from ..world import World

COLLEAGUES = (
    ("anna", "Anna", "Virtanen"),
    ("bruno", "Bruno", "Ricci"),
    ("clara", "Clara", "Schmidt"),
    ("dawid", "Dawid", "Nowak"),
    ("eka", "Eka", "Putri"),
)


def small(*, colleagues: int = 3, clock: Clock | None = None, seed: int = 0) -> World:
    """`maya@maple.example` and up to five colleagues, `admin@maple.example`, one stranger elsewhere."""
    world = World(clock=clock, seed=seed)
    maple = world.add_company("Maple Public Affairs", ["maple.example"])
    world.add_person(maple, "maya@maple.example", "Maya", "Lindqvist")
    for local, given, family in COLLEAGUES[:colleagues]:
        world.add_person(maple, f"{local}@maple.example", given, family)
    world.add_person(maple, "admin@maple.example", "Adele", "Admin", admin=True)
    birch = world.add_company("Birch & Sons", ["birch.example"])
    world.add_person(birch, "otto@birch.example", "Otto", "Birch", admin=True)
    return world
