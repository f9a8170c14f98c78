"""The Mailer port over Gmail: each mail is sent as the person who shares."""

from __future__ import annotations

import base64
import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.errors import MessageError
from email.policy import SMTP

from ...ports import Mail, MailServiceOff, RequestRefused, Stale
from ..mime import message_of
from .delegation import SEND_MAIL, Delegation
from .http import Google


class GmailMailer:
    """`ports.Mailer`: `mail.sender` is the account that sends, by delegation."""

    def __init__(
        self,
        google: Google,
        delegation: Delegation,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._google = google
        self._delegation = delegation
        self._now = now

    @contextmanager
    def ready(self, mail: Mail, /) -> Iterator[Callable[[], None]]:
        """The mail as it travels, and the token of its sender."""
        raw = base64.urlsafe_b64encode(_written(mail, self._now())).decode()
        self._delegation.token(mail.sender, SEND_MAIL)
        yield functools.partial(self._send, mail.sender, raw)

    def _send(self, sender: str, raw: str) -> None:
        messages = self._google.collection("gmail", "v1", "users", "messages")
        request = messages.send(userId="me", body={"raw": raw})
        try:
            # Sent once: a mail that may have gone out is never sent again from here.
            self._google.write(request, self._delegation.credentials(sender, SEND_MAIL))
        except Stale as error:
            # Gmail's failedPrecondition has no other meaning for a message: there is no mailbox.
            raise MailServiceOff(str(error)) from None


def _written(mail: Mail, at: datetime) -> bytes:
    try:
        return message_of(mail, at).as_bytes(policy=SMTP)
    except (ValueError, IndexError, MessageError):  # an empty address is an IndexError; words quote it
        raise RequestRefused("the mail cannot be addressed") from None
