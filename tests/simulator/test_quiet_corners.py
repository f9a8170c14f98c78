"""The rest of what is answered, so that nothing is there that nobody has looked at."""

from __future__ import annotations

import base64

import pytest
from googleapiclient.errors import HttpError

from simulator.world import SCOPE
from tests.simulator.clients import error, get, named


def test_nobody_has_other_contacts(people):
    assert people.otherContacts().list(readMask="names").execute() == {}
    assert people.otherContacts().list(readMask="names", requestSyncToken=True).execute() == {
        "nextSyncToken": "none"
    }
    assert people.otherContacts().search(query="a", readMask="names").execute() == {}


def test_methods_that_nobody_has_written_say_so(people):
    with pytest.raises(HttpError) as refused:
        people.otherContacts().copyOtherContactToMyContactsGroup(
            resourceName="otherContacts/c1", body={"copyMask": "names"}
        ).execute()
    assert error(refused)["status"] == "UNIMPLEMENTED"


def test_deprecated_masks_are_refused(people):
    with pytest.raises(HttpError):
        people.people().get(
            resourceName="people/me", personFields="names", requestMask_includeField="person.names"
        ).execute()


def test_profile_alone_is_no_source(people, world):
    resource = world.hand("maya@maple.example").add(named("A"))
    with pytest.raises(HttpError):
        people.people().get(
            resourceName=resource, personFields="names", sources="READ_SOURCE_TYPE_PROFILE"
        ).execute()


def test_a_colleague_by_account_id(people, world):
    anna = world.account("anna@maple.example")
    person = (
        people.people().get(resourceName=f"people/{anna.id}", personFields="names,organizations").execute()
    )
    assert person["names"][0]["givenName"] == "Anna"
    with pytest.raises(HttpError):
        get(people, "people/12345")


def test_every_field_that_can_be_written_comes_back(people):
    written = {
        "names": [{"givenName": "Ada", "phoneticGivenName": "Ay-da"}],
        "nicknames": [{"value": "Countess", "type": "ALTERNATE_NAME"}],
        "emailAddresses": [{"value": "a@b.example", "type": "home", "displayName": "Ada"}],
        "phoneNumbers": [{"value": "+358 40 555 0101", "type": "workMobile"}],
        "addresses": [{"formattedValue": "Somewhere", "type": "home", "poBox": "7", "countryCode": "GB"}],
        "organizations": [
            {
                "name": "Engine",
                "title": "Analyst",
                "current": True,
                "startDate": {"year": 1842, "month": 1},
                "type": "work",
            }
        ],
        "birthdays": [{"text": "in December"}],
        "events": [{"date": {"year": 1835, "month": 7, "day": 8}, "type": "anniversary"}],
        "biographies": [{"value": "<b>first</b>", "contentType": "TEXT_HTML"}],
        "urls": [{"value": "https://ada.example", "type": "blog"}],
        "relations": [{"person": "William", "type": "spouse"}],
        "imClients": [{"username": "ada", "protocol": "jabber", "type": "home"}],
        "sipAddresses": [{"value": "sip:ada@b.example", "type": "work"}],
        "calendarUrls": [{"url": "https://c.example", "type": "home"}],
        "externalIds": [{"value": "1", "type": "account"}],
        "genders": [{"value": "female", "addressMeAs": "she"}],
        "interests": [{"value": "numbers"}],
        "locales": [{"value": "en-GB"}],
        "locations": [{"value": "desk", "floor": "2", "current": True}],
        "miscKeywords": [{"value": "k", "type": "OUTLOOK_KEYWORD"}],
        "occupations": [{"value": "mathematician"}],
        "userDefined": [{"key": "Engine", "value": "Analytical"}],
        "clientData": [{"key": "k", "value": "v"}],
    }
    made = people.people().createContact(body=written).execute()
    for field, entries in written.items():
        for wanted, found in zip(entries, made[field], strict=True):
            assert wanted.items() <= found.items(), field


@pytest.mark.parametrize("form", ["full", "raw", "minimal", "metadata"])
def test_a_message_in_each_form(clients, world, form):
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "maya@maple.example", "anna@maple.example", "Hi"
    mail.set_content("Text")
    raw = base64.urlsafe_b64encode(bytes(mail)).decode()
    sent = clients.gmail().users().messages().send(userId="me", body={"raw": raw}).execute()
    world.account("maya@maple.example")
    token = world.token_for("maya@maple.example", SCOPE + "gmail.readonly")
    gmail = clients.with_token("gmail", "v1", token)
    message = gmail.users().messages().get(userId="me", id=sent["id"], format=form).execute()
    assert ("raw" in message) == (form == "raw")
    assert ("payload" in message) == (form in {"full", "metadata"})
    with pytest.raises(HttpError) as refused:
        gmail.users().messages().get(userId="me", id="none", format=form).execute()
    assert error(refused)["code"] == 404


def test_people_without_a_company_of_their_own(world, clients):
    nobody = world.add_company("Google accounts", [])
    eve = world.add_person(nobody, "eve@mail.example", "Eve")
    from google.auth import jwt

    assert "hd" not in jwt.decode(world.tokens.user_id_token(eve, "client"), verify=False)
    assert clients.people("eve@mail.example").contactGroups().list().execute()["totalItems"] == 8


def test_leaving_a_google_group(world, clients):
    maple = world.account("maya@maple.example").company
    group = world.add_group(maple, "g@maple.example", "G", ["anna@maple.example"])
    world.leave(group, "anna@maple.example")
    assert "members" not in clients.directory("admin").members().list(groupKey="g@maple.example").execute()
