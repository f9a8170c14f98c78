"""Secrets that live in Secret Manager: `sm://projects/P/secrets/S/versions/V` in place of the value.

App Engine shows the variables of a version to everybody who may look at the project, so what stands
there is where a secret is kept, and the service fetches it when it starts. Two requests with libraries
that are here anyway; Google's own client for them would be one more to keep.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from .settings import SECRETS, SettingsError

PREFIX = "sm://"
HOST = "https://secretmanager.googleapis.com"
SCOPE = "https://www.googleapis.com/auth/cloud-platform"
SECONDS = 10
_NAME = re.compile(r"projects/[^/\s]+/secrets/[A-Za-z0-9_-]{1,255}/versions/(latest|\d+)")

Fetch = Callable[[str], tuple[int, Any]]
"""A URL in, status and JSON out; raises OSError (requests' own are) when there is no answer."""


def opened(environ: Mapping[str, str], fetch: Fetch | None = None) -> dict[str, str]:
    """The environment with each secret in the place of its name; raises `SettingsError`."""
    known = dict(environ)
    for name in SECRETS:
        value = known.get(name, "").strip()
        if value.startswith(PREFIX):
            fetch = fetch or _google()
            known[name] = _value(name, value.removeprefix(PREFIX), fetch)
    return known


def _value(name: str, secret: str, fetch: Fetch) -> str:
    if not _NAME.fullmatch(secret):
        raise SettingsError(name, "must be sm://projects/P/secrets/S/versions/V, or the secret itself")
    try:
        status, answer = fetch(f"{HOST}/v1/{secret}:access")
    except (OSError, ValueError):
        raise SettingsError(name, "must be readable: Secret Manager does not answer") from None
    if status != HTTPStatus.OK:
        must = "must be readable: give the service's account roles/secretmanager.secretAccessor on the secret"
        raise SettingsError(name, f"{must} (Secret Manager answers {status})")
    try:
        return base64.b64decode(answer["payload"]["data"], validate=True).decode()
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise SettingsError(name, "must be readable: Secret Manager's answer is not understood") from None


def _google() -> Fetch:
    """As the account that this process runs as."""
    import google.auth
    from google.auth.exceptions import GoogleAuthError
    from google.auth.transport.requests import AuthorizedSession

    def fetch(url: str) -> tuple[int, Any]:
        try:
            credentials, _project = google.auth.default(scopes=[SCOPE])
            with AuthorizedSession(credentials) as session:  # type: ignore[no-untyped-call]  # google-auth has no types here
                answer = session.get(url, timeout=SECONDS)
                return answer.status_code, answer.json()
        except GoogleAuthError:
            raise OSError("no credentials") from None

    return fetch
