"""A label and its contacts as one member sees them: to look at, for those who manage the label."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.core.facts import ContactRow, SeenContact, SeenLabel

from .actions import Press, press
from .card import Card, Section
from .chrome import Line, Offer, Pager, offers, pager, rows
from .contact import field_lines
from .fields import field_name
from .label import CONTACTS_PAGE
from .people import contact_line, contact_name, label_name, person_name
from .states import contacts_count, level_line, member_state
from .text import Words
from .widgets import Paragraph, TextInput, Widget


@dataclass(frozen=True, slots=True)
class SeenView:
    """The label as she sees it, in words."""

    title: str
    subtitle: str
    facts: tuple[Line, ...]
    refresh: Offer
    contacts_heading: str
    contacts: tuple[Line, ...]
    contacts_none: str
    contacts_pager: Pager
    search_label: str
    query: str
    searches: Press
    search: Offer
    show_all: Offer | None
    back: Offer


def seen_view(facts: SeenLabel, words: Words) -> SeenView:
    """Every word of the card; each contact opens as she sees it, too."""
    row = facts.row
    here = {"label": facts.label, "principal": row.principal}
    state = member_state(row.grant_state, row.copy, row.kind, words)
    page = str(facts.page) if facts.page else ""
    searches = press("member.sees.search", **here)
    return SeenView(
        title=words.gettext("As {name} sees it", name=person_name(row.name, row.email)),
        subtitle=label_name(facts.label_name, words),
        facts=(
            Line(
                state.text,
                top=words.gettext("Copy of the label"),
                icon="PERSON",
                alt=words.gettext("State"),
                strong=state.needs,
            ),
            Line(
                level_line(row.level, words),
                top=words.gettext("Level"),
                icon="CONFIRMATION_NUMBER_ICON",
                alt=words.gettext("Level"),
            ),
            _hidden(facts.hidden, words) or Line(words.gettext("Nothing is hidden from this member.")),
        ),
        refresh=Offer(
            words.gettext("Refresh"), press("member.sees.show", **here, page=page, query=facts.query)
        ),
        contacts_heading=contacts_count(facts.size, words),
        contacts=tuple(_contact(one, here, words) for one in facts.contacts[:CONTACTS_PAGE]),
        contacts_none=_none(facts, words),
        contacts_pager=pager("member.sees.show", "page", facts.page, facts.pages, words, **here),
        search_label=words.gettext("Search in this label"),
        query=facts.query,
        searches=searches,
        search=Offer(words.gettext("Search"), searches),
        show_all=Offer(words.gettext("Show all"), press("member.sees.show", **here)) if facts.query else None,
        back=Offer(words.gettext("Back"), press("back")),
    )


def _hidden(fields: tuple[str, ...], words: Words) -> Line | None:
    if not fields:
        return None
    named = words.names(field_name(field, words) for field in fields)
    return Line(named, top=words.gettext("Hidden from this member"))


def _contact(row: ContactRow, here: dict[str, str], words: Words) -> Line:
    line = contact_line(row, here["label"], words)
    return replace(line, to=press("member.sees.contact", **here, contact=row.contact))


def _none(facts: SeenLabel, words: Words) -> str:
    if facts.contacts:
        return ""
    if facts.query:
        return words.gettext("Nothing found for “{query}”.", query=facts.query)
    return words.gettext("This label is empty.")


def seen_card(view: SeenView) -> Card:
    """Her copy, her level and what is hidden; the contacts; search."""
    none: tuple[Widget, ...] = (Paragraph(view.contacts_none),) if view.contacts_none else ()
    search = TextInput("query", view.search_label, value=view.query, on_change=view.searches)
    return Card(
        "seen",
        view.title,
        view.subtitle,
        sections=(
            Section((*rows(view.facts), *offers(view.refresh))),
            Section((*rows(view.contacts), *none, *view.contacts_pager.widgets()), view.contacts_heading),
            Section((search, *offers(view.search, view.show_all))),
            Section(offers(view.back)),
        ),
    )


@dataclass(frozen=True, slots=True)
class SeenContactView:
    """One contact as she sees it, in words; nothing of it can be changed here."""

    title: str
    subtitle: str
    fields: tuple[Line, ...]
    none: str
    hidden: Line | None
    back: Offer


def seen_contact_view(facts: SeenContact, words: Words) -> SeenContactView:
    """Every word of the card."""
    none = words.gettext("This contact has no fields.")
    if facts.hidden:
        none = words.gettext("Its fields are hidden from this person.")
    return SeenContactView(
        title=contact_name(facts.title, words),
        subtitle=words.gettext("As {name} sees it", name=person_name(facts.name, "")),
        fields=field_lines(facts.rows, words),
        none="" if facts.rows else none,
        hidden=_hidden(facts.hidden, words),
        back=Offer(words.gettext("Back"), press("back")),
    )


def seen_contact_card(view: SeenContactView) -> Card:
    """All fields that she is shown, and which she is not."""
    none: tuple[Widget, ...] = (Paragraph(view.none),) if view.none else ()
    hidden: tuple[Widget, ...] = (view.hidden.row(),) if view.hidden else ()
    return Card(
        "seen_contact",
        view.title,
        view.subtitle,
        sections=(Section((*rows(view.fields), *none)), Section(hidden), Section(offers(view.back))),
    )
