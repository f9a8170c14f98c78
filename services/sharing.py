"""Sharing a label: the form, its preview, the act itself, and stopping."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from .auditing import event
from .core.acl import grantable
from .core.caller import Caller
from .core.facts import Invitee, RefusedAddress, ShareFacts, ShareForm
from .core.levels import Level
from .core.records import Account, Copy, Followed, Grant, Hold, Label, MailRecord, Promise, Tenant
from .core.refusals import (
    BadInput,
    LabelGone,
    LabelStopped,
    NobodyChosen,
    NoSuchLabel,
    NotAllowed,
)
from .deps import Deps
from .fanning import again_promise, copies_promise, end_promise
from .foreseeing import foresee
from .groups import spread_promise
from .inviting import Invited, Resolved, Target, resolve
from .labels import label_id, require
from .limiting import spend
from .membership import group_grants
from .notifying import Occasion, owe
from .outbox import promise, relay
from .policies import policies_of, require_may_share
from .ports import NotFound, PortError, Transaction
from .removing import open_hold
from .viewing import viewer_of

HANDING = timedelta(seconds=5)
"""How long the sharer waits for tasks to be handed over: every new member is owed a mail by one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a share did: how many got the label, how many changed level, who was refused."""

    label: str
    added: int
    changed: int
    refused: tuple[RefusedAddress, ...]


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
    target = _target(caller, label=label, group=group, deps=deps)
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
        previewed=preview,
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


def share(caller: Caller, *, form: ShareForm, label: str = "", group: str = "", deps: Deps) -> Shared:
    """Share with everybody in the form who can be shared with.

    The grants, the history of it and the promised work are one transaction; copying comes after.
    Raises `NobodyChosen` when nobody is left, and what `form` raises.
    """
    target = _target(caller, label=label, group=group, deps=deps)
    require_may_share(caller, deps=deps)
    resolved = resolve(caller, target, form, deps=deps)
    refused = resolved.refused
    if not resolved.invited:
        if refused and all(one.why == "same" for one in refused) and target.stored:
            return Shared(label=target.id, added=0, changed=0, refused=refused)
        raise NobodyChosen
    mails, mailing = _mails(caller, target, form, resolved, deps=deps)
    promises: list[Promise] = []
    if not target.active or not (target.stored and target.stored.counted):
        promises.append(promise(caller.tenant, "pull", {"account": target.owner}, deps=deps))
    else:
        promises.append(copies_promise(caller.tenant, target.id, deps=deps))
        if target.stored.hidden and resolved.changed:
            # Another level may show other fields.
            promises.append(again_promise(caller.tenant, target.id, "again", deps=deps))
    promises += [
        spread_promise(caller.tenant, one.id, target.id, deps=deps)
        for one in resolved.invited
        if one.kind == "group"
    ] + mailing  # last: mails can wait for the sweep
    _write(caller, target, form, resolved, mails, promises, deps=deps)
    relay(caller.tenant, promises, deps=deps, within=HANDING)
    return Shared(
        label=target.id,
        added=sum(one.people for one in resolved.added),
        changed=sum(one.people for one in resolved.changed),
        refused=refused,
    )


def stop(caller: Caller, *, label: str, deps: Deps) -> None:
    """Stop sharing with everybody: every copy is taken back, the owner keeps her contacts.

    Raises `NotAllowed` unless the caller owns the label.
    """
    require(caller, label, Level.OWNER, deps=deps)
    ending = replace_body(end_promise(caller.tenant, label, deps=deps), by=caller.account)
    note = event(caller, "stopped", label=label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    waiting = open_hold(scope, label, caller.account)

    def body(tx: Transaction) -> None:
        stored = tx.get(Label, label)
        own = tx.get(Copy, f"{label}.{caller.account}")
        hold = tx.get(Hold, waiting.id) if waiting else None
        groups = group_grants(tx, label)
        if stored is None or stored.state != "active":
            raise LabelStopped
        tx.put(replace(stored, state="stopped", version=stored.version + 1), ending, note)
        if own is not None:
            # The owner's label stays as it is; it is only not read any more.
            tx.put(replace(own, state="ended", changed_at=deps.now()))
        if hold is not None and hold.state == "held":
            # Nobody is left whom the deletions could reach.
            tx.put(replace(hold, state="left", decided_by=caller.account))
        tx.put(*(replace(grant, state="ended", at=deps.now()) for grant in groups))

    scope.transact(body)
    relay(caller.tenant, [ending], deps=deps)


def replace_body(task: Promise, **more: str) -> Promise:
    """The same promise with more ids in its body."""
    return replace(task, body={**task.body, **more})


# --- the label -----------------------------------------------------------------------------------


def _target(caller: Caller, *, label: str, group: str, deps: Deps) -> Target:
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
        return _target(caller, label=stored.id, group="", deps=deps)
    return Target(
        id=identity,
        name=mine.name,
        size=mine.size,
        group=group,
        level=Level.OWNER,
        owner=caller.account,
        stored=stored,
    )


# --- the writes ----------------------------------------------------------------------------------


def _mails(
    caller: Caller, target: Target, form: ShareForm, resolved: Resolved, *, deps: Deps
) -> tuple[list[MailRecord], list[Promise]]:
    """To people; those of a group get theirs when their own grant is made."""
    occasion = Occasion("shared", target.id, caller.account, message=form.message)
    added = [one.id for one in resolved.added if one.kind == "person"]
    mails, promises = owe(caller.tenant, occasion, added, deps=deps)
    for one in resolved.changed:
        if one.kind == "person":
            before = resolved.grants[one.id].level.word
            changing = replace(occasion, kind="level-changed", facts={"before": before})
            more, tasks = owe(caller.tenant, changing, [one.id], deps=deps)
            mails += more
            promises += tasks
    return mails, promises


def _write(
    caller: Caller,
    target: Target,
    form: ShareForm,
    resolved: Resolved,
    mails: list[MailRecord],
    promises: list[Promise],
    *,
    deps: Deps,
) -> None:
    people = [one for one in resolved.invited if one.kind == "person"]
    groups = [one for one in resolved.invited if one.kind == "group"]
    keys = [f"{target.id}.{one.id}" for one in resolved.invited]
    percent = policies_of(caller.tenant, deps=deps).brake_percent

    def body(tx: Transaction) -> None:
        label = tx.get(Label, target.id)
        own = tx.get(Grant, f"{target.id}.{caller.account}")
        accounts = tx.get_many(Account, [caller.account, *(one.id for one in people)])
        followed = tx.get_many(Followed, [one.id for one in groups])
        grants = tx.get_many(Grant, keys)
        copies = tx.get_many(Copy, [*keys, f"{target.id}.{target.owner}"])
        used = spend(tx, caller.account, now=deps.now(), shares=1, mails=len(mails))
        again = label is not None and label.state != "active"
        if label is None or again:
            if target.owner != caller.account:
                raise NoSuchLabel
            copy = copies.get(f"{target.id}.{target.owner}")
            _begin(tx, caller, target, label, copy, percent=percent, deps=deps)
            # What is in the label already shows in a full listing only.
            tx.put(replace(accounts[caller.account], resync=True))
        elif own is None or own.state == "ended" or own.level < max(form.level, Level.MANAGER):
            # Race: her own level was changed while she filled in the form.
            raise NotAllowed
        for one in people:
            if one.id not in accounts:
                tx.put(Account(id=one.id, email=one.email, name=one.name, aliases=one.aliases))
        for one in groups:
            if one.id not in followed:
                tx.put(Followed(id=one.id, email=one.email, name=one.name, next_at=deps.now()))
        for one in resolved.invited:
            key = f"{target.id}.{one.id}"
            before = None if again else grants.get(key)
            _grant(tx, caller, target, form, one, before=before, copy=copies.get(key), deps=deps)
        tx.put(used, *mails, *promises)

    deps.store.tenant(caller.tenant).transact(body)


def _grant(
    tx: Transaction,
    caller: Caller,
    target: Target,
    form: ShareForm,
    one: Invited,
    *,
    before: Grant | None,
    copy: Copy | None,
    deps: Deps,
) -> None:
    """One principal's grant; a person's copy with it."""
    now = deps.now()
    new = before is None or before.state == "ended"
    group = one.kind == "group"
    state = "active" if group else "invited" if new or before is None else before.state
    tx.put(
        Grant(
            label=target.id,
            principal=one.id,
            email=one.email,
            name=one.name,
            kind=one.kind,
            level=form.level,
            state=state,
            granted_by=caller.account,
            at=now,
            message=form.message if group else "",
        )
    )
    if new and not group:
        fresh = replace(
            copy or Copy(label=target.id, account=one.id), state="waiting", position="", done=0, fault=None
        )
        tx.put(replace(fresh, total=target.size, changed_at=now))
    what = "shared" if new else "level"
    tx.put(event(caller, what, label=target.id, target=one.id, detail=form.level.word, deps=deps))


def _begin(
    tx: Transaction,
    caller: Caller,
    target: Target,
    label: Label | None,
    copy: Copy | None,
    *,
    percent: int,
    deps: Deps,
) -> None:
    """The label's own records: its first share, or the first after it was stopped."""
    now = deps.now()
    if label is None:
        label = Label(
            id=target.id,
            name=target.name,
            owner=caller.account,
            size=target.size,
            created_at=now,
            brake_percent=percent,
        )
    else:
        label = replace(
            label,
            name=target.name,
            state="active",
            version=label.version + 1,
            counted=False,
            size=target.size,
        )
    copy = copy or Copy(label=target.id, account=caller.account)
    tx.put(
        label,
        Grant(
            label=target.id,
            principal=caller.account,
            email=caller.email,
            name=caller.name,
            level=Level.OWNER,
            state="active",
            granted_by=caller.account,
            at=now,
        ),
        replace(
            copy,
            group=target.group,
            group_name=target.name,
            state="copying",
            total=target.size,
            changed_at=now,
        ),
    )
