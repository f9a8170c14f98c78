"""Every label that is shared in a company, for its admins: the list, one with its members, a new owner."""

from __future__ import annotations

from . import admin
from .core.admin_facts import AdminLabel, AdminLabels, AdminMembers
from .core.caller import Caller
from .core.outcome import Fault
from .core.records import Account, Copy, Grant, Label
from .core.refusals import NoSuchLabel
from .deps import Deps
from .overview import member_row
from .ports import Where
from .transferring import hand_over

PAGE = 25
"""Labels of one page of the list."""

MEMBERS = 100
"""Members of one page of a label."""


def labels(caller: Caller, *, after: str = "", deps: Deps) -> AdminLabels:
    """All labels that are shared in the company, page by page; `after` is the last id of the page before.

    Raises `NotAdmin`.
    """
    admin.require_admin(caller, fully=False, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    last = scope.get(Label, after) if after else None
    active = Where("state", "==", "active")
    found = scope.find(Label, active, after=last, limit=PAGE + 1)
    page = found[:PAGE]
    owners = scope.get_many(Account, {label.owner for label in page})
    return AdminLabels(
        labels=tuple(_label(caller, label, owners.get(label.owner), deps=deps) for label in page),
        next=page[-1].id if len(found) > PAGE else "",
        total=scope.count(Label, active),
    )


def _label(caller: Caller, label: Label, owner: Account | None, *, deps: Deps) -> AdminLabel:
    scope = deps.store.tenant(caller.tenant)

    def copies(state: str) -> int:
        return scope.count(Copy, Where("label", "==", label.id), Where("state", "==", state))

    counted = {
        state: copies(state)
        for state in ("waiting", "copying", "current", "later", "attention", "paused", "ending")
    }
    return AdminLabel(
        label=label.id,
        name=label.name,
        owner=label.owner,
        owner_name=(owner.name or owner.email) if owner else "",
        owner_email=owner.email if owner else "",
        owner_fault=owner.fault if owner else Fault.GONE,
        size=label.size,
        members=max(0, sum(n for state, n in counted.items() if state != "ending") - 1),
        states={state: n for state, n in counted.items() if n},
    )


def one(caller: Caller, *, label: str, after: str = "", deps: Deps) -> AdminMembers:
    """One of them with its members, page by page; `after` is the last member of the page before.

    Whoever has the label no more is left out, so that a page may be shorter. Raises `NotAdmin`,
    `NoSuchLabel`.
    """
    admin.require_admin(caller, fully=False, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    found = scope.get(Label, label)
    if found is None or found.state != "active":
        raise NoSuchLabel
    last = scope.get(Grant, f"{label}.{after}") if after else None
    grants = scope.find(Grant, Where("label", "==", label), after=last, limit=MEMBERS + 1)
    page = [grant for grant in grants[:MEMBERS] if grant.state != "ended"]
    copies = scope.get_many(Copy, [grant.key for grant in page])
    page.sort(key=lambda grant: (-grant.level, (grant.name or grant.email).casefold()))
    return AdminMembers(
        label=_label(caller, found, scope.get(Account, found.owner), deps=deps),
        members=tuple(member_row(caller, grant, copies.get(grant.key), found.size) for grant in page),
        next=grants[MEMBERS - 1].principal if len(grants) > MEMBERS else "",
    )


def transfer(caller: Caller, *, label: str, principal: str, deps: Deps) -> None:
    """Make a member of any label of the company its owner.

    Raises `NotAdmin`, `NoSuchLabel`, `NoSuchMember`, `LabelStopped`, `NoCopyYet`.
    """
    admin.require_admin(caller, deps=deps)
    if deps.store.tenant(caller.tenant).get(Label, label) is None:
        raise NoSuchLabel
    hand_over(caller, label=label, principal=principal, deps=deps)
