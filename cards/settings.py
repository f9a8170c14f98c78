"""Settings and help: who one is here, and how it works in five sentences."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import Viewer
from services.core.levels import Level

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .states import level_means, level_name
from .text import Words
from .widgets import Link, Paragraph


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The settings card in words."""

    title: str
    lines: tuple[Line, ...]
    home: Offer


def settings_view(viewer: Viewer, words: Words) -> SettingsView:
    """What the add-on knows about the person who looks."""
    lines = [
        Line(
            viewer.name or viewer.email,
            top=words.gettext("Signed in as"),
            bottom=viewer.email if viewer.name else "",
            icon="PERSON",
            alt=words.gettext("You"),
        ),
        Line(
            words.language,
            top=words.gettext("Language, as set in Google"),
            icon="DESCRIPTION",
            alt=words.gettext("Language"),
        ),
        Line(
            viewer.zone or words.gettext("not known: times are shown in UTC"),
            top=words.gettext("Time zone, as set in Google"),
            icon="CLOCK",
            alt=words.gettext("Time zone"),
        ),
    ]
    return SettingsView(
        words.gettext("Settings"), tuple(lines), Offer(words.gettext("My labels"), press("home.open"))
    )


def settings_card(view: SettingsView) -> Card:
    """The settings card."""
    return Card("settings", view.title, sections=(Section((*rows(view.lines), *offers(view.home))),))


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
            Offer(words.gettext("Open Google Contacts"), Link("https://contacts.google.com/")),
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
