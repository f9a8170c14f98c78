"""Are pictures written one by one, and served?"""

from __future__ import annotations

import base64

import pytest
from googleapiclient.errors import HttpError

from simulator.inprocess import session
from tests.simulator.clients import create, error, get, named

PNG = b"\x89PNG\r\n\x1a\n" + b"\xfb\xff\xfe" * 20


def _set(people, resource, data, **more):
    body = {"photoBytes": base64.urlsafe_b64encode(data).decode(), "personFields": "photos,metadata", **more}
    return people.people().updateContactPhoto(resourceName=resource, body=body).execute()


def test_a_contact_without_a_picture_has_a_generated_one(people, clients, world):
    (made,) = create(people, named("A"))
    assert made["photos"][0]["default"] is True
    answer = session(world, clients.app).get(made["photos"][0]["url"])
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(PNG[:8])


def test_a_picture_comes_back_as_it_was(people, clients, world):
    (made,) = create(people, named("A"))
    person = _set(people, made["resourceName"], PNG)["person"]
    photo = person["photos"][0]
    assert "default" not in photo
    answer = session(world, clients.app).get(photo["url"])
    assert (answer.content, answer.headers["Content-Type"]) == (PNG, "image/png")
    assert person["etag"] != made["etag"]


def test_a_picture_can_be_taken_away_once(people):
    (made,) = create(people, named("A"))
    _set(people, made["resourceName"], PNG)
    delete = people.people().deleteContactPhoto
    answer = delete(resourceName=made["resourceName"], personFields="photos").execute()
    assert answer["person"]["photos"][0]["default"] is True
    with pytest.raises(HttpError) as refused:
        delete(resourceName=made["resourceName"]).execute()
    assert error(refused)["code"] == 404


def test_only_jpeg_and_png(people):
    (made,) = create(people, named("A"))
    for data in (b"GIF89a...", b"<svg/>"):
        with pytest.raises(HttpError):
            _set(people, made["resourceName"], data)
    with pytest.raises(HttpError):
        people.people().updateContactPhoto(
            resourceName=made["resourceName"], body={"photoBytes": "***"}
        ).execute()
    assert get(people, made["resourceName"])["photos"][0]["default"] is True


def test_nothing_comes_back_without_fields(people):
    (made,) = create(people, named("A"))
    assert _set(people, made["resourceName"], b"\xff\xd8\xff" + b"x", personFields="") == {}
