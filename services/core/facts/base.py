"""What many facts hold: who looks, how far a copy is, a contact in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..outcome import Fault


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who looks: e-mail, name, IANA time zone ('' unknown) and locale as Google sent it."""

    account: str
    email: str
    name: str
    locale: str = ""
    zone: str = ""
    admin: bool = False


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """State of one account's copy; see `records.Copy.state` for the words.

    `fought` contacts are left alone for the day, since another program keeps changing them; `refused` ones
    Google does not accept. `fought_names` and `refused_names` are what the first of them are called.
    """

    state: str
    done: int = 0
    total: int = 0
    fault: Fault | None = None
    retry_at: datetime | None = None
    fought: int = 0
    fought_names: tuple[str, ...] = ()
    refused: int = 0
    refused_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of a list of contacts. Empty `title`: a contact without a name."""

    contact: str  # hub id; empty while the label is not shared
    resource: str
    title: str
    subtitle: str = ""  # first mail address or phone number, else organisation
    photo_url: str = ""
    label: str = ""
