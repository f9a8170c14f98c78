"""The person who looks, as facts."""

from __future__ import annotations

from .core.caller import Caller
from .core.facts import CopyFacts, Viewer
from .core.records import Copy


def viewer_of(caller: Caller, *, admin: bool = False) -> Viewer:
    """The caller as a card addresses her."""
    return Viewer(
        account=caller.account,
        email=caller.email,
        name=caller.name,
        locale=caller.locale,
        zone=caller.zone,
        admin=admin,
    )


def copy_facts(copy: Copy | None) -> CopyFacts:
    """The state of a copy; one that does not exist has ended."""
    if copy is None:
        return CopyFacts(state="ended")
    return CopyFacts(
        state=copy.state, done=copy.done, total=copy.total, fault=copy.fault, retry_at=copy.retry_at
    )
