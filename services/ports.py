"""What the use cases need of the world, and the exceptions it may answer with.

Every port is a Protocol with at least two implementations that pass the same contract tests. Methods
take and return values of `services.core`; no SDK type crosses this line. A method may raise what its
docstring names, and any `PortError` that says the service itself is in trouble (`Unavailable`,
`QuotaExhausted`, and the account faults below `AccountTrouble`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal, Protocol, TypeVar

from .core.encounters import Correspondent
from .core.facts import MailFacts
from .core.outcome import Fault
from .core.person import (
    Change,
    DirectoryGroup,
    DirectoryPerson,
    Draft,
    Group,
    Listing,
    Person,
    Rejected,
)
from .core.records import Record

R = TypeVar("R", bound=Record)
T = TypeVar("T")


# --- exceptions -----------------------------------------------------------------------------------


class PortError(Exception):
    """Something outside did not do what was asked. The text never holds contact data."""

    fault: ClassVar[Fault] = Fault.REFUSED


class Unavailable(PortError):
    """5xx, a time-out or a broken connection. A write may or may not have been applied."""

    fault = Fault.UNAVAILABLE


class QuotaExhausted(PortError):
    """429: nothing was applied; `retry_after` seconds when Google said so, else None."""

    fault = Fault.QUOTA

    def __init__(self, message: str = "quota exhausted", retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AccountTrouble(PortError):
    """The account cannot be used at all until somebody mends it."""


class DelegationMissing(AccountTrouble):
    """The company has not authorised (or has withdrawn) domain-wide delegation."""

    fault = Fault.DELEGATION


class ScopeMissing(AccountTrouble):
    """Delegation is there, but not for the scope that is needed."""

    fault = Fault.SCOPE


class AccountSuspended(AccountTrouble):
    """The person's account is suspended."""

    fault = Fault.SUSPENDED


class AccountGone(AccountTrouble):
    """The person's account does not exist (any more)."""

    fault = Fault.GONE


class AccountFull(AccountTrouble):
    """The account has reached 25,000 contacts (its trash counts)."""

    fault = Fault.FULL


class MailServiceOff(AccountTrouble):
    """The account has no mailbox to send from."""

    fault = Fault.NO_MAIL


class NotFound(PortError):
    """The thing named does not exist."""


class NameTaken(PortError):
    """A label of that name exists in the account already (HTTP 409)."""


class Stale(PortError):
    """The etag sent is not the current one."""


class SyncTokenExpired(PortError):
    """The listing cannot be continued: list everything again."""


class RequestRefused(PortError):
    """Google calls the request itself wrong (400, 403 without an account fault)."""


class AlreadyExists(PortError):
    """`create` found a record under the same key."""


class Contention(PortError):
    """A transaction lost its race too often; nothing was written."""

    fault = Fault.UNAVAILABLE


# --- store ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Where:
    """One condition of `find`; `field` must be in the record's `indexed`.

    `contains` asks whether a tuple field holds the value; ranges (`<=`, `>=`) are for datetimes,
    and one query has ranges on at most one field.
    """

    field: str
    op: Literal["==", "<=", ">=", "contains"]
    value: str | bool | datetime


class Reader(Protocol):
    """Reads of one tenant's records."""

    def get(self, kind: type[R], key: str, /) -> R | None:
        """The record, or None."""
        ...

    def get_many(self, kind: type[R], keys: Iterable[str], /) -> dict[str, R]:
        """Those of the records that exist, by key."""
        ...

    def find(
        self,
        kind: type[R],
        /,
        *where: Where,
        order: str = "",
        descending: bool = False,
        after: R | None = None,
        limit: int = 1000,
    ) -> list[R]:
        """Records that meet all conditions, by key or by the indexed field `order` (then key).

        `after` is the last record of the page before.
        """
        ...


