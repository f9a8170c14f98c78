"""The Mailer port over Gmail: each mail is sent as the person who shares."""

from __future__ import annotations

import base64
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from ...ports import Mail, MailServiceOff, RequestRefused, Stale
from .delegation import SEND_MAIL, Delegation
from .http import Google


class GmailMailer:
    """`ports.Mailer`: `mail.sender` is the account that sends, by delegation."""

    def __init__(self, google: Google, delegation: Delegation) -> None:
        self._google = google
        self._delegation = delegation

    def send(self, mail: Mail, /) -> None:
        raw = base64.urlsafe_b64encode(message_of(mail)).decode()
        request = self._google.service("gmail", "v1").users().messages().send(userId="me", body={"raw": raw})
        try:
            # Sent once: a mail that may have gone out is never sent again from here.
            self._google.write(request, self._delegation.credentials(mail.sender, SEND_MAIL))
        except Stale as error:
            # Gmail's failedPrecondition has no other meaning for a message: there is no mailbox.
            raise MailServiceOff(str(error)) from None


def message_of(mail: Mail) -> bytes:
    """The mail as RFC 5322 has it: text, and HTML as the alternative.

    Line breaks in what becomes a header are folded into spaces. Raises `RequestRefused` for
    addresses that are none.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = _address(mail.sender_name, mail.sender)
        message["To"] = _address(mail.to_name, mail.to)
        message["Subject"] = _line(mail.subject)
        if mail.id:
            message["Message-ID"] = f"<{_line(mail.id)}@{mail.sender.rpartition('@')[2]}>"
        for name, value in mail.headers.items():
            message[name] = _line(value)
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        return message.as_bytes()
    except (ValueError, UnicodeError):
        refused = "the mail cannot be addressed"
    raise RequestRefused(refused)


def _address(name: str, email: str) -> Address:
    return Address(display_name=_line(name), addr_spec=email)


def _line(text: str) -> str:
    return " ".join(text.split())
