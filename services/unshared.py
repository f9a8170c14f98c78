"""A label that is not shared yet, straight from the caller's own Google Contacts: three People calls."""

from __future__ import annotations

from .core.caller import Caller
from .core.contact import subtitle, title
from .core.facts import ContactRow, LabelFacts
from .core.levels import Level
from .core.paging import paged
from .core.refusals import LabelGone, NoSuchLabel
from .deps import Deps
from .ports import NotFound
from .viewing import viewer_of

CONTACTS = 20


def unshared(caller: Caller, group: str, *, page: int, query: str, deps: Deps) -> LabelFacts:
    """The label of the contact group `group`; `query` is looked for on the page only.

    Raises `NoSuchLabel`, `LabelGone`.
    """
    if not group.startswith("contactGroups/"):
        raise NoSuchLabel
    book = deps.people.of(caller.email)
    try:
        found = book.group(group)
        names = sorted(book.members(group)) if found.size else []
    except NotFound as error:
        raise LabelGone from error
    page, pages = paged(page, len(names), CONTACTS)
    people = book.read(names[page * CONTACTS : (page + 1) * CONTACTS]) if names else {}
    rows = [
        ContactRow(
            contact="",
            resource=one.resource,
            title=title(one.content),
            subtitle=subtitle(one.content),
            photo_url=one.photo_url,
        )
        for one in people.values()
    ]
    needle = query.casefold().strip()
    return LabelFacts(
        viewer=viewer_of(caller),
        name=found.name,
        size=found.size,
        level=Level.OWNER,
        group=group,
        owner_name=caller.name,
        contacts=tuple(
            sorted(
                (row for row in rows if needle in f"{row.title} {row.subtitle}".casefold()),
                key=lambda row: (not row.title, row.title.casefold()),
            )
        ),
        page=page,
        pages=pages,
        query=query,
    )
