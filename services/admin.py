"""For the admins of a company: is everything in place, what is allowed, and which labels are shared.

Whether somebody is an admin is asked of the directory each time: a right that was taken away yesterday
is no right today.
"""

from __future__ import annotations

from dataclasses import replace

from .auditing import event
from .callers import not_ready
from .core.admin_facts import AdminLabel, AdminLabels, Check, SetupFacts
from .core.caller import Caller
from .core.outcome import Fault, Outcome, outcome_of
from .core.records import Account, Copy, Label, Tenant
from .core.refusals import NoSuchLabel, NotAdmin
from .deps import Deps
from .ports import PortError, Transaction, Where
from .transferring import hand_over

DELEGATION_PAGE = "https://admin.google.com/ac/owl/domainwidedelegation"
API_PAGE = "https://console.cloud.google.com/apis/library/admin.googleapis.com"
SERVICES_PAGE = "https://admin.google.com/ac/appslist/core"
"""Where an admin mends what is missing: the delegation, the Admin SDK API, Gmail as a service."""

PAGE = 25
"""Labels of one page of the list."""


def is_admin(caller: Caller, *, deps: Deps) -> bool:
    """Whether the directory says so now; not while it does not answer."""
    try:
        return deps.directory.is_admin(caller.email)
    except PortError:
        return False


def require_admin(caller: Caller, *, fully: bool = True, deps: Deps) -> None:
    """Raises `NotAdmin`, and `NotReady` when the directory cannot be asked.

    Only super admins may act: an admin whose role covers one thing would otherwise give herself the
    contacts of everybody. Others may look (`fully` False).
    """
    try:
        allowed = deps.directory.is_admin(caller.email, fully=fully)
    except PortError as error:
        raise not_ready(error.fault, deps=deps) from error
    if not allowed:
        raise NotAdmin


def notice(caller: Caller, *, deps: Deps) -> bool:
    """Whether the caller is an admin; the first one to open the add-on is who groups are asked for as.

    Costs a directory call for everybody while no admin is known, and none after that.
    """
    company = deps.store.root.get(Tenant, caller.tenant)
    if company is None or company.admin:
        return False
    if not is_admin(caller, deps=deps):
        return False
    _remember(caller, instead_of="", deps=deps)
    return True


def _remember(caller: Caller, *, instead_of: str, deps: Deps) -> None:
    def body(tx: Transaction) -> bool:
        company = tx.get(Tenant, caller.tenant)
        if company is None or company.admin != instead_of:
            return False
        tx.put(replace(company, admin=caller.email))
        return True

    if deps.store.root.transact(body):
        note = event(caller, "admin", target=caller.account, deps=deps)
        deps.store.tenant(caller.tenant).put(note)


def setup(caller: Caller, *, deps: Deps) -> SetupFacts:
    """Everything that has to be in place, looked at now: some ten calls.

    The admin who looks takes the place of one who cannot be asked for groups any more. Raises `NotAdmin`.
    """
    require_admin(caller, fully=False, deps=deps)
    company = deps.store.root.get(Tenant, caller.tenant) or Tenant(id=caller.tenant)
    checks = [*_scopes(caller, deps=deps), *_directory(caller, deps=deps)]
    if not company.admin or not _can_ask(company.admin, deps=deps):
        _remember(caller, instead_of=company.admin, deps=deps)
    return SetupFacts(
        checks=tuple(checks),
        service_account=deps.delegation.account,
        client_id=deps.delegation.client_id,
        scopes=deps.delegation.scopes,
        console=DELEGATION_PAGE,
        domains=company.domains,
        policies=company.policies,
        labels=deps.store.tenant(caller.tenant).count(Label, Where("state", "==", "active")),
    )


def _can_ask(email: str, *, deps: Deps) -> bool:
    """Whether groups can be looked up in her name; an outage says nothing about her."""
    try:
        deps.directory.search_groups("a", admin=email, limit=1)
    except PortError as error:
        return outcome_of(error.fault) is Outcome.LATER or error.fault in {Fault.DELEGATION, Fault.SCOPE}
    return True


def _scopes(caller: Caller, *, deps: Deps) -> list[Check]:
    paste = ",".join(deps.delegation.scopes)
    found = deps.delegation.granted(caller.email)
    return [
        Check(
            what="scope",
            detail=scope,
            fault=trouble.fault if trouble else None,
            ours=trouble is not None and deps.delegation.is_ours(trouble),
            page=DELEGATION_PAGE,
            paste=paste,
        )
        for scope, trouble in found.items()
    ]


def _directory(caller: Caller, *, deps: Deps) -> list[Check]:
    """Delegated is not reached: the Admin SDK may be off, or an admin's role too small."""
    checks = []
    for what in ("people", "groups"):
        fault: Fault | None = None
        try:
            if what == "people":
                deps.directory.person(caller.email, asked_by=caller.email)
            else:
                deps.directory.search_groups("a", admin=caller.email, limit=1)
        except PortError as error:
            fault = error.fault
        checks.append(Check(what=what, fault=fault, page=API_PAGE, paste=""))
    return checks


def labels(caller: Caller, *, after: str = "", owner: str = "", deps: Deps) -> AdminLabels:
    """All labels that are shared in the company, page by page; `after` is the last id of the page before.

    Raises `NotAdmin`.
    """
    require_admin(caller, fully=False, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    where = [Where("state", "==", "active"), *([Where("owner", "==", owner)] if owner else [])]
    last = scope.get(Label, after) if after else None
    found = scope.find(Label, *where, after=last, limit=PAGE + 1)
    page = found[:PAGE]
    owners = scope.get_many(Account, {label.owner for label in page})
    return AdminLabels(
        labels=tuple(_label(caller, label, owners.get(label.owner), deps=deps) for label in page),
        next=page[-1].id if len(found) > PAGE else "",
        total=scope.count(Label, *where),
    )


def _label(caller: Caller, label: Label, owner: Account | None, *, deps: Deps) -> AdminLabel:
    scope = deps.store.tenant(caller.tenant)

    def copies(state: str) -> int:
        return scope.count(Copy, Where("label", "==", label.id), Where("state", "==", state))

    counted = {
        state: copies(state)
        for state in ("waiting", "copying", "current", "later", "attention", "paused", "ending")
    }
    return AdminLabel(
        label=label.id,
        name=label.name,
        owner=label.owner,
        owner_name=(owner.name or owner.email) if owner else "",
        owner_email=owner.email if owner else "",
        owner_fault=owner.fault if owner else Fault.GONE,
        size=label.size,
        members=max(0, sum(n for state, n in counted.items() if state != "ending") - 1),
        states={state: n for state, n in counted.items() if n},
    )


def transfer(caller: Caller, *, label: str, principal: str, deps: Deps) -> None:
    """Make a member of any label of the company its owner.

    Raises `NotAdmin`, `NoSuchLabel`, `NoSuchMember`, `LabelStopped`, `NotAllowed` (her copy is not there
    yet).
    """
    require_admin(caller, deps=deps)
    if deps.store.tenant(caller.tenant).get(Label, label) is None:
        raise NoSuchLabel
    hand_over(caller, label=label, principal=principal, deps=deps)
