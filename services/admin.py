"""For the admins of a company: who is one, and is everything in place.

Whether somebody is an admin is asked of the directory each time: a right that was taken away yesterday
is no right today.
"""

from __future__ import annotations

from dataclasses import replace

from .auditing import event
from .callers import not_ready
from .core.admin_facts import Check, SetupFacts
from .core.caller import Caller
from .core.outcome import Fault, Outcome, outcome_of
from .core.records import Label, Tenant
from .core.refusals import NotAdmin
from .deps import Deps
from .ports import PortError, Transaction, Where

DELEGATION_PAGE = "https://admin.google.com/ac/owl/domainwidedelegation"
API_PAGE = "https://console.cloud.google.com/apis/library/admin.googleapis.com"
"""Where an admin mends what is missing: the delegation, the Admin SDK API, Gmail as a service."""


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
