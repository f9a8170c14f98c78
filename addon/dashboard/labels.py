"""The start page, a label with its contacts, and the rows that follow while one scrolls or types."""

from __future__ import annotations

from flask import Response, request

from addon import signin
from addon.errors import words_of_browser
from addon.wiring import Service
from cards.label import label_view
from cards.text import Words
from services import browsing, homepage, label_settings, overview, syncing
from services.core.facts import LabelFacts
from services.core.refusals import NoSuchLabel

from . import forms, reading, rendering
from .desk import Desk, page, see_other
from .head import head_view
from .links import GROUPS, label_url, with_query
from .views import RowsView, found_rows, google_rows, rows_view


def start(service: Service) -> Response:
    """GET /: for a stranger what this is, for a person her labels."""
    if signin.person() is None:
        words = words_of_browser()
        return rendering.answer("bare/landing.html", words, person=None, csrf="")
    return _start(service)


@page
def _start(desk: Desk) -> Response:
    query = forms.query("q")
    home = homepage.home(desk.caller, query=query, deps=desk.deps)
    label_settings.follow_names(desk.caller, home.own, deps=desk.deps)
    syncing.look(desk.caller, deps=desk.deps)
    return desk.draw(
        "start.html",
        here="/",
        home=None if query else home,
        query=query,
        found=found_rows(home, desk.words),
    )


@page
def one(desk: Desk, label: str) -> Response:
    """GET /labels/<label>: its contacts."""
    facts = overview.label(desk.caller, label=label, deps=desk.deps)
    query, after = forms.query("q"), forms.query("after")
    return desk.draw(
        "label.html",
        here=label_url(label),
        head=head_view(facts, desk.words),
        tab="contacts",
        may_add=facts.level.may_edit,
        query=query,
        list=_rows(desk, facts, query, after),
    )


@page
def rows(desk: Desk, label: str) -> Response:
    """GET /labels/<label>/rows: the next rows, or those that match what is being typed."""
    query, after = forms.query("q"), forms.query("after")
    listing = browsing.contacts(desk.caller, label=label, query=query, after=after, deps=desk.deps)
    shown = rows_view(listing, label, desk.words)
    none = "" if shown or listing.after else _nothing(query, desk.words)
    found = RowsView(shown, *_more(label, query, listing.after), none=none)
    headers = {} if after else {"HX-Replace-Url": with_query(label_url(label), q=query)}
    return desk.part("rows.html", headers=headers, list=found, query=query, first=not after)


@page
def group(desk: Desk, own: str) -> Response:
    """GET /groups/<group>: a label of the caller's own that is not shared yet."""
    facts = own_label(desk, own)
    if facts.label:
        return see_other(label_url(facts.label))
    return desk.draw(
        "label.html",
        here=label_url("", facts.group),
        head=head_view(facts, desk.words),
        tab="contacts",
        may_add=False,
        query="",
        list=_group_rows(desk, facts),
    )


@page
def group_rows(desk: Desk, own: str) -> Response:
    """GET /groups/<group>/rows: the next rows."""
    facts = own_label(desk, own)
    return desk.part("rows.html", list=_group_rows(desk, facts), query="", first=False)


def own_label(desk: Desk, own: str) -> LabelFacts:
    """A label of the caller's own by the last part of its group's resource name."""
    if not own.isalnum():
        raise NoSuchLabel
    page = reading.number(request.args.get("page", ""))
    return overview.label(desk.caller, group=GROUPS + own, page=page, deps=desk.deps)


def _rows(desk: Desk, facts: LabelFacts, query: str, after: str) -> RowsView:
    label = facts.label
    listing = browsing.contacts(desk.caller, label=label, query=query, after=after, deps=desk.deps)
    found = rows_view(listing, label, desk.words)
    none = "" if found or listing.after else _nothing(query, desk.words)
    return RowsView(found, *_more(label, query, listing.after), none=none)


def _nothing(query: str, words: Words) -> str:
    if query:
        return words.gettext("Nothing found for “{query}”.", query=query)
    return words.gettext("This label is empty.")


def _more(label: str, query: str, after: str) -> tuple[str, str]:
    if not after:
        return "", ""
    here = label_url(label)
    return with_query(here, q=query, after=after), with_query(f"{here}/rows", q=query, after=after)


def _group_rows(desk: Desk, facts: LabelFacts) -> RowsView:
    here = label_url("", facts.group)
    more = str(facts.page + 1) if facts.page + 1 < facts.pages else ""
    return RowsView(
        google_rows(facts, desk.words),
        with_query(here, page=more) if more else "",
        with_query(f"{here}/rows", page=more) if more else "",
        "" if facts.contacts else label_view(facts, desk.words).contacts.none,
    )
