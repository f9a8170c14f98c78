"""A label and its contacts as one member sees them: to look at, for those who manage the label."""

from __future__ import annotations

from dataclasses import dataclass, replace

from services.core.facts import ContactRow, SeenContact, SeenLabel

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .contact import field_lines
from .contact_list import ContactList, contact_list, contact_sections
from .fields import field_name
from .levels import level_line
from .names import contact_name, label_name, person_name
from .people import contact_line
from .states import member_state
from .text import Words
from .widgets import Paragraph, Widget


@dataclass(frozen=True, slots=True)
class SeenView:
    """The label as she sees it, in words."""

    title: str
    subtitle: str
    facts: tuple[Line, ...]
    refresh: Offer
    contacts: ContactList
    back: Offer


def seen_view(facts: SeenLabel, words: Words) -> SeenView:
    """Every word of the card; each contact opens as she sees it, too."""
    row = facts.row
    here = {"label": facts.label, "principal": row.principal}
    state = member_state(row.grant_state, row.copy, row.kind, words)
    page = str(facts.page) if facts.page else ""
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
        contacts=contact_list(
            facts,
            tuple(_contact(one, here, words) for one in facts.contacts),
            "member.sees",
            here,
            words,
        ),
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


def seen_card(view: SeenView) -> Card:
    """Her copy, her level and what is hidden; the contacts; search."""
    return Card(
        "seen",
        view.title,
        view.subtitle,
        sections=(
            Section((*rows(view.facts), *offers(view.refresh))),
            *contact_sections(view.contacts),
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
