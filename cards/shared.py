"""What came of a share, refreshed until everybody is up to date."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import LabelFacts, RefusedAddress, ShareForm
from services.core.levels import Level

from .actions import Press, press
from .card import Card, Section
from .chrome import Line, Offer, Pager, offers, pager, rows
from .names import label_name
from .people import member_line
from .refused import refused_heading, refused_lines
from .states import shared_line
from .text import Words
from .widgets import Paragraph, Widget


@dataclass(frozen=True, slots=True)
class SharedView:
    """What came of it, in words: refreshed until everyone is up to date."""

    title: str
    status: Line
    notes: tuple[str, ...]
    refused_heading: str
    refused: tuple[Line, ...]
    members: tuple[Line, ...]
    members_pager: Pager
    refresh: Offer
    more: Offer | None
    open: Offer


def shared_view(
    facts: LabelFacts,
    words: Words,
    *,
    refused: tuple[RefusedAddress, ...] = (),
    changed: int = 0,
    form: ShareForm | None = None,
) -> SharedView:
    """Every word after sharing; `refused`, `changed` and `form` are known only at the first showing."""
    finished = facts.current + facts.stuck >= facts.members_total
    waits = words.gettext("You can close this. Copying goes on, and everyone new gets an e-mail.")
    return SharedView(
        title=label_name(facts.name, words),
        status=Line(
            shared_line(facts.members_total, facts.current, words, stuck=facts.stuck, group=facts.has_group),
            icon="MULTIPLE_PEOPLE",
            alt=words.gettext("State of sharing"),
            strong=True,
        ),
        notes=tuple(
            note
            for note in (
                words.ngettext("{n} level changed.", "{n} levels changed.", changed) if changed else "",
                "" if finished else waits,
            )
            if note
        ),
        refused_heading=refused_heading(refused, words),
        refused=refused_lines(refused, words),
        members=tuple(
            member_line(row, facts.label, words, opens=facts.level.may_share)
            for row in facts.members
            if row.level is not Level.OWNER
        )[:20],
        members_pager=pager(
            "share.progress",
            "members",
            facts.members_page,
            facts.members_pages,
            words,
            label=facts.label,
        ),
        refresh=Offer(
            words.gettext("Refresh"),
            press(
                "share.progress",
                label=facts.label,
                members=str(facts.members_page) if facts.members_page else "",
            ),
        ),
        more=Offer(
            words.gettext("Share with more"),
            _next_form(facts, refused, form),
        )
        if facts.level.may_share
        else None,
        open=Offer(words.gettext("Open label"), press("label.open", label=facts.label, group=facts.group)),
    )


def _next_form(facts: LabelFacts, refused: tuple[RefusedAddress, ...], form: ShareForm | None) -> Press:
    """The form again: empty, or with those of this one who were too many."""
    left = [address.typed for address in refused if address.why == "too-many"]
    if form is None or not left:
        return press("share.form", label=facts.label, group=facts.group)
    return press(
        "share.edit",
        label=facts.label,
        group=facts.group,
        people="\n".join(left),
        level=form.level.word,
        message=form.message,
    )


def shared_card(view: SharedView) -> Card:
    """The outcome: the count, each member's state, those left out."""
    notes: tuple[Widget, ...] = tuple(Paragraph(note) for note in view.notes)
    return Card(
        "shared",
        view.title,
        sections=(
            Section((view.status.row(), *notes, *offers(view.refresh))),
            Section(rows(view.refused), view.refused_heading),
            Section((*rows(view.members), *view.members_pager.widgets())),
            Section(offers(view.open, view.more)),
        ),
    )
