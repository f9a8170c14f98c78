"""Errors in Google's JSON shapes.

New-style services (People, IAM credentials) answer `error.status` and typed `details`; the older ones
(Gmail, Directory, Calendar) answer `error.errors[]` with a reason. Both are written where both are seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
CODES = {"INVALID_ARGUMENT": 3, "NOT_FOUND": 5, "FAILED_PRECONDITION": 9, "RESOURCE_EXHAUSTED": 8}


class GoogleError(Exception):
    """A refusal as Google would word it."""

    def __init__(
        self,
        code: int,
        message: str,
        *,
        status: str = "",
        reason: str = "",
        details: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`reason` is the old-style one (`errors[0].reason`)."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status or STATUS.get(code, "UNKNOWN")
        self.reason = reason
        self.details = list(details)
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """The JSON document of the answer."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.reason:
            domain = "usageLimits" if "RateLimit" in self.reason or "rateLimit" in self.reason else "global"
            error["errors"] = [{"message": self.message, "domain": domain, "reason": self.reason}]
        if self.details:
            error["details"] = self.details
        return {"error": error}

    def rpc(self) -> dict[str, Any]:
        """The same as a google.rpc.Status, as it stands inside a batch answer."""
        return {"code": CODES.get(self.status, 3), "message": self.message}


class OAuthError(Exception):
    """A refusal of the token endpoint: `{"error": ..., "error_description": ...}`."""

    def __init__(self, error: str, description: str, code: int = 400) -> None:
        """`error` is one of the OAuth names, such as invalid_grant."""
        super().__init__(error)
        self.error = error
        self.description = description
        self.code = code

    def body(self) -> dict[str, str]:
        """The JSON document of the answer."""
        return {"error": self.error, "error_description": self.description}


def error_info(reason: str, domain: str, **metadata: str) -> dict[str, Any]:
    """A google.rpc.ErrorInfo detail."""
    info: dict[str, Any] = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": domain,
    }
    if metadata:
        info["metadata"] = metadata
    return info


def invalid(message: str) -> GoogleError:
    """400 INVALID_ARGUMENT."""
    return GoogleError(400, message, reason="")


def bad_field(description: str, field: str = "") -> GoogleError:
    """400 with a google.rpc.BadRequest, as the JSON parser in front of Google's services words it."""
    violation = {"description": description} | ({"field": field} if field else {})
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return GoogleError(400, description, details=[detail])


def precondition(message: str) -> GoogleError:
    """400 FAILED_PRECONDITION."""
    return GoogleError(400, message, status="FAILED_PRECONDITION")


def not_found(message: str = "Requested entity was not found.") -> GoogleError:
    """404 NOT_FOUND."""
    return GoogleError(404, message)
