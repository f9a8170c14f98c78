"""The mailbox in the store, and mail through a server."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from itertools import count
from typing import Self

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from services.backends.local.mailbox import Mailbox
from services.backends.local.smtp import SmtpMailer
from services.backends.local.store import SqliteStore
from services.ports import (
    Mail,
    MailServiceOff,
    NotSent,
    PortError,
    QuotaExhausted,
    RequestRefused,
)

from .mailer_contract import MAIL, MailerContract, Post, send

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class MailboxPost:
    def __init__(self) -> None:
        minutes = count()
        self.mailer = Mailbox(SqliteStore(), now=lambda: NOON + timedelta(minutes=next(minutes)))

    def arrived(self) -> list[Mail]:
        boxes = {MAIL.to, "b@x.org"}
        kept = [mail for box in boxes for mail in self.mailer.mails(box)]
        return [
            Mail(
                mail.sender,
                mail.sender_name,
                mail.to,
                mail.to_name,
                mail.subject,
                mail.text,
                mail.html,
                mail.headers,
                mail.mail,
            )
            for mail in sorted(kept, key=lambda mail: mail.at)
        ]


class TestMailbox(MailerContract):
    @pytest.fixture
    def post(self) -> Post:
        return MailboxPost()

    def test_is_the_latest_mail_first(self) -> None:
        post = MailboxPost()
        for subject in ("first", "second", "third"):
            send(post.mailer, Mail("a@x.org", "", "B@X.org", "", subject, "", ""))
        latest = post.mailer.mails("b@x.ORG", limit=2)
        assert [mail.subject for mail in latest] == ["third", "second"]
        rest = post.mailer.mails("b@x.org", after=latest[-1])
        assert [mail.subject for mail in rest] == ["first"]
        assert post.mailer.mail(rest[0].key) == rest[0]
        assert post.mailer.mails("c@x.org") == []


# --- SMTP ---------------------------------------------------------------------------------------


class Server:
    """A mail server on this machine that keeps what it gets, or answers what it is told to."""

    def __init__(self, *, certificate: ssl.SSLContext | None = None, password: str = "") -> None:
        self.messages: list[EmailMessage] = []
        self.envelopes: list[tuple[str | None, list[str]]] = []
        self.encrypted: list[bool] = []
        self.refusal = ""
        self.recipient_refusal = ""
        self.farewell = "221 Bye"
        self._password = password
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=_free_port(),
            tls_context=certificate,
            authenticator=self._authenticate if password else None,
            auth_required=bool(password),
        )

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._controller.port}"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._controller.stop()

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = data == LoginPassword(b"maya@example.com", self._password.encode())
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_refusal:
            return self.recipient_refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's name
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, EmailMessage, policy=POLICY)
        self.messages.append(message)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 aiosmtpd's name
        return self.farewell


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


class SmtpPost:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.mailer = SmtpMailer(f"smtp://{server.address}", now=lambda: NOON)

    def arrived(self) -> list[Mail]:
        return [self._mail(message) for message in self.server.messages]

    def _mail(self, message: EmailMessage) -> Mail:
        (sender,), (to,) = message["From"].addresses, message["To"].addresses
        text, html = message.get_body(["plain"]), message.get_body(["html"])
        assert text is not None
        assert html is not None
        ours = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "X-Peer",
                "X-MailFrom", "X-RcptTo"}  # fmt: skip
        return Mail(
            sender=sender.addr_spec,
            sender_name=sender.display_name,
            to=to.addr_spec,
            to_name=to.display_name,
            subject=str(message["Subject"]),
            text=text.get_content().replace("\r\n", "\n"),
            html=html.get_content().replace("\r\n", "\n"),
            headers={name: str(value) for name, value in message.items() if name not in ours},
            id=str(message["Message-ID"] or "")[1:].partition("@")[0],
        )


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


class TestSmtp(MailerContract):
    @pytest.fixture
    def post(self, server: Server) -> Post:
        return SmtpPost(server)


def test_is_the_envelope_that_of_the_mail(server: Server) -> None:
    send(SmtpPost(server).mailer, MAIL)
    assert server.envelopes == [(MAIL.sender, [MAIL.to])]
    assert server.messages[0]["Date"].datetime == NOON
    assert server.messages[0]["Message-ID"] == "<m1@example.com>"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def _certificate(authority: trustme.CA, host: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(host).configure_cert(context)
    return context


def _trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_is_mail_encrypted_and_signed_in_where_the_server_can(authority: trustme.CA) -> None:
    certificate = _certificate(authority, "127.0.0.1")
    with Server(certificate=certificate, password="s3cr/et@") as server:
        url = f"smtp://maya%40example.com:s3cr%2Fet%40@{server.address}"
        send(SmtpMailer(url, context=_trusting(authority)), MAIL)
        assert server.encrypted == [True]


def test_is_a_strange_certificate_refused(authority: trustme.CA) -> None:
    with Server(certificate=_certificate(authority, "127.0.0.1")) as server:
        with pytest.raises(MailServiceOff, match="certificate"):
            send(SmtpMailer(f"smtp://{server.address}"), MAIL)
        assert server.messages == []


def test_is_a_wrong_password_told(authority: trustme.CA) -> None:
    with Server(certificate=_certificate(authority, "127.0.0.1"), password="right") as server:
        url = f"smtp://maya%40example.com:wrong@{server.address}"
        mailer = SmtpMailer(url, context=_trusting(authority))
        with pytest.raises(MailServiceOff, match="user or password"):
            send(mailer, MAIL)


def test_is_a_wrong_password_told_before_anything_is_sent(authority: trustme.CA) -> None:
    with Server(certificate=_certificate(authority, "127.0.0.1"), password="right") as server:
        url = f"smtp://maya%40example.com:wrong@{server.address}"
        with (
            pytest.raises(MailServiceOff, match="user or password"),
            SmtpMailer(url, context=_trusting(authority)).ready(MAIL),
        ):
            pytest.fail("not let in, and ready all the same")


def test_is_a_mail_sent_though_the_server_parts_rudely(server: Server) -> None:
    server.farewell = "421 too busy to say good-bye"
    send(SmtpPost(server).mailer, MAIL)
    assert len(server.messages) == 1


def test_is_a_server_told_that_offers_no_signing_in(server: Server) -> None:
    with pytest.raises(MailServiceOff, match="no way to sign in"):
        send(SmtpMailer(f"smtp://maya:word@{server.address}"), MAIL)


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        ("421 closing", NotSent),
        ("452 too many", QuotaExhausted),
        ("451 too fast", QuotaExhausted),
        ("550 maya@example.com unwanted", RequestRefused),
        ("554 spam", RequestRefused),
    ],
)
@pytest.mark.parametrize("at", ["refusal", "recipient_refusal"])
def test_does_a_refusal_become_its_error(
    server: Server, refusal: str, error: type[PortError], at: str
) -> None:
    setattr(server, at, refusal)
    with pytest.raises(error) as raised:
        send(SmtpPost(server).mailer, MAIL)
    assert "maya" not in str(raised.value)
    assert server.messages == []


def test_is_a_server_that_is_not_there_unavailable() -> None:
    with pytest.raises(NotSent):
        send(SmtpMailer(f"smtp://127.0.0.1:{_free_port()}"), MAIL)


@pytest.mark.parametrize(
    "url", ["", "smtps://host", "smtp://", "mail.example.com", "smtp://host/path", "smtp://host:x"]
)
def test_is_an_address_refused_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match=r"smtp://user|[Pp]ort"):
        SmtpMailer(url)
