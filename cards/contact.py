"""One contact of a shared label, with every field."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import ContactFacts

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .entries import entry_text
from .fields import field_name
from .history import change_line
from .kinds import type_name
from .levels import level_line
from .names import contact_name, label_name
from .text import Words, one_line
from .widgets import Link, Paragraph, Widget

FIELDS = 60
"""Fields that one card shows; Google allows 500 in a contact."""

CHANGES = 3
"""Changes that the contact's own card shows; its history has the others."""

LINK_LIMIT = 2000
"""Characters of a link; a longer one is shown and leads nowhere."""

FIELD_LIMIT = 600
"""Characters of one field's text; a note may have 2,048 and more."""


@dataclass(frozen=True, slots=True)
class ContactView:
    """The contact card in words."""

    title: str
    subtitle: str
    deleted: str
    photo: Line | None
    fields: tuple[Line, ...]
    none: str
    labels_heading: str
    labels: tuple[Line, ...]
    level: Line
    history_heading: str
    history: tuple[Line, ...]
    offers: tuple[Offer, ...]


def contact_view(facts: ContactFacts, words: Words) -> ContactView:
    """Every word of the contact card."""
    name = contact_name(facts.title, words)
    return ContactView(
        title=name,
        subtitle=one_line(facts.label_name),
        deleted=words.gettext("This contact was deleted.") if facts.deleted else "",
        photo=Line(name, photo=facts.photo_url, alt=words.gettext("Photo"), strong=True)
        if facts.photo_url
        else None,
        fields=field_lines(facts.rows, words),
        none="" if facts.rows else words.gettext("This contact has no fields."),
        labels_heading=words.gettext("Labels"),
        labels=tuple(
            Line(
                label_name(called, words),
                icon="BOOKMARK",
                alt=words.gettext("Label"),
                to=press("label.open", label=label),
            )
            for label, called in facts.labels[:20]
        ),
        level=Line(level_line(facts.level, words), top=words.gettext("What you may do")),
        history_heading=words.gettext("Last changes") if facts.history else "",
        history=tuple(
            change_line(change, facts.label, words, named=False) for change in facts.history[:CHANGES]
        ),
        offers=_offers(facts, words),
    )


def _offers(facts: ContactFacts, words: Words) -> tuple[Offer, ...]:
    here = {"label": facts.label, "contact": facts.contact}
    edits = (
        (Offer(words.gettext("Edit"), press("contact.edit", **here)),)
        if facts.level.may_edit and not facts.deleted
        else ()
    )
    removes = (
        (Offer(words.gettext("Remove from label"), press("contact.remove.ask", **here)),)
        if facts.level.may_remove and not facts.deleted
        else ()
    )
    return (
        *edits,
        *removes,
        Offer(words.gettext("History"), press("history.open", **here)),
        Offer(words.gettext("Who has it?"), press("why.open", **here)),
        Offer(words.gettext("Back"), press("back")),
    )


def field_lines(given: tuple[tuple[str, str, str, str], ...], words: Words) -> tuple[Line, ...]:
    """Entries of a contact as lines, and how many more there are than a card has room for."""
    shown = tuple(field_line(row, words) for row in given[:FIELDS])
    hidden = len(given) - FIELDS
    if hidden <= 0:
        return shown
    return (*shown, Line(words.ngettext("and {n} more field", "and {n} more fields", hidden)))


def field_line(row: tuple[str, str, str, str], words: Words) -> Line:
    """One entry of a field; a press calls or writes where the entry is a number or an address."""
    name, kind, text, link = row
    top = field_name(name, words)
    if shown := type_name(name, kind, words):
        top = words.gettext("{field} · {kind}", field=top, kind=shown)
    return Line(_several_lines(entry_text(name, text, words)) or "-", top=top, to=_safe_link(link))


def _several_lines(text: str) -> str:
    """Text that may have lines of its own, cut after `FIELD_LIMIT`."""
    lines = (one_line(line, FIELD_LIMIT) for line in text[: 2 * FIELD_LIMIT].splitlines())
    joined = "\n".join(line for line in lines if line)
    return joined if len(joined) <= FIELD_LIMIT else joined[: FIELD_LIMIT - 1] + "\u2026"


def _safe_link(link: str) -> Link | None:
    """Calling and writing. A website may be anywhere, and the host opens only what the deployment names."""
    if link.startswith(("mailto:", "tel:")) and len(link) <= LINK_LIMIT:
        return Link(link)
    return None


def contact_card(view: ContactView) -> Card:
    """The contact card: photo, fields, labels."""
    first: tuple[Widget, ...] = (Paragraph(view.deleted),) if view.deleted else ()
    photo: tuple[Widget, ...] = (view.photo.row(),) if view.photo else ()
    none: tuple[Widget, ...] = (Paragraph(view.none),) if view.none else ()
    return Card(
        "contact",
        view.title,
        view.subtitle,
        sections=(
            Section((*first, *photo, *rows(view.fields), *none)),
            Section(rows(view.labels), view.labels_heading),
            Section(rows(view.history), view.history_heading),
            Section((view.level.row(), *offers(*view.offers))),
        ),
    )
