"""A contact opened for editing, as it is or as it was when a form was filled with it."""

from __future__ import annotations

from dataclasses import dataclass

from .core.caller import Caller
from .core.contact import masked
from .core.levels import Level
from .core.records import Contact, Fields, Version
from .core.refusals import BadInput, NoSuchContact
from .deps import Deps
from .history import states_of, version_keys
from .labels import label_of
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
