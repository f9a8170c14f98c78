"""A leaver: her labels go to a new owner, her copies are taken back, her grants end.

Nothing of it needs her account: what her labels hold is in the hub. Where her account can be reached, her
copies are taken back by tasks of their own; a suspended one is tried again until it is reactivated or
deleted; one that is gone has taken its copies with it. The work is one task that goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from . import admin
from .auditing import event
from .core.admin_facts import Estate, LeaverFacts
from .core.caller import Caller
from .core.outcome import Fault, Outcome, outcome_of
from .core.person import DirectoryPerson
from .core.records import Account, Grant, Label, Offboarding
from .core.refusals import BadInput, NoSuchMember
from .deps import Deps
from .outbox import promise, relay
from .ports import NotFound, PortError, Scope, Transaction, Where
from .winding_up import copies_of, grants_of, owned_by

_PAGE = 200
_REACH = {Fault.SUSPENDED: "suspended", Fault.GONE: "gone"}


def preview(caller: Caller, *, person: str, deps: Deps) -> LeaverFacts:
    """What offboarding somebody (account id or address) would come to; nothing is changed.

    Raises `NotAdmin`, `NoSuchMember` for somebody who never had anything here.
    """
    admin.require_admin(caller, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    leaver, reach = _leaver(caller, person, deps=deps)
    begun = scope.get(Offboarding, leaver.id)
    owned = owned_by(scope, leaver.id)
    copies = [copy for copy in copies_of(scope, leaver.id) if copy.state != "ended"]
    mine = {label.id for label in owned}
    return LeaverFacts(
        account=leaver.id,
        name=leaver.name,
        email=leaver.email,
        reach=reach,
        labels=tuple(_estate(scope, label, leaver.id) for label in owned),
        copies=sum(1 for copy in copies if copy.label not in mine and copy.state != "ending"),
        grants=sum(1 for grant in grants_of(scope, leaver.id) if grant.label not in mine),
        state=begun.state if begun else "",
        moved=begun.moved if begun else 0,
        ended=begun.ended if begun else 0,
        ending=sum(1 for copy in copies if copy.state == "ending"),
    )


def begin(
    caller: Caller, *, person: str, heir: str = "", heirs: Mapping[str, str] | None = None, deps: Deps
) -> None:
    """Carry it out: her labels go to `heir`, or to the one named for a label in `heirs` (label -> person).

    New owners are named by account id or address, must be active people of the company, and get a copy
    where they have none. Nobody need be named for somebody who owns nothing; should she own something by
    then, the caller gets it. Raises `NotAdmin`, `NoSuchMember`, `BadInput("heir")`.
    """
    admin.require_admin(caller, deps=deps)
    leaver, reach = _leaver(caller, person, deps=deps)
    if not heir and not owned_by(deps.store.tenant(caller.tenant), leaver.id, limit=1):
        heir = caller.account
    chosen = {label: _heir(caller, one, leaver, deps=deps) for label, one in (heirs or {}).items()}
    plan = Offboarding(
        account=leaver.id,
        by=caller.account,
        at=deps.now(),
        heir=_heir(caller, heir, leaver, deps=deps),
        heirs=chosen,
        reach=reach,
    )
    work = promise(caller.tenant, "offboard", {"account": leaver.id}, deps=deps)
    note = event(caller, "offboarded", target=leaver.id, detail=plan.heir, deps=deps)

    def body(tx: Transaction) -> None:
        stored = tx.get(Account, leaver.id) or leaver
        # Nothing is read there any more, and a suspended account would be asked in vain.
        tx.put(replace(stored, sync_token="", cursor="", listing=""), plan, note, work)

    deps.store.tenant(caller.tenant).transact(body)
    relay(caller.tenant, [work], deps=deps)


def _leaver(caller: Caller, person: str, *, deps: Deps) -> tuple[Account, str]:
    """The leaver as we know her, and whether her account can be reached."""
    scope = deps.store.tenant(caller.tenant)
    known = scope.get(Account, person) if "@" not in person else None
    if known is None:
        wanted = person.strip().lower()
        known = next(iter(scope.find(Account, Where("email", "==", wanted), limit=1)), None)
    found: DirectoryPerson | None = None
    fault: Fault | None = None
    try:
        found = deps.directory.person(
            known.id if known else person.strip(), asked_by=caller.email, as_admin=True
        )
    except NotFound:
        fault = Fault.GONE
    except PortError as error:
        if outcome_of(error.fault) is Outcome.LATER:
            raise
        fault = error.fault
    if known is None and found is not None:
        known = scope.get(Account, found.id)
    if known is None:
        raise NoSuchMember
    if found is not None and found.suspended:
        fault = Fault.SUSPENDED
    return known, _REACH.get(fault, "active") if fault else "active"


def _heir(caller: Caller, person: str, leaver: Account, *, deps: Deps) -> str:
    """The account id of a new owner; she is taken down where she was not known."""
    try:
        found = deps.directory.person(person.strip(), asked_by=caller.email, as_admin=True)
    except PortError as error:
        if outcome_of(error.fault) is Outcome.LATER:
            raise
        raise BadInput("heir") from error
    if found.suspended or found.id == leaver.id:
        raise BadInput("heir")
    scope = deps.store.tenant(caller.tenant)

    def body(tx: Transaction) -> None:
        if tx.get(Account, found.id) is None:
            tx.put(Account(id=found.id, email=found.email, name=found.name, aliases=found.aliases))

    scope.transact(body)
    return found.id


def _estate(scope: Scope, label: Label, leaver: str) -> Estate:
    """The label with the member to suggest: the highest level, then who has had it longest."""
    members = [
        grant
        for grant in scope.find(Grant, Where("label", "==", label.id), limit=_PAGE)
        if grant.kind == "person" and grant.state == "active" and grant.principal != leaver
    ]
    members.sort(key=lambda one: (-one.level, bool(one.via), str(one.at), one.principal))
    best = members[0] if members else None
    return Estate(
        label=label.id,
        name=label.name,
        size=label.size,
        members=len(members),
        heir=best.principal if best else "",
        heir_name=(best.name or best.email) if best else "",
    )
