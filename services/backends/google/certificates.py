"""Google's certificates for ID tokens, kept as long as their cache headers say."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from ...ports import Unavailable
from .http import Google

HOST = "https://www.googleapis.com"
PATH = "/oauth2/v1/certs"
CALL = "oauth2.certs"
LOOKS, LOOKS_SECONDS = 5, 60.0
"""How often unknown keys may make us ask again, in how long: anybody can invent key ids."""
PAUSE_SECONDS = 5.0
"""After so many, one look each so often: however many keys are invented, a new one is soon found."""

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d+)")
_NOT_KEPT = re.compile(r"(?:^|,)\s*no-(?:store|cache)\b")


@dataclass(frozen=True, slots=True)
class _Kept:
    certificates: Mapping[str, str] = field(default_factory=dict)
    until: float = 0.0


class Certificates:
    """Key id -> X.509 certificate (PEM), for all threads."""

    def __init__(self, google: Google, *, clock: Callable[[], float] = time.time) -> None:
        self._google = google
        self._clock = clock
        self._lock = threading.Lock()
        self._kept = _Kept()
        self._looks: deque[float] = deque(maxlen=LOOKS)

    def get(self, key: str) -> Mapping[str, str]:
        """The certificates, fetched when they have expired or when none has this key id.

        Keys can be rotated before they expire, so an unknown one is looked for, but only so often.
        Raises `Unavailable` when they cannot be fetched; a fetch that fails while the kept
        ones are still fresh does not matter.
        """
        with self._lock:
            now = self._clock()
            fresh = now < self._kept.until
            if fresh and not (self._unknown(key) and self._may_look(now)):
                return self._kept.certificates
            try:
                self._kept = self._fetch(now)
            except Unavailable:
                if not fresh:
                    raise
            return self._kept.certificates

    def _unknown(self, key: str) -> bool:
        return bool(key) and key not in self._kept.certificates

    def _may_look(self, now: float) -> bool:
        many = len(self._looks) == LOOKS and now - self._looks[0] < LOOKS_SECONDS
        if many and now - self._looks[-1] < PAUSE_SECONDS:
            return False
        self._looks.append(now)
        return True

    def _fetch(self, now: float) -> _Kept:
        answer = self._google.patient(CALL, self._google.host(HOST) + PATH)
        if answer.status != HTTPStatus.OK:
            raise Unavailable(f"{CALL}: {answer.status}")
        try:
            certificates = json.loads(answer.body)
        except ValueError:
            certificates = None
        if not isinstance(certificates, dict) or not certificates:
            raise Unavailable(f"{CALL}: the answer was cut off")
        return _Kept(
            {str(key): str(pem) for key, pem in certificates.items()},
            now + lifetime(answer.headers, now),
        )


def lifetime(headers: Mapping[str, str], now: float) -> float:
    """Seconds for which an answer may be kept (RFC 9111: max-age less Age, else Expires)."""
    control = headers.get("cache-control", "").lower()
    if _NOT_KEPT.search(control):
        return 0.0
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "")
        return max(0.0, float(found[1]) - (float(age) if age.isdigit() else 0.0))
    try:
        return max(0.0, parsedate_to_datetime(headers["expires"]).timestamp() - now)
    except (KeyError, ValueError):
        return 0.0
