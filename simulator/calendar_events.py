"""Calendar: reading one event, and changing who is invited."""

from __future__ import annotations

from typing import Any

from .discovery import Call
from .errors import GoogleError
from .routes import handles


@handles("calendar.events.get")
def get(call: Call) -> dict[str, Any]:
    """GET calendars/primary/events/{id}."""
    return _event(call)


@handles("calendar.events.patch")
def patch(call: Call) -> dict[str, Any]:
    """PATCH calendars/primary/events/{id}; arrays are replaced whole."""
    event = _event(call)
    event.update({k: v for k, v in call.body.items() if k not in {"id", "kind", "etag"}})
    event["updated"] = call.world.clock.now().isoformat()
    return event


def _event(call: Call) -> dict[str, Any]:
    if call.path["calendarId"] not in {"primary", call.account.email}:
        raise GoogleError(404, "Not Found", reason="notFound")
    for event in call.account.events:
        if event["id"] == call.path["eventId"]:
            found: dict[str, Any] = event
            return found
    raise GoogleError(404, "Not Found", reason="notFound")
