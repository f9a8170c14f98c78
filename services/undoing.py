"""Undo: a new change that takes an earlier one back, for everybody.

Who may: whoever may make the same change by hand. To take back an edit, or to bring a contact back
into a label, takes an editor; to take a contact out again that somebody added, a remover; fields that
are hidden from the caller stay as they are. What somebody changed again since then stays as well, so
pressing twice undoes nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from .auditing import event
from .core.caller import Caller
from .core.codec import time_from_text, time_to_text
from .core.contact import masked, same
from .core.levels import Level
from .core.outcome import Outcome
from .core.records import Account, Contact, Event, Promise, Version
from .core.refusals import BadInput, FieldHidden, NoSuchContact, NotAllowed, Refusal
from .core.undo import taken_back
from .deps import Deps
from .history import LABELS, labels_in, states_of, version_keys
from .labels import require
from .outbox import dispatch, promise, relay
from .ports import Reader, Transaction, Where
from .revising import BATCH, Act, Revision, act_of, revise
from .rights import Rights, rights_of

HOUR = timedelta(hours=1)


def change(caller: Caller, *, label: str, contact: str, version: int, deps: Deps) -> None:
    """Take back one change of one contact.

    Raises `NoSuchContact`, `NotAllowed`, or `FieldHidden` when all of it is hidden from the caller.
    """
    require(caller, label, Level.EDITOR, deps=deps)
    act = act_of(caller, "undo", deps=deps)
    key = f"{contact}.{version:08d}"
    note = event(caller, "undone", label=label, target=contact, detail="change", deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        hub, done = tx.get(Contact, contact), tx.get(Version, key)
        if hub is None or done is None or label not in done.labels:
            raise NoSuchContact
        rights = rights_of(tx, caller, {*hub.labels, *done.labels})
        _check(hub, done, rights)
        revision = _without(hub, [done], rights)
        if revision is None:
            return []
        promises = revise(tx, act, [revision], rights.labels, deps=deps)
        if done.clashed:
            # What was merged is taken back with the rest: there is nothing left to choose from.
            tx.put(replace(done, clashed=False))
        tx.put(note)
        return promises

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def back_to(caller: Caller, *, label: str, contact: str, version: int, deps: Deps) -> None:
    """Make one contact what it was at a version; its labels and hidden fields stay as they are.

    Raises `NoSuchContact` (also for a version that is not known any more) and `NotAllowed`.
    """
    require(caller, label, Level.EDITOR, deps=deps)
    act = act_of(caller, "undo", deps=deps)
    note = event(caller, "undone", label=label, target=contact, detail="version", deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        hub = tx.get(Contact, contact)
        if hub is None or label not in hub.labels or not 0 < version <= hub.version:
            raise NoSuchContact
        versions = tx.get_many(Version, version_keys(hub, [version]))
        states = states_of(hub, [version], versions)
        rights = rights_of(tx, caller, hub.labels)
        if version not in states:
            raise NoSuchContact
        if not rights.may_edit(hub.labels):
            raise NotAllowed
        hidden = rights.hidden_in(hub.labels)
        kept = {name: entries for name, entries in hub.content.items() if name in hidden}
        content = {**masked(states[version], hidden), **kept}
        if same(content, hub.content):
            return []
        promises = revise(tx, act, [Revision(hub, content, hub.labels)], rights.labels, deps=deps)
        tx.put(note)
        return promises

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def run(caller: Caller, *, label: str, run: str, deps: Deps) -> int:
    """Take back everything that one sync, or one act, did in this label; returns in how many contacts.

    More than one batch is done by a task; the number is then that of the changes to be looked at.
    """
    if not run:
        raise BadInput("run")
    return _many(caller, label, {"run": run}, deps=deps)


def hour(caller: Caller, *, label: str, who: str, deps: Deps) -> int:
    """Take back what one person (account id) did in this label in the last hour; see `run`."""
    if not who:
        raise BadInput("who")
    since = time_to_text(deps.now() - HOUR)
    return _many(caller, label, {"who": who, "since": since}, deps=deps)


def go_on(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    """The task: one batch, and the promise of the next one. What is not allowed any more is left."""
    scope = deps.store.tenant(tenant)
    account = scope.get(Account, body["by"])
    if account is None:
        return Outcome.GONE
    caller = Caller(tenant, account.id, account.email, account.name)
    try:
        require(caller, body["label"], Level.EDITOR, deps=deps)
    except Refusal:
        return Outcome.DONE
    act = replace(act_of(caller, "undo", deps=deps), run=body["undo"])
    versions, last = _page(scope, body)
    _batch(act, body["label"], versions, deps=deps)
    if last:
        again = promise(tenant, "undo", {**_ids(body), "after": last}, deps=deps)
        dispatch(tenant, [again], deps=deps)
    return Outcome.DONE


def _ids(body: Mapping[str, str]) -> dict[str, str]:
    return {name: body[name] for name in ("label", "by", "undo", "run", "who", "since") if name in body}


def _many(caller: Caller, label: str, what: dict[str, str], *, deps: Deps) -> int:
    require(caller, label, Level.EDITOR, deps=deps)
    act = act_of(caller, "undo", deps=deps)
    scope = deps.store.tenant(caller.tenant)
    body = {"label": label, "by": caller.account, "undo": act.run, **what}
    kind = "run" if "run" in what else "hour"
    note = event(caller, "undone", label=label, target=what.get("who", ""), detail=kind, deps=deps)
    versions, last = _page(scope, body)
    if not last:
        return _batch(act, label, versions, deps=deps, note=note)
    by = Where("run", "==", what["run"]) if "run" in what else Where("who", "==", what["who"])
    count = scope.count(Version, Where("labels", "contains", label), by)
    first = promise(caller.tenant, "undo", body, deps=deps)
    scope.transact(lambda tx: tx.put(note, first))
    relay(caller.tenant, [first], deps=deps)
    return count


def _page(scope: Reader, body: Mapping[str, str]) -> tuple[list[Version], str]:
    """The next versions, and the key after which the following page begins (empty: none).

    A sync's come by contact, and a contact's are never torn apart; a person's come newest first.
    Either way a contact's newest change is taken back before the one below it.
    """
    after = scope.get(Version, body["after"]) if body.get("after") else None
    here = Where("labels", "contains", body["label"])
    if "run" not in body:
        since = Where("at", ">=", time_from_text(body["since"]))
        found = scope.find(
            Version,
            here,
            Where("who", "==", body["who"]),
            since,
            order="at",
            descending=True,
            after=after,
            limit=BATCH,
        )
        return found, found[-1].key if len(found) == BATCH else ""
    found = scope.find(Version, here, Where("run", "==", body["run"]), after=after, limit=BATCH)
    if len(found) < BATCH:
        return found, ""
    whole = [version for version in found if version.contact != found[-1].contact] or found
    return whole, whole[-1].key


def _batch(
    act: Act, label: str, versions: Sequence[Version], *, deps: Deps, note: Event | None = None
) -> int:
    by_contact: dict[str, list[Version]] = {}
    for version in sorted(versions, key=lambda one: one.number, reverse=True):
        by_contact.setdefault(version.contact, []).append(version)

    def body(tx: Transaction) -> tuple[int, list[Promise]]:
        hubs = tx.get_many(Contact, by_contact)
        concerned = {one for hub in hubs.values() for one in hub.labels}
        concerned |= {one for version in versions for one in version.labels} | {label}
        rights = rights_of(tx, act.caller, concerned)
        found = (_without(hub, by_contact[hub.id], rights) for hub in hubs.values())
        revisions = [revision for revision in found if revision is not None]
        promises = revise(tx, act, revisions, rights.labels, deps=deps)
        if note is not None and revisions:
            tx.put(note)
        return len(revisions), promises

    count, promises = deps.store.tenant(act.caller.tenant).transact(body)
    relay(act.caller.tenant, promises, deps=deps)
    return count


def _check(hub: Contact, done: Version, rights: Rights) -> None:
    """Refuse with a reason what `_without` would pass over in silence."""
    fields = {*done.before, *done.after} - {LABELS}
    removed = labels_in(done.before) - labels_in(done.after)
    added = labels_in(done.after) - labels_in(done.before)
    hidden = rights.hidden_in(hub.labels or done.labels)
    if fields and fields <= hidden:
        raise FieldHidden(min(fields))
    if not removed and not hub.labels:
        raise NoSuchContact
    allowed = (
        (bool(fields) and rights.may_edit(hub.labels))
        or any(rights.may_add(label) for label in removed)
        or any(rights.may_remove(label) for label in added)
    )
    if not allowed:
        raise NotAllowed


def _without(hub: Contact, versions: Iterable[Version], rights: Rights) -> Revision | None:
    """The contact without these changes (newest first), as far as the caller may; None: nothing to do."""
    content, labels = hub.content, set(hub.labels)
    may_edit = rights.may_edit(hub.labels)
    hidden = rights.hidden_in(hub.labels)
    for version in versions:
        before, after = labels_in(version.before), labels_in(version.after)
        if may_edit:
            names = sorted({*version.before, *version.after} - {LABELS} - hidden)
            content = taken_back(content, version.before, version.after, names)
        labels |= {label for label in before - after if rights.may_add(label)}
        labels -= {label for label in after - before if rights.may_remove(label)}
    if labels == set(hub.labels) and same(content, hub.content):
        return None
    return Revision(hub, content, tuple(sorted(labels)))
