"""Settling a conflict: keep what the merge kept, or use what it set aside."""

from __future__ import annotations

from dataclasses import replace

from .auditing import event
from .core.caller import Caller
from .core.contact import same
from .core.levels import Level
from .core.records import Clash, Contact, Promise, Version
from .core.refusals import AlreadyDecided, BadInput, FieldHidden, NoSuchContact, NotAllowed
from .core.undo import other_used
from .deps import Deps
from .labels import require
from .outbox import relay
from .ports import Transaction
from .revising import Revision, act_of, revise
from .rights import rights_of


def settle(
    caller: Caller, *, label: str, contact: str, version: int, field: str, use: str, deps: Deps
) -> None:
    """Settle the conflicts of one field. `use`: kept | lost.

    *Kept* only says that somebody has looked; *lost* writes the value that was set aside as a new
    version. Deciding the same again changes nothing. Raises `AlreadyDecided` when somebody chose
    otherwise, `NotAllowed` below editor, `FieldHidden`, `NoSuchContact`, `BadInput`.
    """
    if use not in {"kept", "lost"}:
        raise BadInput("use")
    require(caller, label, Level.EDITOR, deps=deps)
    act = act_of(caller, "undo", deps=deps)
    note = event(caller, f"conflict-{use}", label=label, target=contact, detail=field, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        hub, merged = tx.get(Contact, contact), tx.get(Version, f"{contact}.{version:08d}")
        if hub is None or merged is None or label not in hub.labels:
            raise NoSuchContact
        clashes = [clash for clash in merged.clashes if clash.field == field]
        if not clashes:
            raise NoSuchContact
        rights = rights_of(tx, caller, hub.labels)
        if field in rights.hidden_in(hub.labels):
            raise FieldHidden(field)
        if not rights.may_edit(hub.labels):
            raise NotAllowed
        if any(clash.settled not in {"", use} for clash in clashes):
            raise AlreadyDecided
        if all(clash.settled for clash in clashes):
            return []
        content = hub.content
        for clash in clashes if use == "lost" else ():
            content = other_used(content, clash)
        revisions = [Revision(hub, content, hub.labels)] if not same(content, hub.content) else []
        promises = revise(tx, act, revisions, rights.labels, deps=deps)
        tx.put(_settled(merged, field, use), note)
        return promises

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def _settled(merged: Version, field: str, use: str) -> Version:
    clashes: tuple[Clash, ...] = tuple(
        replace(clash, settled=use) if clash.field == field else clash for clash in merged.clashes
    )
    return replace(merged, clashes=clashes, clashed=any(not clash.settled for clash in clashes))
