"""Google Groups as collaborators: their people are followed by themselves.

A look asks the directory for everybody in a group (nested groups included), compares them with those
of the last look and hands the difference to `joining`, a hundred people a task. A group in which
nothing changes is looked at less and less often, down to once an hour.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from .core.outcome import Outcome, outcome_of
from .core.person import DirectoryPerson
from .core.records import Followed, Grant, GroupPeople, Promise, Tenant
from .deps import Deps
from .joining import settle
from .membership import people_of, sharded
from .outbox import dispatch, promise, relay, tenants
from .ports import NotFound, PortError, Reader, Task, Transaction, Where
from .tenancy import is_ours, learn_domains
from .walking import pages

LARGEST = 5000
"""People of one group who can have a label through it."""
AT_ONCE = 100
"""People of one task: so many ids stay below the 10 KB that a task may carry."""

SOON = timedelta(minutes=1)
SELDOM = timedelta(hours=1)
_DOUBLINGS = 6  # of SOON: more than SELDOM
DOUBT = timedelta(minutes=5)
"""Between a look that finds nobody any more and the one by which it is believed."""


def spread_promise(tenant: str, group: str, label: str, *, deps: Deps) -> Promise:
    """Bring everybody of the group in step with its grant of the label, begun, changed or ended."""
    return promise(tenant, "group", {"group": group, "label": label}, deps=deps)


def poll(*, deps: Deps) -> int:
    """Enqueue a look at every group whose time has come; returns how many there are."""
    count = 0
    now = deps.now()
    for tenant in tenants(deps=deps):
        scope = deps.store.tenant(tenant.id)
        for page in pages(scope, Followed, Where("next_at", "<=", now), order="next_at"):
            for group in page:
                minute = int(now.timestamp()) // 60
                deps.queue.enqueue(
                    Task(
                        "group",
                        {"tenant": tenant.id, "group": group.id},
                        name=f"group-{tenant.id}-{group.id}-{minute}",
                    )
                )
            count += len(page)
    return count


def work(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    """A task of kind `group`: some of its people, everybody for one label, or a look."""
    if "people" in body:
        return settle(tenant, body, deps=deps)
    if "label" in body:
        return _spread(tenant, body["group"], body["label"], deps=deps)
    return look(tenant, body["group"], deps=deps)


def look(tenant: str, group: str, *, deps: Deps) -> Outcome:
    """Ask the directory who is in a group, and promise what follows from the difference."""
    scope = deps.store.tenant(tenant)
    followed = scope.get(Followed, group)
    if followed is None:
        return Outcome.DONE
    if not _wanted(scope, group):
        scope.transact(lambda tx: _forget(tx, group))
        return Outcome.DONE
    company = deps.store.root.get(Tenant, tenant)
    try:
        found = deps.directory.members(group, admin=company.admin if company else "")
    except NotFound:
        found = []
    except PortError as error:
        if outcome_of(error.fault) is not Outcome.LATER:
            # The admin in whose name we ask may be gone: nobody loses anything by it.
            scope.put(replace(followed, fault=error.fault, next_at=deps.now() + SELDOM))
            return outcome_of(error.fault)
        raise
    digest = _digest(found)
    if digest == followed.digest:
        quiet = followed.quiet + 1
        scope.put(
            replace(
                followed,
                quiet=quiet,
                doubtful=False,
                fault=None,
                checked_at=deps.now(),
                next_at=deps.now() + min(SOON * 2 ** min(quiet, _DOUBLINGS), SELDOM),
            )
        )
        return Outcome.DONE
    _take_down(tenant, followed, found, digest, deps=deps)
    return Outcome.DONE


def _take_down(
    tenant: str, followed: Followed, found: list[DirectoryPerson], digest: str, *, deps: Deps
) -> None:
    scope = deps.store.tenant(tenant)
    pages = people_of(scope, followed.id)
    before = {account for page in pages.values() for account in page.people}
    now = _followed(tenant, found, before, deps=deps)
    if before and not now and not followed.doubtful:
        # Deleted, or emptied by mistake? Taking back everybody's copies waits for a second look.
        scope.put(replace(followed, doubtful=True, next_at=deps.now() + DOUBT))
        return
    affected = sorted(now ^ before if followed.digest else now | before)
    promises = _promises(tenant, followed.id, affected, deps=deps)
    after = sharded(followed.id, now)

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Followed, followed.id)
        if stored is None or stored.checked_at != followed.checked_at or stored.digest != followed.digest:
            return []  # Race: another look took it down meanwhile.
        tx.put(
            replace(
                stored,
                size=len(now),
                left_out=len({person.id for person in found} - now),
                digest=digest,
                quiet=0,
                doubtful=False,
                fault=None,
                checked_at=deps.now(),
                next_at=deps.now() + SOON,
            )
        )
        tx.put(*(page for shard, page in after.items() if pages.get(shard) != page))
        tx.delete(GroupPeople, *(page.key for shard, page in pages.items() if shard not in after))
        tx.put(*promises)
        return promises

    relay(tenant, scope.transact(body), deps=deps)


def _followed(
    tenant: str, found: Iterable[DirectoryPerson], before: set[str], *, deps: Deps
) -> frozenset[str]:
    """Who of those found has what the group gives.

    Whoever had it keeps it while she is in the group, suspended or not; new are people of the company
    who are active, as many as fit.
    """
    found = list(found)
    stay = {person.id for person in found} & before
    company = deps.store.root.get(Tenant, tenant)
    domains = learn_domains(tenant, found, deps=deps)
    fresh = [
        person.id
        for person in sorted(found, key=lambda one: one.id)
        if person.id not in stay and not person.suspended and is_ours(person, company, domains)
    ]
    return frozenset(stay | set(fresh[: max(0, LARGEST - len(stay))]))


def count(tenant: str, group: str, *, deps: Deps) -> int:
    """How many people a share with this group would reach.

    Raises what `Directory.members` does.
    """
    company = deps.store.root.get(Tenant, tenant)
    found = deps.directory.members(group, admin=company.admin if company else "")
    domains = learn_domains(tenant, found, deps=deps)
    return sum(1 for person in found if not person.suspended and is_ours(person, company, domains))


def _spread(tenant: str, group: str, label: str, *, deps: Deps) -> Outcome:
    scope = deps.store.tenant(tenant)
    followed = scope.get(Followed, group)
    if followed is not None and followed.checked_at is None:
        return look(tenant, group, deps=deps)
    people = {account for page in people_of(scope, group).values() for account in page.people}
    for derived in pages(scope, Grant, Where("label", "==", label), Where("via", "==", group), size=500):
        people |= {grant.principal for grant in derived}
    promises = _promises(tenant, group, sorted(people), label=label, deps=deps)
    dispatch(tenant, promises, deps=deps)
    return Outcome.DONE


def _promises(tenant: str, group: str, people: list[str], *, label: str = "", deps: Deps) -> list[Promise]:
    more = {"label": label} if label else {}
    return [
        promise(
            tenant,
            "group",
            {"group": group, "people": " ".join(people[start : start + AT_ONCE]), **more},
            deps=deps,
        )
        for start in range(0, len(people), AT_ONCE)
    ]


def _forget(tx: Transaction, group: str) -> None:
    """Race: somebody may be sharing with the group at this moment, and counts on its record."""
    pages = people_of(tx, group)
    if not _wanted(tx, group):
        tx.delete(GroupPeople, *(page.key for page in pages.values()))
        tx.delete(Followed, group)


def _wanted(reader: Reader, group: str) -> bool:
    grants = reader.find(Grant, Where("principal", "==", group))
    return any(grant.state != "ended" for grant in grants)


def _digest(found: Iterable[DirectoryPerson]) -> str:
    listed = sorted(f"{person.id} {person.suspended:d}" for person in found)
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()[:32]
