"""The trash of a label: what can be brought back, and until when."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import TrashFacts, TrashRow

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, Pager, offers, pager, rows
from .names import contact_name, label_name
from .text import Words, one_line
from .widgets import Paragraph, Widget

ROWS = 30
"""Deleted contacts that one card lists."""


@dataclass(frozen=True, slots=True)
class TrashView:
    """The trash in words."""

    title: str
    subtitle: str
    text: str
    rows: tuple[Line, ...]
    pager: Pager
    back: Offer


def trash_view(facts: TrashFacts, words: Words) -> TrashView:
    """Every word of the trash; *Restore* for those whose level reaches."""
    return TrashView(
        title=words.gettext("Trash"),
        subtitle=label_name(facts.label_name, words),
        text=words.gettext("Deleted contacts stay here for 30 days.")
        if facts.rows
        else words.gettext("The trash is empty."),
        rows=tuple(_row(facts, row, words) for row in facts.rows[:ROWS]),
        pager=pager("trash.show", "page", facts.page, facts.pages, words, label=facts.label),
        back=Offer(words.gettext("Back"), press("back")),
    )


def _row(facts: TrashFacts, row: TrashRow, words: Words) -> Line:
    name = contact_name(row.title, words)
    restore = Offer(
        words.gettext("Restore"),
        press("trash.restore", label=facts.label, contact=row.contact),
        alt=words.gettext("Restore {contact}", contact=name),
    )
    return Line(
        name,
        top=words.gettext(
            "Deleted by {name} · {date}",
            name=one_line(row.by) or words.gettext("somebody"),
            date=words.date(row.at),
        ),
        bottom=words.gettext("Can be brought back until {date}", date=words.date(row.until)),
        icon="PERSON",
        alt=words.gettext("Deleted contact"),
        offer=restore if facts.level.may_edit else None,
    )


def trash_card(view: TrashView) -> Card:
    """The trash."""
    text: tuple[Widget, ...] = (Paragraph(view.text),)
    return Card(
        "trash",
        view.title,
        view.subtitle,
        sections=(
            Section((*text, *rows(view.rows), *view.pager.widgets())),
            Section(offers(view.back)),
        ),
    )
