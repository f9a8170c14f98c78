"""For admins: every label that is shared in the company, one with its members, and a new owner for it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, flash

from cards.faults import fault_reason
from cards.levels import level_name
from cards.names import label_name, person_name
from cards.states import contacts_count, member_state
from cards.text import Words, joined, one_line
from services import admin_labels
from services.core.admin_facts import AdminLabel, AdminLabels, AdminMembers
from services.core.facts import MemberRow
from services.core.levels import Level
from services.core.refusals import NoSuchMember, NotAllowed

from . import forms
from .desk import Desk, page, see_other
from .links import with_query
from .members import state_slices
from .views import MemberLine

ADDRESS = "/admin/labels"


@page
def everything(desk: Desk) -> Response:
    """GET /admin/labels: everything that is shared in the company."""
    found = admin_labels.labels(desk.caller, after=forms.query("after"), deps=desk.deps)
    return desk.draw("admin_labels.html", here="/admin", **labels_page(found, desk.words))


def labels_page(found: AdminLabels, words: Words) -> dict[str, Any]:
    """A page of the company's labels as its template takes it."""
    return {
        "total": words.ngettext("{n} label is shared.", "{n} labels are shared.", found.total),
        "lines": [
            (
                label_name(one.name, words),
                f"{ADDRESS}/{one.label}",
                owner_line(one, words),
                contacts_count(one.size, words),
                one.members,
                _state(one, words),
            )
            for one in found.labels
        ],
        "more": with_query(ADDRESS, after=found.next) if found.next else "",
    }


def owner_line(one: AdminLabel, words: Words) -> str:
    """Who owns it, and what is the matter with the account."""
    name = one_line(one.owner_name) or one_line(one.owner_email) or words.gettext("Somebody")
    if one.owner_fault is None:
        return name
    return words.gettext("{name}: {reason}", name=name, reason=fault_reason(one.owner_fault, words))


def _state(one: AdminLabel, words: Words) -> str:
    """Copies by state on one line; all up to date in the fewest words."""
    slices = state_slices(one.states, words)
    return joined(tuple(f"{each.name}: {words.number(each.count)}" for each in slices), words)


@page
def one(desk: Desk, label: str) -> Response:
    """GET /admin/labels/<label>."""
    return _draw(desk, label)


@page
def transfer(desk: Desk, label: str) -> Response:
    """POST /admin/labels/<label>: a member becomes the owner."""
    words = desk.words
    chosen = forms.text("principal", 128)
    try:
        admin_labels.transfer(desk.caller, label=label, principal=chosen, deps=desk.deps)
    except NoSuchMember:
        return _draw(desk, label, chosen=chosen, problem=words.gettext("Choose one of the members."))
    except NotAllowed:
        problem = words.gettext("Their copy is not there yet. Wait until it is up to date, then try again.")
        return _draw(desk, label, chosen=chosen, problem=problem)
    flash(words.gettext("The label has a new owner."))
    return see_other(f"{ADDRESS}/{label}")


def _draw(desk: Desk, label: str, *, chosen: str = "", problem: str = "") -> Response:
    found = admin_labels.one(desk.caller, label=label, after=forms.query("after", 128), deps=desk.deps)
    return desk.draw(
        "admin_label.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        here="/admin",
        **label_page(found, desk.words, chosen=chosen, problem=problem),
    )


def label_page(found: AdminMembers, words: Words, *, chosen: str = "", problem: str = "") -> dict[str, Any]:
    """One label with a page of its members as its template takes it."""
    people = [row for row in found.members if row.kind == "person" and row.level < Level.OWNER]
    url = f"{ADDRESS}/{found.label.label}"
    return {
        "url": url,
        "title": label_name(found.label.name, words),
        "owner": owner_line(found.label, words),
        "size": contacts_count(found.label.size, words),
        "lines": tuple(_line(row, words) for row in found.members),
        "people": tuple((row.principal, person_name(row.name, row.email), row.email) for row in people),
        "chosen": chosen,
        "problem": problem,
        "more": with_query(url, after=found.next) if found.next else "",
    }


def _line(row: MemberRow, words: Words) -> MemberLine:
    state = member_state(row.grant_state, row.copy, row.kind, words)
    name = person_name(row.name, row.email)
    return MemberLine(
        name=name,
        email=row.email if name != row.email else "",
        level=level_name(row.level, words),
        state=state.text,
        mend=state.mend,
        needs=state.needs,
        url="",
        retry="",
    )
