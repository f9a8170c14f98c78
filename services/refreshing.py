"""People as the directory has them now: new addresses and names, suspended and deleted accounts.

Everything is kept under the directory's user ids, so an address that changes changes nothing but what is
shown and in whose name Google is asked. Once a day all accounts are looked up, a page at a time; one that
Google will not let us use is looked up at once, for the address may be all that is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from .auditing import happened
from .core.outcome import Fault, Outcome, outcome_of
from .core.person import DirectoryPerson
from .core.records import Account, Copy, Grant, Tenant
from .deps import Deps
from .outbox import dispatch, promise, tenants
from .ports import NotFound, PortError, Task, Transaction, Where
from .tenancy import learn_domains
from .walking import pages

PAGE = 50
_ASKERS = 20
"""People who are tried, when no admin is known, until one can ask the directory."""


def enqueue(*, deps: Deps) -> int:
    """A task for every company; returns how many there are."""
    count = 0
    day = deps.now().strftime("%Y%m%d")
    for tenant in tenants(deps=deps):
        deps.queue.enqueue(Task("refresh", {"tenant": tenant.id}, name=f"refresh-{tenant.id}-{day}"))
        count += 1
    return count


def enqueue_one(tenant: str, account: str, *, deps: Deps) -> None:
    """Look one account up soon; asking again within the hour is the same task."""
    hour = deps.now().strftime("%Y%m%d%H")
    deps.queue.enqueue(
        Task("refresh", {"tenant": tenant, "account": account}, name=f"refresh-{tenant}-{account}-{hour}")
    )


def work(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    """One account, or a page of them; the page after it is another task."""
    scope = deps.store.tenant(tenant)
    asker, as_admin = _asker(tenant, besides=body.get("account", ""), deps=deps)
    if not asker:
        return Outcome.ATTENTION
    if body.get("account"):
        one = scope.get(Account, body["account"])
        page = [one] if one else []
    else:
        last = scope.get(Account, body["after"]) if body.get("after") else None
        page = scope.find(Account, after=last, limit=PAGE)
        if len(page) == PAGE:
            on = promise(tenant, "refresh", {"after": page[-1].id}, deps=deps)
            dispatch(tenant, [on], deps=deps)
    for account in page:
        _look_up(tenant, account, asker, as_admin=as_admin, deps=deps)
    return Outcome.DONE


def _asker(tenant: str, *, besides: str, deps: Deps) -> tuple[str, bool]:
    """The address of somebody in whose name the directory answers, and whether she is an admin.

    Empty when there is nobody. Not the account in question: Google takes no address for a person but her
    present one.
    """
    company = deps.store.root.get(Tenant, tenant)
    accounts = deps.store.tenant(tenant).find(Account, limit=_ASKERS)
    admin = company.admin if company else ""
    addresses = [admin] if admin else []
    addresses += [one.email for one in accounts if one.id != besides and one.fault is None]
    for address in addresses:
        try:
            deps.directory.person(address, asked_by=address, as_admin=address == admin)
        except PortError as error:
            if outcome_of(error.fault) is Outcome.LATER:
                raise
            continue
        return address, address == admin
    return "", False


def _look_up(tenant: str, account: Account, asker: str, *, as_admin: bool, deps: Deps) -> None:
    try:
        found: DirectoryPerson | None = deps.directory.person(account.id, asked_by=asker, as_admin=as_admin)
    except NotFound:
        found = None
    except PortError as error:
        if outcome_of(error.fault) is Outcome.LATER:
            raise
        return
    if found is None:
        _update(tenant, account, replace(account, fault=Fault.GONE), deps=deps)
        return
    learn_domains(tenant, [found], deps=deps)
    fault = Fault.SUSPENDED if found.suspended else None
    _update(
        tenant,
        account,
        replace(
            account,
            email=found.email,
            name=found.name or account.name,
            aliases=_aliases(account, found),
            fault=fault,
        ),
        deps=deps,
    )


def _aliases(account: Account, found: DirectoryPerson) -> tuple[str, ...]:
    """A former address goes on as an alias, as Google does when it renames somebody."""
    former = {account.email} if account.email.lower() != found.email.lower() else set()
    return tuple(sorted({*account.aliases, *found.aliases, *former} - {found.email}))


def _update(tenant: str, before: Account, now: Account, *, deps: Deps) -> None:
    scope = deps.store.tenant(tenant)
    _rename(tenant, now, deps=deps)
    if now.fault is not None:
        _say_which(tenant, now.id, now.fault, deps=deps)
    if now == before:
        return

    def body(tx: Transaction) -> None:
        stored = tx.get(Account, before.id) or before
        tx.put(
            replace(stored, email=now.email, name=now.name, aliases=now.aliases, fault=now.fault),
        )

    scope.transact(body)
    if now.email != before.email:
        scope.put(happened("", "address", target=now.id, deps=deps))
        _rename_admin(tenant, before.email, now.email, deps=deps)
    if now.fault is None:
        _try_again(tenant, now.id, deps=deps)


def _say_which(tenant: str, account: str, fault: Fault, *, deps: Deps) -> None:
    """On her copies, where Google had to be believed: it says suspended of an account that is gone, too."""
    scope = deps.store.tenant(tenant)
    for copy in scope.find(Copy, Where("account", "==", account)):
        if copy.fault not in {Fault.SUSPENDED, Fault.GONE} - {fault}:
            continue

        def body(tx: Transaction, key: str = copy.key) -> None:
            stored = tx.get(Copy, key)
            if stored is not None and stored.state == "attention":
                tx.put(replace(stored, fault=fault))

        scope.transact(body)


def _rename(tenant: str, account: Account, *, deps: Deps) -> None:
    """Her grants say how she is called; she may have shown her new address by signing in."""
    scope = deps.store.tenant(tenant)
    for page in pages(scope, Grant, Where("principal", "==", account.id)):
        for grant in page:
            if (grant.email, grant.name) == (account.email, account.name):
                continue

            def body(tx: Transaction, key: str = grant.key) -> None:
                stored = tx.get(Grant, key)
                if stored is not None:
                    tx.put(replace(stored, email=account.email, name=account.name))

            scope.transact(body)


def _rename_admin(tenant: str, before: str, now: str, *, deps: Deps) -> None:
    def body(tx: Transaction) -> None:
        company = tx.get(Tenant, tenant)
        if company is not None and company.admin == before:
            tx.put(replace(company, admin=now))

    deps.store.root.transact(body)


def _try_again(tenant: str, account: str, *, deps: Deps) -> None:
    """What waited for the account is due now: the sweep finds it."""
    scope = deps.store.tenant(tenant)
    due = deps.now() - timedelta(minutes=2)
    for copy in scope.find(Copy, Where("account", "==", account)):
        if copy.fault not in {Fault.SUSPENDED, Fault.GONE}:
            continue

        def body(tx: Transaction, key: str = copy.key) -> None:
            stored = tx.get(Copy, key)
            if stored is not None and stored.state in {"attention", "ending", "later"}:
                tx.put(replace(stored, retry_at=due))

        scope.transact(body)
