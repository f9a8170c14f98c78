"""Finding contacts in shared labels by the beginning of any word of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .core.caller import Caller
from .core.contact import masked, subtitle, title
from .core.facts import ContactRow
from .core.paging import paged
from .core.records import Contact
from .core.searchwords import hits, needle_of
from .deps import Deps
from .ports import Where
from .walking import pages

SHOWN = 20
"""Contacts on one page of a list, and that one search finds."""

PAGE = 200
LONGEST = 200
"""Characters of a query that are looked at: nobody types more, and a paste must not cost more."""


def find_contacts(
    caller: Caller,
    labels: Iterable[str],
    query: str,
    *,
    hidden: Callable[[Contact], frozenset[str]],
    deps: Deps,
) -> tuple[ContactRow, ...]:
    """Up to `SHOWN` contacts of these labels that match every word of the query, by name.

    What is `hidden` of a contact neither shows it nor finds it.
    """
    query = query[:LONGEST]
    needle = needle_of(query)
    if not needle:
        return ()
    wanted = list(dict.fromkeys(labels))
    scope = deps.store.tenant(caller.tenant)
    found: dict[str, ContactRow] = {}
    for page in pages(scope, Contact, Where("prefixes", "contains", needle), order="sort", size=PAGE):
        for one in page:
            label = next((name for name in wanted if name in one.labels), "")
            if label and hits(masked(one.content, hidden(one)), query):
                found.setdefault(one.id, row_of(one, label, hidden(one)))
        if len(found) >= SHOWN:
            break
    return tuple(found.values())[:SHOWN]


def page_of(
    caller: Caller, label: str, *, page: int, size: int, hidden: frozenset[str], deps: Deps
) -> tuple[tuple[ContactRow, ...], int, int]:
    """One page of the `size` contacts of a label by name, its number (from 0), and how many pages there are.

    Of a page that is not there, or not any more, the last one.
    """
    page, pages = paged(page, size, SHOWN)
    scope = deps.store.tenant(caller.tenant)
    in_label = Where("labels", "contains", label)
    contacts = scope.find(Contact, in_label, order="sort", limit=(page + 1) * SHOWN)
    return tuple(row_of(one, label, hidden) for one in contacts[page * SHOWN :]), page, pages


def row_of(contact: Contact, label: str, hidden: frozenset[str]) -> ContactRow:
    """One line of a list."""
    content = masked(contact.content, hidden)
    return ContactRow(
        contact=contact.id,
        resource="",
        title=title(content),
        subtitle=subtitle(content),
        label=label,
    )
