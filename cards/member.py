"""One member of a label: her state, her level, and the end of sharing with her."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from services.core.facts import MemberFacts
from services.core.outcome import Fault

from .actions import Press, press
from .card import Card, Section
from .chrome import Line, Offer, offers
from .people import person_name
from .states import level_line, level_name, member_state
from .text import Words, one_line
from .widgets import Choice, Link, Option, Paragraph, Widget


@dataclass(frozen=True, slots=True)
class MemberView:
    """The member card in words; without `options` her level cannot be changed by the viewer."""

    title: str
    subtitle: str
    state: Line
    mend: str
    level: Line
    level_label: str
    options: tuple[Option, ...]
    note: str
    change: Offer
    refresh: Offer
    retry: Offer | None
    sees: Offer | None
    end: Offer | None


def member_view(facts: MemberFacts, words: Words) -> MemberView:
    """Every word of the member card."""
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
        refresh=Offer(words.gettext("Refresh"), press("member.show", **here)),
        retry=Offer(words.gettext("Try again"), press("member.retry", **here)) if state.retry else None,
        sees=_sees(facts, words),
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


def _sees(facts: MemberFacts, words: Words) -> Offer | None:
    if not (facts.levels or facts.may_end):
        return None
    page = f"/labels/{quote(facts.label)}/members/{quote(facts.row.principal, safe='')}/sees"
    return Offer(words.gettext("See as this member"), Link(page))


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
    return Card(
        "member",
        view.title,
        view.subtitle,
        sections=(
            Section((view.state.row(), *mend, *offers(view.refresh, view.retry))),
            Section((view.level.row(), *note, *change)),
            Section(offers(view.sees)),
            Section(offers(view.end)),
        ),
    )
