"""The changes in a label that somebody looks for: whose, of which kind, from when; and how many a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from .core.caller import Caller
from .core.facts import ChangeFacts
from .core.records import Version
from .deps import Deps
from .feed import changes_of
from .history import LABELS, labels_in
from .labels import grant_of, label_of
from .ports import Where
from .rights import rights_of

PAGE = 50
LOOKED_AT = 1_000
"""Changes that are looked at before an answer says what there is and where to go on."""

SEARCHED = 200
"""Changes that are read at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes a feed is asked for; empty means all.

    `kind`: edited | added | removed | undone | conflict.
    """

    who: str = ""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes, newest first. `after` is where the next page begins; "": this was the last."""

    changes: tuple[ChangeFacts, ...]
    after: str = ""


def feed(caller: Caller, *, label: str, wanted: Wanted, after: str = "", deps: Deps) -> Feed:
    """The changes in a label that are asked for. Raises `NoSuchLabel`, `LabelStopped`."""
    label_of(caller, label, deps=deps)
    level = grant_of(caller, label, deps=deps).level
    scope = deps.store.tenant(caller.tenant)
    where = [Where("labels", "contains", label)]
    if wanted.since is not None:
        where.append(Where("at", ">=", wanted.since))
    if wanted.until is not None:
        where.append(Where("at", "<=", wanted.until))
    last = scope.get(Version, after) if after else None
    if last is not None and label not in last.labels:
        last = None
    found: list[Version] = []
    for _ in range(LOOKED_AT // SEARCHED):
        page = scope.find(Version, *where, order="at", descending=True, after=last, limit=SEARCHED)
        for one in page:
            last = one
            if _is_wanted(one, wanted):
                found.append(one)
            if len(found) == PAGE:
                break
        if len(found) == PAGE or len(page) < SEARCHED:
            break
    ended = len(found) < PAGE and len(page) < SEARCHED
    hidden = rights_of(scope, caller, [label]).hidden_in([label])
    changes = changes_of(caller, found, level, hidden=hidden, deps=deps)
    return Feed(changes, "" if ended or last is None else last.key)


def _is_wanted(version: Version, wanted: Wanted) -> bool:
    if wanted.who and version.who != wanted.who:
        return False
    before, after = labels_in(version.before), labels_in(version.after)
    match wanted.kind:
        case "":
            return True
        case "added":
            return bool(after - before)
        case "removed":
            return bool(before - after)
        case "undone":
            return version.cause in {"undo", "restore"}
        case "conflict":
            return bool(version.clashes)
        case _:
            return bool({*version.before, *version.after} - {LABELS})


def per_day(caller: Caller, *, label: str, edges: Sequence[datetime], deps: Deps) -> list[int]:
    """How many changes lie between each two neighbours of `edges`, counted by the store."""
    label_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    return [
        scope.count(
            Version,
            Where("labels", "contains", label),
            Where("at", ">=", begin),
            Where("at", "<=", end - timedelta(microseconds=1)),
        )
        for begin, end in pairwise(edges)
    ]
