"""Failures on request: the next call that matches is refused, lost or cut."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from enum import StrEnum

from .errors import GoogleError, OAuthError, error_info


class Kind(StrEnum):
    """What goes wrong."""

    QUOTA = "429"
    INTERNAL = "500"
    UNAVAILABLE = "503"
    FORBIDDEN = "403"
    RATE = "403-rate"  # how Directory and Gmail say that somebody is too quick
    GATEWAY = "502"  # a page of HTML from in front of the service
    DROP_BEFORE = "drop-before"  # the connection breaks and nothing was done
    DROP_AFTER = "drop-after"  # it was done, and the answer is lost
    FAIL_AFTER = "500-after"  # it was done, and the answer is a 500
    CUT = "cut"  # it was done, and half of the answer arrives


class Dropped(ConnectionResetError):
    """The connection broke, as the in-process client sees it."""


@dataclass(slots=True)
class Fault:
    """One failure waiting for its call."""

    kind: Kind
    path: str = "*"  # pattern of the path, as of fnmatch
    verb: str = "*"
    account: str = ""  # user id; empty: anybody
    times: int = 1
    skip: int = 0  # matching calls that still go well
    retry_after: str = ""
    hits: int = 0


class Faults:
    """All failures that are waiting."""

    def __init__(self) -> None:
        """None to begin with."""
        self.waiting: list[Fault] = []

    def add(
        self,
        kind: Kind | str,
        path: str = "*",
        verb: str = "*",
        *,
        account: str = "",
        times: int = 1,
        skip: int = 0,
        retry_after: str = "",
    ) -> Fault:
        """Let the next `times` matching calls fail, after `skip` that go well."""
        fault = Fault(Kind(kind), path, verb, account, times, skip, retry_after)
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Nothing fails any more."""
        self.waiting.clear()

    def take(self, verb: str, path: str, account: str) -> Fault | None:
        """The failure for this call, if there is one; it counts as used."""
        for fault in self.waiting:
            if fault.verb not in {"*", verb} or fault.account not in {"", account}:
                continue
            if not fnmatch.fnmatchcase(path, fault.path):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.hits += 1
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
            return fault
        return None


def refusal(fault: Fault, path: str) -> GoogleError | OAuthError | str:
    """What a fault answers at a path; a string is a page of HTML."""
    if fault.kind is Kind.GATEWAY:
        return "<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title></html>"
    if path == "/token":
        return OAuthError("internal_failure", "Backend Error", HTTP_CODES.get(fault.kind, 500))
    headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
    if fault.kind is Kind.RATE:
        return GoogleError(403, "User Rate Limit Exceeded", reason="userRateLimitExceeded", headers=headers)
    if fault.kind is Kind.QUOTA and not path.startswith("/v1/"):
        return GoogleError(429, "Rate Limit Exceeded", reason="rateLimitExceeded", headers=headers)
    if fault.kind is Kind.QUOTA:
        return quota_error("critical_read_requests", headers)
    if fault.kind is Kind.FORBIDDEN:
        return GoogleError(403, "The caller does not have permission", reason="forbidden")
    if fault.kind is Kind.UNAVAILABLE:
        return GoogleError(
            503, "The service is currently unavailable.", reason="backendError", headers=headers
        )
    return GoogleError(500, "Internal error encountered.", reason="backendError")


HTTP_CODES = {Kind.QUOTA: 429, Kind.RATE: 403, Kind.FORBIDDEN: 403, Kind.UNAVAILABLE: 503}


_METRICS = {
    "critical_read_requests": (
        "Critical read requests (Contact and Profile Reads)",
        "CriticalReadsPerMinutePerProjectPerUser",
    ),
    "critical_write_requests": (
        "Critical write requests (Contact and Profile Writes)",
        "CriticalWritesPerMinutePerProjectPerUser",
    ),
    "full_sync_requests": ("FBS quota: full sync requests", "FullSyncsPerMinutePerProjectPerUser"),
}


def quota_error(metric: str, headers: dict[str, str] | None = None) -> GoogleError:
    """429 in the words of the People API."""
    title, limit = _METRICS[metric]
    return GoogleError(
        429,
        f"Quota exceeded for quota metric '{title}' and limit '{title} per minute per user' of service "
        "'people.googleapis.com' for consumer 'project_number:1077000000'.",
        details=[
            error_info(
                "RATE_LIMIT_EXCEEDED",
                "googleapis.com",
                quota_limit=limit,
                quota_metric=f"people.googleapis.com/{metric}",
                service="people.googleapis.com",
                consumer="projects/1077000000",
            )
        ],
        headers=headers or {},
    )
