"""What the admins of a company decide for everybody in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from . import admin
from .auditing import event
from .core.caller import Caller
from .core.levels import Level
from .core.records import Policies, Tenant
from .core.refusals import BadInput
from .deps import Deps
from .ports import NotFound, PortError, Transaction
from .tenancy import domain_of

WHO = ("everyone", "group", "admins")
WITHIN = ("company", "domain")
PERCENTS = range(1, 101)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided now, and the domains of the company that `outside_domains` are chosen from."""

    policies: Policies
    domains: tuple[str, ...]


def decided(caller: Caller, *, deps: Deps) -> Decided:
    """What is decided now. Raises `NotAdmin`."""
    admin.require_admin(caller, deps=deps)
    found = deps.store.root.get(Tenant, caller.tenant) or Tenant(id=caller.tenant)
    return Decided(found.policies, found.domains)


def set_policies(caller: Caller, wanted: Policies, *, deps: Deps) -> None:
    """Decide; each thing that changes is told to the audit log.

    `outside_domains` are domains of the company itself beside the sharer's own: other companies are
    never reached, whatever is decided. Raises `NotAdmin`, or `BadInput` that names the policy.
    """
    admin.require_admin(caller, deps=deps)
    company = deps.store.root.get(Tenant, caller.tenant) or Tenant(id=caller.tenant)
    wanted = _checked(caller, wanted, company, deps=deps)

    def body(tx: Transaction) -> tuple[str, ...]:
        stored = tx.get(Tenant, caller.tenant) or company
        tx.put(replace(stored, policies=wanted))
        return tuple(
            one.name
            for one in fields(Policies)
            if getattr(stored.policies, one.name) != getattr(wanted, one.name)
        )

    changed = deps.store.root.transact(body)
    if changed:
        scope = deps.store.tenant(caller.tenant)
        scope.put(
            *(event(caller, "policy", target=name, detail=_said(wanted, name), deps=deps) for name in changed)
        )


def _said(policies: Policies, name: str) -> str:
    value = getattr(policies, name)
    if isinstance(value, Level):
        return value.word
    return " ".join(value) if isinstance(value, tuple) else str(value).lower()


def _checked(caller: Caller, wanted: Policies, company: Tenant, *, deps: Deps) -> Policies:
    domains = tuple(sorted({domain.strip().lower() for domain in wanted.outside_domains} - {""}))
    tests = {
        "who_may_share": wanted.who_may_share in WHO,
        "within": wanted.within in WITHIN,
        "outside_domains": set(domains) <= set(company.domains),
        "default_level": wanted.default_level < Level.OWNER,
        "brake_percent": wanted.brake_percent in PERCENTS,
        "language": not wanted.language or bool(_LANGUAGE.fullmatch(wanted.language)),
    }
    for name, well in tests.items():
        if not well:
            raise BadInput(name)
    group = wanted.sharing_group.strip().lower()
    if wanted.who_may_share == "group":
        group = _group(caller, group, deps=deps)
    return replace(wanted, outside_domains=domains, sharing_group=group)


def _group(caller: Caller, address: str, *, deps: Deps) -> str:
    """The group's own address. One that is not there would lock everybody out."""
    if not domain_of(address):
        raise BadInput("sharing_group")
    try:
        return deps.directory.group(address, admin=caller.email).email
    except NotFound as error:
        raise BadInput("sharing_group") from error
    except PortError as error:
        raise BadInput("sharing_group") from error
