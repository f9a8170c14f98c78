"""Which internet domains and which people are the company's, as its directory says.

A domain is learned when somebody signs in from it, or when the directory knows one of its people. It
belongs to one company only: the first that Google confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .core.outcome import Outcome, outcome_of
from .core.person import DirectoryPerson
from .core.records import Domain, Tenant
from .deps import Deps
from .ports import PortError, Transaction


def domain_of(address: str) -> str:
    """The domain of an address in lower case; empty without one."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


def is_ours(person: DirectoryPerson, company: Tenant | None, domains: Iterable[str]) -> bool:
    """Whether somebody belongs to the company: by her customer id, else by the domain of her address."""
    if company is not None and person.customer:
        return person.customer == company.customer
    return domain_of(person.email) in domains


def learn_domains(tenant: str, people: Iterable[DirectoryPerson], *, deps: Deps) -> frozenset[str]:
    """The company's domains, with those that its directory shows these people to have.

    Of each domain not known yet one person is asked for; whom the directory does not know is an
    outsider, with everybody of her domain.
    """
    company = deps.store.root.get(Tenant, tenant)
    if company is None:
        return frozenset()
    asked: dict[str, DirectoryPerson] = {}
    for person in people:
        domain = domain_of(person.email)
        if domain and domain not in company.domains:
            asked.setdefault(domain, person)
    learned = {domain for domain, one in asked.items() if _is_known(one, company, deps=deps)}
    return frozenset(company.domains) | add_domains(tenant, learned, deps=deps)


def _is_known(person: DirectoryPerson, company: Tenant, *, deps: Deps) -> bool:
    if person.customer:
        return person.customer == company.customer
    try:
        found = deps.directory.person(person.email, asked_by=company.admin)
    except PortError as error:
        if outcome_of(error.fault) is Outcome.LATER:
            raise
        return False
    return found.customer == company.customer


def add_domains(tenant: str, domains: Iterable[str], *, deps: Deps) -> frozenset[str]:
    """Take down domains of the company; those that are another's already are left alone."""
    wanted = sorted(set(domains))
    if not wanted:
        return frozenset()

    def body(tx: Transaction) -> frozenset[str]:
        company = tx.get(Tenant, tenant)
        taken = tx.get_many(Domain, wanted)
        if company is None:
            return frozenset()
        ours = {name for name in wanted if name not in taken or taken[name].tenant == tenant}
        if ours - set(company.domains):
            tx.put(replace(company, domains=tuple(sorted({*company.domains, *ours}))))
            tx.put(*(Domain(name=name, tenant=tenant) for name in sorted(ours)))
        return frozenset(ours)

    return deps.store.root.transact(body)
