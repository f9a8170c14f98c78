"""A card: header, sections of widgets, a footer. Checked when it is made, turned into JSON last."""

from __future__ import annotations

from dataclasses import dataclass

from .text import escaped, plain
from .widgets import Button, Json, UrlOf, Widget

WIDGET_LIMIT = 100
"""Google ignores the section in which the hundredth widget falls, and all that follow."""


class CardTooLong(ValueError):
    """A card with more than 100 widgets was made; lists have to be paged."""


@dataclass(frozen=True, slots=True)
class Section:
    """Widgets under an optional heading; with `shown` the rest is folded away behind *Show more*."""

    widgets: tuple[Widget, ...]
    heading: str = ""
    shown: int = 0

    def to_json(self, url_of: UrlOf) -> Json:
        made: Json = {"widgets": [widget.to_json(url_of) for widget in self.widgets]}
        if self.heading:
            made["header"] = escaped(self.heading)
        if 0 < self.shown < len(self.widgets):
            made["collapsible"] = True
            made["uncollapsibleWidgetsCount"] = self.shown
        return made


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `name` is what the host knows it by; `primary` and `secondary` stick to the bottom."""

    name: str
    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    primary: Button | None = None
    secondary: Button | None = None

    def __post_init__(self) -> None:
        if sum(len(section.widgets) for section in self.sections) > WIDGET_LIMIT:
            raise CardTooLong(self.name)
        if self.secondary is not None and self.primary is None:
            raise ValueError("a footer needs its primary button")

    def to_json(self, url_of: UrlOf) -> Json:
        """The card as Google takes it; sections without widgets are left out."""
        header: Json = {"title": plain(self.title)}
        if self.subtitle:
            header["subtitle"] = plain(self.subtitle)
        made: Json = {
            "name": self.name,
            "header": header,
            "sections": [section.to_json(url_of) for section in self.sections if section.widgets],
        }
        if self.primary is not None:
            made["fixedFooter"] = {"primaryButton": self.primary.to_json(url_of)}
            if self.secondary is not None:
                made["fixedFooter"]["secondaryButton"] = self.secondary.to_json(url_of)
        return made
