"""A mail as the message that travels (RFC 5322), the same through every mailer."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from ..ports import Mail


def message_of(mail: Mail, at: datetime) -> EmailMessage:
    """Text and HTML of one mail, dated `at`."""
    message = EmailMessage()
    sender = Address(one_line(mail.sender_name), addr_spec=mail.sender)
    message["From"] = sender
    message["To"] = Address(one_line(mail.to_name), addr_spec=mail.to)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(at)
    if mail.id:
        message["Message-ID"] = f"<{mail.id}@{sender.domain}>"
    for name, value in mail.headers.items():
        message[name] = one_line(value)
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def one_line(text: str) -> str:
    """Names and label names are the user's own; a line end in one would begin a header of hers."""
    return " ".join(text.split())
