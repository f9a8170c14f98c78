"""The upper part of every page of a label: what it is, what it needs, *Share label*, and its tabs."""

from __future__ import annotations

from dataclasses import dataclass

from cards.chrome import Line
from cards.google_contacts import label_address
from cards.label import label_view
from cards.text import Words
from services.core.facts import LabelFacts
from services.core.levels import Level

from . import links


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of a label's pages; `count` is how many things wait there ('' none)."""

    key: str
    text: str
    url: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The upper part in words. `share` is the address of the form, '' when the viewer may not share."""

    title: str
    url: str
    subtitle: str
    status: Line
    level: Line
    share: str
    tabs: tuple[Tab, ...]
    notices: tuple[str, ...]
    needs: tuple[Line, ...]
    google: str


def head_view(facts: LabelFacts, words: Words) -> Head:
    """Every word of it."""
    view = label_view(facts, words)
    here = links.label_url(facts.label, facts.group)
    return Head(
        title=view.title,
        url=here,
        subtitle=view.subtitle,
        status=view.status,
        level=view.mine,
        share=f"{here}/share" if view.share else "",
        tabs=_tabs(facts, here, words) if facts.label else (),
        notices=view.notices,
        needs=view.needs,
        google=label_address(facts.group),
    )


def _tabs(facts: LabelFacts, here: str, words: Words) -> tuple[Tab, ...]:
    waiting = len(facts.held) + len(facts.clashes)
    tabs = [
        Tab("contacts", words.gettext("Contacts"), here),
        Tab("members", words.gettext("Members"), f"{here}/members"),
        Tab("activity", words.gettext("Activity"), f"{here}/activity"),
        Tab("conflicts", words.gettext("To decide"), f"{here}/conflicts", words.number(waiting))
        if waiting
        else None,
        Tab("trash", words.gettext("Trash"), f"{here}/trash"),
        Tab("settings", words.gettext("Settings"), f"{here}/settings")
        if facts.level is Level.OWNER
        else Tab("leave", words.gettext("Leave label"), f"{here}/leave"),
    ]
    return tuple(tab for tab in tabs if tab is not None)
