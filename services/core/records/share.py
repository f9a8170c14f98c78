"""A shared label, who has it, and how far each copy is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from ..levels import Level
from ..outcome import Fault
from .base import Record


@dataclass(frozen=True, slots=True)
class Label(Record):
    """A shared label. `version` counts changes to the label itself (name, settings, owner)."""

    collection: ClassVar[str] = "labels"
    indexed: ClassVar[tuple[str, ...]] = ("owner", "state")

    id: str
    name: str
    owner: str
    state: str = "active"  # active | stopped
    version: int = 1
    size: int = 0
    counted: bool = False  # False until the owner's label has been read once
    created_at: datetime | None = None
    brake_percent: int = 10
    brake_floor: int = 10
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field names hidden, by level word or `account:<id>`."""

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Former:
    """The level that a principal had before it was lowered, and until when."""

    level: Level
    until: datetime


@dataclass(frozen=True, slots=True)
class Grant(Record):
    """What one principal (a person, or a Google Group) may do with one label."""

    collection: ClassVar[str] = "grants"
    indexed: ClassVar[tuple[str, ...]] = ("label", "principal", "state", "via", "kind")

    label: str
    principal: str  # Directory id of the person or group
    email: str
    name: str = ""
    kind: str = "person"  # person | group
    level: Level = Level.VIEWER
    state: str = "invited"  # invited | active | paused | ended
    granted_by: str = ""
    via: str = ""  # Directory id of the group this grant was derived from; empty when direct
    at: datetime | None = None
    message: str = ""  # to a group: the sharer's personal words, for the mails to its members
    former: Former | None = None  # of the last lowering: what she wrote until then may not have been read yet

    # An ended grant that still names a group was ended for this person alone: the group does not
    # give it back to her until she has left the group.

    @property
    def key(self) -> str:
        return f"{self.label}.{self.principal}"

    def former_at(self, level: Level, now: datetime) -> Former | None:
        """What is to be remembered when the principal gets this level now.

        Access that has ended already was lowered when it ended.
        """
        if level >= self.level:
            return self.former
        ended = self.at if self.state == "ended" else None
        return Former(self.level, ended or now)


@dataclass(frozen=True, slots=True)
class Copy(Record):
    """One account's copy of one label, the owner's own label included.

    State: waiting (not begun) | copying | current | later (quota or a passing fault; `retry_at`) |
    attention (`fault` says why) | paused (the brake) | ending (being taken back) | ended.
    """

    collection: ClassVar[str] = "copies"
    indexed: ClassVar[tuple[str, ...]] = ("label", "account", "state", "retry_at", "changed_at")

    label: str
    account: str
    group: str = ""  # contactGroups/… in the account; empty until found or created
    group_name: str = ""  # as it is called in the account
    state: str = "waiting"
    done: int = 0
    total: int = 0
    position: str = ""  # last contact id handled by the walk that is under way
    fault: Fault | None = None
    retry_at: datetime | None = None
    changed_at: datetime | None = None
    fought: tuple[str, ...] = ()  # contacts that another program keeps changing there: left alone for the day
    refused: tuple[str, ...] = ()  # contacts that Google does not accept there, new or changed
    was: str = ""  # the state to which `later` goes back when the fault has passed

    @property
    def key(self) -> str:
        return f"{self.label}.{self.account}"

    @property
    def underneath(self) -> str:
        """The state but for a passing fault; `was` counts while there is one."""
        return self.was if self.state == "later" else self.state


@dataclass(frozen=True, slots=True)
class Followed(Record):
    """A Google Group whose people are followed because a label is shared with it.

    `digest` stands for the listing that was last dealt with; empty: deal with everybody again.
    """

    collection: ClassVar[str] = "groups"
    indexed: ClassVar[tuple[str, ...]] = ("next_at",)

    id: str
    email: str
    name: str = ""
    size: int = 0  # people of the company who have what it gives
    left_out: int = 0  # outsiders, suspended people, and those beyond the largest size
    digest: str = ""
    quiet: int = 0  # looks in a row that found nothing new
    doubtful: bool = False  # it seemed deleted or empty: looked at twice before it is believed
    fault: Fault | None = None
    checked_at: datetime | None = None
    next_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class GroupPeople(Record):
    """A share of a group's people, by account id: those whose id falls into this shard."""

    collection: ClassVar[str] = "group_people"
    indexed: ClassVar[tuple[str, ...]] = ("group",)

    group: str
    shard: int
    people: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.group}.{self.shard:02d}"
