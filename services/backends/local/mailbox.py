"""Mail that stays here: kept in the store and shown on the service's own mailbox page."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from ...core.records import Record
from ...ports import Mail, Store, Where
from ..mime import one_line


@dataclass(frozen=True, slots=True)
class KeptMail(Record):
    """A mail as it was sent. In the root scope: a mailbox knows addresses, not companies."""

    collection: ClassVar[str] = "mailbox"
    indexed: ClassVar[tuple[str, ...]] = ("to", "at")

    id: str  # new for each sending: one mail sent twice is two mails in the box
    to: str  # lower case
    to_name: str
    sender: str
    sender_name: str
    subject: str
    text: str
    html: str
    at: datetime
    mail: str = ""  # the mail's own id
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.id


class Mailbox:
    """`ports.Mailer` that delivers to the store."""

    def __init__(self, store: Store, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._now = now

    def ready(self, mail: Mail, /) -> AbstractContextManager[Callable[[], None]]:
        """Nothing is to be had first: what is handed over keeps the mail."""
        return nullcontext(functools.partial(self._keep, mail))

    def _keep(self, mail: Mail) -> None:
        self._store.root.put(
            KeptMail(
                id=uuid.uuid4().hex,
                to=mail.to.lower(),
                to_name=one_line(mail.to_name),
                sender=mail.sender,
                sender_name=one_line(mail.sender_name),
                subject=one_line(mail.subject),
                text=mail.text,
                html=mail.html,
                at=self._now(),
                mail=mail.id,
                headers=dict(mail.headers),
            )
        )

    def mails(self, to: str, *, after: KeptMail | None = None, limit: int = 50) -> list[KeptMail]:
        """Mails to one address, latest first."""
        return self._store.root.find(
            KeptMail,
            Where("to", "==", to.lower()),
            order="at",
            descending=True,
            after=after,
            limit=limit,
        )

    def mail(self, key: str, /) -> KeptMail | None:
        """One mail by its key."""
        return self._store.root.get(KeptMail, key)
