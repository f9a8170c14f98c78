"""Does a mail arrive, and is one refused that Gmail would refuse?"""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest
from googleapiclient.errors import HttpError

from simulator.world import SCOPE
from tests.simulator.clients import error

MAYA = "maya@maple.example"


def _mail(sender="Maya Lindqvist <maya@maple.example>", to="Anna <anna@maple.example>", **headers):
    mail = EmailMessage()
    if sender:
        mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = "Etichetta condivisa ✓"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content("Plain")
    mail.add_alternative("<p>Rich</p>", subtype="html")
    return mail


def _send(gmail, mail, user="me"):
    raw = base64.urlsafe_b64encode(bytes(mail)).decode()
    return gmail.users().messages().send(userId=user, body={"raw": raw}).execute()


def test_a_mail_arrives_with_text_and_html(clients, world):
    answer = _send(clients.gmail(), _mail())
    (message,) = world.account("anna@maple.example").mailbox.inbox
    assert message.subject == "Etichetta condivisa ✓"
    assert (message.text.strip(), message.html.strip()) == ("Plain", "<p>Rich</p>")
    assert message.recipients == [("Anna", "anna@maple.example")]
    assert answer["threadId"] == message.thread_id
    assert answer["labelIds"] == ["SENT"]
    assert world.account(MAYA).mailbox.inbox == []


def test_copies_aliases_and_outsiders(clients, world):
    world.account("anna@maple.example").aliases.append("av@maple.example")
    _send(
        clients.gmail(),
        _mail(to="anna@maple.example, av@maple.example", Cc="x@out.example", Bcc="bruno@maple.example"),
    )
    assert len(world.account("anna@maple.example").mailbox.inbox) == 1
    assert len(world.account("bruno@maple.example").mailbox.inbox) == 1
    assert len(world.outbound) == 1


@pytest.mark.parametrize(
    "mail",
    [
        _mail(sender="anna@maple.example"),
        _mail(sender=""),
        _mail(to=", ".join(f"p{i}@x.example" for i in range(101))),
        _mail(to="nobody"),
    ],
)
def test_mails_that_are_refused(clients, world, mail):
    with pytest.raises(HttpError) as refused:
        _send(clients.gmail(), mail)
    assert error(refused)["errors"][0]["reason"] == "invalidArgument"
    assert world.account(MAYA).mailbox.messages == []


def test_no_mail_service(clients, world):
    world.account(MAYA).mail_on = False
    with pytest.raises(HttpError) as refused:
        _send(clients.gmail(), _mail())
    assert error(refused)["errors"][0]["reason"] == "failedPrecondition"
    assert "Mail service not enabled" in error(refused)["message"]


def test_only_url_safe_base64(clients):
    for raw in ("+/+/", "", "abc"):
        with pytest.raises(HttpError):
            clients.gmail().users().messages().send(userId="me", body={"raw": raw}).execute()


def test_nobody_sends_for_another(clients):
    with pytest.raises(HttpError) as refused:
        _send(clients.gmail(), _mail(), user="anna@maple.example")
    assert error(refused)["code"] == 403
    assert _send(clients.gmail(), _mail(), user=MAYA)


def test_an_addon_reads_the_one_message_that_is_open(clients, world):
    _send(clients.gmail(), _mail())
    anna = world.account("anna@maple.example")
    message = anna.mailbox.inbox[0]
    opened = SCOPE + "gmail.addons.current.message.metadata"
    gmail = clients.gmail("anna", opened)
    request = gmail.users().messages().get(userId="me", id=message.id, format="metadata")
    with pytest.raises(HttpError) as refused:
        request.execute()
    assert error(refused)["code"] == 403
    request.headers["X-Goog-Gmail-Access-Token"] = world.tokens.issue(anna.id, [], message=message.id)
    headers = {h["name"]: h["value"] for h in request.execute()["payload"]["headers"]}
    assert headers["From"] == "Maya Lindqvist <maya@maple.example>"


def test_events(world, clients):
    account = world.account(MAYA)
    account.events.append({"id": "e1", "summary": "Lunch", "attendees": []})
    events = clients.service("calendar", "v3").events()
    assert events.get(calendarId="primary", eventId="e1").execute()["summary"] == "Lunch"
    body = {"attendees": [{"email": "anna@maple.example"}]}
    assert (
        events.patch(calendarId="primary", eventId="e1", body=body).execute()["attendees"]
        == body["attendees"]
    )
    with pytest.raises(HttpError):
        events.get(calendarId="primary", eventId="e2").execute()
