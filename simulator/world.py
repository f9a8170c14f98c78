"""Who exists: companies, their people and groups, service accounts, OAuth clients.

Everything that a person owns hangs on her account: contacts (`book`), messages (`mailbox`), events. One
lock guards the whole world; the application takes it for each call, `people.byhand` for each act.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .faults import Faults
from .mailbox import Mailbox, Message
from .people.book import Book
from .people.byhand import Hand
from .quota import Quota
from .tokens import Tokens

# What the demo and most tests use; any other e-mail will do as well.
DELEGATION_SERVICE_ACCOUNT = "shared-labels@shared-labels-demo.iam.gserviceaccount.com"
ADDON_SERVICE_ACCOUNT = "service-1077000000@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
OAUTH_CLIENT_ID = "1077000000-sharedlabels.apps.googleusercontent.com"
OAUTH_CLIENT_SECRET = "GOCSPX-simulated-client-secret"

SCOPE = "https://www.googleapis.com/auth/"
ALL_SCOPES = frozenset(
    SCOPE + name
    for name in (
        "contacts", "contacts.readonly", "contacts.other.readonly", "directory.readonly", "gmail.send",
        "admin.directory.user.readonly", "admin.directory.group.readonly",
        "admin.directory.group.member.readonly", "calendar.events", "calendar.events.readonly",
        "userinfo.email",
    )
)  # fmt: skip


@dataclass(slots=True)
class Member:
    """One line of a Google Group: a person, another group, or the whole company."""

    id: str
    email: str
    type: str = "USER"  # USER, GROUP, CUSTOMER, EXTERNAL
    role: str = "MEMBER"


@dataclass(slots=True)
class GoogleGroup:
    """A Google Group (not a label)."""

    id: str
    email: str
    name: str
    aliases: list[str] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Account:
    """One person's Google account."""

    id: str
    email: str
    given_name: str
    family_name: str
    company: Company
    book: Book
    mailbox: Mailbox
    aliases: list[str] = field(default_factory=list)
    title: str = ""
    admin: bool = False
    delegated_admin: bool = False  # an admin whose role has limits
    suspended: bool = False
    archived: bool = False
    mail_on: bool = True
    locale: str = "en"
    time_zone: str = "America/New_York"
    events: list[dict[str, Any]] = field(default_factory=list)
    gone: bool = False  # the account has been deleted

    def answers_to(self, key: str) -> bool:
        """Whether `key` is the user id, the address or an alias."""
        wanted = key.casefold()
        return not self.gone and (key == self.id or any(a.casefold() == wanted for a in self.addresses))

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def addresses(self) -> list[str]:
        """Primary address and aliases."""
        return [self.email, *self.aliases]


@dataclass(eq=False, slots=True)
class Company:
    """A Google Workspace customer; one without domains holds consumer accounts."""

    id: str
    name: str
    domains: list[str]
    people: list[Account] = field(default_factory=list)
    groups: list[GoogleGroup] = field(default_factory=list)
    deleted: list[Account] = field(default_factory=list)
    delegation: dict[str, frozenset[str]] = field(default_factory=dict)  # service account -> scopes
    known: dict[str, Account] = field(default_factory=dict)  # found before; asked again each time

    @property
    def domain(self) -> str:
        """The primary domain, which is the `hd` claim; empty for consumer accounts."""
        return self.domains[0] if self.domains else ""

    def find(self, key: str) -> Account | None:
        """A person by user id, address or alias."""
        found = self.known.get(key)
        if found is None or not found.answers_to(key):
            found = next((a for a in self.people if a.answers_to(key)), None)
            if found is not None:
                self.known[key] = found
        return found

    def group(self, key: str) -> GoogleGroup | None:
        """A Google Group by id, address or alias."""
        wanted = key.casefold()
        for group in self.groups:
            if group.id == key or wanted in {a.casefold() for a in (group.email, *group.aliases)}:
                return group
        return None


