"""A small calendar: the events of a person, and the sidebar beside an open one."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from ..world import Account
from .host.deployment import BadDeployment
from .sidebar import for_page
from .site import Site


def register(pages: Blueprint, site: Site) -> None:
    """Add the page."""

    @pages.get("/u/<who>/calendar")
    def calendar(who: str) -> ResponseReturnValue:
        account = site.who(who)
        with site.world.lock:
            events = sorted(
                (_event(site, account, one) for one in account.events), key=lambda one: one["start"]
            )
        wanted = request.args.get("event")
        chosen = next((one for one in events if one["id"] == wanted), None)
        if wanted and chosen is None:
            abort(404)
        days = [(day, list(group)) for day, group in groupby(events, key=lambda one: one["day"])]
        trigger: dict[str, Any] = {"trigger": "homepage", "context": {}}
        if chosen and _has_event_trigger(site):
            trigger = {"trigger": "event", "context": {"event": chosen["id"]}}
        host = for_page(site, account, "calendar")
        return render_template("calendar.html", who=account, host=host, open=trigger, event=chosen, days=days)

    @pages.post("/u/<who>/calendar/guests")
    def calendar_guests(who: str) -> ResponseReturnValue:
        """The host adds guests that the add-on has asked for; those already there are left alone."""
        account = site.who(who)
        with site.world.lock:
            found = next((one for one in account.events if one["id"] == request.args.get("event")), None)
            if found is None:
                abort(404)
            guests = found.setdefault("attendees", [])
            there = {one["email"].casefold() for one in guests}
            for email in request.get_json()["emails"]:
                if email.casefold() not in there:
                    there.add(email.casefold())
                    guests.append({"email": email, "responseStatus": "needsAction"})
        return jsonify(added=True)


def _has_event_trigger(site: Site) -> bool:
    try:
        return bool(site.deployment().calendar.event_open)
    except BadDeployment:
        return False


def _event(site: Site, account: Account, raw: dict[str, Any]) -> dict[str, Any]:
    zone = site.now(account).tzinfo
    start, end = (_moment(raw.get(key, {})).astimezone(zone) for key in ("start", "end"))
    return {
        "id": raw["id"],
        "title": raw.get("summary", "(no title)"),
        "place": raw.get("location", ""),
        "start": start,
        "day": start.strftime("%a %d %b"),
        "time": start.strftime("%H:%M"),
        "when": f"{start.strftime('%A, %d %B')} · {start.strftime('%H:%M')} – {end.strftime('%H:%M')}",
        "guests": [
            {
                "email": one["email"],
                "name": one.get("displayName", ""),
                "organizer": one.get("organizer", False),
            }
            for one in raw.get("attendees", [])
        ],
    }


def _moment(value: dict[str, str]) -> datetime:
    return datetime.fromisoformat(value.get("dateTime") or f"{value['date']}T00:00:00+00:00")
