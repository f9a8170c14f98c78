"""One member of a label: her state, her level, what is hidden from her, and the end of sharing with her."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from services.core.facts import MemberFacts
from services.core.outcome import Fault

from .actions import Press, press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .fields import field_name, fields_to_hide
from .levels import level_line, level_name
from .names import person_name
from .states import member_state
from .text import Words, one_line
from .widgets import Choice, Option, Paragraph, Widget


@dataclass(frozen=True, slots=True)
class MemberView:
    """The member card in words.

    Without `options` her level cannot be changed by the viewer, without `hideable` nothing be hidden.
    """

    title: str
    subtitle: str
    state: Line
    mend: str
    level: Line
    level_label: str
    options: tuple[Option, ...]
    note: str
    change: Offer
    hidden_heading: str
    hidden: tuple[Line, ...]
    hideable_label: str
    hideable: tuple[Option, ...]
    hide: Offer
    refresh: Offer
    retry: Offer | None
    sees: Offer | None
    heir: Offer | None
    end: Offer | None


def member_view(facts: MemberFacts, words: Words, ticked: Collection[str] | None = None) -> MemberView:
    """Every word of the member card; `ticked` are fields that she ticked to hide and has not saved."""
    row = facts.row
    here = {"label": facts.label, "principal": row.principal}
    state = member_state(row.grant_state, row.copy, row.kind, words)
    name = person_name(row.name, row.email)
    return MemberView(
        title=name,
        subtitle=words.gettext("{email} · {label}", email=row.email, label=facts.label_name)
        if name != row.email
        else one_line(facts.label_name),
        state=Line(
            state.text,
            top=words.gettext("Copy of the label"),
            icon="MULTIPLE_PEOPLE" if row.kind == "group" else "PERSON",
            alt=words.gettext("State"),
            strong=state.needs,
        ),
        mend=state.mend,
        level=Line(
            level_line(row.level, words),
            top=words.gettext("Level"),
            icon="CONFIRMATION_NUMBER_ICON",
            alt=words.gettext("Level"),
        ),
        level_label=words.gettext("Change to"),
        options=tuple(
            Option(level.word, level_line(level, words), level is row.level) for level in facts.levels
        ),
        note=_note(facts, words),
        change=Offer(words.gettext("Change level"), press("member.level", **here)),
        hidden_heading=words.gettext("Hidden from this member"),
        hidden=_hidden(facts, words),
        hideable_label=words.gettext("Fields hidden from: {whom}", whom=name),
        hideable=fields_to_hide(facts.hidden if ticked is None else ticked, words) if facts.may_hide else (),
        hide=Offer(
            words.gettext("Save"), press("member.hide", **here), alt=words.gettext("Save what is hidden")
        ),
        refresh=Offer(words.gettext("Refresh"), press("member.show", **here)),
        retry=Offer(words.gettext("Try again"), press("member.retry", **here)) if state.retry else None,
        sees=_sees(facts, press("member.sees", **here), words),
        heir=Offer(words.gettext("Make owner"), press("member.owner.ask", **here)) if facts.may_own else None,
        end=_end(facts, press("member.end.ask", **here), name, words),
    )


def _note(facts: MemberFacts, words: Words) -> str:
    row = facts.row
    if row.via:
        return words.gettext(
            "{level} through the group {group}. A level given here counts instead of the group's.",
            level=level_name(row.level, words),
            group=row.via,
        )
    if row.copy.fault is Fault.GONE:
        return words.gettext("Nothing of the label is lost: the others keep every contact.")
    return ""


def _hidden(facts: MemberFacts, words: Words) -> tuple[Line, ...]:
    """What is hidden from her, and what from everybody of her level, which her own boxes do not change."""
    if not facts.may_hide:
        return ()
    alone = words.names(field_name(field, words) for field in facts.hidden)
    level = words.names(field_name(field, words) for field in facts.level_hidden)
    nothing = words.gettext("Nothing is hidden from this member.")
    lines = (
        Line(alone, top=words.gettext("From this member alone")) if alone else None,
        Line(level, top=words.gettext("From everybody of this level")) if level else None,
    )
    return tuple(line for line in lines if line is not None) or (Line(nothing),)


def _sees(facts: MemberFacts, look: Press, words: Words) -> Offer | None:
    if facts.row.kind == "group" or not (facts.levels or facts.may_end):
        return None
    return Offer(words.gettext("See as this member"), look)


def _end(facts: MemberFacts, ask: Press, name: str, words: Words) -> Offer | None:
    if not facts.may_end:
        return None
    return Offer(words.gettext("Stop sharing"), ask, alt=words.gettext("Stop sharing with {name}", name=name))


def member_card(view: MemberView) -> Card:
    """The member card."""
    mend: tuple[Widget, ...] = (Paragraph(view.mend),) if view.mend else ()
    note: tuple[Widget, ...] = (Paragraph(view.note),) if view.note else ()
    change: tuple[Widget, ...] = ()
    if view.options:
        change = (Choice("level", view.level_label, view.options), *offers(view.change))
    hide: tuple[Widget, ...] = ()
    if view.hideable:
        hide = (Choice("fields", view.hideable_label, view.hideable, kind="CHECK_BOX"), *offers(view.hide))
    return Card(
        "member",
        view.title,
        view.subtitle,
        sections=(
            Section((view.state.row(), *mend, *offers(view.refresh, view.retry))),
            Section((view.level.row(), *note, *change)),
            Section((*rows(view.hidden), *hide), view.hidden_heading, len(view.hidden)),
            Section(offers(view.sees, view.heir)),
            Section(offers(view.end)),
        ),
    )
