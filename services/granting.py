"""The records of a share: the label, its grants, copies that wait, and the mails that are owed."""

from __future__ import annotations

from dataclasses import replace

from .auditing import event
from .core.caller import Caller
from .core.facts import ShareForm
from .core.levels import Level
from .core.records import Account, Copy, Followed, Grant, Label, MailRecord, Promise
from .core.refusals import (
    NoSuchLabel,
    NotAllowed,
)
from .deps import Deps
from .fanning import again_promise, copies_promise
from .inviting import Invited, Resolved, Target
from .limiting import spend
from .notifying import Occasion, owe
from .outbox import promise
from .policies import policies_of
from .ports import Transaction


def owed_mails(
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


def write_grants(
    caller: Caller,
    target: Target,
    form: ShareForm,
    resolved: Resolved,
    mails: list[MailRecord],
    promises: list[Promise],
    *,
    deps: Deps,
) -> list[Promise]:
    """All in one transaction: a share is there with everything that is owed for it, or not at all.

    Returns the given promises after those that begin the copies.

    Raises `NotAllowed`, `NoSuchLabel`, `TooMany`.
    """
    people = [one for one in resolved.invited if one.kind == "person"]
    groups = [one for one in resolved.invited if one.kind == "group"]
    keys = [f"{target.id}.{one.id}" for one in resolved.invited]
    percent = policies_of(caller.tenant, deps=deps).brake_percent

    def body(tx: Transaction) -> list[Promise]:
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
        owed = [*_copies(caller, target, None if again else label, resolved, deps=deps), *promises]
        tx.put(used, *mails, *owed)
        return owed

    return deps.store.tenant(caller.tenant).transact(body)


def _copies(
    caller: Caller, target: Target, label: Label | None, resolved: Resolved, *, deps: Deps
) -> list[Promise]:
    """What begins the copies. Race: the owner's label may have been read while the form was resolved."""
    if label is None or not label.counted:
        return [promise(caller.tenant, "pull", {"account": target.owner}, deps=deps)]
    owed = [copies_promise(caller.tenant, target.id, deps=deps)]
    if label.hidden and resolved.changed:
        # Another level may show other fields.
        owed.append(again_promise(caller.tenant, target.id, "again", deps=deps))
    return owed


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
            former=before.former_at(form.level, now) if before else None,
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
