"""What a copied label is called where its name is taken: Google allows a name once per account.

Which names collide is Google's rule: capitals and white space at the ends do not make another label.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import count

PATTERN = "{name} (shared by {owner})"
NUMBERED = "{name} (shared by {owner}) {number}"

LONGEST = 200
"""Characters of a label's name."""


def free_name(name: str, taken: Iterable[str], owner: str) -> str:
    """The name itself when nobody has it, else with the owner's first name, else numbered from 2."""
    used = {collating(other) for other in taken}
    wanted = " ".join(name.split())
    if collating(wanted) not in used:
        return wanted
    sharer = " ".join(owner.split()[:1]).partition("@")[0]
    shared = PATTERN.format(name=wanted, owner=sharer)
    if collating(shared) not in used:
        return shared
    return next(
        candidate
        for number in count(2)
        if collating(candidate := NUMBERED.format(name=wanted, owner=sharer, number=number)) not in used
    )


def collating(name: str) -> str:
    """The form in which two names of one account must differ."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()
