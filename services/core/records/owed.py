"""What is owed to the queue and the mailboxes, and what an auditor may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from .base import Record


@dataclass(frozen=True, slots=True)
class Promise(Record):
    """The outbox: a task promised in a transaction, kept until the queue has it."""

    collection: ClassVar[str] = "outbox"
    indexed: ClassVar[tuple[str, ...]] = ("at",)

    id: str
    kind: str
    body: Mapping[str, str]
    name: str
    at: datetime
    due: datetime | None = None
    expires_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class MailRecord(Record):
    """One mail that is owed, so that none is sent twice and one not sent says why.

    `why` of a mail that was not sent: `access-ended`, `mails-off`, `no-mail-service`, `unknown` (the
    process died between asking and hearing), …
    """

    collection: ClassVar[str] = "mails"
    indexed: ClassVar[tuple[str, ...]] = ("to", "state", "label", "at")

    id: str
    kind: str
    to: str  # account id
    by: str = ""  # account id of the person behind it
    label: str = ""
    state: str = "owed"  # owed | sending | sent | unsent
    why: str = ""
    message: str = ""  # personal words of the sharer
    facts: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Event(Record):
    """Audit: who did what to whom, when. Ids only; names are looked up when shown."""

    collection: ClassVar[str] = "events"
    indexed: ClassVar[tuple[str, ...]] = ("label", "who", "at", "what")

    id: str
    at: datetime
    who: str
    what: str
    label: str = ""
    target: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        return self.id
