"""A leaver: her labels go to a new owner, her copies are taken back, her grants end.

Nothing of it needs her account: what her labels hold is in the hub. Where her account can be reached, her
copies are taken back by tasks of their own; a suspended one is tried again until it is reactivated or
deleted; one that is gone has taken its copies with it. The work is one task that goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from . import admin
from .auditing import event, happened
from .core.admin_facts import Estate, LeaverFacts
from .core.caller import Caller
from .core.levels import Level
from .core.outcome import Fault, Outcome, outcome_of
from .core.person import DirectoryPerson
from .core.records import Account, Contact, Copy, Grant, Label, LinkPage, Offboarding, Promise
from .core.refusals import BadInput, NoSuchMember
from .deps import Deps
from .fanning import copies_promise, end_one
from .membership import given
from .notifying import Occasion, owe
from .outbox import promise, relay
from .ports import NotFound, PortError, Scope, Transaction, Where

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
    owned = _owned(scope, leaver.id)
    copies = [copy for copy in _copies(scope, leaver.id) if copy.state != "ended"]
    mine = {label.id for label in owned}
    return LeaverFacts(
        account=leaver.id,
        name=leaver.name,
        email=leaver.email,
        reach=reach,
        labels=tuple(_estate(scope, label, leaver.id) for label in owned),
        copies=sum(1 for copy in copies if copy.label not in mine and copy.state != "ending"),
        grants=sum(1 for grant in _grants(scope, leaver.id) if grant.label not in mine),
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
    if not heir and not _owned(deps.store.tenant(caller.tenant), leaver.id, limit=1):
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


def work(tenant: str, account: str, *, deps: Deps) -> Outcome:
    """Go on with it: labels first, then grants, then what is left of an account that is gone."""
    scope = deps.store.tenant(tenant)
    plan = scope.get(Offboarding, account)
    if plan is None or plan.state == "done":
        return Outcome.DONE
    until = deps.now() + timedelta(seconds=deps.task_seconds)
    while owned := _owned(scope, account, limit=_PAGE):
        for label in owned:
            _move(tenant, plan, label, deps=deps)
            if deps.now() >= until:
                return _hand_on(tenant, account, deps=deps)
    while grants := _grants(scope, account):
        for grant in grants:
            _end(tenant, plan, grant, deps=deps)
            if deps.now() >= until:
                return _hand_on(tenant, account, deps=deps)
    if plan.reach == "gone":
        _forget(scope, account, deps=deps)
    done = scope.get(Offboarding, account) or plan
    scope.put(replace(done, state="done"))
    return Outcome.DONE


def _hand_on(tenant: str, account: str, *, deps: Deps) -> Outcome:
    again = promise(tenant, "offboard", {"account": account}, deps=deps)
    deps.store.tenant(tenant).put(again)
    relay(tenant, [again], deps=deps)
    return Outcome.DONE


# --- who -----------------------------------------------------------------------------------------


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


def _owned(scope: Scope, account: str, limit: int = 1000) -> list[Label]:
    return scope.find(Label, Where("owner", "==", account), Where("state", "==", "active"), limit=limit)


def _copies(scope: Scope, account: str) -> list[Copy]:
    return scope.find(Copy, Where("account", "==", account))


def _grants(scope: Scope, account: str) -> list[Grant]:
    found = scope.find(Grant, Where("principal", "==", account))
    return [grant for grant in found if grant.state != "ended" and grant.level is not Level.OWNER]


# --- what ----------------------------------------------------------------------------------------


def _move(tenant: str, plan: Offboarding, label: Label, *, deps: Deps) -> None:
    """Ownership of one label, whether or not the new owner has a copy yet: the hub has its contacts."""
    scope = deps.store.tenant(tenant)
    heir_id = plan.heirs.get(label.id, plan.heir)
    heir = scope.get(Account, heir_id) or Account(id=heir_id, email="")
    size = scope.count(Contact, Where("labels", "contains", label.id))
    mails, promises = owe(tenant, Occasion("ownership", label.id, plan.by), [heir_id], deps=deps)
    promises.append(promise(tenant, "copy", {"account": heir_id, "label": label.id}, deps=deps))
    if not label.counted:
        # Its owner's contacts were not all read, and will not be: what was read is the label.
        promises.append(copies_promise(tenant, label.id, deps=deps))
    note = happened(plan.by, "transferred", label=label.id, target=heir_id, detail=plan.account, deps=deps)
    key = f"{label.id}.{heir_id}"

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Label, label.id)
        grant = tx.get(Grant, key)
        copy = tx.get(Copy, key)
        former = tx.get(Grant, f"{label.id}.{plan.account}")
        begun = tx.get(Offboarding, plan.account) or plan
        if stored is None or stored.owner != plan.account:
            return []
        has = grant is not None and grant.state in {"invited", "active"} and copy is not None
        tx.put(
            replace(stored, owner=heir_id, version=stored.version + 1, counted=True, size=size),
            Grant(
                label=label.id,
                principal=heir_id,
                email=heir.email,
                name=heir.name,
                level=Level.OWNER,
                state=grant.state if has and grant else "invited",
                granted_by=plan.by,
                at=deps.now(),
            ),
            replace(begun, moved=begun.moved + 1),
            note,
        )
        if not has:
            fresh = copy or Copy(label=label.id, account=heir_id)
            tx.put(
                replace(
                    fresh, state="waiting", position="", done=0, fault=None, total=size, changed_at=deps.now()
                )
            )
        if former is not None:
            tx.put(replace(former, level=Level.MANAGER, via=""))
        tx.put(*mails, *promises)
        return promises

    relay(tenant, scope.transact(body), deps=deps)


def _end(tenant: str, plan: Offboarding, grant: Grant, *, deps: Deps) -> None:
    """One grant, without a mail; a group that she is still in does not give it back."""
    scope = deps.store.tenant(tenant)
    through = given(scope, grant.label, [plan.account]).get(plan.account)
    promises = end_one(
        tenant,
        grant.label,
        plan.account,
        by=plan.by,
        tell=False,
        left_out=through.group if through else "",
        deps=deps,
    )
    if promises:
        scope.put(happened(plan.by, "ended", label=grant.label, target=plan.account, deps=deps))

        def count(tx: Transaction) -> None:
            begun = tx.get(Offboarding, plan.account) or plan
            tx.put(replace(begun, ended=begun.ended + 1))

        scope.transact(count)
    if plan.reach != "gone":
        relay(tenant, promises, deps=deps)
    else:
        # The copy went with the account: there is nobody to ask.
        scope.delete(Promise, *(one.id for one in promises))


def _forget(scope: Scope, account: str, *, deps: Deps) -> None:
    """What we knew about copies in an account that is gone."""
    for copy in _copies(scope, account):
        scope.put(
            replace(copy, state="ended", group="", group_name="", fault=Fault.GONE, changed_at=deps.now())
        )
    while pages := scope.find(LinkPage, Where("account", "==", account), limit=_PAGE):
        scope.delete(LinkPage, *(page.key for page in pages))

    def body(tx: Transaction) -> None:
        stored = tx.get(Account, account)
        if stored is not None:
            tx.put(replace(stored, fault=Fault.GONE, sync_token="", cursor="", listing=""))

    scope.transact(body)
