"""From every answer that Google is known to give to the exception of the port, row by row."""

from __future__ import annotations

import json

import pytest

from services.backends.google.errors import (
    SigningRefused,
    signing_refusal,
    token_refusal,
    translate,
)
from services.backends.google.problem import problem
from services.core.outcome import Fault
from services.ports import (
    AccountFull,
    AccountGone,
    AccountSuspended,
    DelegationMissing,
    MailServiceOff,
    NameTaken,
    NotFound,
    QuotaExhausted,
    RequestRefused,
    ScopeMissing,
    Stale,
    SyncTokenExpired,
    Unavailable,
)

SECRET = "maya.oberg@example.com"


def body(status: str = "", reason: str = "", message: str = "", **detail: object) -> bytes:
    info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}
    details = ([info] if reason else []) + ([detail] if detail else [])
    error = {"message": message or f"about {SECRET}", "status": status, "details": details}
    return json.dumps({"error": error}).encode()


def old(reason: str, message: str = "") -> bytes:
    """The shape of the Directory and Gmail APIs."""
    errors = [{"domain": "usageLimits", "reason": reason, "message": message}]
    return json.dumps({"error": {"errors": errors, "code": 403, "message": message}}).encode()


EXPIRED = "Sync token is expired. Clear local cache and retry call without the sync token."
ETAG = (
    "Request person.etag is different than the current person.etag. "
    "Clear local cache and get the latest person."
)

