"""The hub: contacts and the versions that they have been through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from .base import Fields, Record


@dataclass(frozen=True, slots=True)
class Contact(Record):
    """The hub: the agreed contact, once per tenant, in every shared label that holds it.

    `id` is `<page>.<number>`: the page says in which `LinkPage` every account keeps its link, so
    that a batch of 200 contacts costs one document. `labels` are the ids of its shared labels; a
    contact in none is a tombstone. `left` are labels that it was taken out of, from whose trash it
    can be brought back until `left_until`.
    """

    collection: ClassVar[str] = "contacts"
    indexed: ClassVar[tuple[str, ...]] = (
        "labels",
        "left",
        "left_until",
        "purge_at",
        "sort",
        "prefixes",
        "hash",
    )

    id: str
    labels: tuple[str, ...]
    content: Fields
    sort: str = ""  # title in the order of a list
    prefixes: tuple[str, ...] = ()  # beginnings of its words, for searching
    version: int = 1
    hash: str = ""
    photo: str = ""  # hash of the photo's bytes; empty: none
    photo_url: str = ""  # where they were last read from
    created_at: datetime | None = None
    created_by: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""
    left: tuple[str, ...] = ()
    left_until: datetime | None = None
    purge_at: datetime | None = None  # when the store may drop a tombstone that nobody purged

    @property
    def key(self) -> str:
        return self.id

    @property
    def page(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Picture(Record):
    """The bytes of a contact's photo, in base64, under their hash."""

    collection: ClassVar[str] = "pictures"
    indexed: ClassVar[tuple[str, ...]] = ("contact",)

    contact: str
    print: str
    data: str

    @property
    def key(self) -> str:
        return f"{self.contact}.{self.print}"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two different edits of one field: what was kept, what was set aside, and whose it was."""

    field: str
    kept: tuple[Mapping[str, Any], ...]
    lost: tuple[Mapping[str, Any], ...]
    kept_by: str
    lost_by: str
    settled: str = ""  # kept | lost: what somebody who looked at it chose


@dataclass(frozen=True, slots=True)
class Version(Record):
    """One change of a hub contact: who, when, through what, before -> after per field.

    `before` and `after` hold only the fields that changed; the pseudo-field `labels` holds
    `[{"label": id}, …]`. Version 1 is the contact as it came: it has a record (of its labels alone)
    when it was added to a label that was shared already, none when it was there at the first share.
    """

    collection: ClassVar[str] = "versions"
    indexed: ClassVar[tuple[str, ...]] = ("contact", "labels", "who", "run", "at", "clashed")

    contact: str
    number: int
    labels: tuple[str, ...]
    at: datetime
    who: str
    cause: str  # pull | sidebar | dashboard | undo | restore | import
    run: str
    before: Fields = field(default_factory=dict)
    after: Fields = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    clashed: bool = False  # True while a clash waits to be looked at
    title: str = ""  # how the contact was called then

    @property
    def key(self) -> str:
        return f"{self.contact}.{self.number:08d}"
