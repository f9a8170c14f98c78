"""What a mail says."""

from __future__ import annotations

from dataclasses import dataclass

from ..levels import Level
from ..outcome import Fault


@dataclass(frozen=True, slots=True)
class MailItem:
    """One label in a mail."""

    label: str
    name: str
    size: int
    level: Level
    before: Level | None = None
    link: str = ""
    note: str = ""  # a word that says more, by kind of mail


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What a mail says.

    kind: shared | level-changed | ended | ownership | held | put-right | attention | digest. Several
    labels of the same kind and sharer within a minute are one mail with several `items`.
    """

    kind: str
    to_name: str
    by_name: str
    by_email: str
    items: tuple[MailItem, ...]
    message: str = ""
    home_link: str = ""  # the dashboard, where all her labels are
    settings_link: str = ""
    unsubscribe_link: str = ""
    fault: Fault | None = None
    titles: tuple[str, ...] = ()  # names of the first contacts, for `held`
    total: int = 0  # how many contacts there are in all, for `held`
    own: bool = False  # the reader did it herself
