"""People met who are in shared labels: their contacts, and the labels that these are in."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.encounters import (
    Acquaintance,
    Encounter,
    EncounterFacts,
    Membership,
)

from .actions import press
from .chrome import Line, Offer
from .contact import LINK_LIMIT, field_line
from .names import contact_name, label_name
from .text import Words, one_line
from .widgets import Link

WHOLE = 5
"""Contacts shown with their fields; with more of them each is one line that opens its card."""

SHOWN_FIELDS = ("organizations", "phoneNumbers", "emailAddresses", "biographies")
EACH = 7
"""Fields of one contact that are shown here; its own card has all."""

LABELS = 5
"""Labels of one contact that are named."""

LINES = 40
"""Lines of contacts, where each is one line."""


@dataclass(frozen=True, slots=True)
class Known:
    """One contact in words: all of it, or its one line."""

    heading: str
    lines: tuple[Line, ...]
    offers: tuple[Offer, ...] = ()


def known_of(facts: EncounterFacts, words: Words) -> tuple[Known, ...]:
    """Contacts of the people met: each whole where they are few, else one line each."""
    pairs = [(one, contact) for one in facts.people for contact in one.known]
    if len(pairs) <= WHOLE:
        return tuple(_whole(one, contact, words) for one, contact in pairs)
    lines = tuple(_line(one, contact, words) for one, contact in pairs[:LINES])
    return (Known(words.gettext("In shared labels"), lines),)


def _whole(one: Encounter, contact: Acquaintance, words: Words) -> Known:
    fields = [row for name in SHOWN_FIELDS for row in contact.rows if row[0] == name][:EACH]
    return Known(
        contact_name(contact.title or one.person.name, words),
        (
            *(field_line(row, words) for row in fields),
            *(_membership(label, words) for label in contact.labels[:LABELS]),
        ),
        _offers(contact, words),
    )


def _membership(label: Membership, words: Words) -> Line:
    return Line(
        label_name(label.name, words),
        top=words.gettext("Label"),
        bottom=words.gettext("Shared by you")
        if label.mine
        else words.gettext("Shared by {owner}", owner=label.owner_name),
        icon="BOOKMARK",
        alt=words.gettext("Label"),
        to=press("label.open", label=label.label),
    )


def _offers(contact: Acquaintance, words: Words) -> tuple[Offer, ...]:
    made = []
    name = contact_name(contact.title, words)
    for field, text, said in (
        ("phoneNumbers", words.gettext("Call"), words.gettext("Call {name}", name=name)),
        ("emailAddresses", words.gettext("Write"), words.gettext("Write to {name}", name=name)),
    ):
        link = next((row[3] for row in contact.rows if row[0] == field and row[3]), "")
        if link.startswith(("mailto:", "tel:")) and len(link) <= LINK_LIMIT:
            made.append(Offer(text, Link(link), alt=said))
    here = {"label": contact.label, "contact": contact.contact}
    made.append(Offer(words.gettext("All fields"), press("contact.open", **here)))
    if contact.editable:
        made.append(Offer(words.gettext("Edit"), press("contact.edit", **here)))
    return tuple(made)


def _line(one: Encounter, contact: Acquaintance, words: Words) -> Line:
    labels = [label_name(label.name, words) for label in contact.labels[:LABELS]]
    return Line(
        contact_name(contact.title or one.person.name, words),
        top=one_line(one.person.email),
        bottom=words.names(labels),
        icon="PERSON",
        alt=words.gettext("Contact"),
        to=press("contact.open", label=contact.label, contact=contact.contact),
    )
