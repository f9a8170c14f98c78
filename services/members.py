"""Members of a label: changing a level, ending a grant, leaving, trying again."""

from __future__ import annotations

from dataclasses import replace

from .auditing import event
from .core.acl import check_change
from .core.caller import Caller
from .core.levels import Level
from .core.records import Copy, Grant, Promise
from .core.refusals import NoSuchMember, NotAllowed, OwnerStays
from .deps import Deps
from .fanning import end_one
from .groups import spread_promise
from .labels import grant_of, label_of, require
from .limiting import spend
from .membership import given
from .notifying import Occasion, owe
from .outbox import dispatch, promise, relay
from .ports import Transaction


def change_level(caller: Caller, *, label: str, principal: str, level: Level, deps: Deps) -> None:
    """Give a member another level.

    Of a group, everybody has it who has no level of her own; a person of a group gets one by this.
    Raises `NoSuchMember`, `OwnerStays`, `LevelTooHigh` (above the caller's own), `NotAllowed`, `TooMany`.
    """
    found, mine = require(caller, label, Level.MANAGER, deps=deps)
    before = _member(caller, label, principal, deps=deps)
    check_change(mine.level, before.level, level)
    if before.level == level:
        return
    occasion = Occasion("level-changed", label, caller.account, facts={"before": before.level.word})
    group = before.kind == "group"
    mails, promises = owe(caller.tenant, occasion, [] if group else [principal], deps=deps)
    if group:
        promises.append(spread_promise(caller.tenant, principal, label, deps=deps))
    elif found.hidden:
        # Another level may show other fields.
        promises.append(promise(caller.tenant, "copy", {"account": principal, "label": label}, deps=deps))
    note = event(caller, "level", label=label, target=principal, detail=level.word, deps=deps)

    def body(tx: Transaction) -> None:
        grant = tx.get(Grant, before.key)
        own = tx.get(Grant, mine.key)
        used = spend(tx, caller.account, now=deps.now(), mails=len(mails))
        if grant is None or grant.state == "ended":
            raise NoSuchMember
        # Race: either level may have changed since the card was drawn.
        check_change(own.level if own and own.state != "ended" else None, grant.level, level)
        now = deps.now()
        changed = replace(grant, level=level, via="", granted_by=caller.account, at=now)
        tx.put(replace(changed, former=grant.former_at(level, now)))
        tx.put(note, used, *mails, *promises)

    deps.store.tenant(caller.tenant).transact(body)
    relay(caller.tenant, promises, deps=deps)


def end(caller: Caller, *, label: str, principal: str, deps: Deps) -> None:
    """Stop sharing with one member: her copy goes, contacts of her own never.

    Somebody who has the label through a group as well does not get it back from there; ending a group's
    grant ends what its people have through it alone.
    """
    _, mine = require(caller, label, Level.MANAGER, deps=deps)
    check_change(mine.level, _member(caller, label, principal, deps=deps).level, None)
    _end(caller, label, principal, "ended", deps=deps)


def leave(caller: Caller, *, label: str, deps: Deps) -> None:
    """Give up one's own access. Raises `OwnerStays` for the owner."""
    label_of(caller, label, deps=deps)
    if grant_of(caller, label, deps=deps).level is Level.OWNER:
        raise OwnerStays
    _end(caller, label, caller.account, "left", deps=deps)


def retry(caller: Caller, *, label: str, principal: str, deps: Deps) -> None:
    """*Try again* for a copy that needs attention or waits; for oneself, or as a manager."""
    label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    if principal != caller.account and mine.level < Level.MANAGER:
        raise NotAllowed
    scope = deps.store.tenant(caller.tenant)
    copy = scope.get(Copy, f"{label}.{principal}")
    if copy is None:
        raise NoSuchMember
    kind = "end" if copy.state == "ending" else "copy"
    if mine.level is Level.OWNER and principal == caller.account:
        kind = "pull"
    again = promise(caller.tenant, kind, {"account": principal, "label": label}, deps=deps)
    dispatch(caller.tenant, [again], deps=deps)


def _end(caller: Caller, label: str, principal: str, what: str, *, deps: Deps) -> None:
    scope = deps.store.tenant(caller.tenant)
    note = event(caller, what, label=label, target=principal, deps=deps)
    grant = scope.get(Grant, f"{label}.{principal}")
    if grant is not None and grant.kind == "group":
        promises = _end_group(caller, grant, deps=deps)
    else:
        through = given(scope, label, [principal]).get(principal)
        promises = end_one(
            caller.tenant,
            label,
            principal,
            by=caller.account,
            left_out=through.group if through else "",
            deps=deps,
        )
    scope.put(note)
    relay(caller.tenant, promises, deps=deps)


def _end_group(caller: Caller, grant: Grant, *, deps: Deps) -> list[Promise]:
    """Its people lose what nothing else gives them, by tasks."""
    ending = spread_promise(caller.tenant, grant.principal, grant.label, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Grant, grant.key)
        if stored is None or stored.state == "ended":
            return []
        tx.put(replace(stored, state="ended", at=deps.now()), ending)
        return [ending]

    return deps.store.tenant(caller.tenant).transact(body)


def _member(caller: Caller, label: str, principal: str, *, deps: Deps) -> Grant:
    """The grant of a member. Raises `NoSuchMember`."""
    found = deps.store.tenant(caller.tenant).get(Grant, f"{label}.{principal}")
    if found is None or found.state == "ended":
        raise NoSuchMember
    return found
