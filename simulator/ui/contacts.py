"""Google Contacts: labels at the left, contacts at the right; one contact; the trash."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from . import contact_acts, contact_edits, contact_view
from .desk import desk
from .site import Site


def register(pages: Blueprint, site: Site) -> None:
    """Add the pages, and what one does on them."""
    _reading(pages, site)
    contact_edits.register(pages, site)
    contact_acts.register(pages, site)


def _reading(pages: Blueprint, site: Site) -> None:
    @pages.get("/u/<who>/contacts")
    def contacts(who: str) -> ResponseReturnValue:
        own = desk(site, who)
        with site.world.lock:
            label = own.label(own.left(), request.args.get("label", ""))
            query = request.args.get("q", "")[:200].strip()
            page = own.page(label, query, request.args.get("page", 0, type=int))
            return own.draw("contacts.html", "" if label else "all", label, page=page, query=query)

    @pages.get("/u/<who>/contacts/c/<person>")
    def contact(who: str, person: str) -> ResponseReturnValue:
        own = desk(site, who)
        with site.world.lock:
            found = own.contact(person)
            left = own.left()
            label = own.label(left, request.args.get("label", ""))
            ids = {contact_view.short(group) for group in found.groups}
            view = {
                "id": contact_view.short(found.resource),
                "resource": found.resource,
                "name": contact_view.title(found),
                "initial": contact_view.initial(found),
                "line": contact_view.line_below(found),
                "photo": contact_view.photo(found),
                "label_ids": ids,
                "labels": [one for one in left.labels if one.id in ids],
                "details": contact_view.details(found),
                "updated": found.updated[:16].replace("T", " "),
            }
            return own.draw("contact.html", "", label, person=view)

    @pages.get("/u/<who>/contacts/trash")
    def trash(who: str) -> ResponseReturnValue:
        own = desk(site, who)
        with site.world.lock:
            own.who.book.size()
            rows = [
                {
                    "deleted": when.strftime("%d %b, %H:%M"),
                    "id": row.id,
                    "name": row.name,
                    "initial": row.initial,
                    "email": row.email,
                }
                for when, found in reversed(own.who.book.trash.values())
                for row in [contact_view.row(found, {})]
            ]
            return own.draw("trash.html", "trash", rows=rows)
