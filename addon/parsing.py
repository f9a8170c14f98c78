"""From the JSON that the Google Workspace host sends to an event.

The shape is Google's EventObject for HTTP add-ons. What Google may add tomorrow (a new host, a new
platform, a new member) is let through; what contradicts the published types is `Malformed`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .events import CallbackEvent, Guest, Inputs, OpenMeeting, OpenMessage, Tokens, TriggerEvent


class Malformed(ValueError):
    """The body is not an event; the text names the member that is wrong, never its value."""


def parse_body(body: bytes) -> Mapping[str, Any]:
    """The JSON object of a request; raises `Malformed`."""
    try:
        value = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Malformed("the body is not JSON") from None
    if not isinstance(value, dict):
        raise Malformed("the body is not a JSON object")
    return value


def _no_constant(word: str) -> float:
    raise ValueError(word)  # NaN and Infinity are no JSON


def user_token(body: Mapping[str, Any]) -> str:
    """The `userIdToken`, '' when the event has none; raises `Malformed` when it is no event at all."""
    authorization = _object(body, "authorizationEventObject")
    token = _text(authorization, "userIdToken")
    if not token and not isinstance(body.get("commonEventObject"), dict):
        raise Malformed("commonEventObject is missing")
    return token


def granted(body: Mapping[str, Any]) -> frozenset[str] | None:
    """The scopes that the user granted, None when the event does not say; raises `Malformed`."""
    return _scopes(_object(body, "authorizationEventObject"))


def trigger(body: Mapping[str, Any]) -> TriggerEvent:
    """The event of a trigger; raises `Malformed`."""
    return TriggerEvent(**_shared(body))


def callback(body: Mapping[str, Any]) -> CallbackEvent:
    """The event of a callback; raises `Malformed`."""
    common = _object(body, "commonEventObject")
    return CallbackEvent(
        **_shared(body), parameters=_parameters(common), inputs=_inputs(_object(common, "formInputs"))
    )


def _shared(body: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(body.get("commonEventObject"), dict):
        raise Malformed("commonEventObject is missing")
    common = _object(body, "commonEventObject")
    authorization = _object(body, "authorizationEventObject")
    gmail = _object(body, "gmail")
    zone = _object(common, "timeZone")
    return {
        "host": _text(common, "hostApp"),
        "platform": _text(common, "platform"),
        "locale": _text(common, "userLocale"),
        "zone": _text(zone, "id"),
        "offset": round(_number(zone, "offset") / 60_000),
        "scopes": _scopes(authorization),
        "message": _message(gmail),
        "meeting": _meeting(_object(body, "calendar")),
        "tokens": Tokens(
            user=_text(authorization, "userIdToken"),
            system=_text(authorization, "systemIdToken"),
            # Google's Java sample and its prose write the second spelling.
            access=_text(authorization, "userOAuthToken") or _text(authorization, "userOauthToken"),
            message=_text(gmail, "accessToken"),
        ),
    }


def _scopes(authorization: Mapping[str, Any]) -> frozenset[str] | None:
    if authorization.get("authorizedScopes") is None:
        return None
    return frozenset(_texts(authorization, "authorizedScopes"))


def _message(gmail: Mapping[str, Any]) -> OpenMessage | None:
    if not gmail:
        return None
    return OpenMessage(
        id=_text(gmail, "messageId"),
        thread=_text(gmail, "threadId"),
        to=_texts(gmail, "toRecipients"),
        cc=_texts(gmail, "ccRecipients"),
        bcc=_texts(gmail, "bccRecipients"),
    )


def _meeting(calendar: Mapping[str, Any]) -> OpenMeeting | None:
    if not calendar:
        return None
    return OpenMeeting(
        id=_text(calendar, "id"),
        calendar=_text(calendar, "calendarId"),
        organizer=_text(_object(calendar, "organizer"), "email"),
        guests=tuple(
            Guest(
                email=_text(guest, "email"),
                name=_text(guest, "displayName"),
                me=guest.get("self") is True,
                resource=guest.get("resource") is True,
            )
            for guest in _objects(calendar, "attendees")
        ),
        may_add=_object(calendar, "capabilities").get("canAddAttendees") is True,
    )


def _parameters(common: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, value in _object(common, "parameters").items():
        # Google's own sample sends `true` where the type says text.
        if isinstance(value, bool):
            found[name] = "true" if value else "false"
        elif _is_text(name) and _is_text(value):
            found[name] = value
        else:
            raise Malformed("parameters are a map of text to text")
    return found


def _inputs(form: Mapping[str, Any]) -> Inputs:
    values: dict[str, tuple[str, ...]] = {}
    moments: dict[str, datetime] = {}
    for name in form:
        entry = _object(form, name)
        if "stringInputs" in entry:
            values[name] = _texts(_object(entry, "stringInputs"), "value")
        for kind in ("dateTimeInput", "dateInput"):
            if kind in entry:
                moments[name] = _moment(_object(entry, kind))
        if "timeInput" in entry:
            time = _object(entry, "timeInput")
            values[name] = (f"{_number(time, 'hours'):02.0f}:{_number(time, 'minutes'):02.0f}",)
    return Inputs(values, moments)


def _moment(value: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromtimestamp(_number(value, "msSinceEpoch") / 1000, tz=UTC)
    except (OverflowError, OSError, ValueError):
        raise Malformed("msSinceEpoch is no time") from None


def _object(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = parent.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Malformed(f"{name} is not an object")
    return value


def _objects(parent: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    value = parent.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise Malformed(f"{name} is not a list of objects")
    return value


def _text(parent: Mapping[str, Any], name: str) -> str:
    value = parent.get(name)
    if value is None:
        return ""
    if not _is_text(value):
        raise Malformed(f"{name} is not text")
    return str(value)


def _is_text(value: object) -> bool:
    """Whether it is text that can be written down: JSON can spell half a character (a lone surrogate)."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _texts(parent: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = parent.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(_is_text(entry) for entry in value):
        raise Malformed(f"{name} is not a list of texts")
    return tuple(value)


def _number(parent: Mapping[str, Any], name: str) -> float:
    """A number however it is written: an offset has been seen as -2.88E7, an int64 may be text."""
    value = parent.get(name)
    if value is None:
        return 0.0
    try:
        number = (
            float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else math.nan
        )
    except (ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise Malformed(f"{name} is not a number")
    return number
