"""Members of a label: changing a level, ending a grant, leaving, trying again."""

from __future__ import annotations

from dataclasses import replace

from .auditing import event
from .core.acl import check_change
from .core.caller import Caller
from .core.levels import Level
from .core.records import Copy, Grant
from .core.refusals import NoSuchMember, NotAllowed, OwnerStays
from .deps import Deps
from .fanning import end_one
from .labels import grant_of, label_of, require
from .notifying import Occasion, owe
from .outbox import promise, relay
from .ports import Transaction


def change_level(caller: Caller, *, label: str, principal: str, level: Level, deps: Deps) -> None:
    """Give a member another level.

    Raises `NoSuchMember`, `OwnerStays`, `LevelTooHigh` (above the caller's own), `NotAllowed`.
    """
    _, mine = require(caller, label, Level.MANAGER, deps=deps)
    before = _member(caller, label, principal, deps=deps)
    check_change(mine.level, before.level, level)
    if before.level == level:
        return
    occasion = Occasion("level-changed", label, caller.account, facts={"before": before.level.word})
    told = [principal] if before.kind == "person" else []
    mails, promises = owe(caller.tenant, occasion, told, deps=deps)
    note = event(caller, "level", label=label, target=principal, detail=level.word, deps=deps)

    def body(tx: Transaction) -> None:
        grant = tx.get(Grant, before.key)
        own = tx.get(Grant, mine.key)
        if grant is None or grant.state == "ended":
            raise NoSuchMember
        # Race: either level may have changed since the card was drawn.
        check_change(own.level if own and own.state != "ended" else None, grant.level, level)
        tx.put(replace(grant, level=level, via="", granted_by=caller.account, at=deps.now()))
        tx.put(note, *mails, *promises)

    deps.store.tenant(caller.tenant).transact(body)
    relay(caller.tenant, promises, deps=deps)


def end(caller: Caller, *, label: str, principal: str, deps: Deps) -> None:
    """Stop sharing with one member: her copy goes, contacts of her own never."""
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
    scope.put(again)
    relay(caller.tenant, [again], deps=deps)


def _end(caller: Caller, label: str, principal: str, what: str, *, deps: Deps) -> None:
    promises = end_one(caller.tenant, label, principal, by=caller.account, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    scope.put(event(caller, what, label=label, target=principal, deps=deps))
    relay(caller.tenant, promises, deps=deps)


def _member(caller: Caller, label: str, principal: str, *, deps: Deps) -> Grant:
    """The grant of a member. Raises `NoSuchMember`."""
    found = deps.store.tenant(caller.tenant).get(Grant, f"{label}.{principal}")
    if found is None or found.state == "ended":
        raise NoSuchMember
    return found
