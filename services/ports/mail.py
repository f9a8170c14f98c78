"""Mails: how they are worded, and how they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from ..core.facts import MailFacts


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `sender` is the account it is sent as where the backend can.

    `headers` are those beside the ones that the backend writes itself: it dates what it sends.
    """

    sender: str
    sender_name: str
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    """Also the local part of the Message-ID."""


class Mailer(Protocol):
    """Sends mail."""

    def ready(self, mail: Mail, /) -> AbstractContextManager[Callable[[], None]]:
        """Get all that sending the mail takes: what is handed over sends it, by one call and once.

        Nobody has got anything of the mail before. Both raise `MailServiceOff`, `NotSent`,
        `QuotaExhausted`, `RequestRefused`; what sends raises `Unavailable` as well when the mail may have
        gone out.
        """
        ...


@dataclass(frozen=True, slots=True)
class Composed:
    """The words of a mail."""

    subject: str
    text: str
    html: str


class Room(Protocol):
    """How many contacts the memory of this process may hold at a time, of all accounts together."""

    def take(self, contacts: int, /) -> bool:
        """Whether there was room; what is larger than all of it gets in alone."""
        ...

    def give_back(self, contacts: int, /) -> None:
        """The contacts are not held any more."""
        ...


class Letters(Protocol):
    """Words and layout of mails, in the reader's language."""

    def compose(self, facts: MailFacts, /, *, locale: str) -> Composed:
        """The mail for one reader; an unknown locale is English."""
        ...
