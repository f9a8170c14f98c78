"""The work of an offboarding, as one task that goes on where it stopped.

Labels first, then grants, then what is left of an account that is gone. Nothing of it needs the
leaver's account: what her labels hold is in the hub.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from .auditing import happened
from .core.levels import Level
from .core.outcome import Fault, Outcome
from .core.records import Account, Contact, Copy, Grant, Label, LinkPage, Offboarding, Promise
from .deps import Deps
from .fanning import copies_promise, end_one
from .membership import given
from .notifying import Occasion, owe
from .outbox import dispatch, promise, relay
from .ports import Scope, Transaction, Where

_PAGE = 200


def work(tenant: str, account: str, *, deps: Deps) -> Outcome:
    """Go on with it: labels first, then grants, then what is left of an account that is gone."""
    scope = deps.store.tenant(tenant)
    plan = scope.get(Offboarding, account)
    if plan is None or plan.state == "done":
        return Outcome.DONE
    until = deps.now() + timedelta(seconds=deps.task_seconds)
    while owned := owned_by(scope, account, limit=_PAGE):
        for label in owned:
            _move(tenant, plan, label, deps=deps)
            if deps.now() >= until:
                return _hand_on(tenant, account, deps=deps)
    while grants := grants_of(scope, account):
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
    dispatch(tenant, [again], deps=deps)
    return Outcome.DONE


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
    for copy in copies_of(scope, account):
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


def owned_by(scope: Scope, account: str, limit: int = 1000) -> list[Label]:
    """Active labels that she owns."""
    return scope.find(Label, Where("owner", "==", account), Where("state", "==", "active"), limit=limit)


def copies_of(scope: Scope, account: str) -> list[Copy]:
    """Her copies, ended ones among them."""
    return scope.find(Copy, Where("account", "==", account))


def grants_of(scope: Scope, account: str) -> list[Grant]:
    """Grants that have not ended, of labels of others."""
    found = scope.find(Grant, Where("principal", "==", account))
    return [grant for grant in found if grant.state != "ended" and grant.level is not Level.OWNER]
