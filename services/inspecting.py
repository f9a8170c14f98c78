"""One thing of a label, looked at closely.

A contact opened for editing, the label as a member sees it, what its owner decided, the states of copies.
"""

from __future__ import annotations

from dataclasses import dataclass

from .core.caller import Caller
from .core.contact import masked
from .core.facts import SettingsFacts
from .core.levels import Level
from .core.records import Contact, Copy, Fields, Grant, Version
from .core.refusals import BadInput, NoSuchContact, NoSuchMember
from .core.sight import hidden_by
from .deps import Deps
from .history import states_of, version_keys
from .labels import label_of, require
from .ports import Where
from .rights import rights_of


@dataclass(frozen=True, slots=True)
class Opened:
    """A contact opened for editing: its content at a version, without what the caller is not shown."""

    content: Fields
    version: int
    level: Level
    hidden: frozenset[str]


def opened(caller: Caller, *, label: str, contact: str, version: int = 0, deps: Deps) -> Opened:
    """The content that a form is filled with; with `version`, as it was when the form was opened.

    Raises `NoSuchLabel`, `LabelStopped`, `NoSuchContact`, `BadInput` for a version that is not known.
    """
    label_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    hub = scope.get(Contact, contact)
    if hub is None or label not in hub.labels:
        raise NoSuchContact
    if version and not 0 < version <= hub.version:
        raise BadInput("version")
    rights = rights_of(scope, caller, hub.labels)
    hidden = rights.hidden_in(hub.labels)
    wanted = version or hub.version
    states = states_of(hub, [wanted], scope.get_many(Version, version_keys(hub, [wanted])))
    if wanted not in states:
        raise BadInput("version")
    level = rights.level_in(hub.labels) or Level.VIEWER
    return Opened(masked(states[wanted], hidden), wanted, level, hidden)


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


STATES = ("current", "copying", "waiting", "later", "paused", "attention", "ending")


def states(caller: Caller, *, label: str, deps: Deps) -> dict[str, int]:
    """How many copies of members are in each state; the owner's own is no copy."""
    found = label_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    counted = {
        state: scope.count(Copy, Where("label", "==", label), Where("state", "==", state)) for state in STATES
    }
    own = scope.get(Copy, f"{label}.{found.owner}")
    if own is not None and counted.get(own.state):
        counted[own.state] -= 1
    return counted


def settings(caller: Caller, *, label: str, deps: Deps) -> SettingsFacts:
    """The settings of a label, for its owner. Raises `NotAllowed`."""
    found, _ = require(caller, label, Level.OWNER, deps=deps)
    alone = [key.removeprefix("account:") for key in found.hidden if key.startswith("account:")]
    grants = deps.store.tenant(caller.tenant).get_many(Grant, [f"{label}.{one}" for one in alone])
    people = (
        (grant.principal, grant.name or grant.email)
        for grant in grants.values()
        if grant.state != "ended" and grant.level < Level.OWNER
    )
    return SettingsFacts(
        label,
        found.name,
        found.brake_floor,
        found.brake_percent,
        found.hidden,
        tuple(sorted(people, key=lambda one: one[1].casefold())),
    )


def had(caller: Caller, *, label: str, deps: Deps) -> bool:
    """Whether the caller had this label once: a second press of *Leave* is no mistake."""
    return deps.store.tenant(caller.tenant).get(Grant, f"{label}.{caller.account}") is not None
