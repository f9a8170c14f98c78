"""What a task does, and what becomes of it when the world says no.

A fault that passes (quota, 5xx, a lease held by another worker) is tried again later, by a task of
its own with a growing delay; one that somebody has to mend is written on the copy with what to do.
Neither stands in the way of any other member.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from . import (
    copying,
    ending,
    erasing,
    fanning,
    groups,
    hindering,
    holding,
    mailing,
    outbox,
    photo_tasks,
    pulling,
    purging,
    pushing,
    refreshing,
    renaming,
    undoing,
    winding_up,
)
from .core.outcome import Fault, Outcome, outcome_of
from .deps import Deps
from .leasing import Busy, LeaseLost, NoRoom
from .ports import Contention, PortError, QuotaExhausted, SyncTokenExpired
from .visiting import Ended

_log = logging.getLogger(__name__)

Body = Mapping[str, str]


def _push(body: Body, *, deps: Deps) -> Outcome:
    pulling.catch_up_first(body["tenant"], body["account"], deps=deps)
    return pushing.push(body["tenant"], body["account"], body["contacts"].split(), deps=deps)


def _fan(body: Body, *, deps: Deps) -> Outcome:
    fan = photo_tasks.fan if body.get("what") == "photos" else fanning.fan
    return fan(body["tenant"], body, deps=deps)


_WORK: Mapping[str, Callable[..., Outcome]] = {
    "pull": lambda b, deps: pulling.pull(b["tenant"], b["account"], deps=deps),
    "push": lambda b, deps: _push(b, deps=deps),
    "copy": lambda b, deps: copying.copy_label(b["tenant"], b["account"], b["label"], deps=deps),
    "end": lambda b, deps: ending.end_copy(b["tenant"], b["account"], b["label"], deps=deps),
    "held": lambda b, deps: holding.carry_out(b["tenant"], b["account"], b["hold"], deps=deps),
    "fan": lambda b, deps: (photo_tasks if b.get("what") == "photos" else fanning).fan(
        b["tenant"], b, deps=deps
    ),
    "photos": lambda b, deps: photo_tasks.work(b["tenant"], b, deps=deps),
    "undo": lambda b, deps: undoing.go_on(b["tenant"], b, deps=deps),
    "group": lambda b, deps: groups.work(b["tenant"], b, deps=deps),
    "refresh": lambda b, deps: refreshing.work(b["tenant"], b, deps=deps),
    "offboard": lambda b, deps: winding_up.work(b["tenant"], b["account"], deps=deps),
    "erase": lambda b, deps: erasing.work(b["tenant"], deps=deps),
    "rename": lambda b, deps: renaming.rename_copy(b["tenant"], b["account"], b["label"], deps=deps),
    "purge": lambda b, deps: purging.purge_company(b["tenant"], deps=deps),
    "mail": lambda b, deps: mailing.send(b["tenant"], b["mail"], deps=deps),
}
KINDS = frozenset(_WORK)

BUSY = 3.0
"""Seconds before a task looks again whether the account is free."""
_ROOM, _LONGEST_FOR_ROOM = 8.0, 120.0
"""Seconds before a task looks again for room in memory: at first, and at most."""
_FIRST = {Fault.QUOTA: 30.0, Fault.UNAVAILABLE: 4.0}
_LONGEST = 900.0


def perform(kind: str, body: Body, *, deps: Deps) -> Outcome:
    """Do one task. Raises KeyError for an unknown kind or a body without its ids.

    LATER means that a task for later is in the queue already, unless the store itself is down.
    """
    try:
        return _done(kind, body, deps=deps)
    except (Busy, LeaseLost):
        _again(kind, body, BUSY * (1 + deps.jitter()), deps=deps, tries=0)
        return Outcome.LATER
    except NoRoom:
        # Counted by themselves: a fault that comes after them is a first one.
        waits = int(body.get("waits", "0"))
        delay = _growing(_ROOM, waits, _LONGEST_FOR_ROOM, deps=deps)
        _again(kind, {**body, "waits": str(waits + 1)}, delay, deps=deps, tries=_tries(body))
        return Outcome.LATER
    except Contention:
        _again(kind, body, BUSY * (1 + deps.jitter()), deps=deps, tries=0)
        return Outcome.LATER
    except SyncTokenExpired:
        _again(kind, body, BUSY, deps=deps, tries=0)
        return Outcome.LATER
    except PortError as error:
        return _failed(kind, body, error, deps=deps)


def _done(kind: str, body: Body, *, deps: Deps) -> Outcome:
    try:
        outcome = _WORK[kind](body, deps=deps)
    except Ended:
        outcome = Outcome.DONE
    hindering.passed(kind, body, deps=deps)
    return outcome


def _failed(kind: str, body: Body, error: PortError, *, deps: Deps) -> Outcome:
    outcome = outcome_of(error.fault)
    _log.warning("task %s: %s", kind, type(error).__name__)
    if outcome is Outcome.LATER:
        delay = _growing(_FIRST[error.fault], _tries(body), _LONGEST, deps=deps)
        if isinstance(error, QuotaExhausted) and error.retry_after:
            delay = max(delay, error.retry_after)
        retry_at = deps.now() + timedelta(seconds=delay)
        again = {**body, hindering.NOTED: retry_at.isoformat()}
        _again(kind, again, delay, deps=deps, tries=_tries(body) + 1)
        hindering.note(kind, body, error.fault, "later", retry_at, deps=deps)
        return outcome
    if error.fault in {Fault.SUSPENDED, Fault.GONE} and body.get("account") and kind != "refresh":
        # Google says the same of an address that somebody does not have any more.
        refreshing.enqueue_one(body["tenant"], body["account"], deps=deps)
    state = "ended" if outcome is Outcome.GONE else "attention"
    hindering.note(kind, body, error.fault, state, deps.now() + hindering.RECHECK, deps=deps)
    return outcome


def _growing(first: float, tries: int, longest: float, *, deps: Deps) -> float:
    """Seconds to wait after one more try, spread so that many who wait do not come at once."""
    return min(first * 2.0 ** min(tries, 10), longest) * (0.75 + deps.jitter() / 2)


def _tries(body: Body) -> int:
    return int(body.get("tries", "0"))


def _again(kind: str, body: Body, delay: float, *, deps: Deps, tries: int) -> None:
    """The same task once more. Into the store first: the queue may be what is in trouble."""
    again = outbox.promise(
        body["tenant"],
        kind,
        {**{k: v for k, v in body.items() if k != "tenant"}, "tries": str(tries)},
        deps=deps,
        due=deps.now() + timedelta(seconds=delay),
    )
    outbox.dispatch(body["tenant"], [again], deps=deps)
