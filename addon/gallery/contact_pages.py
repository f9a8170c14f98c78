"""Pages of one contact with sample facts: what each template is given, by the same views as in earnest."""

from __future__ import annotations

from collections.abc import Callable

from addon.dashboard import contact_form, links, rowing
from cards.contact import contact_view
from cards.history import change_view, history_view
from cards.text import Words
from cards.why import why_view
from services.core.records import Fields

from . import facts, meetings
from .drawn import Drawn

HERE = links.label_url("l1")


def _contact(words: Words) -> Drawn:
    return "pages/contact.html", {
        "here": HERE,
        "url": links.contact_url("l1", "p.1"),
        "label_url": HERE,
        "view": contact_view(meetings.CONTACT, words),
        "fields": rowing.field_lines(meetings.CONTACT.rows, words),
        "may_edit": True,
        "may_remove": True,
        "looking": None,
    }


def _change(words: Words) -> Drawn:
    return "pages/change.html", {
        "here": HERE,
        "url": links.contact_url("l1", "p.1"),
        "action": f"{HERE}/changes/7",
        "view": change_view(facts.activity(facts.CHANGE), facts.CHANGE, words),
    }


def _why(words: Words) -> Drawn:
    return "pages/why.html", {"here": HERE, "url": HERE, "view": why_view("Ron Wyden", facts.WHY, words)}


def _edit(words: Words) -> Drawn:
    content: Fields = {
        "names": ({"givenName": "Ron", "familyName": "Wyden"},),
        "emailAddresses": ({"value": "ron@senate.gov", "type": "work"},),
        "phoneNumbers": ({"value": "+1 202 224 5244", "type": "mobile"},),
        "addresses": ({"streetAddress": "221 Dirksen", "city": "Washington DC", "type": "work"},),
        "urls": ({"value": "https://ron.example.com", "type": "homePage"},),
        "relations": ({"person": "Nancy Wyden", "type": "spouse"},),
        "imClients": ({"username": "ron.wyden", "protocol": "googleTalk"},),
    }
    return "pages/edit.html", {
        "here": HERE,
        "url": HERE,
        "action": f"{HERE}/contacts/p.1/edit",
        "title": words.gettext("Edit {contact}", contact="Ron Wyden"),
        "version": 7,
        "fields": contact_form.form_view(content, frozenset(), words),
        "problem": words.gettext("Fill in at least one field."),
        "extra": "",
    }


def _history(words: Words) -> Drawn:
    told = facts.activity(facts.CHANGE, facts.BACK, contact="p.1", title="Ron Wyden", pages=3, page=1)
    return "pages/history.html", {
        "here": HERE,
        "url": links.contact_url("l1", "p.1"),
        "view": history_view(told, words),
        "before": f"{HERE}/history?page=0",
        "after": f"{HERE}/history?page=2",
    }


CONTACT_PAGES: dict[str, Callable[[Words], Drawn]] = {
    "contact": _contact,
    "change": _change,
    "edit": _edit,
    "history": _history,
    "why": _why,
}