class Transaction(Reader, Protocol):
    """Reads first, then writes; all writes happen together or not at all."""

    def put(self, *records: Record) -> None:
        """Write, replacing what is there."""
        ...

    def create(self, record: Record) -> None:
        """Write what must not exist yet; `AlreadyExists` leaves the transaction undone."""
        ...

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove; a missing record is no error."""
        ...


class Scope(Reader, Protocol):
    """All records of one tenant, and nothing of any other."""

    def transact(self, body: Callable[[Transaction], T]) -> T:
        """Run `body` in a transaction; it may run several times, so it has no side effect.

        Raises `Contention` when others always won, `AlreadyExists` from `create`, and whatever
        `body` raises (nothing is written then).
        """
        ...

    def put(self, *records: Record) -> None:
        """Write records outside of a transaction; each is atomic by itself."""
        ...

    def delete(self, kind: type[Record], *keys: str) -> None:
        """Remove records outside of a transaction; missing ones are no error."""
        ...

    def count(self, kind: type[Record], /, *where: Where) -> int:
        """How many records meet all conditions."""
        ...


class Store(Protocol):
    """Where records are kept."""

    @property
    def root(self) -> Scope:
        """Tenants and domains."""
        ...

    def tenant(self, tenant: str, /) -> Scope:
        """Everything of one tenant."""
        ...

    def ping(self) -> None:
        """Raises `Unavailable` when the store does not answer."""
        ...


# --- queue ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Task:
    """Work for later: `kind` is the last part of the path /tasks/<kind>, `body` holds ids only.

    A `name` ([A-Za-z0-9_-]) is accepted once while it is waiting and for a time after it has run;
    an empty one is never compared.
    """

    kind: str
    body: Mapping[str, str]
    name: str = ""
    due: datetime | None = None


class Queue(Protocol):
    """Delivers tasks at least once, in any order."""

    def enqueue(self, task: Task, /) -> bool:
        """True: taken. False: a task of that name was taken before (which is success)."""
        ...

    def ping(self) -> None:
        """Raises `Unavailable` when the queue does not answer."""
        ...


# --- Google ---------------------------------------------------------------------------------------


class AddressBook(Protocol):
    """One account's Google Contacts. Writes are never repeated by the backend itself."""

    def groups(self) -> list[Group]:
        """All labels that the person made (system groups left out)."""
        ...

    def group(self, resource: str, /) -> Group:
        """One label; raises `NotFound`."""
        ...

    def members(self, resource: str, /) -> list[str]:
        """Resource names of all contacts in one label; raises `NotFound`."""
        ...

    def create_group(self, name: str, marker: str, /) -> Group:
        """A new label with our marker; raises `NameTaken`."""
        ...

    def rename_group(self, group: Group, name: str, /) -> Group:
        """Raises `NameTaken`, `NotFound`, `Stale`."""
        ...

    def delete_group(self, resource: str, /) -> None:
        """Removes the label and leaves its contacts; a missing one is no error."""
        ...

    def listing(self, *, sync: str = "", page: str = "") -> Listing:
        """One page (up to 1,000) of all contacts, or of those changed since `sync`.

        Raises `SyncTokenExpired`.
        """
        ...

    def read(self, resources: Sequence[str], /) -> dict[str, Person]:
        """Up to 200 contacts by resource name; missing ones are left out.

        The key is the name asked for; the person's own may have changed since.
        """
        ...

    def create(self, drafts: Sequence[Draft], /) -> list[Person | Rejected]:
        """Up to 200 contacts, answers in the order of `drafts`.

        Not idempotent. After `Unavailable`, look for the markers before trying again. When Google
        refuses the whole batch because of some, those come back as `Rejected` and the others as
        `Rejected("batch")`, none created.
        """
        ...

    def update(self, changes: Sequence[Change], mask: Sequence[str], /) -> dict[str, Person | Rejected]:
        """Up to 200 contacts; each field of `mask` is replaced, or cleared where absent, in all."""
        ...

    def delete(self, resources: Sequence[str], /) -> None:
        """Up to 500 contacts, into the person's trash; missing ones are no error."""
        ...

    def regroup(self, group: str, /, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> list[str]:
        """Put contacts into a label and take others out, 1,000 together at most.

        Returns those that were not found. A contact whose last group this was stays in it.
        """
        ...

    def photo(self, url: str, /) -> bytes:
        """The bytes of a photo."""
        ...

    def set_photo(self, resource: str, photo: bytes, /) -> Person:
        """Replace the photo; empty bytes remove it."""
        ...


class People(Protocol):
    """Google Contacts of everybody who delegated."""

    def of(self, email: str, /) -> AddressBook:
        """The address book of one account.

        `email` only ever comes from an Account or Grant record or a verified caller of the same tenant.
        """
        ...


class Directory(Protocol):
    """The company's directory, asked as one of its people."""

    def person(self, email_or_id: str, /, *, asked_by: str, as_admin: bool = False) -> DirectoryPerson:
        """By address, alias or id; raises `NotFound`.

        `as_admin`: as only an admin may look, with aliases, and suspension as it is at this moment.
        """
        ...

    def search(self, text: str, /, *, asked_by: str, limit: int = 10) -> list[DirectoryPerson]:
        """People whose name or address begins with `text` (any word of the name)."""
        ...

    def is_admin(self, email: str, /, *, fully: bool = False) -> bool:
        """Whether the person is an admin of the company; `fully`: a super admin, whose role has no limits."""
        ...

    def group(self, email_or_id: str, /, *, admin: str) -> DirectoryGroup:
        """By address or id, asked as an admin; raises `NotFound`."""
        ...

    def search_groups(self, text: str, /, *, admin: str, limit: int = 10) -> list[DirectoryGroup]:
        """Groups whose name or address begins with `text`."""
        ...

    def members(self, group: str, /, *, admin: str) -> list[DirectoryPerson]:
        """All people of the group, members of nested groups included."""
        ...


class Delegation(Protocol):
    """What the admins of a company have authorised this service to do as its people."""

    @property
    def account(self) -> str:
        """E-mail of the service account that they authorise."""
        ...

    @property
    def client_id(self) -> str:
        """Its number, which their console asks for; empty when it is not known here."""
        ...

    @property
    def scopes(self) -> tuple[str, ...]:
        """What is needed, as the console takes it."""
        ...

    def granted(self, email: str, /) -> Mapping[str, PortError | None]:
        """Each scope asked for by itself, as this person: None where it is granted."""
        ...

    def is_ours(self, trouble: PortError, /) -> bool:
        """Whether the operator of the service has to mend it, and not an admin of the company."""
        ...


class Messages(Protocol):
    """The one message that is open beside the add-on, read with the tokens that came with the event."""

    def people(self, message: str, /, *, token: str, key: str) -> Sequence[Correspondent]:
        """Sender, To and Cc, each once, the sender first.

        `token` is the person's for the add-on, `key` the host's for this message. Raises `NotFound`,
        `ScopeMissing`, `RequestRefused`.
        """
        ...


# --- mail -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person. `sender` is the account it is sent as where the backend can.

    `headers` are those beside the ones that the backend writes itself: it dates what it sends.
    """

    sender: str
    sender_name: str
    to: str
    to_name: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    """Also the local part of the Message-ID."""


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail, /) -> None:
        """Raises `MailServiceOff`, `QuotaExhausted`, `Unavailable`, `RequestRefused`."""
        ...


@dataclass(frozen=True, slots=True)
class Composed:
    """The words of a mail."""

    subject: str
    text: str
    html: str


class Room(Protocol):
    """How many contacts the memory of this process may hold at a time, of all accounts together."""

    def take(self, contacts: int, /) -> bool:
        """Whether there was room; what is larger than all of it gets in alone."""
        ...

    def give_back(self, contacts: int, /) -> None:
        """The contacts are not held any more."""
        ...


class Letters(Protocol):
    """Words and layout of mails, in the reader's language."""

    def compose(self, facts: MailFacts, /, *, locale: str) -> Composed:
        """The mail for one reader; an unknown locale is English."""
        ...
