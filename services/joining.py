"""Joiners of a Google Group get its labels, leavers lose them: one page of people, one label a task.

What a person has in a label is settled anew from all groups of the label each time, so tasks may come
twice and in any order: a level of her own stays as it is, several groups come to the highest, and
what no group gives any more ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from .auditing import happened
from .core.outcome import Outcome, outcome_of
from .core.person import DirectoryPerson
from .core.records import Account, Copy, Grant, Label, Promise, Tenant
from .deps import Deps
from .fanning import end_one
from .limiting import reserve
from .membership import Given, given
from .notifying import Occasion, owe
from .outbox import promise, relay
from .policies import may_reach
from .ports import NotFound, PortError, Scope, Task, Transaction, Where

_WELCOME = timedelta(days=1)
"""So long after a share its personal message goes along with the mail to a member of the group."""


def settle(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    """Bring some people of a group in step: with one label, or a task for each label of the group."""
    scope = deps.store.tenant(tenant)
    if "label" in body:
        rest = _settle(tenant, body["label"], body["people"].split(), deps=deps)
        if rest:
            deps.queue.enqueue(Task("group", {**body, "tenant": tenant, "people": " ".join(rest)}))
        return Outcome.DONE
    for grant in scope.find(Grant, Where("principal", "==", body["group"]), Where("kind", "==", "group")):
        if grant.state != "ended":
            deps.queue.enqueue(Task("group", {**body, "tenant": tenant, "label": grant.label}))
    return Outcome.DONE


def _settle(tenant: str, label_id: str, people: list[str], *, deps: Deps) -> list[str]:
    """Those for whom the time of the task was too short."""
    scope = deps.store.tenant(tenant)
    label = scope.get(Label, label_id)
    if label is None:
        return []
    until = deps.now() + timedelta(seconds=deps.task_seconds)
    wanted = given(scope, label_id, people) if label.state == "active" else {}
    grants = scope.get_many(Grant, [f"{label_id}.{account}" for account in people])
    new = Counter(
        wanted[account].by for account in people if account in wanted and _is_new(grants, label_id, account)
    )
    due = {by: reserve(tenant, by, mails, deps=deps) for by, mails in new.items()}
    for place, account in enumerate(people):
        if deps.now() >= until:
            return people[place:]
        grant = grants.get(f"{label_id}.{account}")
        if account == label.owner or (grant and grant.state != "ended" and not grant.via):
            continue
        if account not in wanted:
            _leaves(tenant, label_id, account, grant, deps=deps)
        elif _is_new(grants, label_id, account):
            _joins(tenant, label, account, wanted[account], due[wanted[account].by].pop(0), deps=deps)
        elif grant and grant.state != "ended":
            _changes(tenant, label, grant, wanted[account], deps=deps)
    return []


def _is_new(grants: Mapping[str, Grant], label: str, account: str) -> bool:
    grant = grants.get(f"{label}.{account}")
    return grant is None or (grant.state == "ended" and not grant.via)


def _joins(tenant: str, label: Label, account: str, what: Given, mail_at: datetime, *, deps: Deps) -> None:
    person = _person(tenant, account, what, deps=deps)
    if person is None:
        return
    fresh = what.grant.at is not None and deps.now() - what.grant.at < _WELCOME
    occasion = Occasion("shared", label.id, what.by, message=what.grant.message if fresh else "")
    mails, promises = owe(tenant, occasion, [account], deps=deps)
    promises = [replace(one, due=mail_at if mail_at > deps.now() else None) for one in promises]
    promises.append(promise(tenant, "copy", {"account": account, "label": label.id}, deps=deps))
    note = happened(what.by, "joined", label=label.id, target=account, detail=what.group, deps=deps)
    key = f"{label.id}.{account}"

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Label, label.id)
        grant = tx.get(Grant, key)
        copy = tx.get(Copy, key) or Copy(label=label.id, account=account)
        known = tx.get(Account, account)
        if stored is None or stored.state != "active" or (grant and (grant.state != "ended" or grant.via)):
            return []
        if known is None:
            tx.put(Account(id=account, email=person.email, name=person.name, aliases=person.aliases))
        tx.put(
            Grant(
                label=label.id,
                principal=account,
                email=person.email,
                name=person.name,
                level=what.level,
                granted_by=what.by,
                via=what.group,
                at=deps.now(),
                former=grant.former_at(what.level, deps.now()) if grant else None,
            ),
            replace(
                copy,
                state="waiting",
                position="",
                done=0,
                fault=None,
                total=stored.size,
                changed_at=deps.now(),
            ),
            note,
            *mails,
            *promises,
        )
        return promises

    relay(tenant, deps.store.tenant(tenant).transact(body), deps=deps)


def _person(tenant: str, account: str, what: Given, *, deps: Deps) -> DirectoryPerson | None:
    """Who she is; None for somebody whom the company's directory does not have, or policy excludes."""
    scope = deps.store.tenant(tenant)
    company = deps.store.root.get(Tenant, tenant)
    giver = scope.get(Account, what.by)
    known = scope.get(Account, account)
    if company is None:
        return None
    if known is not None:
        person = DirectoryPerson(id=known.id, email=known.email, name=known.name, aliases=known.aliases)
    else:
        try:
            person = deps.directory.person(account, asked_by=company.admin)
        except NotFound:
            return None
        except PortError as error:
            if outcome_of(error.fault) is Outcome.LATER:
                raise
            return None
        if person.customer != company.customer:
            return None
    if giver is not None and not may_reach(company, giver.email, person.email):
        return None
    return person


def _leaves(tenant: str, label: str, account: str, grant: Grant | None, *, deps: Deps) -> None:
    scope = deps.store.tenant(tenant)
    if grant is None:
        return
    if grant.state == "ended":
        if grant.via:
            _readmit(scope, grant)
        return
    promises = end_one(tenant, label, account, by="", only=lambda _, grant: bool(grant.via), deps=deps)
    if promises:
        scope.put(happened("", "left-group", label=label, target=account, detail=grant.via, deps=deps))
    relay(tenant, promises, deps=deps)


def _readmit(scope: Scope, grant: Grant) -> None:
    """She has left the group that she was left out of: joining it again is a new beginning."""

    def body(tx: Transaction) -> None:
        stored = tx.get(Grant, grant.key)
        if stored is not None and stored.state == "ended":
            tx.put(replace(stored, via=""))

    scope.transact(body)


def _changes(tenant: str, label: Label, grant: Grant, what: Given, *, deps: Deps) -> None:
    if (grant.level, grant.via) == (what.level, what.group):
        return
    occasion = Occasion("level-changed", grant.label, what.by, facts={"before": grant.level.word})
    told = [grant.principal] if grant.level != what.level else []
    mails, promises = owe(tenant, occasion, told, deps=deps)
    if told and label.hidden:
        # Another level may show other fields.
        body_of = {"account": grant.principal, "label": label.id}
        promises.append(promise(tenant, "copy", body_of, deps=deps))
    note = happened(
        what.by, "level", label=grant.label, target=grant.principal, detail=what.level.word, deps=deps
    )

    def body(tx: Transaction) -> list[Promise]:
        stored = tx.get(Grant, grant.key)
        if stored is None or stored.state == "ended" or not stored.via:
            return []
        former = stored.former_at(what.level, deps.now())
        tx.put(replace(stored, level=what.level, via=what.group, granted_by=what.by, former=former))
        tx.put(*([note] if told else []), *mails, *promises)
        return promises

    relay(tenant, deps.store.tenant(tenant).transact(body), deps=deps)
