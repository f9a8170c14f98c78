"""What happened: the activity of a label with filters, the history of a contact, one change, undo."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from babel.dates import get_timezone
from flask import Response, flash, request

from cards.history import change_line, change_view, history_view, undo_view
from cards.text import Words
from services import activity, filtering, undoing
from services.core.refusals import BadInput

from . import forms, reading
from .charts import Chart, columns
from .desk import ZONE_COOKIE, Desk, by_script, page, see_other
from .links import contact_url, label_url, pages_beside, with_query
from .wholes import head_of

DAYS = 14
"""Days that the chart shows."""


@page
def feed(desk: Desk, label: str) -> Response:
    """GET …/activity: by person, kind and period, newest first."""
    head, facts = head_of(desk, label)
    zone = zone_of(request.cookies.get(ZONE_COOKIE, ""))
    wanted = filtering.Wanted(
        who=forms.query("who", 64),
        kind=forms.query("kind", 20),
        since=_day(forms.query("from", 10), zone, end=False),
        until=_day(forms.query("to", 10), zone, end=True),
    )
    found = filtering.feed(
        desk.caller, label=label, wanted=wanted, after=forms.query("after"), deps=desk.deps
    )
    url = f"{label_url(label)}/activity"
    said = {name: forms.query(name) for name in ("who", "kind", "from", "to")}
    more = with_query(url, **said, after=found.after) if found.after else ""
    lines = tuple(change_line(one, label, desk.words, named=True) for one in found.changes)
    if forms.query("after") and by_script():
        return desk.part("changes.html", lines=lines, more=more)
    return desk.draw(
        "activity.html",
        here=label_url(label),
        head=head,
        tab="activity",
        url=url,
        lines=lines,
        more=more,
        people=[(row.principal, row.name) for row in facts.members],
        kinds=kinds(desk.words),
        wanted=said,
        filtered=any(said.values()),
        chart=None if any(said.values()) or forms.query("after") else _chart(desk, label, zone),
    )


def kinds(words: Words) -> tuple[tuple[str, str], ...]:
    """Kinds of change that one can look for."""
    return (
        ("edited", words.gettext("Changed")),
        ("added", words.gettext("Added or brought back")),
        ("removed", words.gettext("Deleted")),
        ("undone", words.gettext("Undone or restored")),
        ("conflict", words.gettext("Conflicts")),
    )


def zone_of(name: str) -> tzinfo:
    """The browser's time zone, UTC when it is none that we know."""
    try:
        return get_timezone(name[:64] or "UTC")
    except (LookupError, ValueError, OSError):
        return get_timezone("UTC")


def _day(text: str, zone: tzinfo, *, end: bool) -> datetime | None:
    try:
        day = date.fromisoformat(text)
        return datetime.combine(day, time.max if end else time.min, tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _chart(desk: Desk, label: str, zone: tzinfo) -> Chart:
    today = desk.deps.now().astimezone(zone).date()
    first = datetime.combine(today - timedelta(days=DAYS - 1), time.min, tzinfo=zone)
    edges = [
        datetime.combine(first.date() + timedelta(days=n), time.min, tzinfo=zone) for n in range(DAYS + 1)
    ]
    counts = filtering.per_day(desk.caller, label=label, edges=edges, deps=desk.deps)
    days = [
        (edge.date(), desk.words.date(edge + timedelta(hours=12)), count)
        for edge, count in zip(edges, counts, strict=False)
    ]
    return columns(days, desk.words.gettext("Changes per day"), desk.words)


@page
def history(desk: Desk, label: str, contact: str) -> Response:
    """GET …/contacts/<contact>/history."""
    number = reading.number(request.args.get("page", ""))
    facts = activity.activity(desk.caller, label=label, contact=contact, page=number, deps=desk.deps)
    url = contact_url(label, contact)
    return desk.draw(
        "history.html",
        here=label_url(label),
        url=url,
        view=history_view(facts, desk.words),
        **pages_beside(f"{url}/history", facts.page, facts.pages),
    )


@page
def change(desk: Desk, label: str, contact: str, version: str) -> Response:
    """GET …/changes/<version>: one change, and undoing it."""
    facts = activity.change(
        desk.caller, label=label, contact=contact, version=reading.number(version), deps=desk.deps
    )
    url = contact_url(label, contact)
    return desk.draw(
        "change.html",
        here=label_url(label),
        url=url,
        action=f"{url}/changes/{reading.number(version)}",
        view=change_view(facts, facts.changes[0], desk.words),
    )


@page
def undo_change(desk: Desk, label: str, contact: str, version: str) -> Response:
    """POST …/changes/<version>: *Undo this change*, with `later` all that came after it as well."""
    number = reading.number(version)
    if forms.text("later", 1):
        undoing.back_to(desk.caller, label=label, contact=contact, version=number - 1, deps=desk.deps)
    else:
        undoing.change(desk.caller, label=label, contact=contact, version=number, deps=desk.deps)
    flash(desk.words.gettext("Undone. It reaches everyone in a moment."))
    return see_other(f"{contact_url(label, contact)}/history")


@page
def ask_undo(desk: Desk, label: str) -> Response:
    """GET …/undo?run=… or ?who=…: the question before much is undone."""
    run, who = forms.query("run", 128), forms.query("who", 128)
    if not (run or who):
        raise BadInput("run")
    facts = activity.activity(desk.caller, label=label, deps=desk.deps)
    name = next((one.who for one in facts.changes if one.by == who), "") or desk.words.gettext("this person")
    view = undo_view(facts, run=run, who=who, name=name, words=desk.words)
    return desk.ask(
        view,
        label=label,
        back=f"{label_url(label)}/activity",
        action=f"{label_url(label)}/undo",
        carried={"run": run, "who": who},
    )


@page
def undo_many(desk: Desk, label: str) -> Response:
    """POST …/undo."""
    run, who = forms.text("run", 128), forms.text("who", 128)
    if run:
        count = undoing.run(desk.caller, label=label, run=run, deps=desk.deps)
    else:
        count = undoing.hour(desk.caller, label=label, who=who, deps=desk.deps)
    flash(desk.words.ngettext("Undone in {n} contact.", "Undone in {n} contacts.", count))
    return see_other(f"{label_url(label)}/activity")
