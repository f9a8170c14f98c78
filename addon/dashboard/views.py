"""Words that only the dashboard has: the labels at the left, and rows of its lists."""

from __future__ import annotations

from dataclasses import dataclass

from cards.faults import fault_mend, fault_reason
from cards.google_contacts import contact_address
from cards.names import contact_name, label_name
from cards.states import copy_state, needs_of
from cards.text import Words, joined, one_line
from services.browsing import Listed, Listing
from services.core.facts import ContactRow, HomeFacts, LabelFacts, OwnLabel, SharedLabel

from .links import contact_url, label_url, with_query


@dataclass(frozen=True, slots=True)
class NavItem:
    """One label at the left. `note` is its state in a few words, `needs` that it waits for somebody."""

    name: str
    url: str
    count: str
    note: str = ""
    needs: bool = False


@dataclass(frozen=True, slots=True)
class NavView:
    """The labels at the left, in words."""

    mine: tuple[NavItem, ...]
    shared: tuple[NavItem, ...]
    trouble: str = ""
    none: str = ""

    @property
    def needing(self) -> tuple[NavItem, ...]:
        """Those that wait for somebody."""
        return tuple(item for item in (*self.mine, *self.shared) if item.needs)


def nav_view(facts: HomeFacts, words: Words) -> NavView:
    """Every word of the left side. What is shared comes first, then by name."""
    mine = sorted(facts.own, key=lambda one: (not one.label, one.name.casefold()))
    return NavView(
        mine=tuple(_own(label, words) for label in mine),
        shared=tuple(_shared(label, words) for label in facts.shared),
        trouble=words.gettext(
            "Your labels could not be read: {reason} {mend}",
            reason=fault_reason(facts.trouble, words),
            mend=fault_mend(facts.trouble, words),
        )
        if facts.trouble is not None
        else "",
        none=""
        if facts.own or facts.shared or facts.trouble is not None
        else words.gettext(
            "You have no labels yet. Make a label in Google Contacts, put contacts into it, then press "
            "Refresh and share it here."
        ),
    )


def _own(label: OwnLabel, words: Words) -> NavItem:
    notes = []
    if label.label:
        notes.append(words.ngettext("shared with {n}", "shared with {n}", label.members))
    if label.copying:
        notes.append(words.ngettext("copying to {n}", "copying to {n}", label.copying))
    needs = needs_of(label.troubled, label.held, label.clashes, words)
    return NavItem(
        label_name(label.name, words),
        label_url(label.label, label.group),
        words.number(label.size),
        joined((*notes, *needs), words),
        bool(needs),
    )


def _shared(label: SharedLabel, words: Words) -> NavItem:
    state = copy_state(label.copy, words)
    needs = needs_of(0, label.held, label.clashes, words)
    told = "" if label.copy.state == "current" else state.text
    owner = words.gettext("{owner} shared it with you", owner=label.owner_name)
    return NavItem(
        label_name(label.name, words),
        label_url(label.label),
        words.number(label.size),
        joined(tuple(note for note in (owner, told, *needs) if note), words),
        state.needs or bool(needs),
    )


@dataclass(frozen=True, slots=True)
class RowView:
    """One contact of a list, in words."""

    name: str
    url: str
    email: str = ""
    phone: str = ""
    company: str = ""

    @property
    def initial(self) -> str:
        """The letter of the round mark before the name."""
        return next((letter.upper() for letter in self.name if letter.isalnum()), "?")


@dataclass(frozen=True, slots=True)
class RowsView:
    """Rows of a list, how to get the next ones ('' there are none), and what to say without any."""

    rows: tuple[RowView, ...]
    more: str = ""
    more_part: str = ""
    none: str = ""


def rows_view(listing: Listing, label: str, words: Words, *, seen_by: str = "") -> tuple[RowView, ...]:
    """Contacts of a shared label as rows; `seen_by`: the member through whose eyes each is opened."""
    return tuple(_row(one, label, seen_by, words) for one in listing.rows)


def _row(one: Listed, label: str, seen_by: str, words: Words) -> RowView:
    return RowView(
        contact_name(one.title, words),
        with_query(contact_url(label, one.contact), **{"as": seen_by}),
        one_line(one.email),
        one_line(one.phone),
        one_line(one.company),
    )


def google_rows(facts: LabelFacts, words: Words) -> tuple[RowView, ...]:
    """Contacts of a label that is not shared: each leads to Google Contacts."""
    return tuple(_google_row(row, words) for row in facts.contacts)


def _google_row(row: ContactRow, words: Words) -> RowView:
    return RowView(contact_name(row.title, words), contact_address(row.resource), one_line(row.subtitle))


def found_rows(facts: HomeFacts, words: Words) -> tuple[RowView, ...]:
    """Contacts that a search over all labels found."""
    return tuple(
        RowView(contact_name(row.title, words), contact_url(row.label, row.contact), one_line(row.subtitle))
        for row in facts.found
    )


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member of a label, in words; `url` and `retry` are empty for what the viewer may not."""

    name: str
    email: str
    level: str
    state: str
    mend: str
    needs: bool
    url: str
    retry: str
