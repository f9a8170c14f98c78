"""From what Google answers to what a port may raise: pure tables, tested row by row.

No exception made here holds a word of what was sent or what came back, except status codes and
reason words: messages of the People API quote names and addresses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...ports import (
    AccountFull,
    AccountGone,
    AccountSuspended,
    DelegationMissing,
    MailServiceOff,
    NameTaken,
    NotFound,
    PortError,
    QuotaExhausted,
    RequestRefused,
    ScopeMissing,
    Stale,
    SyncTokenExpired,
    Unavailable,
)

QUOTA_REASONS = frozenset(
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "quotaExceeded",
        "dailyLimitExceeded",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_EXHAUSTED",
    }
)
SCOPE_REASONS = frozenset({"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"})
FULL = "MY_CONTACTS_OVERFLOW_COUNT"
FORBIDDEN, TIMED_OUT, TOO_MANY, SERVER = 403, 408, 429, 500
A_DAY = 86_400
_LOST_TOKEN = re.compile(r"(sync|page)[ _]?token|invalid token")
_WORD = re.compile(r"[A-Za-z_]{1,60}")

# google.rpc.Code, as far as one contact of a batch can have it
INVALID, MISSING, EXISTS, EXHAUSTED, FAILED_PRECONDITION, ABORTED = 3, 5, 6, 8, 9, 10
_PASSING = frozenset({1, 4, ABORTED, 13, 14})


class SigningRefused(DelegationMissing):
    """IAM will not sign for the service account: the deployment's own mistake, no company's."""


@dataclass(frozen=True, slots=True)
class ContactFault:
    """Why one contact of a batch was refused: a google.rpc.Code, and whether the account is full."""

    code: int
    full: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """An error answer, taken apart. `message` may quote contact data and never leaves this package."""

    status: int
    word: str = ""
    reasons: frozenset[str] = frozenset()
    message: str = field(default="", repr=False)
    contacts: Mapping[str, ContactFault] = field(default_factory=dict)
    retry_after: float | None = None
    cut: bool = False  # only the beginning of the answer came: what it was about is not known

    def __str__(self) -> str:
        words = " ".join(sorted(self.reasons | ({self.word} if self.word else set())))
        return f"{self.status} {words}".strip()


def problem(status: int, content: bytes | str, retry_after: str = "") -> Problem:
    """Takes an error body apart; anything unexpected in it is ignored.

    googleapiclient's own `error_details` is one of four lists, whichever comes first, so the body
    is read here.
    """
    error = _error(content)
    message = error.get("message")
    details = [*_dicts(error.get("details")), *_dicts(error.get("errors"))]
    return Problem(
        status=status,
        word=_word(error.get("status")),
        reasons=frozenset(filter(None, (_word(each.get("reason")) for each in details))),
        message=message if isinstance(message, str) else "",
        contacts=_contacts(details),
        retry_after=_seconds(retry_after, details),
        cut=_cut(content),
    )


def translate(problem: Problem, call: str) -> PortError:
    """The port's exception for an error answer to the method `call` (Google's method id)."""
    text = f"{call}: {problem}"
    message = problem.message.lower()
    if problem.status == TOO_MANY or (problem.status == FORBIDDEN and problem.reasons & QUOTA_REASONS):
        return QuotaExhausted(text, problem.retry_after)
    if problem.status >= SERVER or problem.status == TIMED_OUT or problem.cut:
        return Unavailable(text)
    if FULL in problem.message or any(fault.full for fault in problem.contacts.values()):
        return AccountFull(text)
    if _listing_lost(problem, message):
        return SyncTokenExpired(text)
    return _by_status(problem, message)(text)


def _listing_lost(problem: Problem, message: str) -> bool:
    # In production 400, in the documents of the family 410; status INVALID_ARGUMENT or
    # FAILED_PRECONDITION. A page token too old comes to the same: begin again.
    if problem.status not in {400, 410}:
        return False
    return "EXPIRED_SYNC_TOKEN" in problem.reasons or bool(_LOST_TOKEN.search(message))


def _by_status(problem: Problem, message: str) -> type[PortError]:
    match problem.status:
        case 401:
            # A new token was asked for before this is believed (AuthorizedHttp).
            return DelegationMissing
        case 403:
            return ScopeMissing if problem.reasons & SCOPE_REASONS else RequestRefused
        case 404 | 410:
            return NotFound
        case 409:
            return Unavailable if problem.word == "ABORTED" else NameTaken
        case 412:
            return Stale
        case 400 if "mail service not enabled" in message:
            return MailServiceOff
        case 400 if problem.word == "FAILED_PRECONDITION" or "current person.etag" in message:
            return Stale
        case 400 if "failedPrecondition" in problem.reasons:
            return Stale
    return RequestRefused


def passing(code: int) -> bool:
    """Whether a google.rpc.Code of one contact says that it may work next time."""
    return code in _PASSING


# --- the token endpoint ---------------------------------------------------------------------------

_TOKEN_WORDS: dict[str, type[PortError]] = {
    "unauthorized_client": DelegationMissing,
    "access_denied": DelegationMissing,
    "admin_policy_enforced": DelegationMissing,
    "org_internal": DelegationMissing,
    "invalid_client": DelegationMissing,
    "deleted_client": DelegationMissing,
    "disabled_client": DelegationMissing,
    "invalid_scope": ScopeMissing,
    "restricted_client": ScopeMissing,
    "internal_failure": Unavailable,
    "server_error": Unavailable,
    "temporarily_unavailable": Unavailable,
    "rate_limit_exceeded": QuotaExhausted,
    "slow_down": QuotaExhausted,
}
_GONE = ("deleted", "not a valid email", "does not exist", "not found")
_OURS = ("jwt", "assertion", "signature", "short-lived", "clock", "issued at", "audience")


def token_refusal(status: int, content: bytes | str, retry_after: str = "") -> PortError:
    """The port's exception for a refusal of the token endpoint.

    "Invalid email or User ID" stands for a person who is suspended as well as for one who is gone;
    it is read as suspended, because nothing is taken away then. Whoever must know asks the
    directory. A refused assertion (clock, signature) is a fault of ours and passes when it is
    mended: no person's state changes because of it.
    """
    answer = _json(content)
    word = _word(answer.get("error"))
    text = f"token endpoint: {status} {word}".strip()
    if status == TOO_MANY:
        return QuotaExhausted(text, _number(retry_after))
    if status >= SERVER or status == TIMED_OUT or _cut(content):
        return Unavailable(text)
    if word == "invalid_grant":
        return _invalid_grant(str(answer.get("error_description", "")).lower())(text)
    if word == "access_denied" and "scope" in str(answer.get("error_description", "")).lower():
        return ScopeMissing(text)
    return _TOKEN_WORDS.get(word, RequestRefused)(text)


def _invalid_grant(description: str) -> type[PortError]:
    if any(words in description for words in _OURS):
        return Unavailable
    if any(words in description for words in _GONE):
        return AccountGone
    return AccountSuspended


def signing_refusal(status: int, content: bytes | str, retry_after: str = "") -> PortError:
    """The port's exception for a refusal of IAM credentials' `signJwt`."""
    found = problem(status, content, retry_after)
    if status in {401, 403, 404} and not found.cut and not found.reasons & QUOTA_REASONS:
        return SigningRefused(f"signJwt: {found}")
    return translate(found, "signJwt")


# --- taking bodies apart --------------------------------------------------------------------------


def _json(content: bytes | str) -> Mapping[str, Any]:
    try:
        answer = json.loads(content)
    except ValueError:  # not JSON, or not even UTF-8: a proxy's page
        return {}
    return answer if isinstance(answer, dict) else {}


def _cut(content: bytes | str) -> bool:
    """Whether JSON began and did not end; a proxy's page or an empty body is an answer of its own."""
    text = content.decode(errors="replace") if isinstance(content, bytes) else content
    if not text.lstrip().startswith("{"):
        return False
    try:
        json.loads(text)
    except ValueError:
        return True
    return False


