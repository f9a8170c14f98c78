"""One person's contacts, as the pages of Google Contacts need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for

from ..errors import GoogleError
from ..people.byhand import Hand
from ..people.contact import Contact
from ..world import Account
from . import contact_view
from .site import Site

PAGE = 100


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A label at the left."""

    id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Left:
    """The left side of every page."""

    total: int
    trashed: int
    labels: list[LabelLine]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `first` and `last` count from 1."""

    rows: list[contact_view.Row]
    number: int
    first: int
    last: int
    total: int


@dataclass(frozen=True, slots=True)
class Desk:
    """One person's contacts, as the pages need them."""

    site: Site
    who: Account
    hand: Hand

    def left(self) -> Left:
        """Labels by name, with their counts."""
        book = self.who.book
        labels = [
            LabelLine(contact_view.short(g.resource), g.name, len(book.members[g.resource]))
            for g in book.live_groups()
            if not g.system
        ]
        return Left(len(book.contacts), len(book.trash), sorted(labels, key=lambda one: one.name.casefold()))

    def label(self, left: Left, wanted: str) -> LabelLine | None:
        """The label of a page's address. Raises GoogleError (404) for one that is gone."""
        if not wanted:
            return None
        found = next((one for one in left.labels if one.id == wanted), None)
        if found is None:
            raise GoogleError(404, "There is no such label (any more).")
        return found

    def page(self, label: LabelLine | None, query: str, number: int) -> Page:
        """One page of the contacts of a label (or all) that match."""
        book = self.who.book
        if label:
            found = [book.contacts[r] for r in book.members[f"contactGroups/{label.id}"]]
        else:
            found = list(book.contacts.values())
        words = query.casefold().split()
        if words:
            found = [c for c in found if all(word in contact_view.searchable(c) for word in words)]
        found.sort(key=lambda c: (not c.name, c.name.casefold(), c.resource))
        number = max(0, min(number, (len(found) - 1) // PAGE))
        names = {g.resource: g.name for g in book.live_groups() if not g.system}
        shown = found[number * PAGE : (number + 1) * PAGE]
        rows = [contact_view.row(c, names) for c in shown]
        return Page(rows, number, number * PAGE + 1, number * PAGE + len(rows), len(found))

    def contact(self, person: str) -> Contact:
        """One contact. Raises GoogleError (404)."""
        return self.who.book.get(f"people/{person}")

    def draw(self, template: str, place: str, label: LabelLine | None = None, **more: Any) -> str:
        """A page with its left side."""
        return render_template(template, who=self.who, sidebar=self.left(), place=place, label=label, **more)

    def list_url(self, label: str = "") -> str:
        """Where the list is."""
        return url_for(".contacts", who=self.who.email, label=label or None)

    def contact_url(self, person: str) -> str:
        """Where one contact is; `person` is a resource name or its short form."""
        return url_for(".contact", who=self.who.email, person=person.removeprefix("people/"))


def desk(site: Site, who: str) -> Desk:
    """The desk of whoever the address of the page names; 404 for nobody."""
    account = site.who(who)
    return Desk(site, account, site.world.hand(account.id))
