"""What the owner of a label decides about it: the brake's threshold, hidden fields, its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .auditing import event
from .core.caller import Caller
from .core.contact import HIDEABLE
from .core.facts import OwnLabel, SettingsFacts
from .core.label_names import LONGEST, collating
from .core.levels import Level
from .core.records import Copy, Grant, Label, Promise
from .core.refusals import BadInput, LabelStopped, NameInUse, NoSuchMember, NotReady
from .deps import Deps
from .fanning import again_promise
from .labels import require
from .outbox import relay
from .ports import PortError, Transaction

FLOORS = range(1001)
PERCENTS = range(1, 101)


def settings(caller: Caller, *, label: str, deps: Deps) -> SettingsFacts:
    """The settings of a label, for its owner. Raises `NotAllowed`."""
    found, _ = require(caller, label, Level.OWNER, deps=deps)
    alone = [key.removeprefix("account:") for key in found.hidden if key.startswith("account:")]
    grants = deps.store.tenant(caller.tenant).get_many(Grant, [f"{label}.{one}" for one in alone])
    people = (
        (grant.principal, grant.name or grant.email)
        for grant in grants.values()
        if grant.state != "ended" and grant.level < Level.OWNER
    )
    return SettingsFacts(
        label,
        found.name,
        found.brake_floor,
        found.brake_percent,
        found.hidden,
        tuple(sorted(people, key=lambda one: one[1].casefold())),
    )


def set_brake(caller: Caller, *, label: str, floor: int, percent: int, deps: Deps) -> None:
    """How many removals may go through at once: `floor` of them or `percent` %, whichever is more.

    Raises `NotAllowed` unless the caller owns the label, `BadInput`.
    """
    if floor not in FLOORS or percent not in PERCENTS:
        raise BadInput("brake")
    _change(
        caller,
        label,
        {"brake_floor": floor, "brake_percent": percent},
        what="brake",
        detail=f"{floor} {percent}",
        deps=deps,
    )


def hide(caller: Caller, *, label: str, whom: str, fields: Iterable[str], deps: Deps) -> None:
    """Hide exactly these fields from a level (its word) or from one member (`account:<id>`).

    An empty list shows everything again. What was copied before goes from the copies, or comes into
    them, afterwards. Raises `NotAllowed`, `NoSuchMember`, `BadInput` (owners see everything, and a group
    sees nothing: its people do).
    """
    require(caller, label, Level.OWNER, deps=deps)
    chosen = set(fields)
    if not chosen <= set(HIDEABLE):
        raise BadInput("fields")
    kind, _, account = whom.partition(":")
    if kind == "account":
        grant = deps.store.tenant(caller.tenant).get(Grant, f"{label}.{account}") if account else None
        if grant is None or grant.state == "ended":
            raise NoSuchMember
        if grant.level is Level.OWNER or grant.kind != "person":
            raise BadInput("whom")
    elif whom not in {level.word for level in Level if level < Level.OWNER}:
        raise BadInput("whom")
    ordered = tuple(field for field in HIDEABLE if field in chosen)
    note = event(caller, "hidden", label=label, target=account, detail=" ".join((kind, *ordered)), deps=deps)
    again = again_promise(caller.tenant, label, "again", deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        stored = _owned(tx, caller, label)
        hidden = {key: value for key, value in stored.hidden.items() if key != whom}
        if ordered:
            hidden[whom] = ordered
        if dict(stored.hidden) == hidden:
            return []
        tx.put(replace(stored, hidden=hidden, version=stored.version + 1), note, again)
        return [again]

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def rename(caller: Caller, *, label: str, name: str, deps: Deps) -> None:
    """Give the label another name, in the owner's own Google Contacts and in the copies.

    A copy whose member gave it a name of her own keeps that. Raises `NotAllowed`, `BadInput`,
    `NameInUse` when the owner has another label of that name, `NotReady`.
    """
    found, _ = require(caller, label, Level.OWNER, deps=deps)
    wanted = " ".join(name.split())
    if not wanted or len(wanted) > LONGEST:
        raise BadInput("name")
    scope = deps.store.tenant(caller.tenant)
    own = scope.get(Copy, f"{label}.{caller.account}")
    try:
        groups = deps.people.of(caller.email).groups()
    except PortError as error:
        raise NotReady(error.fault) from error
    mine = own.group if own else ""
    if any(collating(one.name) == collating(wanted) and one.resource != mine for one in groups):
        raise NameInUse
    note = event(caller, "renamed", label=label, deps=deps)
    again = again_promise(caller.tenant, label, "rename", deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        stored = _owned(tx, caller, label)
        if stored.name != wanted:
            tx.put(replace(stored, name=wanted, version=stored.version + 1), note)
        elif found.name == wanted and all(one.name == wanted for one in groups if one.resource == mine):
            return []
        tx.put(again)
        return [again]

    relay(caller.tenant, scope.transact(body), deps=deps)


def follow_names(caller: Caller, own: Iterable[OwnLabel], *, deps: Deps) -> None:
    """Whoever renames a label of hers in Google Contacts renames it for everybody."""
    for one in own:
        if one.renamed:
            _follow_name(caller, one.label, one.name, deps=deps)


def _follow_name(caller: Caller, label: str, name: str, *, deps: Deps) -> None:
    note = event(caller, "renamed", label=label, deps=deps)
    again = again_promise(caller.tenant, label, "rename", deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Label, label)
        own = tx.get(Copy, f"{label}.{caller.account}")
        if stored is None or own is None or stored.owner != caller.account or stored.state != "active":
            return []
        if own.group_name != stored.name or stored.name == name:
            return []  # a rename of ours is under way: the name that was seen is the old one
        tx.put(replace(stored, name=name, version=stored.version + 1), replace(own, group_name=name))
        tx.put(note, again)
        return [again]

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def _change(
    caller: Caller, label: str, changes: dict[str, int], *, what: str, detail: str, deps: Deps
) -> None:
    require(caller, label, Level.OWNER, deps=deps)
    note = event(caller, what, label=label, detail=detail, deps=deps)

    def body(tx: Transaction) -> None:
        stored = _owned(tx, caller, label)
        changed = replace(stored, **changes)  # type: ignore[arg-type]  # names checked by replace
        if changed != stored:
            tx.put(replace(changed, version=stored.version + 1), note)

    deps.store.tenant(caller.tenant).transact(body)


def _owned(tx: Transaction, caller: Caller, label: str) -> Label:
    """The label as it is now. Race: it may have been stopped or handed over since the card was drawn."""
    stored = tx.get(Label, label)
    if stored is None or stored.state != "active" or stored.owner != caller.account:
        raise LabelStopped
    return stored
