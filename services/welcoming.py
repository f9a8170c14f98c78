"""Putting people of a message or a meeting into a shared label.

Done twice it is done once: the host repeats an action after it has asked for a permission, and people
press twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import editing
from .core.caller import Caller
from .core.encounters import Added, Correspondent
from .core.levels import Level
from .core.refusals import BadInput, FieldHidden, NoSuchContact, NotAllowed
from .deps import Deps
from .labels import require
from .recognising import contacts_with, rights_in_all, without_me

MOST = 200
"""People that one press adds."""


def add(caller: Caller, *, label: str, people: Sequence[Correspondent], deps: Deps) -> Added:
    """Put these people into the label, for everybody who has it.

    Somebody whose contact is in another label of hers comes along with it where the caller may take it
    there; where she may not, it is left, for a second contact of the same person helps nobody. Raises
    `NoSuchLabel`, `NotAllowed`, `FieldHidden`, `BadInput`.
    """
    require(caller, label, Level.EDITOR, deps=deps)
    others = without_me(caller, people, deps=deps)
    if not others or len(others) > MOST:
        raise BadInput("people")
    rights = rights_in_all(caller, deps=deps)
    added = there = left = 0
    for one in others:
        seen = [
            hub
            for hub in contacts_with(caller, one.email, deps=deps)
            if (mine := [name for name in hub.labels if name in rights.levels])
            and "emailAddresses" not in rights.hidden_in(mine)
        ]
        if any(label in hub.labels for hub in seen):
            there += 1
            continue
        if not seen:
            editing.add(caller, label=label, form=_form(one), deps=deps)
            added += 1
            continue
        try:
            editing.include(caller, label=label, contact=seen[0].id, deps=deps)
        except (NotAllowed, FieldHidden, NoSuchContact):
            left += 1
        else:
            added += 1
    return Added(added, there, left)


def _form(one: Correspondent) -> dict[str, list[dict[str, Any]]]:
    """A contact as Google Contacts makes one of a message: the name cut at its last word."""
    form: dict[str, list[dict[str, Any]]] = {"emailAddresses": [{"value": one.email}]}
    name = one.name if "@" not in one.name else ""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        form["names"] = [{"givenName": given, "familyName": family}]
    elif name:
        first, _, last = name.rpartition(" ")
        form["names"] = [{"givenName": first, "familyName": last} if first else {"givenName": last}]
    return form
