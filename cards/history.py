"""Who changed what, and undo: the activity of a label, the history of a contact, one change."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import ActivityFacts, ChangeFacts

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, Pager, offers, pager, rows
from .confirm import ConfirmView, cancel
from .entries import entry_text
from .fields import field_name
from .names import contact_name, label_name
from .text import Words, one_line
from .widgets import Paragraph, Widget

CHANGES = 30
"""Changes that one card lists."""

VALUE_LIMIT = 300
"""Characters of a value before and after."""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Changes in words, newest first."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]
    none: str
    pager: Pager
    offers: tuple[Offer, ...]


def history_view(facts: ActivityFacts, words: Words) -> HistoryView:
    """Every word of the history of a contact, or of the activity of a label."""
    one = bool(facts.contact)
    called = label_name(facts.label_name, words)
    return HistoryView(
        title=words.gettext("History of {contact}", contact=contact_name(facts.title, words))
        if one
        else words.gettext("Activity"),
        subtitle=called,
        lines=tuple(
            change_line(change, facts.label, words, named=not one) for change in facts.changes[:CHANGES]
        ),
        none="" if facts.changes else words.gettext("Nothing has changed since it was shared."),
        pager=pager(
            "history.show",
            "page",
            facts.page,
            facts.pages,
            words,
            label=facts.label,
            contact=facts.contact,
        ),
        offers=(
            Offer(
                words.gettext("Refresh"),
                press("history.show", label=facts.label, contact=facts.contact),
            ),
            Offer(words.gettext("Trash"), press("trash.open", label=facts.label)),
        ),
    )


def change_line(change: ChangeFacts, label: str, words: Words, *, named: bool) -> Line:
    """One change as a line; `named` puts the contact's name first."""
    what = what_changed(change, words)
    by = words.gettext("{who} · {time}", who=who_did(change, words), time=words.date_time(change.at))
    return Line(
        contact_name(change.title, words) if named else what,
        top=by,
        bottom=what if named else "",
        icon="CLOCK",
        alt=words.pgettext("a change that somebody made", "Change"),
        to=press("change.open", label=label, contact=change.contact, version=str(change.version)),
    )


def who_did(change: ChangeFacts, words: Words) -> str:
    """The person behind a change."""
    return one_line(change.who) or words.gettext("Somebody")


def what_changed(change: ChangeFacts, words: Words) -> str:
    """A change in a few words: *Changed Phone and Notes*, *Deleted*, *Added*, *Brought back*."""
    labels = next(((b, a) for name, b, a in change.changes if name == "labels"), None)
    if labels is not None and labels[0] and not labels[1]:
        return words.gettext("Deleted")
    if labels is not None and labels[1] and not labels[0]:
        if change.version == 1:
            return words.pgettext("a contact that came into the label", "Added")
        return words.gettext("Brought back")
    names = words.names(field_name(name, words) for name, _, _ in change.changes)
    if not names:
        return words.gettext("Changed")
    return words.gettext("Changed {fields}", fields=names)


def cause_words(cause: str, words: Words) -> str:
    """Through what a change came."""
    match cause:
        case "pull":
            return words.gettext("in Google Contacts")
        case "sidebar":
            return words.gettext("in the sidebar")
        case "dashboard":
            return words.gettext("on the dashboard")
        case "undo":
            return words.gettext("by undoing")
        case "restore":
            return words.gettext("by restoring")
        case "import":
            return words.gettext("by an import")
        case "held":
            return words.gettext("by deciding about held deletions")
        case _:
            return words.gettext("in another way")


def history_card(view: HistoryView) -> Card:
    """The list of changes."""
    none: tuple[Widget, ...] = (Paragraph(view.none),) if view.none else ()
    return Card(
        "history",
        view.title,
        view.subtitle,
        sections=(
            Section((*rows(view.lines), *none, *view.pager.widgets())),
            Section(offers(*view.offers)),
        ),
    )


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change in words: per field what was and what is, and what can be undone."""

    title: str
    subtitle: str
    by: Line
    fields: tuple[tuple[str, Line, Line], ...]
    undo: Offer | None
    back: Offer | None
    more: tuple[Offer, ...]
    note: str


def change_view(facts: ActivityFacts, change: ChangeFacts, words: Words) -> ChangeView:
    """Every word about one change."""
    here = {"label": facts.label, "contact": change.contact, "version": str(change.version)}
    who = who_did(change, words)
    more = []
    if change.undoable and change.run:
        more.append(
            Offer(
                words.gettext("Undo all of this sync"),
                press("undo.ask", label=facts.label, run=change.run),
            )
        )
    if change.undoable and change.by:
        more.append(
            Offer(
                words.gettext("Undo the last hour of {who}", who=who),
                press("undo.ask", label=facts.label, who=change.by, name=who),
            )
        )
    return ChangeView(
        title=contact_name(change.title, words),
        subtitle=label_name(facts.label_name, words),
        by=Line(
            words.gettext("{who} {through}", who=who, through=cause_words(change.cause, words)),
            top=words.date_time(change.at),
            bottom=what_changed(change, words),
            icon="CLOCK",
            alt=words.pgettext("a change that somebody made", "Change"),
        ),
        fields=tuple(_sides(name, before, after, words) for name, before, after in change.changes[:20]),
        undo=Offer(words.gettext("Undo this change"), press("undo.change", **here))
        if change.undoable
        else None,
        back=Offer(words.gettext("Undo this and all later changes"), press("undo.back", **here))
        if change.undoable and 1 < change.version < facts.version
        else None,
        more=tuple(more),
        note=words.gettext("Undoing is a new change: it reaches everyone, and can be undone too.")
        if change.undoable
        else words.gettext("Your level does not allow undoing."),
    )


def _sides(name: str, before: str, after: str, words: Words) -> tuple[str, Line, Line]:
    empty = words.gettext("(empty)")
    return (
        field_name(name, words),
        Line(one_line(entry_text(name, before, words), VALUE_LIMIT) or empty, top=words.gettext("Before")),
        Line(one_line(entry_text(name, after, words), VALUE_LIMIT) or empty, top=words.gettext("After")),
    )


def change_card(view: ChangeView) -> Card:
    """One change, field by field."""
    return Card(
        "change",
        view.title,
        view.subtitle,
        sections=(
            Section((view.by.row(),)),
            *(Section((before.row(), after.row()), name) for name, before, after in view.fields),
            Section((Paragraph(view.note), *offers(view.undo, view.back, *view.more))),
        ),
    )


def undo_view(facts: ActivityFacts, *, run: str, who: str, name: str, words: Words) -> ConfirmView:
    """Before everything of one sync, or of one person's last hour, is undone."""
    here = {"label": facts.label, "run": run, "who": who}
    title = (
        words.gettext("Undo all of this sync?")
        if run
        else words.gettext("Undo the last hour of {who}?", who=one_line(name))
    )
    return ConfirmView(
        title,
        (
            words.gettext(
                "Every change of it in “{label}” is taken back, for every member.", label=facts.label_name
            ),
            words.gettext("Fields that somebody changed again since then stay as they are now."),
        ),
        Offer(words.gettext("Undo"), press("undo.many", **here)),
        cancel(words),
    )
