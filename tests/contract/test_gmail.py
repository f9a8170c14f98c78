"""The Mailer port over Gmail, through the real client, against the simulated Google."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr

import pytest

from services.ports import (
    AccountSuspended,
    Mail,
    MailServiceOff,
    QuotaExhausted,
    RequestRefused,
    ScopeMissing,
    Unavailable,
)
from simulator.world import DELEGATION_SERVICE_ACCOUNT

from .mailer_contract import MAIL, MailerContract, Post, send
from .simulated_google import ANNA, MAYA, Simulated

SEND = "/gmail/v1/users/*/messages/send"


class GmailPost:
    """A company in whose names the contract's people send; all of it is read back as it travelled."""

    def __init__(self) -> None:
        sim = Simulated()
        for company, sender in (("example.com", MAIL.sender), ("x.org", "a@x.org")):
            sim.world.add_person(sim.world.add_company(company, [company]), sender)
        self.sim = sim
        self.mailer = sim.mailer

    def arrived(self) -> list[Mail]:
        return [_read(message.mime) for message in self.sim.world.outbound]


def _read(mime) -> Mail:
    named = {"from", "to", "subject", "date", "message-id", "mime-version", "content-type"}
    (sender,), (reader,) = mime["From"].addresses, mime["To"].addresses
    return Mail(
        sender=sender.addr_spec,
        sender_name=sender.display_name,
        to=reader.addr_spec,
        to_name=reader.display_name,
        subject=str(mime["Subject"]),
        text=mime.get_body(("plain",)).get_content().replace("\r\n", "\n"),
        html=mime.get_body(("html",)).get_content().replace("\r\n", "\n"),
        headers={name: str(value) for name, value in mime.items() if name.lower() not in named},
        id=parseaddr(str(mime["Message-ID"]))[1].partition("@")[0] if mime["Message-ID"] else "",
    )


class TestGmail(MailerContract):
    @pytest.fixture
    def post(self) -> Post:
        return GmailPost()


MAIL_OF_MAYA = replace(MAIL, sender=MAYA, to=ANNA)


@pytest.fixture
def sim() -> Simulated:
    return Simulated()


def test_is_it_sent_as_the_person_who_shares(sim):
    send(sim.mailer, MAIL_OF_MAYA)
    (message,) = sim.world.account(ANNA).mailbox.inbox
    assert parseaddr(message.sender)[1] == MAYA
    assert sim.api_calls() == ["gmail.users.messages.send"]


def test_is_everything_asked_for_before_the_call_that_sends(sim):
    with sim.mailer.ready(MAIL_OF_MAYA) as send_it:
        before = len(sim.calls)
        assert "oauth2.token" in sim.calls
        send_it()
    assert sim.calls[before:] == ["gmail.users.messages.send"]


def test_is_a_person_without_a_mailbox_said_to_have_none(sim):
    sim.world.account(MAYA).mail_on = False
    with pytest.raises(MailServiceOff):
        send(sim.mailer, MAIL_OF_MAYA)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "no address"},
        {"to": ""},
        {"sender": "a b@maple.example"},
        {"to": "a@b\r\nBcc: c@d"},
        {"text": "\udc80"},
    ],
)
def test_is_a_mail_to_nowhere_refused_before_it_is_sent(sim, wrong):
    with pytest.raises(RequestRefused) as refused:
        send(sim.mailer, replace(MAIL_OF_MAYA, **wrong))
    assert "@" not in str(refused.value)
    assert sim.api_calls() == []


@pytest.mark.parametrize("kind", ["drop-after", "500-after", "cut", "drop-before", "503"])
def test_is_a_mail_that_may_have_gone_out_never_sent_twice(sim, kind):
    sim.fail(kind, SEND)
    with pytest.raises(Unavailable):
        send(sim.mailer, MAIL_OF_MAYA)
    assert sim.calls.count("gmail.users.messages.send") == 1
    assert len(sim.world.account(ANNA).mailbox.inbox) <= 1


def test_is_too_much_mail_put_off(sim):
    sim.fail("429", SEND, retry_after="60")
    with pytest.raises(QuotaExhausted) as refused:
        send(sim.mailer, MAIL_OF_MAYA)
    assert refused.value.retry_after == 60


def test_is_mail_without_its_scope_refused_while_contacts_go_on(sim):
    company = sim.world.account(MAYA).company
    contacts = ["https://www.googleapis.com/auth/contacts"]
    sim.world.delegate(company, DELEGATION_SERVICE_ACCOUNT, contacts)
    with pytest.raises(ScopeMissing):
        send(sim.mailer, MAIL_OF_MAYA)
    assert sim.book().listing().next_sync


def test_is_mail_of_a_suspended_person_not_sent(sim):
    sim.world.suspend(MAYA)
    with pytest.raises(AccountSuspended):
        send(sim.mailer, MAIL_OF_MAYA)
