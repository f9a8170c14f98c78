"""Two people changed the same field: what was kept, what was set aside, and *Use the other*."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import ClashFacts, LabelFacts

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers
from .entries import entry_text
from .fields import field_name
from .names import contact_name, label_name
from .text import Words, one_line
from .widgets import Paragraph

VALUE_LIMIT = 600
"""Characters of either value."""


@dataclass(frozen=True, slots=True)
class ClashView:
    """One conflict in words."""

    title: str
    subtitle: str
    text: str
    kept: Line
    lost: Line
    keep: Offer | None
    use: Offer | None


def clash_line(facts: LabelFacts, clash: ClashFacts, words: Words) -> Line:
    """The conflict as one line of the label card."""
    return Line(
        words.gettext(
            "{contact}: two versions of {field}",
            contact=contact_name(clash.title, words),
            field=field_name(clash.field, words),
        ),
        bottom=words.gettext(
            "{kept} and {lost} changed it. Look at both.", kept=clash.kept_by, lost=clash.lost_by
        ),
        icon="DESCRIPTION",
        alt=words.gettext("Conflict"),
        to=press("clash.open", **_names(facts, clash)),
        strong=True,
    )


def _names(facts: LabelFacts, clash: ClashFacts) -> dict[str, str]:
    return {
        "label": facts.label,
        "contact": clash.contact,
        "version": str(clash.version),
        "field": clash.field,
    }


def clash_view(facts: LabelFacts, clash: ClashFacts, words: Words) -> ClashView:
    """Every word about one conflict; without the level to edit it can only be looked at."""
    here = _names(facts, clash)
    may = facts.level.may_edit
    empty = words.gettext("(empty)")
    return ClashView(
        title=contact_name(clash.title, words),
        subtitle=words.gettext(
            "{label} · {time}", label=label_name(facts.name, words), time=words.date_time(clash.at)
        ),
        text=words.gettext(
            "{field} was changed by two people at the same time. One version was kept, the other is here.",
            field=field_name(clash.field, words),
        ),
        kept=Line(
            one_line(entry_text(clash.field, clash.kept, words), VALUE_LIMIT) or empty,
            top=words.gettext("Kept · {name}", name=clash.kept_by),
            strong=True,
        ),
        lost=Line(
            one_line(entry_text(clash.field, clash.lost, words), VALUE_LIMIT) or empty,
            top=words.gettext("Set aside · {name}", name=clash.lost_by),
        ),
        keep=Offer(words.gettext("Keep this one"), press("clash.keep", **here)) if may else None,
        use=Offer(words.gettext("Use the other"), press("clash.use", **here)) if may else None,
    )


def clash_card(view: ClashView) -> Card:
    """Both versions, each with its button."""
    return Card(
        "clash",
        view.title,
        view.subtitle,
        sections=(
            Section((Paragraph(view.text),)),
            Section((view.kept.row(), *offers(view.keep))),
            Section((view.lost.row(), *offers(view.use))),
        ),
    )
