"""For admins: is everything in place, and the audit log with its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from flask import Response, request

from cards.admin import admin_view
from cards.audit import about, detail, kind_name
from cards.text import Words, one_line
from services import admin, auditlog
from services.core.admin_facts import EVENT_KINDS, AuditPage, AuditRow

from . import forms
from .desk import Desk, page
from .links import with_query

FILES = {"csv": "text/csv", "jsonl": "application/x-ndjson"}


@page
def show(desk: Desk) -> Response:
    """GET /admin: what is in place, what is missing, and where it is mended."""
    facts = admin.setup(desk.caller, deps=desk.deps)
    return desk.draw("admin.html", here="/admin", view=admin_view(facts, desk.words))


@page
def audit(desk: Desk) -> Response:
    """GET /admin/audit: who changed which right or setting."""
    found = auditlog.events(desk.caller, _wanted(desk), after=forms.query("after"), deps=desk.deps)
    said = {name: forms.query(name) for name in ("who", "what", "label", "from", "to")}
    return desk.draw("admin_audit.html", here="/admin", **audit_page(found, said, desk.words))


def audit_page(found: AuditPage, said: Mapping[str, str], words: Words) -> dict[str, Any]:
    """A page of the log as its template takes it; `said` is what was asked for."""
    return {
        "wanted": said,
        "kinds": sorted(((kind, kind_name(kind, words)) for kind in EVENT_KINDS), key=lambda one: one[1]),
        "lines": [_line(row, words) for row in found.rows],
        "more": with_query("/admin/audit", **said, after=found.next) if found.next else "",
        "files": [(form, with_query(f"/admin/audit/{form}", **said)) for form in FILES],
    }


@page
def export(desk: Desk, form: str) -> Response:
    """GET /admin/audit/<form>: the whole log as CSV or JSON Lines, made while it is sent."""
    lines = auditlog.export(desk.caller, _wanted(desk), form=form, deps=desk.deps)
    answer = Response(lines, mimetype=FILES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="audit.{form}"'
    return answer


def _wanted(desk: Desk) -> auditlog.Filter:
    typed = forms.query("who")
    who = auditlog.person(desk.caller, typed, deps=desk.deps) or "nobody" if typed else ""
    return auditlog.Filter(
        who=who,
        what=forms.query("what", 40),
        label=forms.query("label", 128),
        since=_day(request.args.get("from", ""), end=False),
        until=_day(request.args.get("to", ""), end=True),
    )


def _day(text: str, *, end: bool) -> datetime | None:
    try:
        return datetime.combine(datetime.fromisoformat(text[:10]).date(), time.max if end else time.min, UTC)
    except ValueError:
        return None


def _line(row: AuditRow, words: Words) -> tuple[str, ...]:
    return (
        words.date_time(row.at),
        one_line(row.who_name or row.who_email or row.who),
        kind_name(row.what, words),
        one_line(row.label_name),
        about(row, words),
        detail(row, words),
    )
