"""Mail addresses of a label's contacts, for a draft or an invitation."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .core.caller import Caller
from .core.contact import masked, title
from .core.encounters import Correspondent, Recipients, together
from .core.recipients import email_of
from .core.records import Contact, Fields
from .core.refusals import BadInput
from .core.sight import hidden_by
from .deps import Deps
from .labels import grant_of, label_of
from .ports import Where
from .walking import pages

MOST = 500
"""Recipients of one message: what Gmail takes of a person of a company, To, Cc and Bcc together."""

GUESTS = 200
"""Guests of one event: what Google Calendar shows and takes."""

PAGE = 200


def of_label(
    caller: Caller, *, label: str, contacts: Collection[str] | None = None, deps: Deps
) -> Recipients:
    """The first address of every contact of the label, or of those chosen (`contacts`), by name.

    Not more than `MOST`; contacts that share an address count once. Raises `NoSuchLabel`, `LabelStopped`,
    `BadInput` for too many chosen.
    """
    found = label_of(caller, label, deps=deps)
    level = grant_of(caller, label, deps=deps).level
    hidden = hidden_by(found, caller.account, level)
    if contacts is not None and len(contacts) > MOST:
        raise BadInput("contacts")
    people: list[Correspondent] = []
    without = 0
    too_many = False
    for hub in _contacts(caller, label, contacts, deps=deps):
        content = masked(hub.content, hidden)
        email = _first_address(content)
        if not email:
            without += 1
            continue
        if len(people) >= MOST:
            too_many = True
            break
        people.append(Correspondent(email, title(content)))
    return Recipients(label, found.name, together(people), without, too_many)


def _contacts(
    caller: Caller, label: str, contacts: Collection[str] | None, *, deps: Deps
) -> Iterator[Contact]:
    scope = deps.store.tenant(caller.tenant)
    if contacts is not None:
        found = scope.get_many(Contact, contacts)
        yield from (found[key] for key in contacts if key in found and label in found[key].labels)
        return
    for page in pages(scope, Contact, Where("labels", "contains", label), order="sort", size=PAGE):
        yield from page


def _first_address(content: Fields) -> str:
    """The first that Gmail would take as it is."""
    for entry in content.get("emailAddresses", ()):
        email = email_of(str(entry.get("value", "")).strip())
        if email:
            return email
    return ""
