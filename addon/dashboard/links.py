"""Where a press of a card's view leads on the dashboard: the same views serve cards and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from cards.actions import Press
from cards.widgets import Link

GROUPS = "contactGroups/"
"""What the resource name of a contact group begins with; addresses of pages have only the rest."""


def label_url(label: str, group: str = "") -> str:
    """A label's own page: by its shared id, or by the caller's contact group while it is not shared."""
    if label:
        return f"/labels/{quote(label, safe='')}"
    return f"/groups/{quote(group.removeprefix(GROUPS), safe='')}"


def contact_url(label: str, contact: str) -> str:
    """One contact of a label."""
    return f"{label_url(label)}/contacts/{quote(contact, safe='')}"


def member_url(label: str, principal: str) -> str:
    """One member of a label."""
    return f"{label_url(label)}/members/{quote(principal, safe='')}"


def with_query(url: str, **query: str) -> str:
    """The address with these parameters; empty ones are left out."""
    said = {name: value for name, value in query.items() if value}
    return f"{url}?{urlencode(said)}" if said else url


def pages_beside(url: str, page: int, pages: int) -> dict[str, Any]:
    """The addresses of the page before and of the next, as templates take them; '' where there is none."""
    return {
        "before": with_query(url, page=str(page - 1)) if page else "",
        "after": with_query(url, page=str(page + 1)) if page + 1 < pages else "",
    }


def href(to: Press | Link | None) -> str:
    """The address that a press or link leads to; empty for what has no page of its own."""
    if isinstance(to, Link):
        return to.url
    if to is None or to.action not in _PAGES:
        return ""
    return _PAGES[to.action](to.parameters)


def _label(p: Mapping[str, str]) -> str:
    return label_url(p.get("label", ""), p.get("group", ""))


def _contact(p: Mapping[str, str]) -> str:
    return contact_url(p["label"], p["contact"])


def _history(p: Mapping[str, str]) -> str:
    return f"{_contact(p)}/history" if p.get("contact") else f"{_label(p)}/activity"


_PAGES: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "home.open": lambda _: "/",
    "home.show": lambda _: "/",
    "label.open": _label,
    "label.show": _label,
    "label.stop.ask": lambda p: f"{_label(p)}/stop",
    "label.leave.ask": lambda p: f"{_label(p)}/leave",
    "share.form": lambda p: f"{_label(p)}/share",
    "share.progress": lambda p: f"{_label(p)}/progress",
    "member.open": lambda p: member_url(p["label"], p["principal"]),
    "member.show": lambda p: member_url(p["label"], p["principal"]),
    "member.end.ask": lambda p: f"{member_url(p['label'], p['principal'])}/end",
    "contact.open": _contact,
    "why.open": lambda p: f"{_contact(p)}/why",
    "history.open": _history,
    "history.show": _history,
    "change.open": lambda p: f"{_contact(p)}/changes/{quote(p['version'], safe='')}",
    "undo.ask": lambda p: with_query(f"{_label(p)}/undo", run=p.get("run", ""), who=p.get("who", "")),
    "trash.open": lambda p: f"{_label(p)}/trash",
    "trash.show": lambda p: f"{_label(p)}/trash",
    "held.open": lambda p: f"{_label(p)}/held/{quote(p['hold'], safe='')}",
    "held.delete.ask": lambda p: f"{_label(p)}/held/{quote(p['hold'], safe='')}/delete",
    "clash.open": lambda p: f"{_label(p)}/conflicts",
}