class World:
    """The whole simulated Google."""

    def __init__(self, *, clock: Clock | None = None, seed: int = 0) -> None:
        """Empty; `seeds.demo()` makes one with people in it."""
        self.lock = threading.RLock()
        self.clock = clock or Clock()
        self.random = random.Random(seed)  # noqa: S311 - ids that repeat from run to run, nothing secret
        self.companies: list[Company] = []
        self.tokens = Tokens(self.clock)
        self.faults = Faults()
        self.quota = Quota(self.clock)
        self.service_accounts: dict[str, str] = {}  # e-mail -> numeric client id
        self.oauth_clients: dict[str, str] = {OAUTH_CLIENT_ID: OAUTH_CLIENT_SECRET}
        self.redirect_uris: dict[str, set[str]] = {}  # OAuth client -> where it may be sent back to
        self.oauth_codes: dict[str, Any] = {}
        self.refresh_tokens: dict[str, Any] = {}
        self.outbound: list[Message] = []  # mail to people outside
        self.latency = 0.0  # seconds that every call takes, for measurements
        self._known: dict[str, Account] = {}
        self.calls: Counter[str] = Counter()  # method id -> calls that reached a handler
        self.add_service_account(DELEGATION_SERVICE_ACCOUNT)

    # --- who exists ---

    def add_company(self, name: str, domains: Iterable[str]) -> Company:
        """A company that authorises the usual service account for all scopes."""
        company = Company(f"C{self.random.getrandbits(40):010x}", name, list(domains))
        company.delegation[DELEGATION_SERVICE_ACCOUNT] = ALL_SCOPES
        self.companies.append(company)
        return company

    def add_person(
        self, company: Company, email: str, given_name: str = "", family_name: str = "", **more: Any
    ) -> Account:
        """A person of a company; `more` are fields of Account."""
        number = str(self.random.randrange(10**20, 2 * 10**20))
        account = Account(
            id=number,
            email=email,
            given_name=given_name or email.partition("@")[0].capitalize(),
            family_name=family_name,
            company=company,
            book=Book(number, self.clock, random.Random(self.random.getrandbits(32))),  # noqa: S311 - as above
            mailbox=Mailbox(),
            **more,
        )
        company.people.append(account)
        return account

    def add_group(
        self, company: Company, email: str, name: str = "", members: Iterable[str] = ()
    ) -> GoogleGroup:
        """A Google Group; members by address, of people, groups or outsiders, or `*` for the company."""
        group = GoogleGroup(f"{self.random.getrandbits(60):015x}", email, name or email.partition("@")[0])
        company.groups.append(group)
        for member in members:
            self.join(company, group, member)
        return group

    def join(self, company: Company, group: GoogleGroup, member: str, role: str = "MEMBER") -> None:
        """Put somebody into a Google Group."""
        account, inner = company.find(member), company.group(member)
        if member == "*":
            group.members.append(Member(company.id, "", "CUSTOMER", role))
        elif account is not None:
            group.members.append(Member(account.id, account.email, "USER", role))
        elif inner is not None:
            group.members.append(Member(inner.id, inner.email, "GROUP", role))
        else:
            group.members.append(Member(f"{self.random.getrandbits(60)}", member, "EXTERNAL", role))

    def leave(self, group: GoogleGroup, member: str) -> None:
        """Take somebody out of a Google Group."""
        group.members = [m for m in group.members if m.email.casefold() != member.casefold()]

    def add_service_account(self, email: str) -> str:
        """A service account; its numeric client id."""
        return self.service_accounts.setdefault(email, str(self.random.randrange(10**20, 2 * 10**20)))

    def delegate(self, company: Company, service_account: str, scopes: Iterable[str]) -> None:
        """Authorise a service account for a company: exactly these scopes. None of them: withdraw."""
        company.delegation[service_account] = frozenset(scopes)
        self.tokens.revoke(client=service_account)
        if not company.delegation[service_account]:
            del company.delegation[service_account]

    # --- finding ---

    @property
    def people(self) -> list[Account]:
        """Everybody, company by company."""
        return [a for c in self.companies for a in c.people]

    def find(self, key: str) -> Account | None:
        """A person by user id, address or alias."""
        found = self._known.get(key)
        if found is None or not found.answers_to(key):
            found = next((a for c in self.companies if (a := c.find(key))), None)
            if found is not None:
                self._known[key] = found
        return found

    def account(self, key: str) -> Account:
        """The same. Raises KeyError when there is nobody."""
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found

    def company_of(self, domain: str) -> Company | None:
        """The company with this domain."""
        return next((c for c in self.companies if domain.casefold() in c.domains), None)

    def hand(self, key: str) -> Hand:
        """What a person does by hand in her Google Contacts."""
        return Hand(self.account(key), self.lock)

    # --- what happens to accounts ---

    def suspend(self, key: str, *, suspended: bool = True) -> None:
        """Suspend an account, or let it in again; its tokens end at once."""
        account = self.account(key)
        account.suspended = suspended
        self.tokens.revoke(subject=account.id)

    def delete(self, key: str) -> None:
        """Delete an account with all it had."""
        account = self.account(key)
        account.gone = True
        account.company.people.remove(account)
        account.company.deleted.append(account)
        self.tokens.revoke(subject=account.id)

    def token_for(self, key: str, *scopes: str) -> str:
        """An access token for a person, without the ceremony; all usual scopes when none are named."""
        return self.tokens.issue(self.account(key).id, scopes or ALL_SCOPES)
