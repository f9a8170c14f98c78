"""What the use cases need of the world, and the exceptions it may answer with.

Every port is a Protocol with at least two implementations that pass the same contract tests. Methods
take and return values of `services.core`; no SDK type crosses this line. A method may raise what its
docstring names, and any `PortError` that says the service itself is in trouble (`Unavailable`,
`QuotaExhausted`, and the account faults below `AccountTrouble`).
"""

from .errors import (
    AccountFull,
    AccountGone,
    AccountSuspended,
    AccountTrouble,
    AlreadyExists,
    Contention,
    DelegationMissing,
    MailServiceOff,
    NameTaken,
    NotFound,
    NotSent,
    PortError,
    QuotaExhausted,
    RequestRefused,
    ScopeMissing,
    Stale,
    SyncTokenExpired,
    Unavailable,
)
from .google import AddressBook, Delegation, Directory, Messages, People
from .mail import Composed, Letters, Mail, Mailer, Room
from .queue import Queue, Task
from .store import Reader, Scope, Store, Transaction, Where

__all__ = [
    "AccountFull",
    "AccountGone",
    "AccountSuspended",
    "AccountTrouble",
    "AddressBook",
    "AlreadyExists",
    "Composed",
    "Contention",
    "Delegation",
    "DelegationMissing",
    "Directory",
    "Letters",
    "Mail",
    "MailServiceOff",
    "Mailer",
    "Messages",
    "NameTaken",
    "NotFound",
    "NotSent",
    "People",
    "PortError",
    "Queue",
    "QuotaExhausted",
    "Reader",
    "RequestRefused",
    "Room",
    "Scope",
    "ScopeMissing",
    "Stale",
    "Store",
    "SyncTokenExpired",
    "Task",
    "Transaction",
    "Unavailable",
    "Where",
]
