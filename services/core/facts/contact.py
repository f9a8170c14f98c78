"""One contact, and what has happened to it and to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..levels import Level
from ..outcome import Fault
from .base import Viewer


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One change in a history or activity feed."""

    contact: str
    version: int
    title: str
    at: datetime
    who: str  # name
    cause: str
    changes: tuple[tuple[str, str, str], ...]  # (field, before, after) as plain text
    undoable: bool = False
    run: str = ""
    by: str = ""  # account id of `who`


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What happened in a label, newest first; `contact` is set when it is about one contact only.

    `version` is the one that the contact has now; 0 when it is not in the label, or about several.
    """

    viewer: Viewer
    label: str
    label_name: str
    level: Level
    changes: tuple[ChangeFacts, ...]
    page: int = 0
    pages: int = 1
    version: int = 0
    contact: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A deleted contact that can still be brought back, until `until`."""

    contact: str
    title: str
    by: str  # name of who deleted it
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TrashFacts:
    """The trash of a label. `level` decides who may restore."""

    viewer: Viewer
    label: str
    label_name: str
    level: Level
    rows: tuple[TrashRow, ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One contact with all its fields, as (field, type, text, link) rows."""

    viewer: Viewer
    contact: str
    label: str
    label_name: str
    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    level: Level
    photo_url: str = ""
    history: tuple[ChangeFacts, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()  # (label id, name)
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class WhyFacts:
    """Answer to *why is this contact not here?* for one contact and one member.

    reason: here | not-in-label | copying | later | attention | paused | refused | foreign | ended |
    hidden (`foreign`: another program keeps writing over it)
    """

    title: str
    member: str
    reason: str
    fault: Fault | None = None
    retry_at: datetime | None = None
