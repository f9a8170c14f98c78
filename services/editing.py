"""Editing contacts in our own pages, under the rules that hold in Google Contacts.

A form is merged like a copy: against the version that it was opened with, so that what others changed
meanwhile is neither lost nor written over. Who may: an editor changes and adds, a remover takes out,
and to put a contact of one label into another, which shows it to more people, takes a manager of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from .auditing import event
from .core.caller import Caller
from .core.contact import WRITABLE, content_of, fingerprint, masked, same
from .core.levels import Level
from .core.limits import check_limits
from .core.merge import merge
from .core.records import Account, Contact, Fields, Promise, Version
from .core.refusals import BadInput, FieldHidden, NoSuchContact, NotAllowed
from .core.searchwords import prefixes_of
from .deps import Deps
from .history import sort_key, states_of, version_keys
from .labels import require
from .outbox import relay
from .ports import Transaction, Where
from .pulse import is_behind
from .revising import Revision, act_of, revise
from .rights import rights_of

PAGE = 200
"""Contacts of one page of ids, as in `admitting`."""

PRESSED_TWICE = timedelta(minutes=1)
TWINS = 20

Form = Mapping[str, Sequence[Mapping[str, Any]]]
"""Field name -> its entries as People writes them; an empty list clears the field."""


def edit(
    caller: Caller,
    *,
    label: str,
    contact: str,
    version: int,
    form: Form,
    cause: str = "sidebar",
    deps: Deps,
) -> None:
    """Change fields of a contact; `version` is the one that the form was opened with.

    Fields that the form does not have stay as they are. Raises `FieldHidden` (with the field),
    `NotAllowed`, `NoSuchContact`, `BadInput`.
    """
    require(caller, label, Level.VIEWER, deps=deps)
    typed = _typed(form)
    act = act_of(caller, cause, deps=deps)
    note = event(caller, "edited", label=label, target=contact, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        hub = tx.get(Contact, contact)
        if hub is None or label not in hub.labels:
            raise NoSuchContact
        if not 0 < version <= hub.version:
            raise BadInput("version")
        states = states_of(hub, [version], tx.get_many(Version, version_keys(hub, [version])))
        rights = rights_of(tx, caller, hub.labels)
        if not rights.may_edit(hub.labels):
            raise NotAllowed
        hidden = rights.hidden_in(hub.labels)
        for name in WRITABLE:
            if name in form and name in hidden:
                raise FieldHidden(name)
        base = masked(states.get(version, {}), hidden)
        copy = {
            name: entries
            for name, entries in {**base, **typed}.items()
            if name not in form or typed.get(name)
        }
        merged = merge(
            hub.content, [base], copy, hub_by=hub.changed_by, copy_by=caller.account, hidden=hidden
        )
        if same(merged.content, hub.content):
            return []
        if not merged.content:
            raise BadInput("form")
        check_limits(merged.content)
        revision = Revision(hub, merged.content, hub.labels, merged.clashes)
        promises = revise(tx, act, [revision], rights.labels, deps=deps)
        tx.put(note)
        return promises

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def add(caller: Caller, *, label: str, form: Form, cause: str = "sidebar", deps: Deps) -> str:
    """A new contact in the label, for everybody; its id. A second press within a minute adds no second.

    Raises `FieldHidden`, `NotAllowed`, `BadInput` (nothing filled in).
    """
    require(caller, label, Level.EDITOR, deps=deps)
    content = _typed(form)
    if not content:
        raise BadInput("form")
    check_limits(content)
    act = act_of(caller, cause, deps=deps)
    fresh_page = deps.new_id()[:12]
    stored = deps.store.tenant(caller.tenant).get(Account, caller.account)
    behind = stored is not None and is_behind(caller.tenant, stored, deps=deps)

    def body(tx: Transaction) -> tuple[str, list[Promise]]:
        rights = rights_of(tx, caller, [label])
        if not rights.may_add(label):
            raise NotAllowed
        for name in sorted(rights.hidden_in([label]) & content.keys()):
            raise FieldHidden(name)
        for twin in tx.find(Contact, Where("hash", "==", fingerprint(content)), limit=TWINS):
            if label in twin.labels and twin.created_by == caller.account and _just_made(twin, act.now):
                return twin.id, []
        account = tx.get(Account, caller.account) or Account(id=caller.account, email=caller.email)
        page, used = account.page, account.page_used
        if not page or used >= PAGE or behind:
            page, used = fresh_page, 0
        contact = Contact(
            id=f"{page}.{used:03d}",
            labels=(),
            content=content,
            sort=sort_key(content),
            prefixes=prefixes_of(content),
            hash=fingerprint(content),
            created_at=act.now,
            created_by=caller.account,
            changed_at=act.now,
            changed_by=caller.account,
        )
        tx.put(replace(account, page=page, page_used=used + 1))
        revision = Revision(contact, content, (label,), new=True)
        promises = revise(tx, act, [revision], rights.labels, deps=deps)
        tx.put(event(caller, "added", label=label, target=contact.id, deps=deps))
        return contact.id, promises

    contact, promises = deps.store.tenant(caller.tenant).transact(body)
    relay(caller.tenant, promises, deps=deps)
    return contact


def _just_made(contact: Contact, now: datetime) -> bool:
    return contact.created_at is not None and now - contact.created_at < PRESSED_TWICE


def remove(caller: Caller, *, label: str, contact: str, cause: str = "sidebar", deps: Deps) -> None:
    """Take a contact out of the label, for everybody; it stays in the label's trash for thirty days.

    Raises `NotAllowed` below remover; doing it twice is no error.
    """
    require(caller, label, Level.REMOVER, deps=deps)
    act = act_of(caller, cause, deps=deps)
    note = event(caller, "removed", label=label, target=contact, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        hub = tx.get(Contact, contact)
        if hub is None or label not in (*hub.labels, *hub.left):
            raise NoSuchContact
        rights = rights_of(tx, caller, [label])
        if not rights.may_remove(label):
            raise NotAllowed
        if label not in hub.labels:
            return []
        left = tuple(one for one in hub.labels if one != label)
        promises = revise(tx, act, [Revision(hub, hub.content, left)], rights.labels, deps=deps)
        tx.put(note)
        return promises

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def include(caller: Caller, *, label: str, contact: str, deps: Deps) -> None:
    """Put a contact that is shared already into another label as well; doing it twice is no error.

    That shows it to more people: it takes a manager of a label that holds it, who sees all of it, and
    an editor of the new one. Raises `NoSuchContact`, `NotAllowed`, `FieldHidden`.
    """
    require(caller, label, Level.EDITOR, deps=deps)
    act = act_of(caller, "sidebar", deps=deps)
    note = event(caller, "added", label=label, target=contact, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        hub = tx.get(Contact, contact)
        rights = rights_of(tx, caller, {label, *(hub.labels if hub else ())})
        level = rights.level_in(hub.labels) if hub else None
        if hub is None or level is None:
            raise NoSuchContact
        if label in hub.labels:
            return []
        if not (rights.may_add(label) and level.may_share):
            raise NotAllowed
        for name in sorted(rights.hidden_in(hub.labels) & hub.content.keys()):
            raise FieldHidden(name)
        labels = tuple(sorted({*hub.labels, label}))
        promises = revise(tx, act, [Revision(hub, hub.content, labels)], rights.labels, deps=deps)
        tx.put(note)
        return promises

    relay(caller.tenant, deps.store.tenant(caller.tenant).transact(body), deps=deps)


def _typed(form: Form) -> Fields:
    """The form as content: no output-only parts, no empty entries. Raises `BadInput`."""
    if not form.keys() <= set(WRITABLE):
        raise BadInput("field")
    return content_of(form)
