"""A label through the eyes of one of its members."""

from __future__ import annotations

from dataclasses import dataclass

from .core.caller import Caller
from .core.levels import Level
from .core.records import Grant
from .core.refusals import NoSuchMember
from .core.sight import hidden_by
from .deps import Deps
from .labels import require


@dataclass(frozen=True, slots=True)
class Looking:
    """How one member sees a label: her name, her level and the fields that are hidden from her."""

    principal: str
    name: str
    level: Level
    hidden: frozenset[str]


def as_member(caller: Caller, *, label: str, principal: str, deps: Deps) -> Looking:
    """*See as this member*, for managers. Raises `NotAllowed`, `NoSuchMember` (a group sees nothing, too)."""
    found, _ = require(caller, label, Level.MANAGER, deps=deps)
    grant = deps.store.tenant(caller.tenant).get(Grant, f"{label}.{principal}")
    if grant is None or grant.state == "ended" or grant.kind != "person":
        raise NoSuchMember
    hidden = hidden_by(found, principal, grant.level)
    return Looking(principal, grant.name or grant.email, grant.level, hidden)
