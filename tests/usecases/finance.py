"""Maya's label *Finance*, and how far its copies are, for tests that need no other scene."""

from services import overview
from tests.town import Town, contact


def finance(*names, contacts):
    """A town of these people; the first of them has the label with so many contacts."""
    town = Town(*names)
    first = town.hand(names[0])
    first.add_label("Finance")
    for n in range(contacts):
        first.add(contact(f"C{n}", mail=f"c{n}@x.example"), ["Finance"])
    return town


def states(town, label):
    """By name of member: the state of her copy, and what is wrong with it."""
    facts = overview.label(town.caller("maya"), label=label, deps=town.deps)
    return {row.name: (row.copy.state, row.copy.fault) for row in facts.members}
