"""From verified claims to a caller: the company is found (or met for the first time), the account too."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from .core.caller import Caller, Claims
from .core.outcome import Fault
from .core.records import Account, Domain, Tenant
from .core.refusals import BeingErased, ConsumerAccount, NotReady
from .deps import Deps
from .ports import AlreadyExists, NotFound, PortError, Transaction, Where

_SEEN = timedelta(hours=1)


def resolve(claims: Claims, *, deps: Deps, locale: str = "", zone: str = "") -> Caller:
    """The caller behind a verified token.

    Raises `ConsumerAccount` for an account of no company, `BeingErased`, and `NotReady` when a company is
    met for the first time and Google does not let us ask its directory who it is.
    """
    domain = claims.hd.strip().lower()
    if not domain:
        raise ConsumerAccount
    tenant = _tenant(domain, claims, deps=deps)
    account = _account(tenant, claims, locale, deps=deps)
    return Caller(
        tenant=tenant,
        account=claims.sub,
        email=account.email,
        name=account.name,
        locale=locale,
        zone=zone,
        language=account.language,
    )


def _tenant(domain: str, claims: Claims, *, deps: Deps) -> str:
    known = deps.store.root.get(Domain, domain)
    if known is not None:
        if known.closing:
            raise BeingErased
        return known.tenant
    try:
        person = deps.directory.person(claims.email, asked_by=claims.email)
    except NotFound as error:
        raise not_ready(Fault.GONE, deps=deps) from error
    except PortError as error:
        raise not_ready(error.fault, deps=deps) from error
    customer = person.customer or f"domain:{domain}"
    found = deps.store.root.find(Tenant, Where("customer", "==", customer), limit=1)
    identity = found[0].id if found else tenant_id(customer)

    def body(tx: Transaction) -> str:
        stored = tx.get(Tenant, identity) or Tenant(id=identity, customer=customer, created_at=deps.now())
        domains = tuple(sorted({*stored.domains, domain}))
        tx.put(replace(stored, domains=domains), Domain(name=domain, tenant=identity))
        return identity

    return deps.store.root.transact(body)


def not_ready(fault: Fault, *, deps: Deps) -> NotReady:
    """The refusal, with what an admin needs to mend it."""
    wanted = deps.delegation
    return NotReady(fault, account=wanted.account, client_id=wanted.client_id, scopes=wanted.scopes)


def tenant_id(customer: str) -> str:
    """The id of a company's records, from its Directory customer id."""
    return "t" + hashlib.sha256(customer.encode()).hexdigest()[:19]


def _account(tenant: str, claims: Claims, locale: str, *, deps: Deps) -> Account:
    scope = deps.store.tenant(tenant)
    known = scope.get(Account, claims.sub)
    now = deps.now()
    if known is None:
        name = claims.name or _name(claims, deps=deps)
        fresh = Account(id=claims.sub, email=claims.email, name=name, locale=locale, seen_at=now)
        try:
            scope.transact(lambda tx: tx.create(fresh))
        except AlreadyExists:
            known = scope.get(Account, claims.sub)
        if known is None:
            return fresh
    current = (
        known.email.lower() == claims.email.lower()
        and (not locale or known.locale == locale)
        and known.seen_at is not None
        and now - known.seen_at < _SEEN
    )
    if current:
        return known

    def body(tx: Transaction) -> Account:
        stored = tx.get(Account, claims.sub) or known
        aliases = stored.aliases
        if stored.email.lower() != claims.email.lower():
            aliases = tuple(sorted({*aliases, stored.email} - {claims.email}))
        changed = replace(
            stored,
            email=claims.email,
            aliases=aliases,
            name=claims.name or stored.name,
            locale=locale or stored.locale,
            seen_at=now,
        )
        tx.put(changed)
        return changed

    return scope.transact(body)


def _name(claims: Claims, *, deps: Deps) -> str:
    try:
        return deps.directory.person(claims.email, asked_by=claims.email).name
    except PortError:
        # The name is a courtesy: without it she is shown by her address.
        return ""
