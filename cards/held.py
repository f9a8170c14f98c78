"""Deletions that wait: who deleted what, and *Restore* or *Delete for everyone*."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import HeldFacts, LabelFacts
from services.core.levels import Level

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .confirm import ConfirmView, cancel
from .names import contact_name, label_name
from .text import Words, one_line
from .widgets import Paragraph

NAMES = 50
"""Names that one card lists; the rest is counted."""


@dataclass(frozen=True, slots=True)
class HeldView:
    """The held deletions in words. Without `delete` only restoring is the viewer's to choose."""

    title: str
    subtitle: str
    texts: tuple[str, ...]
    names_heading: str
    names: tuple[Line, ...]
    restore: Offer
    delete: Offer | None
    leave: Offer | None


def held_line(facts: LabelFacts, hold: HeldFacts, words: Words) -> Line:
    """The deletions as one line of the label card."""
    return Line(
        _what(hold, words),
        bottom=words.gettext("Nothing is deleted for the others yet. Decide what to do."),
        icon="DESCRIPTION",
        alt=words.gettext("Held deletions"),
        to=press("held.open", label=facts.label, hold=hold.hold),
        strong=True,
    )


def _what(hold: HeldFacts, words: Words) -> str:
    if hold.mine:
        return words.ngettext("You deleted {n} contact", "You deleted {n} contacts", hold.total)
    return words.ngettext(
        "{name} deleted {n} contact", "{name} deleted {n} contacts", hold.total, name=one_line(hold.by)
    )


def held_view(facts: LabelFacts, hold: HeldFacts, words: Words) -> HeldView:
    """Every word about one hold."""
    here = {"label": facts.label, "hold": hold.hold}
    decides = facts.level.may_share
    texts = [words.gettext("That is many at once, so nothing is deleted for the others yet.")]
    if hold.everything and hold.mine:
        texts.append(
            words.gettext("Everything of the label is gone from your contacts. Did you mean to leave it?")
        )
    elif hold.everything:
        texts.append(words.gettext("Everything of the label is gone from this member's contacts."))
    if decides:
        texts.append(words.gettext("Deleted contacts can be brought back for 30 days."))
    else:
        texts.append(words.gettext("The owner of the label decides, or you restore them."))
    return HeldView(
        title=_what(hold, words),
        subtitle=words.gettext(
            "{label} · {time}", label=label_name(facts.name, words), time=words.date_time(hold.at)
        ),
        texts=tuple(texts),
        names_heading=words.ngettext("{n} contact", "{n} contacts", hold.total),
        names=_names(hold, words),
        restore=Offer(words.gettext("Restore"), press("held.restore", **here)),
        delete=Offer(words.gettext("Delete for everyone"), press("held.delete.ask", **here))
        if decides
        else None,
        leave=Offer(words.gettext("Leave label"), press("held.leave", **here))
        if hold.mine and hold.everything and facts.level is not Level.OWNER
        else None,
    )


def _names(hold: HeldFacts, words: Words) -> tuple[Line, ...]:
    shown = tuple(
        Line(contact_name(title, words), icon="PERSON", alt=words.gettext("Contact"))
        for title in hold.titles[:NAMES]
    )
    more = hold.total - len(shown)
    if more > 0:
        return (*shown, Line(words.ngettext("and {n} more", "and {n} more", more)))
    return shown


def held_card(view: HeldView) -> Card:
    """The held deletions; *Restore* at the bottom, because it takes nothing from anybody."""
    return Card(
        "held",
        view.title,
        view.subtitle,
        sections=(
            Section(tuple(Paragraph(text) for text in view.texts)),
            Section(rows(view.names), view.names_heading, 10),
            Section(offers(view.leave)),
        ),
        primary=view.restore.button(primary=True),
        secondary=view.delete.button() if view.delete else None,
    )


def delete_view(facts: LabelFacts, hold: HeldFacts, words: Words) -> ConfirmView:
    """*Delete for everyone*, before it is confirmed."""
    return ConfirmView(
        words.ngettext("Delete {n} contact for everyone?", "Delete {n} contacts for everyone?", hold.total),
        (
            words.gettext("They go from “{label}” for every member.", label=facts.name),
            words.gettext("For 30 days they can be brought back from the trash of the label."),
        ),
        Offer(
            words.gettext("Delete for everyone"),
            press("held.delete", label=facts.label, hold=hold.hold),
        ),
        cancel(words),
    )
