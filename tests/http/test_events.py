"""Google's events as values: what is tolerated, what is refused."""

import json
from datetime import UTC, datetime

import pytest

from addon import parsing
from addon.parsing import Malformed

FULL = {
    "commonEventObject": {
        "userLocale": "en-US",
        "hostApp": "GMAIL",
        "platform": "WEB",
        "timeZone": {"id": "America/New_York", "offset": -2.88e7},
        "formInputs": {
            "people": {"stringInputs": {"value": ["a@x.com, b@x.com "]}},
            "levels": {"stringInputs": {"value": ["editor", "viewer"]}},
            "when": {"dateTimeInput": {"msSinceEpoch": "1700000000000", "hasDate": True, "hasTime": True}},
            "day": {"dateInput": {"msSinceEpoch": 1700000000000}},
            "time": {"timeInput": {"hours": 9, "minutes": 5}},
        },
        "parameters": {"label": "abc", "send": True},
    },
    "authorizationEventObject": {
        "userOAuthToken": "ya29.x",
        "userIdToken": "u.u.u",
        "systemIdToken": "s.s.s",
        "authorizedScopes": ["https://www.googleapis.com/auth/userinfo.email"],
    },
    "gmail": {
        "messageId": "msg-f:1",
        "threadId": "thread-f:1",
        "accessToken": "m",
        "toRecipients": ["a@x.com"],
    },
    "calendar": {
        "id": "e1",
        "calendarId": "c1",
        "organizer": {"email": "o@x.com"},
        "attendees": [{"email": "a@x.com", "displayName": "A", "self": True, "additionalGuests": 0}],
        "capabilities": {"canAddAttendees": True},
    },
    "somethingNew": {"of": "Google's"},
}


def changed(path, value):
    """FULL with the member at `path` replaced; None takes it away."""
    body = json.loads(json.dumps(FULL))
    *outer, last = path.split(".")
    place = body
    for name in outer:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return body


def test_everything_that_google_documents_is_read():
    event = parsing.callback(FULL)
    assert (event.host, event.platform, event.locale, event.zone) == (
        "GMAIL",
        "WEB",
        "en-US",
        "America/New_York",
    )
    assert event.offset == -480
    assert event.parameter("label") == "abc"
    assert event.parameter("send") == "true"
    assert event.parameter("missing") == ""
    assert event.inputs.text("people") == "a@x.com, b@x.com"
    assert event.inputs.texts("levels") == ("editor", "viewer")
    assert (
        event.inputs.moment("when")
        == event.inputs.moment("day")
        == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    )
    assert event.inputs.text("time") == "09:05"
    assert event.inputs.on("levels")
    assert not event.inputs.on("never")
    assert event.scopes == {"https://www.googleapis.com/auth/userinfo.email"}
    assert event.message.id == "msg-f:1"
    assert event.message.to == ("a@x.com",)
    assert event.meeting.guests[0].me
    assert event.meeting.may_add


def test_a_trigger_has_no_parameters_and_no_inputs():
    event = parsing.trigger(FULL)
    assert not hasattr(event, "parameters")
    assert not hasattr(event, "inputs")


def test_tokens_never_show():
    shown = repr(parsing.callback(FULL)) + repr(parsing.trigger(FULL))
    assert "ya29.x" not in shown
    assert "u.u.u" not in shown
    assert "s.s.s" not in shown


def test_the_spelling_of_googles_java_sample_is_tolerated():
    body = changed("authorizationEventObject.userOAuthToken", None)
    body["authorizationEventObject"]["userOauthToken"] = "old"
    assert parsing.callback(body).tokens.access == "old"


@pytest.mark.parametrize("host", ["DRIVE", "HOLODECK", "", None])
def test_an_unknown_host_or_platform_is_no_error(host):
    assert parsing.trigger(changed("commonEventObject.hostApp", host)).host == (host or "")
    assert parsing.trigger(changed("commonEventObject.platform", host)).platform == (host or "")


@pytest.mark.parametrize("member", ["formInputs", "parameters", "timeZone", "userLocale"])
def test_what_google_leaves_out_is_empty(member):
    event = parsing.callback(changed(f"commonEventObject.{member}", None))
    assert event.inputs.text("nothing") == ""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("commonEventObject", None),
        ("commonEventObject", []),
        ("commonEventObject", "x"),
        ("commonEventObject.formInputs", []),
        ("commonEventObject.formInputs.people", "a@x.com"),
        ("commonEventObject.formInputs.people.stringInputs", ["a"]),
        ("commonEventObject.formInputs.people.stringInputs.value", "a@x.com"),
        ("commonEventObject.formInputs.people.stringInputs.value", [1]),
        ("commonEventObject.formInputs.people.stringInputs.value", ["\ud800"]),
        ("commonEventObject.formInputs.when.dateTimeInput.msSinceEpoch", "soon"),
        ("commonEventObject.formInputs.when.dateTimeInput.msSinceEpoch", 1e300),
        ("commonEventObject.parameters", ["label"]),
        ("commonEventObject.parameters", {"label": {"id": 1}}),
        ("commonEventObject.parameters", {"label": "\udc00"}),
        ("commonEventObject.userLocale", 5),
        ("commonEventObject.timeZone", "UTC"),
        ("commonEventObject.timeZone.offset", []),
        ("commonEventObject.timeZone.offset", True),
        ("authorizationEventObject", "x"),
        ("authorizationEventObject.authorizedScopes", "x"),
        ("gmail", []),
        ("calendar.attendees", ["a@x.com"]),
    ],
)
def test_what_contradicts_the_published_types_is_malformed(path, value):
    with pytest.raises(Malformed) as caught:
        parsing.callback(changed(path, value))
    assert "a@x.com" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b'"text"',
        b"{",
        b'{"a": NaN}',
        b'{"a": 1' + b"0" * 5000 + b"}",
        b"\xff\xfe",
        b'{"a":' + b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_object_is_malformed(body):
    with pytest.raises(Malformed):
        parsing.parse_body(body)


def test_no_user_token_is_not_the_same_as_no_event():
    assert parsing.user_token({"commonEventObject": {}}) == ""
    assert parsing.user_token({"authorizationEventObject": {"userIdToken": "u"}}) == "u"
    with pytest.raises(Malformed):
        parsing.user_token({})
    with pytest.raises(Malformed):
        parsing.user_token({"authorizationEventObject": {"userIdToken": 5}})
