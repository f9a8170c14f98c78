"""Handing a label over: a member becomes its owner, and the owner stays on as a manager.

Nobody's contacts move: the former owner's label becomes one copy among the others, and what is in it
was hers before the share and stays hers when her access ends.
"""

from __future__ import annotations

from dataclasses import replace

from .auditing import event
from .core.acl import check_transfer
from .core.caller import Caller
from .core.levels import Level
from .core.records import Grant, Label, Promise
from .core.refusals import LabelStopped, NoCopyYet, NoSuchMember, NotAllowed
from .deps import Deps
from .labels import require
from .notifying import Occasion, owe
from .outbox import promise, relay
from .ports import Transaction


def transfer(caller: Caller, *, label: str, principal: str, deps: Deps) -> None:
    """Make a member the owner; she gets a mail. Pressed twice, it has been done.

    Raises `NotAllowed` unless the caller owns the label, `NoSuchMember`, and `NoCopyYet` while the
    member's copy has not been made or is paused.
    """
    found, mine = require(caller, label, Level.MANAGER, deps=deps)
    if found.owner == principal != caller.account:
        return
    if mine.level is not Level.OWNER:
        raise NotAllowed
    hand_over(caller, label=label, principal=principal, owner=caller.account, deps=deps)


def hand_over(caller: Caller, *, label: str, principal: str, owner: str = "", deps: Deps) -> None:
    """The same without asking for the caller's level: for those who may decide for the whole company.

    With `owner`, only while the label is that account's. Race: she may have given it to somebody else
    since the question was asked, and what is another's is not hers to give.
    """
    mails, promises = owe(caller.tenant, Occasion("ownership", label, caller.account), [principal], deps=deps)
    note = event(caller, "transferred", label=label, target=principal, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Label, label)
        heir = tx.get(Grant, f"{label}.{principal}")
        if stored is None or stored.state != "active":
            raise LabelStopped
        former = tx.get(Grant, f"{label}.{stored.owner}")
        if heir is None or heir.state == "ended" or heir.kind != "person":
            raise NoSuchMember
        if stored.owner == principal:
            return []
        if owner not in {"", stored.owner}:
            raise NotAllowed
        if heir.state != "active":
            raise NoCopyYet
        check_transfer(former.level if former else None, heir.level)
        # Nothing is hidden from an owner, nor is anything again should she hand it on.
        hidden = {key: fields for key, fields in stored.hidden.items() if key != f"account:{principal}"}
        # What was hidden from her comes; what the former owner had put there alone leaves the label.
        changed = {stored.owner, principal} if stored.hidden else {stored.owner}
        owed = [
            *promises,
            *(
                promise(caller.tenant, "copy", {"account": account, "label": label}, deps=deps)
                for account in sorted(changed)
            ),
        ]
        tx.put(
            replace(stored, owner=principal, hidden=hidden, version=stored.version + 1),
            replace(heir, level=Level.OWNER, via="", granted_by=caller.account, at=deps.now()),
            note,
            *mails,
            *owed,
        )
        if former is not None:
            tx.put(replace(former, level=Level.MANAGER, granted_by=caller.account, at=deps.now()))
        return owed

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)
