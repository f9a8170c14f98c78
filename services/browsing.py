"""Long lists of a label's contacts, page after page from where the last one ended.

A place in the list is a contact, not a number: a page costs the same at the beginning of 25,000 contacts
and at their end, and nobody is shown twice when the list changes while it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .core.caller import Caller
from .core.contact import masked, title
from .core.records import Contact, Fields
from .core.searchwords import hits, needle_of
from .core.sight import hidden_by
from .deps import Deps
from .labels import grant_of, label_of
from .looking import Looking
from .ports import Where

PAGE = 50
LOOKED_AT = 1_000
"""Contacts that one search looks at before it answers with what it has and where to go on."""

SEARCHED = 200
"""Contacts that a search reads at once."""

LONGEST = 200
"""Characters of a query that are looked at: nobody types more, and a paste must not cost more."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list; empty texts for what the contact does not have or the caller may not see."""

    contact: str
    title: str
    email: str = ""
    phone: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of a list. `after` is where the next page begins, which may be empty; "": this was the last."""

    rows: tuple[Listed, ...]
    after: str = ""


def contacts(
    caller: Caller,
    *,
    label: str,
    query: str = "",
    after: str = "",
    limit: int = PAGE,
    looking: Looking | None = None,
    deps: Deps,
) -> Listing:
    """Contacts of one label by name, those only that match every word of `query`.

    With `looking`, without what is hidden from that member as well.

    A search may answer with few or no rows and still have a next page: it never looks for long.
    Raises `NoSuchLabel`, `LabelStopped`.
    """
    found = label_of(caller, label, deps=deps)
    level = grant_of(caller, label, deps=deps).level
    hidden = hidden_by(found, caller.account, level) | (looking.hidden if looking else set())
    scope = deps.store.tenant(caller.tenant)
    query = query[:LONGEST]
    needle = needle_of(query)
    # Of two conditions on lists a store may take only one: the rarer.
    where = Where("prefixes", "contains", needle) if needle else Where("labels", "contains", label)
    last = _place(caller, after, deps=deps)
    size = SEARCHED if needle else limit
    rows: list[Listed] = []
    for _ in range(LOOKED_AT // size or 1):
        page = scope.find(Contact, where, order="sort", after=last, limit=size)
        for one in page:
            last = one
            content = masked(one.content, hidden)
            if label in one.labels and (not needle or hits(content, query)):
                rows.append(_listed(one.id, content))
                if len(rows) == limit:
                    return Listing(tuple(rows), one.id)
        if len(page) < size:
            return Listing(tuple(rows))
    return Listing(tuple(rows), last.id if last else "")


def _place(caller: Caller, after: str, *, deps: Deps) -> Contact | None:
    """The contact after which a page begins: nothing of it but its place in the order is told.

    One that was taken out meanwhile keeps its place while it is in the trash; after that the list begins
    anew.
    """
    if not after:
        return None
    return deps.store.tenant(caller.tenant).get(Contact, after)


def _listed(contact: str, content: Fields) -> Listed:
    return Listed(
        contact=contact,
        title=title(content),
        email=_first(content.get("emailAddresses", ()), "value"),
        phone=_first(content.get("phoneNumbers", ()), "value"),
        company=_first(content.get("organizations", ()), "name", "title"),
    )


def _first(entries: Sequence[Mapping[str, Any]], *names: str) -> str:
    for entry in entries:
        for name in names:
            value = entry.get(name)
            if isinstance(value, str) and value.strip():
                return " ".join(value.split())
    return ""
