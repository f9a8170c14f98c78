"""Sharing a label with people and groups, and stopping."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from .auditing import event
from .core.caller import Caller
from .core.facts import RefusedAddress, ShareForm
from .core.levels import Level
from .core.records import Copy, Hold, Label, Promise
from .core.refusals import (
    LabelStopped,
    NobodyChosen,
)
from .deps import Deps
from .fanning import end_promise
from .granting import owed_mails, write_grants
from .groups import spread_promise
from .inviting import resolve
from .labels import require
from .membership import group_grants
from .outbox import promise, relay
from .policies import require_may_share
from .ports import Transaction
from .removing import open_hold
from .share_form import target_of

HANDING = timedelta(seconds=5)
"""How long the sharer waits for tasks to be handed over: every new member is owed a mail by one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a share did: how many got the label, how many changed level, who was refused."""

    label: str
    added: int
    changed: int
    refused: tuple[RefusedAddress, ...]


def share(caller: Caller, *, form: ShareForm, label: str = "", group: str = "", deps: Deps) -> Shared:
    """Share with everybody in the form who can be shared with.

    The grants, the history of it and the promised work are one transaction; copying comes after.
    Raises `NobodyChosen` when nobody is left, and what `form` raises.
    """
    target = target_of(caller, label=label, group=group, deps=deps)
    require_may_share(caller, deps=deps)
    resolved = resolve(caller, target, form, deps=deps)
    refused = resolved.refused
    if not resolved.invited:
        if refused and all(one.why == "same" for one in refused) and target.stored:
            return Shared(label=target.id, added=0, changed=0, refused=refused)
        raise NobodyChosen
    mails, mailing = owed_mails(caller, target, form, resolved, deps=deps)
    promises = [
        spread_promise(caller.tenant, one.id, target.id, deps=deps)
        for one in resolved.invited
        if one.kind == "group"
    ] + mailing  # last: mails can wait for the sweep
    promises = write_grants(caller, target, form, resolved, mails, promises, deps=deps)
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
    until = deps.now().isoformat()
    ending = replace_body(end_promise(caller.tenant, label, deps=deps), by=caller.account, until=until)
    note = event(caller, "stopped", label=label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    waiting = open_hold(scope, label, caller.account)
    released = {"account": caller.account, "hold": waiting.id if waiting else "", "by": caller.account}
    releasing = promise(caller.tenant, "held", released, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
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
            # Nobody is left whom the deletions could reach; what is in another label of hers goes on there.
            tx.put(replace(hold, state="left", decided_by=caller.account), releasing)
        tx.put(*(replace(grant, state="ended", at=deps.now()) for grant in groups))
        return [ending, releasing] if hold is not None and hold.state == "held" else [ending]

    relay(caller.tenant, scope.transact(body), deps=deps)


def replace_body(task: Promise, **more: str) -> Promise:
    """The same promise with more ids in its body."""
    return replace(task, body={**task.body, **more})
