"""One shared label: its contacts, its members, its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..levels import Level
from .base import ContactRow, CopyFacts, Viewer


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One principal of a label."""

    principal: str
    name: str
    email: str
    level: Level
    kind: str  # person | group
    grant_state: str
    copy: CopyFacts
    me: bool = False
    via: str = ""  # name of the group the level comes from


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """One label as the viewer may see it.

    `group` is set for the viewer's own label, `label` once it is shared. `level` is what the viewer
    may do; of a label not yet shared she is the owner.
    """

    viewer: Viewer
    name: str
    size: int
    level: Level
    label: str = ""
    group: str = ""
    owner_name: str = ""
    contacts: tuple[ContactRow, ...] = ()
    page: int = 0  # which page of contacts, from 0
    pages: int = 1
    query: str = ""
    members: tuple[MemberRow, ...] = ()
    members_page: int = 0
    members_pages: int = 1
    members_total: int = 0
    current: int = 0  # members (without the owner) whose copy is up to date
    stuck: int = 0  # those whose copy waits for somebody: paused, or in need of attention
    held: tuple[HeldFacts, ...] = ()
    clashes: tuple[ClashFacts, ...] = ()
    stopped: bool = False
    my_copy: CopyFacts | None = None

    @property
    def has_group(self) -> bool:
        """Whether one of the members shown is a Google Group."""
        return any(row.kind == "group" for row in self.members)


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """Deletions that wait for a decision."""

    hold: str
    by: str  # name of the member in whose copy they are missing
    titles: tuple[str, ...]
    total: int
    at: datetime
    everything: bool = False  # the whole label went: she may have wanted to leave
    mine: bool = False


@dataclass(frozen=True, slots=True)
class ClashFacts:
    """Two edits of one field."""

    contact: str
    version: int
    title: str
    field: str
    kept: str
    lost: str
    kept_by: str
    lost_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One member, with what the viewer may change about her.

    To the owner of the label it is said as well what is `hidden` from this person, and what from
    everybody of her level.
    """

    viewer: Viewer
    label: str
    label_name: str
    row: MemberRow
    levels: tuple[Level, ...]
    may_end: bool
    may_hide: bool = False
    may_own: bool = False  # the label can be made hers
    hidden: tuple[str, ...] = ()
    level_hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLabel:
    """A label as one member sees it: `hidden` are the fields that she is not shown.

    `contacts` are without them, and without what is hidden from the viewer.
    """

    label: str
    label_name: str
    row: MemberRow
    hidden: tuple[str, ...] = ()
    size: int = 0
    contacts: tuple[ContactRow, ...] = ()
    page: int = 0
    pages: int = 1
    query: str = ""


@dataclass(frozen=True, slots=True)
class SeenContact:
    """One contact as one member sees it; `hidden` are fields that it has and that she is not shown."""

    name: str
    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """What the owner decided about a label.

    `hidden` are field names by level word or `account:<id>`, as in `records.Label`; `people` are the
    members from whom something is hidden one by one, as (principal, name).
    """

    label: str
    name: str
    brake_floor: int
    brake_percent: int
    hidden: Mapping[str, tuple[str, ...]]
    people: tuple[tuple[str, str], ...] = ()
