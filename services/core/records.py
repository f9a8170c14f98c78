"""What is remembered: one frozen record per stored document.

Every record names its collection, its key inside the tenant and the fields that may be asked for
(`indexed`). Times are timezone-aware UTC datetimes. Nothing here knows how or where it is stored;
`codec` turns records into JSON-ready documents and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from .levels import Level
from .outcome import Fault

Fields = Mapping[str, tuple[Mapping[str, Any], ...]]
"""Content of a contact: People field name -> its entries, as `contact.content` leaves them."""


@dataclass(frozen=True, slots=True)
class Record:
    """Base of everything that is stored."""

    collection: ClassVar[str] = ""
    indexed: ClassVar[tuple[str, ...]] = ()

    @property
    def key(self) -> str:
        raise NotImplementedError(f"{type(self).__name__} has no key")


@dataclass(frozen=True, slots=True)
class Policies:
    """What the admins of a company decided for everyone in it."""

    who_may_share: str = "everyone"  # everyone | group | admins
    sharing_group: str = ""
    within: str = "company"  # company | domain: of several domains, only one's own and `outside_domains`
    outside_domains: tuple[str, ...] = ()
    default_level: Level = Level.EDITOR
    brake_percent: int = 10
    mails: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class Tenant(Record):
    """A company: one Google Workspace customer with all its domains. Lives in the root scope."""

    collection: ClassVar[str] = "tenants"
    indexed: ClassVar[tuple[str, ...]] = ("customer",)

    id: str
    customer: str = ""
    domains: tuple[str, ...] = ()
    policies: Policies = Policies()
    admin: str = ""  # e-mail of an admin who set the company up; the subject of group look-ups
    created_at: datetime | None = None
    closing: str = ""  # taking-back | erasing: the company asked for everything of it to be deleted
    closing_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Domain(Record):
    """Which tenant an internet domain belongs to. Lives in the root scope."""

    collection: ClassVar[str] = "domains"

    name: str
    tenant: str
    closing: bool = False  # the company is being erased: nobody of it is let in

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Account(Record):
    """One person's Google account, by Directory user id (which is the `sub` of her tokens).

    `sync_token` continues the listing of her contacts; `cursor` is the page token of a listing that
    is under way, `listing` its id (empty: none under way). `lease` names who may write to the
    account until `lease_until`.
    """

    collection: ClassVar[str] = "accounts"
    indexed: ClassVar[tuple[str, ...]] = ("email", "digest")

    id: str
    email: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    locale: str = ""  # as Google says it
    language: str = ""  # as she chose it here; empty: as Google says
    sync_token: str = ""
    full_sync_at: datetime | None = None
    cursor: str = ""
    listing: str = ""
    resync: bool = False
    doubtful: bool = False  # contacts went, since the last full listing, of names that no link knows
    page: str = ""  # page of ids for contacts that come from this account, and how many it gave
    page_used: int = 0
    lease: str = ""
    lease_until: datetime | None = None
    seen_at: datetime | None = None
    fault: Fault | None = None
    retry_at: datetime | None = None
    mails: bool = True
    mail_key: str = ""  # secret of the link that stops her mails without signing in
    digest: bool = False

    @property
    def key(self) -> str:
        return self.id


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

    # An ended grant that still names a group was ended for this person alone: the group does not
    # give it back to her until she has left the group.

    @property
    def key(self) -> str:
        return f"{self.label}.{self.principal}"


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

    @property
    def key(self) -> str:
        return f"{self.label}.{self.account}"


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
    photo: str = ""  # hash of the photo that the copy has
    photo_seen: str = ""  # key of the copy's own address of it
    held: str = ""  # the brake's hold that this contact waits for
    refused: str = ""  # why Google would not take it (a word, never contact data)
    adopted: bool = False  # hers before the share: ending the share must leave it
    mine: Fields = field(default_factory=dict)  # an adopted contact without what the share brought
    flips: tuple[str, ...] = ()  # hashes of the last states written by someone else; see `flips`

    @property
    def original(self) -> bool:
        """Whether the hub's contact was made from this one, her own, and not this one from the hub."""
        return self.adopted and not self.mine


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


@dataclass(frozen=True, slots=True)
class Allowance(Record):
    """What one account has used of its rates: shares in the hour, mails not yet worn off."""

    collection: ClassVar[str] = "allowances"

    account: str
    hour: datetime | None = None  # when the hour began in which `shares` were made
    shares: int = 0
    mails: float = 0.0  # wears off evenly, a day's mails in a day
    mails_at: datetime | None = None  # when `mails` was so many

    @property
    def key(self) -> str:
        return self.account


@dataclass(frozen=True, slots=True)
class Offboarding(Record):
    """A leaver whose labels, copies and grants are dealt with, by her account id."""

    collection: ClassVar[str] = "offboardings"
    indexed: ClassVar[tuple[str, ...]] = ("state", "at")

    account: str
    by: str
    at: datetime
    heir: str  # account id of who gets her labels
    heirs: Mapping[str, str] = field(default_factory=dict)  # label -> account id, where it is another
    reach: str = "active"  # active | suspended | gone: whether her account can be written to
    state: str = "running"  # running | done
    moved: int = 0
    ended: int = 0

    @property
    def key(self) -> str:
        return self.account


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


@dataclass(frozen=True, slots=True)
class Promise(Record):
    """The outbox: a task promised in a transaction, kept until the queue has it."""

    collection: ClassVar[str] = "outbox"
    indexed: ClassVar[tuple[str, ...]] = ("at",)

    id: str
    kind: str
    body: Mapping[str, str]
    name: str
    at: datetime
    due: datetime | None = None
    expires_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class MailRecord(Record):
    """One mail that is owed, so that none is sent twice and one not sent says why.

    `why` of a mail that was not sent: `access-ended`, `mails-off`, `no-mail-service`, `unknown` (the
    process died between asking and hearing), …
    """

    collection: ClassVar[str] = "mails"
    indexed: ClassVar[tuple[str, ...]] = ("to", "state", "label", "at")

    id: str
    kind: str
    to: str  # account id
    by: str = ""  # account id of the person behind it
    label: str = ""
    state: str = "owed"  # owed | sending | sent | unsent
    why: str = ""
    message: str = ""  # personal words of the sharer
    facts: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class Event(Record):
    """Audit: who did what to whom, when. Ids only; names are looked up when shown."""

    collection: ClassVar[str] = "events"
    indexed: ClassVar[tuple[str, ...]] = ("label", "who", "at", "what")

    id: str
    at: datetime
    who: str
    what: str
    label: str = ""
    target: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        return self.id
