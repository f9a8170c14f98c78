"""Changes that people make in our own pages, written for one transaction.

That is: new versions, the sizes of labels, and the promise to tell everybody. Whoever calls has decided
that the caller may, and has read all that it needs before `revise` writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from .core.caller import Caller
from .core.records import Clash, Contact, Fields, Label, Promise
from .deps import Deps
from .fanning import changed_promise
from .history import first_version, make_version
from .ports import Transaction

BATCH = 200
"""Contacts of one transaction, and of one task."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, through what (a `cause` of `Version`), in which run, and when."""

    caller: Caller
    cause: str
    run: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """What one contact becomes. `new`: it is not in the hub yet."""

    hub: Contact
    content: Fields
    labels: tuple[str, ...]
    clashes: tuple[Clash, ...] = ()
    new: bool = False


def act_of(caller: Caller, cause: str, *, deps: Deps) -> Act:
    """An act that begins now."""
    return Act(caller, cause, deps.new_id(), deps.now())


def revise(
    tx: Transaction, act: Act, revisions: Iterable[Revision], labels: Mapping[str, Label], *, deps: Deps
) -> list[Promise]:
    """Write the new versions, and promise to bring them into everybody's copies, the actor's too.

    `labels` are the records of the labels that contacts join or leave: their sizes follow.
    """
    touched: dict[str, set[str]] = {}
    moved: Counter[str] = Counter()
    for revision in revisions:
        hub = revision.hub
        if revision.new:
            contact = replace(hub, content=revision.content, labels=revision.labels)
            version = first_version(contact, at=act.now, cause=act.cause, run=act.run)
            joined, gone = set(revision.labels), set[str]()
        else:
            contact, version = make_version(
                hub,
                content=revision.content,
                labels=revision.labels,
                who=act.caller.account,
                cause=act.cause,
                run=act.run,
                now=act.now,
                clashes=revision.clashes,
            )
            joined = set(revision.labels) - set(hub.labels)
            gone = set(hub.labels) - set(revision.labels)
        tx.put(contact, version)
        moved.update(joined)
        moved.subtract(gone)
        touched[contact.id] = {*hub.labels, *contact.labels}
    sized = [
        replace(labels[label], size=max(0, labels[label].size + by))
        for label, by in sorted(moved.items())
        if by and label in labels
    ]
    tx.put(*sized)
    if not touched:
        return []
    told = changed_promise(act.caller.tenant, touched, source="", deps=deps)
    tx.put(told)
    return [told]
