"""Where hub contacts are in an account, and what waits for a decision there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from .base import Fields, Record


@dataclass(frozen=True, slots=True)
class Link:
    """One hub contact in one account: where it is, and what both last agreed on.

    `pending` is set before a write that has not been confirmed (0: none). `absorbed` is the version
    into which edits of the copy were merged while it does not have the rest of that version yet.
    `updated` is Google's update time of the copy as last known: an older listing of it is late, not
    an edit.
    """

    contact: str
    resource: str = ""  # people/…; empty while a create is pending
    source: str = ""  # id of the CONTACT source, steadier than the resource name
    etag: str = ""
    updated: str = ""
    agreed: int = 0
    pending: int = 0
    absorbed: int = 0
    seen: str = ""  # hash of the copy's content as last seen
    labels: tuple[str, ...] = ()  # shared labels the copy was in when last seen
    agreed_labels: tuple[str, ...] = ()  # those of them that the hub contact was in as well
    masked: tuple[str, ...] = ()  # fields that were hidden from its person when it was last written
    photo: str = ""  # hash of the photo that the copy has; or `HERS`
    photo_seen: str = ""  # key of the copy's own address of it
    photo_ours: bool = False  # the photo was written by us, not chosen by its person
    held: str = ""  # the brake's hold that this contact waits for
    refused: str = ""  # why Google would not take it (a word, never contact data)
    adopted: bool = False  # hers before the share: ending the share must leave it
    mine: Fields = field(default_factory=dict)  # an adopted contact without what the share brought
    former: tuple[str, ...] = ()  # names that it had before Google gave it another one
    flips: tuple[str, ...] = ()  # hashes of the last states written by someone else; see `flips`

    @property
    def original(self) -> bool:
        """Whether the hub's contact was made from this one, her own, and not this one from the hub."""
        return self.adopted and not self.mine


HERS = "hers"
"""`Link.photo` of an adopted contact that had a photo before: it is nobody else's, and stays."""

LINKS = 200
"""Links in a page at most: as many as contacts in a batch of Google's."""


@dataclass(frozen=True, slots=True)
class LinkPage(Record):
    """The links of one account for one page of contacts."""

    collection: ClassVar[str] = "links"
    indexed: ClassVar[tuple[str, ...]] = ("account",)

    account: str
    page: str
    links: Mapping[str, Link] = field(default_factory=dict)
    parted: Mapping[str, str] = field(default_factory=dict)
    """Contact -> resource name of what stayed among the person's own when it left the labels."""

    @property
    def key(self) -> str:
        return f"{self.account}.{self.page}"


@dataclass(frozen=True, slots=True)
class Marks(Record):
    """What one task saw of a full listing that another task goes on with."""

    collection: ClassVar[str] = "marks"
    indexed: ClassVar[tuple[str, ...]] = ("account",)

    account: str
    listing: str
    part: int
    seen: tuple[str, ...] = ()  # contact ids
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # label -> contact ids

    @property
    def key(self) -> str:
        return f"{self.account}.{self.listing}.{self.part:04d}"


@dataclass(frozen=True, slots=True)
class Hold(Record):
    """Deletions that the brake stopped: nothing of it is propagated until somebody decides.

    Which contacts wait is written on their links (`Link.held`); `contacts` are the first few of them.
    """

    collection: ClassVar[str] = "holds"
    indexed: ClassVar[tuple[str, ...]] = ("label", "account", "state")

    id: str
    label: str
    account: str
    contacts: tuple[str, ...]
    total: int
    at: datetime
    state: str = "held"  # held | restored | deleted | left
    decided_by: str = ""
    everything: bool = False  # nothing of the label is left in the copy

    @property
    def key(self) -> str:
        return self.id
