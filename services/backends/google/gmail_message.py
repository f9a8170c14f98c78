"""Who is in the one message that an add-on was opened on: addresses of its head, never its body.

Gmail wants two tokens for it: the user's for the add-on, and the one that the host hands out for the open
message (Workspace add-ons, "Gmail message read"). Both come with the event and are used for this one call;
domain-wide delegation has no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses
from http import HTTPStatus
from json import JSONDecodeError, loads
from typing import Any
from urllib.parse import quote, urlencode

from ...core.encounters import Correspondent
from ...core.recipients import email_of
from ...ports import NotFound, ScopeMissing, Unavailable
from .errors import translate
from .http import Google
from .problem import problem

HOST = "https://gmail.googleapis.com"
CALL = "gmail.users.messages.get"
HEADERS = ("From", "To", "Cc")
LONGEST_ID = 100


class GmailMessages:
    """`ports.Messages`."""

    def __init__(self, google: Google) -> None:
        self._google = google

    def people(self, message: str, /, *, token: str, key: str) -> tuple[Correspondent, ...]:
        if not message or len(message) > LONGEST_ID:
            raise NotFound("no message")
        if not (token and key):
            raise ScopeMissing("no token for the open message")
        query = urlencode({"format": "metadata", "metadataHeaders": HEADERS}, doseq=True)
        url = f"{self._google.host(HOST)}/gmail/v1/users/me/messages/{quote(message, safe='')}?{query}"
        answer = self._google.patient(
            CALL, url, {"Authorization": f"Bearer {token}", "X-Goog-Gmail-Access-Token": key}
        )
        if answer.status == HTTPStatus.UNAUTHORIZED:
            # Not the company's delegation: the event's own token is used up, and opening anew gives another.
            raise Unavailable(f"{CALL}: {answer.status}")
        if answer.status != HTTPStatus.OK:
            raise translate(problem(answer.status, answer.body, answer.retry_after), CALL)
        return tuple(_people(_headers(answer.body)))


def _headers(body: bytes) -> Mapping[str, list[str]]:
    """Header name in lower case -> its values. Raises `Unavailable` when the answer is not whole."""
    broken = False
    found: dict[str, list[str]] = {}
    try:
        said: Any = loads(body)
        for header in said.get("payload", {}).get("headers", ()):
            found.setdefault(str(header["name"]).lower(), []).append(str(header["value"]))
    except (JSONDecodeError, UnicodeDecodeError, AttributeError, KeyError, TypeError):
        broken = True
    if broken:  # raised out here: the answer would be quoted in the context
        raise Unavailable(f"{CALL}: the answer was cut off")
    return found


def _people(headers: Mapping[str, list[str]]) -> Iterator[Correspondent]:
    """Everybody once, the sender first."""
    seen: set[str] = set()
    for name in HEADERS:
        for called, email in getaddresses(headers.get(name.lower(), [])):
            address = email_of(email.strip())
            if address is not None and address not in seen:
                seen.add(address)
                yield Correspondent(address, _decoded(called))


def _decoded(name: str) -> str:
    """Gmail hands over decoded names; one that is not is decoded here."""
    if "=?" not in name:
        return " ".join(name.split())
    try:
        return " ".join(str(make_header(decode_header(name))).split())
    except (HeaderParseError, LookupError, ValueError):
        return " ".join(name.split())
