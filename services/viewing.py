"""The person who looks, as facts."""

from __future__ import annotations

from .core.caller import Caller
from .core.facts import CopyFacts, Viewer
from .core.records import Account, Copy


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


def copy_facts(copy: Copy | None, size: int) -> CopyFacts:
    """The state of a copy of a label with `size` contacts; one that does not exist has ended.

    One that is in step with the hub has what the label has, but for those that Google did not take.
    """
    if copy is None:
        return CopyFacts(state="ended")
    done, total = copy.done, copy.total
    if copy.state == "current":
        done, total = max(0, size - max(0, total - done)), size
    return CopyFacts(state=copy.state, done=done, total=total, fault=copy.fault, retry_at=copy.retry_at)


def name_of(account: Account | None) -> str:
    """How a person is called; her address when the directory has no name for her."""
    return (account.name or account.email) if account else ""
