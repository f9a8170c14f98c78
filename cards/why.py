"""*Why is this contact not here?*: the answer for each member, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import WhyFacts

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .faults import fault_reason, mend_by
from .names import contact_name
from .text import Words, one_line
from .widgets import Paragraph, Widget

ROWS = 50
"""Members that one card lists."""


@dataclass(frozen=True, slots=True)
class WhyView:
    """Who has the contact and who does not, in words."""

    title: str
    lines: tuple[Line, ...]
    more: str
    back: Offer


def why_view(title: str, answers: tuple[WhyFacts, ...], words: Words) -> WhyView:
    """Every word of the answers; those without the contact come first."""
    ordered = sorted(answers, key=lambda one: one.reason == "here")
    hidden = len(ordered) - ROWS
    return WhyView(
        title=words.gettext("Who has {contact}?", contact=contact_name(title, words)),
        lines=tuple(_line(answer, words) for answer in ordered[:ROWS]),
        more=words.ngettext("and {n} more member", "and {n} more members", hidden) if hidden > 0 else "",
        back=Offer(words.gettext("Back"), press("back")),
    )


def _line(answer: WhyFacts, words: Words) -> Line:
    return Line(
        one_line(answer.member) or words.gettext("Somebody"),
        bottom=why_words(answer, words),
        icon="PERSON",
        alt=words.gettext("Member"),
        strong=answer.reason not in {"here", "copying", "later"},
    )


def why_words(  # noqa: PLR0911 - a table whose entries gettext can find
    answer: WhyFacts, words: Words
) -> str:
    """The reason and what to do about it, in one or two sentences."""
    match answer.reason:
        case "here":
            return words.gettext("Has it.")
        case "not-in-label":
            return words.gettext("It is not in the label any more. Look into the trash of the label.")
        case "copying":
            return words.gettext("It is being copied. Refresh in a minute.")
        case "later" if answer.retry_at is not None:
            return words.gettext(
                "{reason} Next try at {time}.",
                reason=fault_reason(answer.fault, words),
                time=words.clock(answer.retry_at),
            )
        case "later":
            return words.gettext("It is being copied as soon as Google allows it.")
        case "attention":
            return words.gettext(
                "Needs attention: {reason} {mend}",
                reason=fault_reason(answer.fault, words),
                mend=mend_by(answer.fault, answer.retry_at, words),
            )
        case "paused":
            return words.gettext(
                "Deletions in this copy wait for a decision. Choose Restore to bring it back."
            )
        case "refused":
            return words.gettext(
                "Google does not accept this contact in this account. Look for a field that is too "
                "long or not valid."
            )
        case "foreign":
            return words.gettext(
                "Another program keeps changing it in this account, so it is left alone until tomorrow."
            )
        case "ended":
            return words.gettext("The label is not shared with this person any more.")
        case "hidden":
            return words.gettext("Its fields are hidden from this person.")
        case _:
            return words.gettext("Not copied yet. Press Refresh on the label card.")


def why_card(view: WhyView) -> Card:
    """The answers, member by member."""
    more: tuple[Widget, ...] = (Paragraph(view.more),) if view.more else ()
    return Card("why", view.title, sections=(Section((*rows(view.lines), *more)), Section(offers(view.back))))
