"""From what Google answers to what a port may raise: pure tables, tested row by row.

No exception made here holds a word of what was sent or what came back, except status codes and
reason words: messages of the People API quote names and addresses.
"""

from __future__ import annotations

import re

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
from .problem import FULL, Problem, cut_off, json_object, problem, seconds_of, word_of

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
FORBIDDEN, TIMED_OUT, TOO_MANY, SERVER = 403, 408, 429, 500
_LOST_TOKEN = re.compile(r"(sync|page)[ _]?token|invalid token")


class SigningRefused(DelegationMissing):
    """IAM will not sign for the service account: the deployment's own mistake, no company's."""


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
    answer = json_object(content)
    word = word_of(answer.get("error"))
    text = f"token endpoint: {status} {word}".strip()
    if status == TOO_MANY:
        return QuotaExhausted(text, seconds_of(retry_after))
    if status >= SERVER or status == TIMED_OUT or cut_off(content):
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
