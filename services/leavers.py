"""Whom to offboard, and whose offboarding was begun: what stands before and after `offboarding`."""

from __future__ import annotations

from . import admin
from .core.admin_facts import Leaver
from .core.caller import Caller
from .core.records import Account, Offboarding
from .deps import Deps
from .ports import PortError

SHOWN = 100
"""Offboardings that the list has: the last ones."""


def suggest(caller: Caller, text: str, *, deps: Deps) -> list[tuple[str, str]]:
    """People of the company whose name or address begins with `text`: (name, e-mail).

    Nobody while the directory does not answer: an address can be typed in full. Raises `NotAdmin`.
    """
    admin.require_admin(caller, deps=deps)
    if not text.strip():
        return []
    try:
        found = deps.directory.search(text.strip(), asked_by=caller.email)
    except PortError:
        return []
    return [(person.name, person.email) for person in found]


def begun(caller: Caller, *, deps: Deps) -> tuple[Leaver, ...]:
    """Offboardings, the last one first. Raises `NotAdmin`."""
    admin.require_admin(caller, fully=False, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    found = scope.find(Offboarding, order="at", descending=True, limit=SHOWN)
    people = scope.get_many(Account, [one.account for one in found])
    return tuple(
        Leaver(
            account=one.account,
            name=people[one.account].name if one.account in people else "",
            email=people[one.account].email if one.account in people else "",
            state=one.state,
            at=one.at,
        )
        for one in found
    )
