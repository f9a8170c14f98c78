"""Who did what, to whom, when: one event for each act, in the transaction of the act."""

from __future__ import annotations

from .core.admin_facts import EVENT_KINDS
from .core.caller import Caller
from .core.records import Event
from .deps import Deps


def event(
    caller: Caller, what: str, *, deps: Deps, label: str = "", target: str = "", detail: str = ""
) -> Event:
    """The record to put. Ids and words only: names are looked up when it is shown."""
    return happened(caller.account, what, label=label, target=target, detail=detail, deps=deps)


def happened(
    who: str, what: str, *, deps: Deps, label: str = "", target: str = "", detail: str = ""
) -> Event:
    """The same for what follows by itself from an earlier act of the account `who`; empty: of nobody's.

    Raises `ValueError` for a kind that there are no words for.
    """
    if what not in EVENT_KINDS:
        raise ValueError(what)
    return Event(
        id=deps.new_id(), at=deps.now(), who=who, what=what, label=label, target=target, detail=detail
    )
