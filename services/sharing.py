"""Sharing a label: the form, its preview, the act itself, and stopping."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .auditing import event
from .core.acl import grantable
from .core.caller import Caller
from .core.facts import Invitee, RefusedAddress, ShareFacts, ShareForm
from .core.levels import Level
from .core.person import DirectoryPerson
from .core.plan import calls_for
from .core.recipients import parse
from .core.records import Account, Copy, Grant, Label, MailRecord, Promise, Tenant
from .core.refusals import (
    BadInput,
    LabelGone,
    LabelStopped,
    LevelTooHigh,
    NobodyChosen,
    NoSuchLabel,
    NotAllowed,
)
from .deps import Deps
from .fanning import copies_promise, end_promise
from .labels import label_id, require
from .notifying import Occasion, owe
from .outbox import promise, relay
from .policies import require_may_share
from .ports import NotFound, Transaction
from .viewing import viewer_of

AT_ONCE = 100
"""People in one share. More are named in the answer and can be shared with next; every one costs a
directory look-up while the sharer waits."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a share did: how many got the label, how many changed level, who was refused."""

    label: str
    added: int
    changed: int
    refused: tuple[RefusedAddress, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """The label that is being shared, whether or not it has been before."""

    id: str
    name: str
    size: int
    group: str
    level: Level
    owner: str
    stored: Label | None


def form(
    caller: Caller,
    *,
    form: ShareForm,
    label: str = "",
    group: str = "",
    preview: bool = False,
    deps: Deps,
) -> ShareFacts:
    """The share form; with `preview`, every address is looked up and said what it would come to.

    Raises `NoSuchLabel`, `LabelGone`, `NotAllowed`, `LabelStopped`, `PolicyForbids`.
    """
    target = _target(caller, label=label, group=group, deps=deps)
    require_may_share(caller, deps=deps)
    invitees: tuple[Invitee, ...] = ()
    refused: tuple[RefusedAddress, ...] = ()
    if preview:
        people, refused, grants = _resolve(caller, target, form, deps=deps)
        invitees = tuple(
            Invitee(
                email=person.email,
                name=person.name,
                kind="person",
                before=_level_now(grants.get(person.id)),
                after=form.level,
                contacts=target.size,
                calls=calls_for(target.size) if _level_now(grants.get(person.id)) is None else 0,
            )
            for person in people
        )
    problem = "empty-label" if target.size == 0 else ""
    if preview and not invitees:
        problem = "nobody"
    return ShareFacts(
        viewer=viewer_of(caller),
        name=target.name,
        size=target.size,
        label=target.id if target.stored else "",
        group=target.group,
        levels=grantable(target.level),
        form=form,
        invitees=invitees,
        refused=refused,
        problem=problem,
        previewed=preview,
    )


def suggest(caller: Caller, text: str, *, deps: Deps) -> list[tuple[str, str]]:
    """Colleagues whose name or address begins with `text`: (name, e-mail), the caller left out."""
    if not text.strip():
        return []
    found = deps.directory.search(text.strip(), asked_by=caller.email)
    return [(p.name, p.email) for p in found if p.id != caller.account and not p.suspended]


def share(caller: Caller, *, form: ShareForm, label: str = "", group: str = "", deps: Deps) -> Shared:
    """Share with everybody in the form who can be shared with.

    The grants, the history of it and the promised work are one transaction; copying comes after.
    Raises `NobodyChosen` when nobody is left, and what `form` raises.
    """
    target = _target(caller, label=label, group=group, deps=deps)
    require_may_share(caller, deps=deps)
    people, refused, grants = _resolve(caller, target, form, deps=deps)
    if not people:
        if refused and all(one.why == "same" for one in refused) and target.stored:
            return Shared(label=target.id, added=0, changed=0, refused=refused)
        raise NobodyChosen
    added = [p for p in people if _level_now(grants.get(p.id)) is None]
    changed = [p for p in people if _level_now(grants.get(p.id)) is not None]
    mails, promises = _mails(caller, target, form, added, changed, grants, deps=deps)
    if target.stored is None or target.stored.state != "active" or not target.stored.counted:
        promises.append(promise(caller.tenant, "pull", {"account": target.owner}, deps=deps))
    else:
        promises.append(copies_promise(caller.tenant, target.id, deps=deps))
    _write(caller, target, form.level, people, mails, promises, deps=deps)
    relay(caller.tenant, promises, deps=deps)
    return Shared(label=target.id, added=len(added), changed=len(changed), refused=refused)


def stop(caller: Caller, *, label: str, deps: Deps) -> None:
    """Stop sharing with everybody: every copy is taken back, the owner keeps her contacts.

    Raises `NotAllowed` unless the caller owns the label.
    """
    require(caller, label, Level.OWNER, deps=deps)
    ending = replace_body(end_promise(caller.tenant, label, deps=deps), by=caller.account)
    note = event(caller, "stopped", label=label, deps=deps)

    def body(tx: Transaction) -> None:
        stored = tx.get(Label, label)
        own = tx.get(Copy, f"{label}.{caller.account}")
        if stored is None or stored.state != "active":
            raise LabelStopped
        tx.put(replace(stored, state="stopped", version=stored.version + 1), ending, note)
        if own is not None:
            # The owner's label stays as it is; it is only not read any more.
            tx.put(replace(own, state="ended", changed_at=deps.now()))

    deps.store.tenant(caller.tenant).transact(body)
    relay(caller.tenant, [ending], deps=deps)


def replace_body(task: Promise, **more: str) -> Promise:
    """The same promise with more ids in its body."""
    return replace(task, body={**task.body, **more})


# --- the label -----------------------------------------------------------------------------------


def _target(caller: Caller, *, label: str, group: str, deps: Deps) -> _Target:
    scope = deps.store.tenant(caller.tenant)
    if label:
        found, grant = require(caller, label, Level.MANAGER, deps=deps)
        copy = scope.get(Copy, f"{label}.{found.owner}")
        return _Target(
            id=found.id,
            name=found.name,
            size=found.size,
            group=copy.group if copy else "",
            level=grant.level,
            owner=found.owner,
            stored=found,
        )
    if not group.startswith("contactGroups/"):
        raise BadInput
    try:
        mine = deps.people.of(caller.email).group(group)
    except NotFound as error:
        raise LabelGone from error
    known = scope.get(Label, mine.marker) if mine.marker else None
    identity = known.id if known else label_id(caller.account, group)
    stored = known or scope.get(Label, identity)
    if stored is not None and stored.owner != caller.account:
        # Her copy of somebody's label, or her own that she handed over: the label itself is meant.
        return _target(caller, label=stored.id, group="", deps=deps)
    return _Target(
        id=identity,
        name=mine.name,
        size=mine.size,
        group=group,
        level=Level.OWNER,
        owner=caller.account,
        stored=stored,
    )


# --- the people ----------------------------------------------------------------------------------


def _resolve(
    caller: Caller, target: _Target, form: ShareForm, *, deps: Deps
) -> tuple[list[DirectoryPerson], tuple[RefusedAddress, ...], dict[str, Grant]]:
    """Who can be shared with, who cannot and why, and the grants they have."""
    if form.level >= Level.OWNER or form.level > target.level:
        raise LevelTooHigh
    parsed = parse("\n".join((*form.chosen, form.typed)))
    refused = [RefusedAddress(typed, "malformed") for typed in parsed.malformed]
    refused += [RefusedAddress(a.typed, "too-many") for a in parsed.addresses[AT_ONCE:]]
    company = deps.store.root.get(Tenant, caller.tenant)
    people: dict[str, DirectoryPerson] = {}
    for address in parsed.addresses[:AT_ONCE]:
        try:
            person = deps.directory.person(address.email, asked_by=caller.email)
        except NotFound:
            domain = address.email.rpartition("@")[2].lower()
            ours = company is not None and domain in company.domains
            refused.append(RefusedAddress(address.typed, "unknown" if ours else "outside"))
            continue
        why = _why_not(caller, target, person, company)
        if why:
            refused.append(RefusedAddress(address.typed, why))
        else:
            people.setdefault(person.id, person)
    scope = deps.store.tenant(caller.tenant)
    keys = [f"{target.id}.{person}" for person in people]
    grants = {g.principal: g for g in scope.get_many(Grant, keys).values()}
    active = target.stored is not None and target.stored.state == "active"
    if not active:
        grants = {key: replace(grant, state="ended") for key, grant in grants.items()}
    for identity, person in list(people.items()):
        now = _level_now(grants.get(identity))
        if now is not None and now > target.level:
            refused.append(RefusedAddress(person.email, "higher"))
        elif now == form.level:
            refused.append(RefusedAddress(person.email, "same"))
        else:
            continue
        del people[identity]
    return list(people.values()), tuple(refused), grants


def _why_not(caller: Caller, target: _Target, person: DirectoryPerson, company: Tenant | None) -> str:
    if person.id == caller.account:
        return "self"
    if person.id == target.owner:
        return "owner"
    if company is not None and person.customer and company.customer not in {"", person.customer}:
        return "outside"
    return "suspended" if person.suspended else ""


def _level_now(grant: Grant | None) -> Level | None:
    return None if grant is None or grant.state == "ended" else grant.level


# --- the writes ----------------------------------------------------------------------------------


def _mails(
    caller: Caller,
    target: _Target,
    form: ShareForm,
    added: Iterable[DirectoryPerson],
    changed: Iterable[DirectoryPerson],
    grants: dict[str, Grant],
    *,
    deps: Deps,
) -> tuple[list[MailRecord], list[Promise]]:
    occasion = Occasion("shared", target.id, caller.account, message=form.message)
    mails, promises = owe(caller.tenant, occasion, [p.id for p in added], deps=deps)
    for person in changed:
        changing = replace(occasion, kind="level-changed", facts={"before": grants[person.id].level.word})
        more, tasks = owe(caller.tenant, changing, [person.id], deps=deps)
        mails += more
        promises += tasks
    return mails, promises


def _write(
    caller: Caller,
    target: _Target,
    level: Level,
    people: list[DirectoryPerson],
    mails: list[MailRecord],
    promises: list[Promise],
    *,
    deps: Deps,
) -> None:
    now = deps.now()
    keys = [f"{target.id}.{person.id}" for person in people]

    def body(tx: Transaction) -> None:
        label = tx.get(Label, target.id)
        own = tx.get(Grant, f"{target.id}.{caller.account}")
        accounts = tx.get_many(Account, [caller.account, *(person.id for person in people)])
        grants = tx.get_many(Grant, keys)
        copies = tx.get_many(Copy, [*keys, f"{target.id}.{target.owner}"])
        again = label is not None and label.state != "active"
        if label is None or again:
            if target.owner != caller.account:
                raise NoSuchLabel
            _begin(tx, caller, target, label, copies.get(f"{target.id}.{target.owner}"), deps=deps)
            # What is in the label already shows in a full listing only.
            tx.put(replace(accounts[caller.account], resync=True))
        elif own is None or own.state == "ended" or own.level < max(level, Level.MANAGER):
            # Race: her own level was changed while she filled in the form.
            raise NotAllowed
        for person in people:
            key = f"{target.id}.{person.id}"
            if person.id not in accounts:
                tx.put(Account(id=person.id, email=person.email, name=person.name, aliases=person.aliases))
            before = grants.get(key)
            new = again or before is None or before.state == "ended"
            tx.put(
                Grant(
                    label=target.id,
                    principal=person.id,
                    email=person.email,
                    name=person.name,
                    level=level,
                    state="invited" if new or before is None else before.state,
                    granted_by=caller.account,
                    at=now,
                )
            )
            if new:
                old = copies.get(key)
                fresh = (
                    replace(old, state="waiting", position="", done=0, fault=None)
                    if old
                    else (Copy(label=target.id, account=person.id))
                )
                tx.put(replace(fresh, total=target.size, changed_at=now))
            tx.put(
                event(
                    caller,
                    "shared" if new else "level",
                    label=target.id,
                    target=person.id,
                    detail=level.word,
                    deps=deps,
                )
            )
        tx.put(*mails, *promises)

    deps.store.tenant(caller.tenant).transact(body)


def _begin(
    tx: Transaction,
    caller: Caller,
    target: _Target,
    label: Label | None,
    copy: Copy | None,
    *,
    deps: Deps,
) -> None:
    """The label's own records: its first share, or the first after it was stopped."""
    now = deps.now()
    if label is None:
        label = Label(id=target.id, name=target.name, owner=caller.account, size=target.size, created_at=now)
    else:
        label = replace(
            label,
            name=target.name,
            state="active",
            version=label.version + 1,
            counted=False,
            size=target.size,
        )
    copy = copy or Copy(label=target.id, account=caller.account)
    tx.put(
        label,
        Grant(
            label=target.id,
            principal=caller.account,
            email=caller.email,
            name=caller.name,
            level=Level.OWNER,
            state="active",
            granted_by=caller.account,
            at=now,
        ),
        replace(
            copy,
            group=target.group,
            group_name=target.name,
            state="copying",
            total=target.size,
            changed_at=now,
        ),
    )
