"""Who calls: proven by tokens that Google signed, for exactly the URL that is called.

| caller | proof |
|---|---|
| the Workspace host | `Authorization: Bearer <systemIdToken>` for this URL, of `ADDON_SERVICE_ACCOUNT` |
| her who uses it | `userIdToken` in the body, for `OAUTH_CLIENT_ID` |
| Cloud Tasks | OIDC bearer of `DELEGATION_SERVICE_ACCOUNT` for this URL; on App Engine its own header |
| App Engine cron | its own header, on App Engine only; elsewhere a task's token |

The expected URL is made of `BASE_URL` and the route, never of the request: `Host` is the caller's to
choose. The service account is compared whole: its pattern fits every add-on of every project. Why a
token was refused is logged as one word and answered as the same word; the token never is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from werkzeug.datastructures import Headers

from services.core.caller import Claims
from services.ports import Unavailable

from .errors import HttpRefusal, unauthorized, unavailable
from .settings import Settings

LONGEST = 16_384
"""Characters of a token; Google's are about 1,200. Longer ones are not worth a look."""


class BadToken(Exception):
    """The token proves nothing here; the text is one word of why, and nothing of the token."""


class Verifier(Protocol):
    """Checks signature, issuer, audience, expiry and `email_verified` of a token of Google's."""

    def verify(self, token: str, audience: str, /) -> Mapping[str, Any]:
        """The claims; raises `BadToken`, or `Unavailable` when the certificates cannot be had."""
        ...


class Gate:
    """Lets callers in. One per app."""

    def __init__(self, settings: Settings, verifier: Verifier) -> None:
        self._settings = settings
        self._verifier = verifier

    def host(self, headers: Headers, path: str) -> None:
        """The caller is the host of our own add-on; raises `HttpRefusal`."""
        self._service(headers, path, self._settings.addon_service_account)

    def user(self, token: str) -> Claims:
        """The person behind an event or a sign-in; raises `HttpRefusal`."""
        return self.person(self._claims(token, self._settings.oauth_client_id))

    def person(self, claims: Mapping[str, Any]) -> Claims:
        """The claims of a verified user token as a value; raises `HttpRefusal`."""
        sub, email = claims.get("sub"), claims.get("email")
        if not isinstance(sub, str) or not sub:
            raise unauthorized("token-without-person")
        if not isinstance(email, str) or not email:
            raise unauthorized("token-without-email")
        return Claims(
            sub=sub,
            email=email.lower(),
            hd=str(claims.get("hd") or "").lower(),
            name=str(claims.get("name") or ""),
        )

    def signed_in(self, token: str, nonce: str) -> Claims:
        """The person of an `id_token` that was asked for with `nonce`; raises `HttpRefusal`."""
        claims = self._claims(token, self._settings.oauth_client_id)
        if not nonce or claims.get("nonce") != nonce:
            raise unauthorized("token-of-another-sign-in")
        return self.person(claims)

    def task(self, headers: Headers, path: str) -> None:
        """The caller is our queue; raises `HttpRefusal`."""
        if self._settings.app_engine and headers.get("X-AppEngine-QueueName"):
            return  # App Engine strips this header from what comes from outside
        self._service(headers, path, self._settings.delegation_service_account)

    def cron(self, headers: Headers, path: str) -> None:
        """The caller is our clock; raises `HttpRefusal`."""
        if self._settings.app_engine and headers.get("X-Appengine-Cron") == "true":
            return
        self._service(headers, path, self._settings.delegation_service_account)

    def _service(self, headers: Headers, path: str, email: str) -> None:
        claims = self._claims(_bearer(headers), self._settings.base_url + path)
        if claims.get("email") != email:
            raise unauthorized("token-of-another-account")

    def _claims(self, token: str, audience: str) -> Mapping[str, Any]:
        if not token:
            raise unauthorized("token-missing")
        if len(token) > LONGEST:
            raise unauthorized("token-malformed")
        try:
            return self._verifier.verify(token, audience)
        except BadToken as problem:
            raise unauthorized(str(problem)) from None
        except Unavailable:
            raise unavailable("certificates-unavailable") from None


def _bearer(headers: Headers) -> str:
    sent = headers.getlist("Authorization")
    if len(sent) != 1:
        raise unauthorized("token-missing")
    scheme, _, token = sent[0].partition(" ")
    if scheme.lower() != "bearer":
        raise unauthorized("token-missing")
    return token.strip()


__all__ = ["BadToken", "Gate", "HttpRefusal", "Verifier"]
