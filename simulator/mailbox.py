"""Messages as a person's mailbox keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import getaddresses


@dataclass(slots=True)
class Message:
    """One message in one mailbox (or on its way out)."""

    id: str
    thread_id: str
    mime: EmailMessage
    received: datetime
    raw: bytes = b""
    labels: list[str] = field(default_factory=lambda: ["INBOX", "UNREAD"])

    @property
    def subject(self) -> str:
        """Decoded subject."""
        return str(self.mime.get("Subject", ""))

    @property
    def sender(self) -> str:
        """The From header, decoded."""
        return str(self.mime.get("From", ""))

    @property
    def recipients(self) -> list[tuple[str, str]]:
        """(name, address) of To and Cc; Bcc is not delivered with the message."""
        return [
            pair
            for pair in getaddresses([str(h) for n in ("To", "Cc") for h in self.mime.get_all(n, [])])
            if pair[1]
        ]

    @property
    def text(self) -> str:
        """The plain text part; empty without one."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML part; empty without one."""
        return self._part("html")

    def header(self, name: str) -> str:
        """One header, decoded; empty without it."""
        return str(self.mime.get(name, ""))

    def _part(self, kind: str) -> str:
        part = self.mime.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""


@dataclass(slots=True)
class Mailbox:
    """Newest last."""

    messages: list[Message] = field(default_factory=list)

    def get(self, message_id: str) -> Message | None:
        """A message by id."""
        return next((m for m in self.messages if m.id == message_id), None)

    @property
    def inbox(self) -> list[Message]:
        """Received messages, newest first."""
        return [m for m in reversed(self.messages) if "INBOX" in m.labels]
