"""Settings and help: who one is here, and how it works in five sentences."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import Viewer
from services.core.levels import Level

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .google_contacts import CONTACTS
from .levels import level_means, level_name
from .text import Words
from .widgets import Choice, Link, Option, Paragraph


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the person chose: a language of ours ('' as in Google), mails about labels, the weekly digest."""

    language: str = ""
    mails: bool = True
    digest: bool = False


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The settings card in words."""

    title: str
    lines: tuple[Line, ...]
    language: Choice
    mails: Choice
    digest: Choice
    save: Offer
    offers: tuple[Offer, ...]


def settings_view(
    viewer: Viewer, words: Words, chosen: Chosen | None = None, languages: tuple[tuple[str, str], ...] = ()
) -> SettingsView:
    """What the add-on knows about the person who looks; `languages` are tags with their own names."""
    chosen = chosen or Chosen()
    lines = [
        Line(
            viewer.name or viewer.email,
            top=words.gettext("Signed in as"),
            bottom=viewer.email if viewer.name else "",
            icon="PERSON",
            alt=words.gettext("You"),
        ),
        Line(
            viewer.zone or words.gettext("not known: times are shown in UTC"),
            top=words.gettext("Time zone, as set in Google"),
            icon="CLOCK",
            alt=words.gettext("Time zone"),
        ),
    ]
    known = {tag for tag, _ in languages}
    return SettingsView(
        title=words.gettext("Settings"),
        lines=tuple(lines),
        language=Choice(
            "language",
            words.gettext("Language"),
            (
                Option(AS_IN_GOOGLE, words.gettext("As in Google"), selected=chosen.language not in known),
                *(Option(tag, name, selected=tag == chosen.language) for tag, name in languages),
            ),
            kind="DROPDOWN",
        ),
        mails=_switch(
            "mails",
            words.gettext("Mails"),
            words.gettext("Write to me when labels are shared with me or need me"),
            chosen.mails,
        ),
        digest=_switch(
            "digest", words.gettext("Digest"), words.gettext("Once a week, what changed"), chosen.digest
        ),
        save=Offer(words.gettext("Save"), press("settings.save")),
        offers=(
            Offer(words.gettext("My labels"), press("home.open")),
            Offer(words.gettext("Open dashboard"), Link("/", reload=True)),
            *((Offer(words.gettext("Administration"), press("admin.open")),) if viewer.admin else ()),
        ),
    )


AS_IN_GOOGLE = "google"
"""The choice of no language of ours."""


def _switch(name: str, label: str, text: str, on: bool) -> Choice:  # noqa: FBT001 - what the switch shows
    return Choice(name, label, (Option("yes", text, selected=on),), kind="SWITCH")


def settings_card(view: SettingsView) -> Card:
    """The settings card."""
    return Card(
        "settings",
        view.title,
        sections=(
            Section(rows(view.lines)),
            Section((view.language, view.mails, view.digest, *offers(view.save))),
            Section(offers(*view.offers)),
        ),
    )


@dataclass(frozen=True, slots=True)
class HelpView:
    """The help card in words."""

    title: str
    texts: tuple[str, ...]
    levels_heading: str
    levels: tuple[Line, ...]
    offers: tuple[Offer, ...]


def help_view(words: Words) -> HelpView:
    """How it works, for somebody who opens it for the first time."""
    return HelpView(
        words.gettext("How it works"),
        (
            words.gettext(
                "Choose one of your labels and press Share label. Each person you name gets the label "
                "with all its contacts in their own Google Contacts, on the phone too."
            ),
            words.gettext(
                "What somebody changes who may edit reaches everybody. What somebody changes who may "
                "only view is put right in their own copy."
            ),
            words.gettext(
                "When many contacts vanish at once, nothing is deleted for the others before you say so."
            ),
        ),
        words.gettext("Levels"),
        tuple(Line(level_means(level, words), top=level_name(level, words)) for level in Level),
        (
            Offer(words.gettext("My labels"), press("home.open")),
            Offer(words.gettext("Open dashboard"), Link("/", reload=True)),
            Offer(words.gettext("Open Google Contacts"), Link(CONTACTS)),
        ),
    )


def help_card(view: HelpView) -> Card:
    """The help card."""
    return Card(
        "help",
        view.title,
        sections=(
            Section(tuple(Paragraph(text) for text in view.texts)),
            Section(rows(view.levels), view.levels_heading),
            Section(offers(*view.offers)),
        ),
    )
