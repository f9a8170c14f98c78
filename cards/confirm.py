"""Ask once before something that takes contacts away."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import LabelFacts, MemberFacts

from .actions import press
from .card import Card, Section
from .chrome import Offer, offers
from .names import label_name, person_name
from .text import Words, one_line
from .widgets import Paragraph


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """A question, what will happen, and the two answers."""

    title: str
    lines: tuple[str, ...]
    yes: Offer
    no: Offer


def cancel(words: Words) -> Offer:
    """Back to the card before, with nothing done."""
    return Offer(words.gettext("Cancel"), press("back"))


def stop_view(facts: LabelFacts, words: Words) -> ConfirmView:
    """Stop sharing a label with everybody."""
    return ConfirmView(
        words.gettext("Stop sharing “{label}”?", label=facts.name),
        (
            words.ngettext(
                "The contacts of this label are taken back from {n} member.",
                "The contacts of this label are taken back from {n} members.",
                facts.members_total,
            )
            if facts.members_total
            else words.gettext("Nobody else has this label at the moment."),
            words.gettext("Contacts that were theirs before stay theirs. Yours do not change."),
        ),
        Offer(words.gettext("Stop sharing"), press("label.stop", label=facts.label)),
        cancel(words),
    )


def leave_view(facts: LabelFacts, words: Words) -> ConfirmView:
    """Leave a label that somebody shares."""
    return ConfirmView(
        words.gettext("Leave “{label}”?", label=facts.name),
        (
            words.gettext("The label and its contacts go from your Google Contacts."),
            words.gettext("Contacts that were yours before stay. The other members keep theirs."),
        ),
        Offer(words.gettext("Leave label"), press("label.leave", label=facts.label)),
        cancel(words),
    )


def end_view(facts: MemberFacts, words: Words) -> ConfirmView:
    """Stop sharing a label with one member."""
    name = person_name(facts.row.name, facts.row.email)
    return ConfirmView(
        words.gettext("Stop sharing with {name}?", name=name),
        (
            words.gettext(
                "The contacts of “{label}” are taken back from {name}.",
                label=one_line(facts.label_name),
                name=name,
            ),
            words.gettext("Contacts that were theirs before stay theirs."),
        ),
        Offer(
            words.gettext("Stop sharing"),
            press("member.end", label=facts.label, principal=facts.row.principal),
        ),
        cancel(words),
    )


def owner_view(facts: MemberFacts, words: Words) -> ConfirmView:
    """Make a member the owner of the label."""
    return ConfirmView(
        words.gettext(
            "Make {name} the owner of “{label}”?",
            name=person_name(facts.row.name, facts.row.email),
            label=label_name(facts.label_name, words),
        ),
        (
            words.gettext(
                "You stay a member who can manage the label. Only the new owner can stop sharing it."
            ),
            words.gettext("Nobody's contacts change."),
        ),
        Offer(
            words.gettext("Make owner"),
            press("member.owner", label=facts.label, principal=facts.row.principal),
        ),
        cancel(words),
    )


def confirm_card(view: ConfirmView) -> Card:
    """The question as a card of its own."""
    return Card(
        "confirm",
        view.title,
        sections=(Section((*(Paragraph(line) for line in view.lines), *offers(view.yes, view.no))),),
    )
