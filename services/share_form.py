"""The form of a share: which label is meant, who is suggested, and a preview of what would come of it."""

from __future__ import annotations

from dataclasses import replace

from .core.acl import grantable
from .core.caller import Caller
from .core.facts import Invitee, RefusedAddress, ShareFacts, ShareForm
from .core.levels import Level
from .core.records import Copy, Label, Tenant
from .core.refusals import (
    BadInput,
    LabelGone,
)
from .deps import Deps
from .foreseeing import foresee
from .inviting import Target, resolve
from .labels import label_id, require
from .policies import policies_of, require_may_share
from .ports import NotFound, PortError
from .viewing import viewer_of


def form(
    caller: Caller,
    *,
    form: ShareForm,
    label: str = "",
    group: str = "",
    preview: bool = False,
    deps: Deps,
) -> ShareFacts:
    """The share form; with `preview`, every address is looked up and said what it would come to.

    Raises `NoSuchLabel`, `LabelGone`, `NotAllowed`, `LabelStopped`, `PolicyForbids`.
    """
    target = target_of(caller, label=label, group=group, deps=deps)
    require_may_share(caller, deps=deps)
    invitees: tuple[Invitee, ...] = ()
    refused: tuple[RefusedAddress, ...] = ()
    if preview:
        resolved = resolve(caller, target, form, deps=deps)
        has = foresee(caller.tenant, target, resolved, deps=deps)
        invitees, refused = resolved.shown(form.level, target.size, has), resolved.refused
    elif form == ShareForm():
        wished = policies_of(caller.tenant, deps=deps).default_level
        form = replace(form, level=min(wished, max(grantable(target.level))))
    problem = "empty-label" if target.size == 0 else ""
    if preview and not invitees:
        problem = "nobody"
    return ShareFacts(
        viewer=viewer_of(caller),
        name=target.name,
        size=target.size,
        # One that was stopped is shared again as the group that it is.
        label=target.id if target.active else "",
        group=target.group,
        levels=grantable(target.level),
        form=form,
        invitees=invitees,
        refused=refused,
        problem=problem,
    )


def suggest(caller: Caller, text: str, *, deps: Deps) -> list[tuple[str, str]]:
    """Colleagues, then Google Groups, whose name or address begins with `text`: (name, e-mail).

    The caller is left out, and so are groups while no admin is known who may look at them.
    """
    if not text.strip():
        return []
    found = deps.directory.search(text.strip(), asked_by=caller.email)
    people = [(p.name, p.email) for p in found if p.id != caller.account and not p.suspended]
    company = deps.store.root.get(Tenant, caller.tenant)
    if company is None or not company.admin:
        return people
    try:
        groups = deps.directory.search_groups(text.strip(), admin=company.admin)
    except PortError:
        # Groups are offered beside people; that they cannot be asked for is shown to admins.
        return people
    return people + [(group.name, group.email) for group in groups]


def target_of(caller: Caller, *, label: str, group: str, deps: Deps) -> Target:
    """The shared label, or the contact group that is to become one.

    Raises `BadInput`, `LabelGone`, `NotAllowed` unless the caller manages it.
    """
    scope = deps.store.tenant(caller.tenant)
    if label:
        found, grant = require(caller, label, Level.MANAGER, deps=deps)
        copy = scope.get(Copy, f"{label}.{found.owner}")
        return Target(
            id=found.id,
            name=found.name,
            size=found.size,
            group=copy.group if copy else "",
            level=grant.level,
            owner=found.owner,
            stored=found,
        )
    if not group.startswith("contactGroups/"):
        raise BadInput
    try:
        mine = deps.people.of(caller.email).group(group)
    except NotFound as error:
        raise LabelGone from error
    known = scope.get(Label, mine.marker) if mine.marker else None
    identity = known.id if known else label_id(caller.account, group)
    stored = known or scope.get(Label, identity)
    if stored is not None and stored.owner != caller.account:
        # Her copy of somebody's label, or her own that she handed over: the label itself is meant.
        return target_of(caller, label=stored.id, group="", deps=deps)
    return Target(
        id=identity,
        name=mine.name,
        size=mine.size,
        group=group,
        level=Level.OWNER,
        owner=caller.account,
        stored=stored,
    )
