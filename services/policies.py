"""What the company's admins allow."""

from __future__ import annotations

from .core.caller import Caller
from .core.records import Policies, Tenant
from .core.refusals import PolicyForbids
from .deps import Deps
from .ports import PortError
from .tenancy import domain_of


def policies_of(tenant: str, *, deps: Deps) -> Policies:
    """The company's policies; the defaults while nobody has set any."""
    found = deps.store.root.get(Tenant, tenant)
    return found.policies if found else Policies()


def may_reach(company: Tenant, sharer: str, address: str) -> bool:
    """Whether a person of this address may share with that one, both being of the company.

    Other companies are never reached: their contacts are under a delegation of their own, and their
    records under a tenant of their own.
    """
    policies = company.policies
    if policies.within != "domain":
        return True
    domain = domain_of(address)
    return domain == domain_of(sharer) or domain in policies.outside_domains


def require_may_share(caller: Caller, *, deps: Deps) -> None:
    """Raises `PolicyForbids` when the company lets only others share.

    A directory that does not answer is a refusal as well: a policy is not lifted by an outage.
    """
    company = deps.store.root.get(Tenant, caller.tenant)
    if company is None or company.policies.who_may_share == "everyone":
        return
    try:
        if company.policies.who_may_share == "admins":
            allowed = deps.directory.is_admin(caller.email)
        else:
            members = deps.directory.members(company.policies.sharing_group, admin=company.admin)
            allowed = any(person.id == caller.account for person in members)
    except PortError as error:
        raise PolicyForbids from error
    if not allowed:
        raise PolicyForbids
