"""The exceptions with which a port may answer."""

from __future__ import annotations

from typing import ClassVar

from ..core.outcome import Fault


class PortError(Exception):
    """Something outside did not do what was asked. The text never holds contact data."""

    fault: ClassVar[Fault] = Fault.REFUSED


class Unavailable(PortError):
    """5xx, a time-out or a broken connection. A write may or may not have been applied."""

    fault = Fault.UNAVAILABLE


class NotSent(Unavailable):
    """Nothing was asked of the other side yet, no token or no connection: nothing is doubtful."""


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
