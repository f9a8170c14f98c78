"""The audit log: who changed which right or setting, for admins, page by page or as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from . import admin
from .auditing import event
from .core.admin_facts import AuditPage, AuditRow
from .core.audit_file import csv_lines, json_lines
from .core.caller import Caller
from .core.records import Account, Event, Followed, Label
from .core.refusals import BadInput
from .deps import Deps
from .ports import Where

PAGE = 50
AT_ONCE = 500
"""Events in memory at a time while a file is written."""
FORMATS = ("csv", "jsonl")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events; what is empty is not asked for. `since` and `until` are both included.

    `who` is an account id, `what` a kind of event, `label` a label id.
    """

    who: str = ""
    what: str = ""
    label: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def where(self) -> list[Where]:
        """The conditions of the store."""
        asked = [
            Where(name, "==", getattr(self, name)) for name in ("who", "what", "label") if getattr(self, name)
        ]
        if self.since is not None:
            asked.append(Where("at", ">=", self.since))
        if self.until is not None:
            asked.append(Where("at", "<=", self.until))
        return asked


def events(caller: Caller, wanted: Filter, *, after: str = "", deps: Deps) -> AuditPage:
    """A page of events, newest first; `after` is the cursor of the page before. Raises `NotAdmin`."""
    admin.require_admin(caller, fully=False, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    last = scope.get(Event, after) if after else None
    found = _find(caller, wanted, last, PAGE + 1, deps=deps)
    page = found[:PAGE]
    return AuditPage(
        rows=tuple(_rows(caller, page, deps=deps)), next=page[-1].id if len(found) > PAGE else ""
    )


def person(caller: Caller, text: str, *, deps: Deps) -> str:
    """The account id of an address, for a filter; empty when nobody here has it. Raises `NotAdmin`."""
    admin.require_admin(caller, deps=deps)
    found = deps.store.tenant(caller.tenant).find(
        Account, Where("email", "==", text.strip().lower()), limit=1
    )
    return found[0].id if found else ""


def export(caller: Caller, wanted: Filter, *, form: str, deps: Deps) -> Iterator[str]:
    """The whole log that meets the filter as the lines of a CSV or JSON Lines file, newest first.

    The lines are made while they are read, so that a log of any length takes the memory of a few hundred
    events. That somebody took it out of here is an event as well. Raises `NotAdmin`, and `BadInput` for
    another form than `csv` and `jsonl`, before the first line.
    """
    admin.require_admin(caller, deps=deps)
    if form not in FORMATS:
        raise BadInput("form")
    deps.store.tenant(caller.tenant).put(event(caller, "exported", target="audit", detail=form, deps=deps))
    rows = _all(caller, wanted, deps=deps)
    return csv_lines(rows) if form == "csv" else json_lines(rows)


def _all(caller: Caller, wanted: Filter, *, deps: Deps) -> Iterator[AuditRow]:
    last: Event | None = None
    while found := _find(caller, wanted, last, AT_ONCE, deps=deps):
        yield from _rows(caller, found, deps=deps)
        last = found[-1]


def _find(caller: Caller, wanted: Filter, after: Event | None, limit: int, *, deps: Deps) -> list[Event]:
    return deps.store.tenant(caller.tenant).find(
        Event, *wanted.where, order="at", descending=True, after=after, limit=limit
    )


def _rows(caller: Caller, found: Sequence[Event], *, deps: Deps) -> Iterator[AuditRow]:
    scope = deps.store.tenant(caller.tenant)
    ids = {each for one in found for each in (one.who, one.target) if each}
    people = scope.get_many(Account, ids)
    groups = scope.get_many(Followed, ids - people.keys())
    labels = scope.get_many(Label, {one.label for one in found if one.label})
    for one in found:
        who, target = people.get(one.who), people.get(one.target) or groups.get(one.target)
        yield AuditRow(
            id=one.id,
            at=one.at,
            what=one.what,
            who=one.who,
            who_name=who.name if who else "",
            who_email=who.email if who else "",
            label=one.label,
            label_name=labels[one.label].name if one.label in labels else "",
            target=one.target,
            target_name=target.name if target else "",
            target_email=target.email if target else "",
            detail=one.detail,
        )
