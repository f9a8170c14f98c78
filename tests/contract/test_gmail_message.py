"""The Messages port over Gmail, against the simulated Google."""

from __future__ import annotations

import json
from email.message import EmailMessage

import pytest

from services.backends.google.gmail_message import GmailMessages
from services.backends.google.http import Google
from services.core.encounters import Correspondent
from services.ports import NotFound, PortError, RequestRefused, ScopeMissing, Unavailable
from simulator.app import create_app
from simulator.gmail import deliver
from simulator.inprocess import Http
from simulator.seeds import MAYA, small
from tests.google.fake_http import Wire, answer, refusal

METADATA = "https://www.googleapis.com/auth/gmail.addons.current.message.metadata"


@pytest.fixture
def world():
    return small(colleagues=3)


@pytest.fixture
def google(world):
    return Google(root="http://sim", http_factory=lambda: Http(world, create_app(world)), read_pause=0)


def received(world, **headers):
    mime = EmailMessage()
    mime["From"] = headers.get("From", "Zoë Würde <zoe@outside.example>")
    mime["To"] = headers.get("To", f'{MAYA}, "Berg, Noah" <Noah@Outside.example>')
    if "Cc" in headers:
        mime["Cc"] = headers["Cc"]
    mime["Subject"] = "Hello"
    mime.set_content("secret words")
    deliver(world, None, mime)
    return world.account(MAYA).mailbox.inbox[0]


def tokens(world, message, scopes=(METADATA,)):
    account = world.account(MAYA)
    return {
        "token": world.tokens.issue(account.id, scopes),
        "key": world.tokens.issue(account.id, scopes, message=message.id),
    }


def test_are_sender_and_readers_told_each_once_the_sender_first(world, google):
    message = received(world, Cc="zoe@outside.example, list@outside.example")
    found = GmailMessages(google).people(f"msg-f:{message.id}", **tokens(world, message))
    assert found == (
        Correspondent("zoe@outside.example", "Zoë Würde"),
        Correspondent(MAYA, ""),
        Correspondent("noah@outside.example", "Berg, Noah"),
        Correspondent("list@outside.example", ""),
    )


def test_does_a_token_for_another_message_open_this_one(world, google):
    message, other = received(world), received(world)
    with pytest.raises(RequestRefused):
        GmailMessages(google).people(f"msg-f:{message.id}", **tokens(world, other))


def test_is_a_message_that_is_gone_not_found(world, google):
    message = received(world)
    given = tokens(world, message)
    world.account(MAYA).mailbox.messages.clear()
    with pytest.raises(NotFound):
        GmailMessages(google).people(f"msg-f:{message.id}", **given)


@pytest.mark.parametrize(("token", "key"), [("", "k"), ("t", "")])
def test_is_nothing_asked_without_both_tokens(token, key):
    wire = Wire()
    with pytest.raises(ScopeMissing):
        GmailMessages(Google(root="http://g", http_factory=wire)).people("m", token=token, key=key)
    assert wire.sent == []


def test_are_only_the_heads_asked_for_and_both_tokens_sent():
    wire = Wire([answer({"payload": {"headers": []}})])
    GmailMessages(Google(root="http://g", http_factory=wire)).people("msg-f:1/2", token="t", key="k")
    (sent,) = wire.sent
    assert sent.uri == (
        "http://g/gmail/v1/users/me/messages/msg-f%3A1%2F2"
        "?format=metadata&metadataHeaders=From&metadataHeaders=To&metadataHeaders=Cc"
    )
    assert sent.headers == {"Authorization": "Bearer t", "X-Goog-Gmail-Access-Token": "k"}


def test_are_written_words_read_and_broken_ones_left():
    said = {
        "payload": {
            "headers": [
                {"name": "FROM", "value": "=?utf-8?q?Zo=C3=AB?= <z@x.example>"},
                {"name": "to", "value": "=?nonsense?q?a?= <a@x.example>, no address, <@>"},
            ]
        }
    }
    wire = Wire([answer(said)])
    found = GmailMessages(Google(root="http://g", http_factory=wire)).people("m", token="t", key="k")
    assert found == (
        Correspondent("z@x.example", "Zoë"),
        Correspondent("a@x.example", "=?nonsense?q?a?="),
    )


@pytest.mark.parametrize("body", [b"", b"[]", b'{"payload": {"headers": [{}]}}', b"\xff"])
def test_is_an_answer_that_is_none_unavailable(body):
    wire = Wire(always=lambda _sent: answer(body))
    with pytest.raises(Unavailable):
        GmailMessages(Google(root="http://g", http_factory=wire)).people("m", token="t", key="k")


def test_are_refusals_told_apart_and_without_words_of_the_message():
    for given, expected in (
        (refusal(401, "UNAUTHENTICATED"), Unavailable),
        (refusal(403, "PERMISSION_DENIED", reason="insufficientPermissions", message="maya@x"), ScopeMissing),
        (refusal(404, "NOT_FOUND"), NotFound),
    ):
        wire = Wire([given])
        with pytest.raises(PortError) as caught:
            GmailMessages(Google(root="http://g", http_factory=wire)).people("m", token="t", key="k")
        assert type(caught.value) is expected
        assert "maya" not in json.dumps(str(caught.value))
