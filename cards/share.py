"""*Share label*: the form."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import ShareFacts
from services.core.levels import Level

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, rows
from .levels import level_line
from .refused import refused_heading, refused_lines
from .states import contacts_count
from .text import Words
from .widgets import Choice, Option, Row, TextInput, Widget

MESSAGE_LIMIT = 1000
"""Characters of the personal message."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """The form in words. `options` are (value, words, selected); `suggests` has the label along."""

    title: str
    subtitle: str
    problems: tuple[str, ...]
    refused_heading: str
    refused: tuple[Line, ...]
    people_label: str
    people_hint: str
    typed: str
    level_label: str
    options: tuple[Option, ...]
    message_label: str
    message_hint: str
    message: str
    label: str
    group: str
    preview: Offer
    share: Offer


def share_view(facts: ShareFacts, words: Words) -> ShareView:
    """Every word of the form; after a refusal with what was typed and why it was refused."""
    here = {"label": facts.label, "group": facts.group}
    return ShareView(
        title=words.gettext("Share “{label}”", label=facts.name),
        subtitle=contacts_count(facts.size, words),
        problems=_problems(facts, words),
        refused_heading=refused_heading(facts.refused, words),
        refused=refused_lines(facts.refused, words),
        people_label=words.gettext("People"),
        people_hint=words.gettext(
            "Type a name or an address, or paste a list: commas, semicolons or new lines between them."
        ),
        typed=facts.form.typed,
        level_label=words.gettext("What they may do"),
        options=tuple(
            Option(level.word, level_line(level, words), level is _selected(facts)) for level in facts.levels
        ),
        message_label=words.gettext("Message (optional)"),
        message_hint=words.gettext("A personal word for the e-mail that they get."),
        message=facts.form.message,
        label=facts.label,
        group=facts.group,
        preview=Offer(words.gettext("Preview"), press("share.preview", **here)),
        share=Offer(words.gettext("Share label"), press("share.submit", **here)),
    )


def _selected(facts: ShareFacts) -> Level | None:
    """The level of the form; the highest below it when the viewer may not give that one."""
    return max((level for level in facts.levels if level <= facts.form.level), default=None)


def _problems(facts: ShareFacts, words: Words) -> tuple[str, ...]:
    match facts.problem:
        case "nobody" if facts.refused:
            said = words.gettext("None of these people can be added. Correct the list below.")
        case "nobody":
            said = words.gettext("Name at least one person to share with.")
        case "empty-label":
            said = words.gettext("This label has no contacts. Put contacts into it in Google Contacts first.")
        case _:
            return ()
    return (said,)


def share_card(view: ShareView) -> Card:
    """The form: people, level, message; *Share label* and *Preview* at the bottom."""
    problems: tuple[Widget, ...] = tuple(Row(text, strong=True) for text in view.problems)
    return Card(
        "share",
        view.title,
        view.subtitle,
        sections=(
            Section(problems),
            Section(rows(view.refused), view.refused_heading),
            Section(
                (
                    TextInput(
                        "people",
                        view.people_label,
                        view.people_hint,
                        view.typed,
                        lines=True,
                        suggest=press("share.suggest", label=view.label, group=view.group),
                    ),
                    Choice("level", view.level_label, view.options),
                    TextInput(
                        "message",
                        view.message_label,
                        view.message_hint,
                        view.message,
                        lines=True,
                        limit=MESSAGE_LIMIT,
                    ),
                )
            ),
        ),
        primary=view.share.button(primary=True),
        secondary=view.preview.button(),
    )
