"""The person who looks, how others are called, and the state of a copy, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .core.caller import Caller
from .core.contact import masked, title
from .core.facts import CopyFacts, Viewer
from .core.records import Account, Contact, Copy
from .ports import Reader


def viewer_of(caller: Caller) -> Viewer:
    """The caller as a card addresses her."""
    return Viewer(
        account=caller.account,
        email=caller.email,
        name=caller.name,
        locale=caller.locale,
        zone=caller.zone,
    )


NAMED = 3
"""Contacts that are named where a state is told in one sentence."""


def copy_facts(copy: Copy | None, size: int, titles: Mapping[str, str] | None = None) -> CopyFacts:
    """The state of a copy of a label with `size` contacts; one that does not exist has ended.

    One that is in step with the hub has what the label has, but for those that Google did not take.
    `titles`: see `titles_of_left_behind`; without them nothing is said of such contacts.
    """
    if copy is None:
        return CopyFacts(state="ended")
    done, total = copy.done, copy.total
    if copy.state == "current":
        done, total = max(0, size - max(0, total - done)), size
    fought, refused = (
        tuple(titles[one] for one in some if one in titles) if titles else ()
        for some in (copy.fought, copy.refused)
    )
    return CopyFacts(
        state=copy.state,
        done=done,
        total=total,
        fault=copy.fault,
        retry_at=copy.retry_at,
        fought=len(copy.fought) if fought else 0,
        fought_names=fought[:NAMED],
        refused=len(copy.refused) if refused else 0,
        refused_names=refused[:NAMED],
    )


def titles_of_left_behind(
    reader: Reader, copies: Iterable[Copy | None], hidden: frozenset[str]
) -> Mapping[str, str]:
    """What contacts are called that are fought over or refused; as a rule nothing is read for it."""
    wanted = {
        one for copy in copies if copy is not None for one in (*copy.fought[:NAMED], *copy.refused[:NAMED])
    }
    contacts = reader.get_many(Contact, wanted) if wanted else {}
    return {key: title(masked(contact.content, hidden)) for key, contact in contacts.items()}


def name_of(account: Account | None) -> str:
    """How a person is called; her address when the directory has no name for her."""
    return (account.name or account.email) if account else ""