ETAG_REFUSED = body("FAILED_PRECONDITION", message=ETAG)
ROWS = [
    ("people quota", 429, body("RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED"), QuotaExhausted),
    ("429 without a body", 429, b"", QuotaExhausted),
    ("directory per user", 403, old("userRateLimitExceeded"), QuotaExhausted),
    ("directory rate", 403, old("rateLimitExceeded"), QuotaExhausted),
    ("directory concurrency", 403, old("quotaExceeded"), QuotaExhausted),
    ("gmail day", 403, old("dailyLimitExceeded"), QuotaExhausted),
    ("500", 500, body("INTERNAL"), Unavailable),
    ("half of a refusal", 400, ETAG_REFUSED[:40], Unavailable),
    ("half of a 403 that may be about quota", 403, old("rateLimitExceeded")[:30], Unavailable),
    ("a page of a proxy", 400, b"<html>Bad Request</html>", RequestRefused),
    ("502 of a proxy", 502, b"<html>Bad Gateway</html>", Unavailable),
    ("503", 503, body("UNAVAILABLE"), Unavailable),
    ("504 quoting a quota word", 504, old("quotaExceeded"), Unavailable),
    ("request timed out", 408, b"", Unavailable),
    ("token not taken", 401, body("UNAUTHENTICATED"), DelegationMissing),
    ("expired, by reason", 400, body("INVALID_ARGUMENT", "EXPIRED_SYNC_TOKEN"), SyncTokenExpired),
    ("expired, precondition", 400, body("FAILED_PRECONDITION", "EXPIRED_SYNC_TOKEN"), SyncTokenExpired),
    ("expired, by message", 400, body("INVALID_ARGUMENT", message=EXPIRED), SyncTokenExpired),
    ("expired, 410", 410, body("", "EXPIRED_SYNC_TOKEN"), SyncTokenExpired),
    ("page token", 400, body("INVALID_ARGUMENT", message="Invalid page token."), SyncTokenExpired),
    ("stale etag", 400, body("FAILED_PRECONDITION", message=ETAG), Stale),
    ("stale etag, other status", 400, body("INVALID_ARGUMENT", message=ETAG), Stale),
    ("precondition header", 412, b"", Stale),
    ("old precondition", 400, old("failedPrecondition", "Precondition check failed."), Stale),
    ("no etag sent", 400, body("INVALID_ARGUMENT", message="Request must set person.etag"), RequestRefused),
    ("bad field", 400, body("INVALID_ARGUMENT"), RequestRefused),
    ("too large", 413, b"", RequestRefused),
    ("redirect", 302, b"", RequestRefused),
    ("not for you", 403, body("PERMISSION_DENIED"), RequestRefused),
    ("API not switched on", 403, body("PERMISSION_DENIED", "SERVICE_DISABLED"), RequestRefused),
    ("scope", 403, body("PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), ScopeMissing),
    ("scope, old shape", 403, old("insufficientPermissions"), ScopeMissing),
    ("missing", 404, body("NOT_FOUND"), NotFound),
    ("gone", 410, b"", NotFound),
    ("name taken", 409, body("ALREADY_EXISTS"), NameTaken),
    ("race", 409, body("ABORTED"), Unavailable),
    ("full", 400, body("INVALID_ARGUMENT", message="x MY_CONTACTS_OVERFLOW_COUNT y"), AccountFull),
    ("full, 403", 403, body("PERMISSION_DENIED", message="MY_CONTACTS_OVERFLOW_COUNT"), AccountFull),
    (
        "full, for one contact",
        400,
        body(
            "INVALID_ARGUMENT",
            contactErrors={"3": {"code": 8, "message": "MY_CONTACTS_OVERFLOW_COUNT"}},
        ),
        AccountFull,
    ),
    ("no mailbox", 400, body("FAILED_PRECONDITION", message="Mail service not enabled"), MailServiceOff),
    ("an error that is a word", 400, b'{"error": "nonsense"}', RequestRefused),
    ("an error that is a list", 400, b'[{"error": 1}]', RequestRefused),
    ("not UTF-8", 400, b"\xff\xfe", RequestRefused),
]


@pytest.mark.parametrize(
    ("status", "content", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
)
def test_what_an_answer_comes_to(status, content, expected):
    error = translate(problem(status, content), "people.people.get")
    assert type(error) is expected


@pytest.mark.parametrize(("status", "content"), [row[1:3] for row in ROWS], ids=[r[0] for r in ROWS])
def test_no_word_of_the_message_is_kept(status, content):
    found = problem(status, content)
    error = translate(found, "people.people.get")
    assert SECRET not in f"{error} {error!r} {found} {found!r}"


def test_a_reason_that_is_no_word_is_not_kept():
    found = problem(400, body("INVALID_ARGUMENT", f"about {SECRET}"))
    assert found.reasons == frozenset()


@pytest.mark.parametrize(
    ("header", "content", "seconds"),
    [
        ("37", b"", 37.0),
        ("", b"", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", b"", None),
        ("-5", b"", None),
        ("1e9", b"", None),
        ("37", body("RESOURCE_EXHAUSTED", retryDelay="12.5s"), 12.5),
    ],
)
def test_how_long_to_wait_when_google_says_so(header, content, seconds):
    error = translate(problem(429, content, header), "x")
    assert isinstance(error, QuotaExhausted)
    assert error.retry_after == seconds


def test_which_contacts_of_a_batch_are_to_blame():
    found = problem(
        400,
        body(
            "INVALID_ARGUMENT",
            contactErrors={"0": {"code": 3}, "7": {"code": 9, "message": SECRET}, "8": None},
        ),
    )
    assert {key: fault.code for key, fault in found.contacts.items()} == {"0": 3, "7": 9, "8": 2}


UNAUTHORIZED = (
    "Client is unauthorized to retrieve access tokens using this method, "
    "or client not authorized for any of the scopes requested."
)
TOKEN_ROWS = [
    (401, "unauthorized_client", UNAUTHORIZED, DelegationMissing),
    (400, "access_denied", "Requested client not authorized.", DelegationMissing),
    (403, "access_denied", "The scope is not allowed", ScopeMissing),
    (400, "admin_policy_enforced", "", DelegationMissing),
    (403, "org_internal", "", DelegationMissing),
    (401, "invalid_client", "", DelegationMissing),
    (401, "deleted_client", "", DelegationMissing),
    (401, "disabled_client", "", DelegationMissing),
    (400, "invalid_scope", "x is not a valid audience string", ScopeMissing),
    (403, "restricted_client", "Unregistered scope(s) in the request", ScopeMissing),
    (400, "invalid_grant", "Invalid email or User ID", AccountSuspended),
    (400, "invalid_grant", "Account suspended", AccountSuspended),
    (400, "invalid_grant", "Account has been deleted", AccountGone),
    (400, "invalid_grant", "Not a valid email.", AccountGone),
    (400, "invalid_grant", "", AccountSuspended),
    (400, "invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes)", Unavailable),
    (400, "invalid_grant", "Invalid JWT Signature.", Unavailable),
    (500, "internal_failure", "", Unavailable),
    (503, "", "", Unavailable),
    (400, "temporarily_unavailable", "", Unavailable),
    (429, "rate_limit_exceeded", "", QuotaExhausted),
    (400, "invalid_request", "", RequestRefused),
    (400, "something_new", "", RequestRefused),
]  # fmt: skip


@pytest.mark.parametrize(("status", "word", "description", "expected"), TOKEN_ROWS)
def test_what_a_refusal_of_the_token_endpoint_comes_to(status, word, description, expected):
    content = json.dumps({"error": word, "error_description": f"{description} {SECRET}".strip()})
    error = token_refusal(status, content)
    assert type(error) is expected
    assert SECRET not in str(error)


def test_half_a_refusal_of_the_token_endpoint_says_nothing_about_a_person():
    content = json.dumps({"error": "invalid_grant", "error_description": "Account has been deleted"})
    assert type(token_refusal(400, content[:30])) is Unavailable


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (403, body("PERMISSION_DENIED", "IAM_PERMISSION_DENIED"), SigningRefused),
        (404, body("NOT_FOUND"), SigningRefused),
        (401, body("UNAUTHENTICATED"), SigningRefused),
        (429, body("RESOURCE_EXHAUSTED"), QuotaExhausted),
        (403, body("PERMISSION_DENIED", "RATE_LIMIT_EXCEEDED"), QuotaExhausted),
        (503, b"", Unavailable),
        (400, body("INVALID_ARGUMENT"), RequestRefused),
        (403, body("PERMISSION_DENIED", "RATE_LIMIT_EXCEEDED")[:40], Unavailable),
    ],
)
def test_what_a_refusal_to_sign_comes_to(status, content, expected):
    assert type(signing_refusal(status, content)) is expected


def test_a_refusal_to_sign_is_shown_as_missing_delegation():
    assert SigningRefused("x").fault is Fault.DELEGATION