def _error(content: bytes | str) -> Mapping[str, Any]:
    error = _json(content).get("error")
    return error if isinstance(error, dict) else {}


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _word(value: object) -> str:
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _contacts(details: list[Mapping[str, Any]]) -> dict[str, ContactFault]:
    found: dict[str, ContactFault] = {}
    for each in details:
        errors = each.get("contactErrors")
        if isinstance(errors, dict):
            for key, status in errors.items():
                fault = contact_fault(status)
                found[str(key)] = fault if fault.code else ContactFault(2, fault.full)
    return found


def contact_fault(status: object) -> ContactFault:
    """A google.rpc.Status as JSON, where a code of 0 (all is well) may be left out."""
    if not isinstance(status, dict):
        return ContactFault(2)
    code = status.get("code", 0)
    return ContactFault(code if isinstance(code, int) else 2, FULL in str(status.get("message", "")))


def _seconds(header: str, details: list[Mapping[str, Any]]) -> float | None:
    for each in details:  # google.rpc.RetryInfo
        delay = each.get("retryDelay")
        if isinstance(delay, str) and delay.endswith("s"):
            return _number(delay[:-1])
    return _number(header)


def _number(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:  # absent, or a date, which no Google API sends
        return None
    return seconds if 0 <= seconds <= A_DAY else None
