"""The contacts of a label on a card: a page of them, or what was found; turning pages; searching."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.core.facts import LabelFacts, SeenLabel

from .actions import Press, press
from .card import Section
from .chrome import Line, Offer, Pager, offers, pager, rows
from .states import contacts_count
from .text import Words
from .widgets import Paragraph, TextInput, Widget

CONTACTS_PAGE = 20
"""Contacts that one card shows."""


@dataclass(frozen=True, slots=True)
class ContactList:
    """The list in words; `none` says why it is empty."""

    heading: str
    lines: tuple[Line, ...]
    none: str
    pager: Pager
    search_label: str
    query: str
    searches: Press
    search: Offer
    show_all: Offer | None


def contact_list(
    facts: LabelFacts | SeenLabel,
    contacts: tuple[Line, ...],
    action: str,
    here: Mapping[str, str],
    words: Words,
    *,
    empty: str = "",
    carried: Mapping[str, str] | None = None,
) -> ContactList:
    """The list of the card that `action`.show draws; `here` names the card, `carried` its other pages.

    `empty` says more than that there is nothing, to somebody who can do something about it.
    """
    searches = press(f"{action}.search", **here)
    none = empty or words.gettext("This label is empty.")
    if facts.query:
        none = words.gettext("Nothing found for “{query}”.", query=facts.query)
    return ContactList(
        heading=contacts_count(facts.size, words),
        lines=contacts[:CONTACTS_PAGE],
        none="" if facts.contacts else none,
        pager=pager(
            f"{action}.show",
            "page",
            facts.page,
            facts.pages,
            words,
            **here,
            **(carried or {}),
            query=facts.query,
        ),
        search_label=words.gettext("Search in this label"),
        query=facts.query,
        searches=searches,
        search=Offer(words.gettext("Search"), searches),
        show_all=Offer(words.gettext("Show all"), press(f"{action}.show", **here)) if facts.query else None,
    )


def contact_sections(view: ContactList) -> tuple[Section, Section]:
    """The contacts with their pager, and the search below them."""
    none: tuple[Widget, ...] = (Paragraph(view.none),) if view.none else ()
    search = TextInput("query", view.search_label, value=view.query, on_change=view.searches)
    return (
        Section((*rows(view.lines), *none, *view.pager.widgets()), view.heading),
        Section((search, *offers(view.search, view.show_all))),
    )
