"""An event of Google Calendar is open: its guests, and a label as guests."""

from __future__ import annotations

import pytest

from cards.actions import READ_MEETING, WRITE_MEETING
from simulator.seeds import MAYA
from tests.http.beside import ANNA, IDENTITY, ZOE, Desk, buttons, pressed, zoe
from tests.http.hosting import words


@pytest.fixture
def desk():
    return Desk()


def event(*guests, may_add=True):
    attendees = [
        {"email": MAYA, "self": True},
        {"email": "room@resource.example", "resource": True},
        *({"email": one, "displayName": "Ada Cole"} for one in guests),
    ]
    return {
        "calendar": {
            "id": "e1",
            "calendarId": MAYA,
            "organizer": {"email": ANNA},
            "attendees": attendees,
            "capabilities": {"canSeeAttendees": True, "canAddAttendees": may_add},
        }
    }


def test_are_guests_told_apart_and_a_room_is_nobody(desk):
    desk.share(zoe())
    said = words(desk.act(MAYA, "/addon/meeting", **event(ZOE, "ada@x.example")))
    assert "Guests of this event" in said
    assert "Prefers mornings" in said
    assert "Ada Cole" in said
    assert ANNA in said
    assert "room@" not in said


def test_are_all_guests_added_to_a_label(desk):
    label = desk.share(zoe())
    body = desk.act(MAYA, "/addon/meeting", **event(ZOE, "ada@x.example"))
    path, carried = pressed(buttons(body)["Add attendees to label"])
    added = desk.act(MAYA, path, parameters=carried, inputs={"label": [label]})
    assert "Added 2 contacts for everyone. 1 was there already." in words(added)
    assert "Invite a label" in buttons(added)


def test_is_a_label_invited_without_those_who_are_guests(desk):
    label = desk.share(
        zoe(), {"emailAddresses": [{"value": "bo@x.example"}]}, {"nicknames": [{"value": "x"}]}
    )
    body = desk.act(MAYA, "/addon/meeting", **event(ZOE))
    path, carried = pressed(buttons(body)["Invite a label"])
    invited = desk.act(MAYA, path, parameters=carried, inputs={"invite": [label]})
    assert invited["renderActions"] == {
        "hostAppAction": {
            "calendarAction": {"editAttendeesActionMarkup": {"addAttendeeEmails": ["bo@x.example"]}}
        }
    }
    body = desk.act(MAYA, "/addon/meeting", **event(ZOE, "bo@x.example"))
    path, carried = pressed(buttons(body)["Invite a label"])
    said = words(desk.act(MAYA, path, parameters=carried, inputs={"invite": [label]}))
    assert "invited already" in said


def test_is_nobody_invited_where_the_event_takes_no_guests(desk):
    label = desk.share(zoe())
    body = desk.act(MAYA, "/addon/meeting", **event(ZOE, may_add=False))
    assert "Invite a label" not in buttons(body)
    assert "You may not add guests to this event." in words(body)
    carried = {"place": "meeting", "people": "[]", "may": ""}
    refused = desk.act(MAYA, "/addon/meeting/invite", parameters=carried, inputs={"invite": [label]})
    assert "Something is missing" in words(refused)


def test_are_the_permissions_asked_for_one_by_one(desk):
    label = desk.share(zoe())
    only = {"authorizedScopes": [IDENTITY]}
    answer = desk.send(MAYA, "/addon/meeting", authorization=only, **event(ZOE))
    assert answer.get_json() == {"requesting_google_scopes": {"scopes": [READ_MEETING]}}
    reads = {"authorizedScopes": [IDENTITY, READ_MEETING]}
    desk.act(MAYA, "/addon/meeting", authorization=reads, **event(ZOE))
    parameters = {"place": "meeting", "may": "yes"}
    answer = desk.send(
        MAYA,
        "/addon/meeting/invite",
        parameters=parameters,
        inputs={"invite": [label]},
        authorization=reads,
    )
    assert answer.get_json() == {"requesting_google_scopes": {"scopes": [WRITE_MEETING]}}


def test_is_an_event_without_anybody_no_failure(desk):
    assert "Nobody else is invited" in words(desk.act(MAYA, "/addon/meeting", calendar={"id": "e"}))
    assert "Nobody else is invited" in words(desk.act(MAYA, "/addon/meeting"))
