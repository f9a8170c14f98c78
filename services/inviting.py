"""Whom the addresses of a share form name: people of the company, and its Google Groups.

Every address is said what it comes to. Groups can be looked up by an admin only: until one has opened
the add-on, the address of a group is refused with that reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from . import groups
from .core.caller import Caller
from .core.facts import Invitee, RefusedAddress, ShareForm
from .core.levels import Level
from .core.person import DirectoryGroup, DirectoryPerson
from .core.plan import calls_for
from .core.recipients import Address, parse
from .core.records import Grant, Label, Tenant
from .core.refusals import LevelTooHigh
from .deps import Deps
from .policies import may_reach
from .ports import AccountTrouble, NotFound, RequestRefused
from .tenancy import domain_of

AT_ONCE = 500
"""Addresses in one share. More are named in the answer and can be shared with next."""
LOOKING = 16
"""Look-ups at the same time."""
PATIENCE = timedelta(seconds=10)
"""Every address costs a directory look-up while the sharer waits, and Google's host waits for no card
longer than half a minute: those that have not been looked up by then can be shared with next."""


@dataclass(frozen=True, slots=True)
class Target:
    """The label that is being shared, whether or not it has been before."""

    id: str
    name: str
    size: int
    group: str
    level: Level
    owner: str
    stored: Label | None

    @property
    def active(self) -> bool:
        """Whether it is shared at this moment."""
        return self.stored is not None and self.stored.state == "active"


@dataclass(frozen=True, slots=True)
class Invited:
    """A principal who can be shared with: a person, or a group of so many people."""

    id: str
    email: str
    name: str
    kind: str = "person"
    people: int = 1
    aliases: tuple[str, ...] = ()

    @classmethod
    def person(cls, found: DirectoryPerson) -> Invited:
        """One person."""
        return cls(found.id, found.email, found.name, aliases=found.aliases)

    @classmethod
    def group(cls, found: DirectoryGroup, people: int) -> Invited:
        """The people of a group."""
        return cls(found.id, found.email, found.name, "group", people)


@dataclass(frozen=True, slots=True)
class Has:
    """Of the label's contacts: those she has `through` other labels, and her own to be `adopted`."""

    through: int
    adopted: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who can be shared with, who cannot and why, and the grants that they have."""

    invited: tuple[Invited, ...]
    refused: tuple[RefusedAddress, ...]
    grants: Mapping[str, Grant]

    def before(self, one: Invited) -> Level | None:
        """The level that somebody has now."""
        return level_now(self.grants.get(one.id))

    @property
    def added(self) -> list[Invited]:
        """Those who do not have the label yet."""
        return [one for one in self.invited if self.before(one) is None]

    @property
    def changed(self) -> list[Invited]:
        """Those who have it, at another level."""
        return [one for one in self.invited if self.before(one) is not None]

    def shown(self, level: Level, size: int, has: Mapping[str, Has]) -> tuple[Invitee, ...]:
        """For the preview; `has` by principal id, of those of whom it is known."""
        return tuple(
            Invitee(
                email=one.email,
                name=one.name,
                kind=one.kind,
                before=self.before(one),
                after=level,
                contacts=size,
                calls=calls_for(size) * one.people if self.before(one) is None else 0,
                people=one.people,
                through=has[one.id].through if one.id in has else 0,
                adopted=has[one.id].adopted if one.id in has else 0,
            )
            for one in self.invited
        )


def level_now(grant: Grant | None) -> Level | None:
    """The level that a grant gives now."""
    return None if grant is None or grant.state == "ended" else grant.level


def resolve(caller: Caller, target: Target, form: ShareForm, *, deps: Deps) -> Resolved:
    """Look every address up. Raises `LevelTooHigh` for more than the caller may give."""
    if form.level >= Level.OWNER or form.level > target.level:
        raise LevelTooHigh
    parsed = parse("\n".join((*form.chosen, form.typed)))
    refused = [RefusedAddress(typed, "malformed") for typed in parsed.malformed]
    refused += [RefusedAddress(a.typed, "too-many") for a in parsed.addresses[AT_ONCE:]]
    company = deps.store.root.get(Tenant, caller.tenant) or Tenant(id=caller.tenant)
    found: dict[str, Invited] = {}
    asked = parsed.addresses[:AT_ONCE]
    look_up = partial(_in_time, caller, target, company, until=deps.now() + PATIENCE, deps=deps)
    with ThreadPoolExecutor(max_workers=LOOKING) as looking:
        answers = list(looking.map(look_up, asked))
    for address, one in zip(asked, answers, strict=True):
        if isinstance(one, Invited):
            found.setdefault(one.id, one)
        else:
            refused.append(RefusedAddress(address.typed, one))
    scope = deps.store.tenant(caller.tenant)
    keys = [f"{target.id}.{principal}" for principal in found]
    grants = {g.principal: g for g in scope.get_many(Grant, keys).values()}
    if not target.active:
        grants = {key: replace(grant, state="ended") for key, grant in grants.items()}
    for principal, one in list(found.items()):
        now = level_now(grants.get(principal))
        if now is not None and now > target.level:
            refused.append(RefusedAddress(one.email, "higher"))
        elif now == form.level:
            refused.append(RefusedAddress(one.email, "same"))
        else:
            continue
        del found[principal]
    return Resolved(tuple(found.values()), tuple(refused), grants)


def _in_time(
    caller: Caller, target: Target, company: Tenant, address: Address, *, until: datetime, deps: Deps
) -> Invited | str:
    """`_look_up` while there is time for it."""
    return "too-many" if deps.now() >= until else _look_up(caller, target, company, address, deps=deps)


def _look_up(
    caller: Caller, target: Target, company: Tenant, address: Address, *, deps: Deps
) -> Invited | str:
    """Whom the address names, or why she cannot be shared with; see `RefusedAddress`."""
    try:
        person = deps.directory.person(address.email, asked_by=caller.email)
    except NotFound:
        return _group(company, address, deps=deps)
    if person.id == caller.account:
        return "self"
    if person.id == target.owner:
        return "owner"
    if person.customer and company.customer not in {"", person.customer}:
        return "outside"
    if person.suspended:
        return "suspended"
    return Invited.person(person) if may_reach(company, caller.email, person.email) else "other-domain"


def _group(company: Tenant, address: Address, *, deps: Deps) -> Invited | str:
    nobody = "unknown" if domain_of(address.email) in company.domains else "outside"
    if not company.admin:
        return "groups-need-admin" if nobody == "unknown" else nobody
    try:
        group = deps.directory.group(address.email, admin=company.admin)
        people = groups.count(company.id, group.id, deps=deps)
    except NotFound:
        return nobody
    except (AccountTrouble, RequestRefused):
        # Whoever was the admin may not look at groups (any more).
        return "groups-need-admin" if nobody == "unknown" else nobody
    if people > groups.LARGEST:
        return "group-too-large"
    return Invited.group(group, people) if people else "empty-group"
