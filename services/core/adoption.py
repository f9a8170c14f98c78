"""Adoption: a contact that a member already has becomes the copy, instead of getting a double.

Only where nothing of hers changes and nothing of hers leaks: everything that she has written into it
must be in the shared contact as well, word for word, types included. What the shared contact has
beside that is added to hers. Namesakes are not guessed at: a contact that would fit two shared ones
is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from . import normal
from .contact import field_normal
from .records import Fields

TELLING = ("names", "emailAddresses", "phoneNumbers")
"""Fields by which a contact is known; one with an organisation alone could be anybody's."""


def adoptable(shared: Mapping[str, Fields], own: Mapping[str, Fields]) -> dict[str, str]:
    """Hub contact id -> resource name of the member's contact that may become its copy.

    `shared` is what she is about to get (through her mask), `own` are her contacts that are no
    copies yet. Of several that fit one shared contact the fullest is taken.
    """
    by_trait: dict[tuple[str, str], list[str]] = defaultdict(list)
    for contact, content in shared.items():
        for trait in _traits(content):
            by_trait[trait].append(contact)
    fits: dict[str, list[str]] = defaultdict(list)
    for resource, content in own.items():
        telling = next(iter(_traits(content)), None)
        known = dict.fromkeys(by_trait.get(telling, ())) if telling else {}
        found = [contact for contact in known if is_part_of(content, shared[contact])]
        if len(found) == 1:
            fits[found[0]].append(resource)
    return {
        contact: min(resources, key=lambda resource: (-_size(own[resource]), resource))
        for contact, resources in fits.items()
    }


def is_part_of(mine: Fields, whole: Fields) -> bool:
    """Whether everything in one content is in the other, too."""
    return all(
        set(field_normal(field, entries)) <= set(field_normal(field, whole.get(field, ())))
        for field, entries in mine.items()
    )


def _traits(content: Fields) -> list[tuple[str, str]]:
    return [(field, normal.comparable(field, entry)) for field in TELLING for entry in content.get(field, ())]


def _size(content: Fields) -> int:
    return sum(len(entries) for entries in content.values())
