"""What carries a request to Google and its answer back: sent once, and no redirect followed.

The seam is httplib2's one method, so that tests put something else in its place and stay in their process.
"""

from __future__ import annotations

import http.client
import logging
import select
from collections.abc import Callable
from typing import Protocol

import httplib2
from google.auth.exceptions import GoogleAuthError

TIMEOUT_SECONDS = 30.0

# Their debug lines hold whole addresses and bodies, contact data among them.
for _noisy in ("googleapiclient", "google_auth_httplib2", "google.auth", "httplib2"):
    logging.getLogger(_noisy).setLevel(logging.INFO)


class Http(Protocol):
    """What this package uses of `httplib2.Http`: the seam where tests cut."""

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
        redirections: int = 5,
        connection_type: type | None = None,
    ) -> tuple[httplib2.Response, bytes]:
        """One request, one answer; raises OSError and the like when there is none."""
        ...


HttpFactory = Callable[[], Http]


class ConnectionLost(ConnectionError):
    """The connection ended before the answer; the request may have been carried out."""


class _SentOnce:
    """Keeps httplib2 from sending a request again by itself.

    It does so (`_conn_request`, POST too, whatever `RETRIES` says) on `BadStatusLine`, which is how
    a dropped connection looks: a batch of contacts would be created twice. A connection that the
    other side has closed while it was idle is noticed before anything is sent on it.
    """

    def request(self, *args: object, **kwargs: object) -> None:
        sock = self.sock  # type: ignore[attr-defined]  # of the class it is mixed into
        if sock is not None and select.select([sock], [], [], 0)[0]:
            self.close()  # type: ignore[attr-defined]  # of the class it is mixed into
        super().request(*args, **kwargs)  # type: ignore[misc]  # httplib2 has no types

    def getresponse(self) -> http.client.HTTPResponse:
        try:
            answer: http.client.HTTPResponse = super().getresponse()  # type: ignore[misc]  # httplib2 has no types
        except (http.client.BadStatusLine, http.client.ResponseNotReady):
            raise ConnectionLost("the connection ended before the answer") from None
        return answer


class _PlainOnce(_SentOnce, httplib2.HTTPConnectionWithTimeout):  # type: ignore[misc]  # httplib2 has no types
    pass


class _SecureOnce(_SentOnce, httplib2.HTTPSConnectionWithTimeout):  # type: ignore[misc]  # httplib2 has no types
    pass


class OneShotHttp(httplib2.Http):  # type: ignore[misc]  # httplib2 has no types
    """An `httplib2.Http` that sends each request at most once and follows no redirect."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        super().__init__(timeout=timeout)
        self.follow_redirects = False

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
        redirections: int = 0,
        connection_type: type | None = None,
    ) -> tuple[httplib2.Response, bytes]:
        """As httplib2 does it, on connections of ours."""
        kind = connection_type or (_SecureOnce if uri.startswith("https:") else _PlainOnce)
        answer: tuple[httplib2.Response, bytes] = super().request(
            uri, method, body, headers, redirections, kind
        )
        return answer


BROKEN = (OSError, httplib2.HttpLib2Error, http.client.HTTPException, GoogleAuthError)
"""Everything that means that no whole answer came."""
