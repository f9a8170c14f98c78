"""An error answer of Google's, taken apart: what it says in words of reason, and what about which contact.

Nothing that is not understood is an error of its own: a proxy's page, half an answer and an answer of
another shape all come out as a `Problem` with less in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FULL = "MY_CONTACTS_OVERFLOW_COUNT"
_A_DAY = 86_400
_WORD = re.compile(r"[A-Za-z_]{1,60}")

# google.rpc.Code, as far as one contact of a batch can have it
_UNKNOWN = 2
INVALID, MISSING, EXISTS, EXHAUSTED, FAILED_PRECONDITION, ABORTED = 3, 5, 6, 8, 9, 10
_PASSING = frozenset({1, 4, ABORTED, 13, 14})


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
        word=word_of(error.get("status")),
        reasons=frozenset(filter(None, (word_of(each.get("reason")) for each in details))),
        message=message if isinstance(message, str) else "",
        contacts=_contacts(details),
        retry_after=_seconds(retry_after, details),
        cut=cut_off(content),
    )


def json_object(content: bytes | str) -> Mapping[str, Any]:
    """The JSON object of an answer; an empty one when it holds none."""
    try:
        answer = json.loads(content)
    except ValueError:  # not JSON, or not even UTF-8: a proxy's page
        return {}
    return answer if isinstance(answer, dict) else {}


def cut_off(content: bytes | str) -> bool:
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
    error = json_object(content).get("error")
    return error if isinstance(error, dict) else {}


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def word_of(value: object) -> str:
    """A word of reason; '' for anything else, which might quote somebody."""
    return value if isinstance(value, str) and _WORD.fullmatch(value) else ""


def _contacts(details: list[Mapping[str, Any]]) -> dict[str, ContactFault]:
    found: dict[str, ContactFault] = {}
    for each in details:
        errors = each.get("contactErrors")
        if isinstance(errors, dict):
            for key, status in errors.items():
                fault = contact_fault(status)
                found[str(key)] = fault if fault.code else ContactFault(_UNKNOWN, fault.full)
    return found


def contact_fault(status: object) -> ContactFault:
    """A google.rpc.Status as JSON, where a code of 0 (all is well) may be left out."""
    if not isinstance(status, dict):
        return ContactFault(_UNKNOWN)
    code = status.get("code", 0)
    return ContactFault(code if isinstance(code, int) else _UNKNOWN, FULL in str(status.get("message", "")))


def passing(code: int) -> bool:
    """Whether a google.rpc.Code of one contact says that it may work next time."""
    return code in _PASSING


def _seconds(header: str, details: list[Mapping[str, Any]]) -> float | None:
    for each in details:  # google.rpc.RetryInfo
        delay = each.get("retryDelay")
        if isinstance(delay, str) and delay.endswith("s"):
            return seconds_of(delay[:-1])
    return seconds_of(header)


def seconds_of(text: str) -> float | None:
    """How long to wait, where it is said in seconds and is a day at the most."""
    try:
        seconds = float(text)
    except ValueError:  # absent, or a date, which no Google API sends
        return None
    return seconds if 0 <= seconds <= _A_DAY else None
