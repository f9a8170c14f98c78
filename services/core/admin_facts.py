"""What pages and cards for admins are told: facts without a word of wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .facts import MemberRow
from .outcome import Fault
from .records import Policies


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be in place. `fault` is None when it is.

    `what`: scope (`detail` is its address) | people | groups (of the directory). `page` is where an
    admin mends it and `paste` what to paste there. `ours`: the operator of the service has to mend it.
    """

    what: str
    detail: str = ""
    fault: Fault | None = None
    ours: bool = False
    page: str = ""
    paste: str = ""


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """Whether a company is set up, and what the admin needs to do it.

    `client_id` is the number that the Admin console asks for; empty: not known here, and found with
    `gcloud iam service-accounts describe <service_account> --format='value(uniqueId)'`.
    """

    checks: tuple[Check, ...]
    service_account: str
    client_id: str
    scopes: tuple[str, ...]
    console: str
    domains: tuple[str, ...]
    policies: Policies
    labels: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return all(check.fault is None for check in self.checks)

    @property
    def paste(self) -> str:
        """All scopes as the console takes them."""
        return ",".join(self.scopes)


@dataclass(frozen=True, slots=True)
class AdminLabel:
    """One shared label of the company: `members` without the owner, `states` of all copies."""

    label: str
    name: str
    owner: str
    owner_name: str
    owner_email: str
    owner_fault: Fault | None
    size: int
    members: int
    states: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AdminLabels:
    """A page of them; `next` is the cursor of the page after it, empty at the end."""

    labels: tuple[AdminLabel, ...]
    next: str
    total: int


@dataclass(frozen=True, slots=True)
class AdminMembers:
    """One of them with a page of its members, its owner included; `next` is the cursor of the page after."""

    label: AdminLabel
    members: tuple[MemberRow, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Estate:
    """A label that a leaver owns, and who is suggested to have it."""

    label: str
    name: str
    size: int
    members: int
    heir: str = ""  # account id; empty: nobody has a copy
    heir_name: str = ""


@dataclass(frozen=True, slots=True)
class LeaverFacts:
    """What offboarding somebody comes to. `reach`: active | suspended | gone."""

    account: str
    name: str
    email: str
    reach: str
    labels: tuple[Estate, ...]
    copies: int  # of others' labels, to be taken back
    grants: int
    state: str = ""  # running | done, of an offboarding that was begun
    moved: int = 0
    ended: int = 0
    ending: int = 0  # copies that are being taken back


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose offboarding was begun; without name or address when nothing of her is known any more."""

    account: str
    name: str
    email: str
    state: str  # running | done
    at: datetime


EVENT_KINDS = (
    "shared", "level", "ended", "left", "joined", "left-group", "stopped", "transferred", "renamed", "brake",
    "hidden", "edited", "added", "removed", "restored", "undone", "conflict-kept", "conflict-lost",
    "held-restore", "held-delete", "held-leave", "policy", "admin", "offboarded", "exported", "preferences",
    "address",
)  # fmt: skip
"""What the audit log can hold; `auditing` writes nothing else."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One event with the names of today; empty where something is no more."""

    id: str
    at: datetime
    what: str
    who: str
    who_name: str
    who_email: str
    label: str = ""
    label_name: str = ""
    target: str = ""
    target_name: str = ""
    target_email: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of them, newest first; `next` is the cursor of the page after it, empty at the end."""

    rows: tuple[AuditRow, ...]
    next: str
