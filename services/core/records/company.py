"""A company, its people, and what is remembered of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from ..levels import Level
from ..outcome import Fault
from .base import Record


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
    alive_at: datetime | None = None  # when the service last said that it lives: see `pulse`
    restored_at: datetime | None = None  # accounts last read before this have to be read anew

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
