"""The event object, as the host posts it to an HTTP add-on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

EMAIL_SCOPE = "https://www.googleapis.com/auth/userinfo.email"
LOCALE_SCOPE = "https://www.googleapis.com/auth/script.locale"


class Visitor(Protocol):
    """Whose sidebar it is."""

    @property
    def locale(self) -> str: ...
    @property
    def zone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the event carries of authorization; an empty one is left out."""

    system_id: str
    user_id: str
    user_oauth: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which application it happened: `resource` is the `gmail` or `calendar` part of the event."""

    app: str
    resource: Mapping[str, Any] | None = None


def event(
    visitor: Visitor,
    tokens: Tokens,
    place: Place,
    *,
    now: datetime,
    locale_from_app: bool,
    form_inputs: Mapping[str, Any] | None = None,
    parameters: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Make the body of a call.

    Locale and zone are there only when the deployment asks for them and the scope is granted; a homepage or
    other trigger has no widget data at all (None), and an empty mapping of inputs is left out as well.
    """
    common: dict[str, Any] = {"hostApp": place.app, "platform": "WEB"}
    if locale_from_app and LOCALE_SCOPE in tokens.scopes:
        offset = now.astimezone(ZoneInfo(visitor.zone)).utcoffset()
        milliseconds = int(offset.total_seconds() * 1000) if offset else 0
        common |= {"userLocale": visitor.locale, "timeZone": {"id": visitor.zone, "offset": milliseconds}}
    if form_inputs:
        common["formInputs"] = dict(form_inputs)
    if parameters:
        common["parameters"] = dict(parameters)
    authorization: dict[str, Any] = {
        "userOAuthToken": tokens.user_oauth,
        "userIdToken": tokens.user_id,
        "systemIdToken": tokens.system_id,
        "authorizedScopes": list(tokens.scopes),
    }
    body: dict[str, Any] = {
        "commonEventObject": common,
        "authorizationEventObject": {key: value for key, value in authorization.items() if value},
    }
    if place.resource is not None:
        body[place.app.lower()] = dict(place.resource)
    return body


def parameter_map(pairs: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The list of an Action as the map of an event."""
    return {pair["key"]: pair["value"] for pair in pairs}
