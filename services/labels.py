"""Looking up a label for a caller: what is not hers does not exist for her."""

from __future__ import annotations

import hashlib

from .core.caller import Caller
from .core.levels import Level
from .core.records import Copy, Grant, Label
from .core.refusals import LabelStopped, NoSuchLabel, NotAllowed
from .deps import Deps
from .ports import Where


def label_id(account: str, group: str) -> str:
    """The id of the shared label that one contact group of one account is, shared or not yet.

    Derived, so that two presses of *Share label* at the same moment meet in one record.
    """
    return "l" + hashlib.sha256(f"{account}\n{group}".encode()).hexdigest()[:23]


def label_in(caller: Caller, group: str, *, deps: Deps) -> Label | None:
    """The shared label that one of the caller's contact groups is, or was; None when it never was.

    A label that was handed to her is a group of hers under another id.
    """
    scope = deps.store.tenant(caller.tenant)
    found = scope.get(Label, label_id(caller.account, group))
    if found is not None:
        return found
    copies = scope.find(Copy, Where("account", "==", caller.account))
    return next((scope.get(Label, copy.label) for copy in copies if group and copy.group == group), None)


def label_of(caller: Caller, label: str, *, deps: Deps) -> Label:
    """The label, if the caller has a grant for it. Raises `NoSuchLabel` or `LabelStopped`."""
    scope = deps.store.tenant(caller.tenant)
    found = scope.get(Label, label) if label else None
    grant = scope.get(Grant, f"{label}.{caller.account}") if label else None
    if found is None or grant is None or grant.state == "ended":
        raise NoSuchLabel
    if found.state != "active":
        raise LabelStopped
    return found


def grant_of(caller: Caller, label: str, *, deps: Deps) -> Grant:
    """The caller's own grant. Raises `NoSuchLabel`."""
    grant = deps.store.tenant(caller.tenant).get(Grant, f"{label}.{caller.account}")
    if grant is None or grant.state == "ended":
        raise NoSuchLabel
    return grant


def require(caller: Caller, label: str, level: Level, *, deps: Deps) -> tuple[Label, Grant]:
    """The label and the caller's grant, if her level reaches. Raises `NotAllowed` as well."""
    found = label_of(caller, label, deps=deps)
    grant = grant_of(caller, label, deps=deps)
    if grant.level < level:
        raise NotAllowed
    return found, grant


def had(caller: Caller, *, label: str, deps: Deps) -> bool:
    """Whether the caller had this label once: a second press of *Leave* is no mistake."""
    return deps.store.tenant(caller.tenant).get(Grant, f"{label}.{caller.account}") is not None
