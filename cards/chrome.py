"""Parts that several cards have in common: lines, offers, pagers."""

from __future__ import annotations

from dataclasses import dataclass

from .actions import Press, press
from .text import Words
from .widgets import Button, Buttons, Icon, Link, Row, Widget


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to press, as a view decides it: its words and where it leads."""

    text: str
    to: Press | Link
    alt: str = ""

    def button(self, *, primary: bool = False) -> Button:
        """The offer as a button of a card."""
        return Button(self.text, self.to, alt=self.alt, primary=primary)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a view. `photo` is a URL, `icon` one of Google's known icons when there is none."""

    text: str
    top: str = ""
    bottom: str = ""
    photo: str = ""
    icon: str = ""
    alt: str = ""
    to: Press | Link | None = None
    offer: Offer | None = None
    strong: bool = False

    def row(self) -> Row:
        """The line as a widget."""
        icon = Icon(self.icon or "PERSON", self.photo, self.alt) if self.icon or self.photo else None
        return Row(
            self.text,
            top=self.top,
            bottom=self.bottom,
            icon=icon,
            to=self.to,
            button=self.offer.button() if self.offer else None,
            strong=self.strong,
        )


def rows(lines: tuple[Line, ...]) -> tuple[Widget, ...]:
    """Lines as widgets."""
    return tuple(line.row() for line in lines)


def offers(*offered: Offer | None) -> tuple[Widget, ...]:
    """One list of buttons of those that are offered; nothing when none is."""
    buttons = tuple(offer.button() for offer in offered if offer is not None)
    return (Buttons(buttons),) if buttons else ()


@dataclass(frozen=True, slots=True)
class Pager:
    """Where one is in a long list, and the ways on and back."""

    text: str = ""
    back: Offer | None = None
    on: Offer | None = None

    def widgets(self) -> tuple[Widget, ...]:
        """The pager's line and buttons; nothing for a list of one page."""
        if not self.text:
            return ()
        return (Row(self.text), *offers(self.back, self.on))


def pager(action: str, key: str, page: int, pages: int, words: Words, /, **carried: str) -> Pager:
    """The pager of a list whose page number (from 0) travels as parameter `key` of `action`."""
    if pages <= 1:
        return Pager()

    def leads_to(number: int) -> Press:
        return press(action, **{**carried, key: str(number)})

    return Pager(
        words.gettext("Page {page} of {pages}", page=words.number(page + 1), pages=words.number(pages)),
        Offer(words.gettext("Previous"), leads_to(page - 1), alt=words.gettext("Previous page"))
        if page > 0
        else None,
        Offer(words.gettext("Next"), leads_to(page + 1), alt=words.gettext("Next page"))
        if page + 1 < pages
        else None,
    )
