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

from typing import Protocol

from werkzeug.datastructures import Headers

from services.core.caller import Claims
from services.ports import Unavailable

from .errors import unauthorized, unavailable
from .settings import Settings


class BadToken(Exception):
    """The token proves nothing here; the text is one word of why, and nothing of the token."""


class Proof(Protocol):
    """Whom a token is about, once it has been checked. `hd` is empty for an account of no company."""

    @property
    def sub(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def hd(self) -> str: ...
    @property
    def name(self) -> str: ...


class Verifier(Protocol):
    """Checks signature, issuer, audience, times, `email_verified` and `sub` of a token of Google's."""

    def verify(self, token: str, audience: str, /) -> Proof:
        """Raises `BadToken`, or `Unavailable` when the certificates cannot be had."""
        ...

    def nonce(self, token: str, /) -> str:
        """The nonce of a token that has been verified; '' for one that was not asked for with any."""
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
        """The person behind an event; raises `HttpRefusal`."""
        proof = self._proof(token, self._settings.oauth_client_id)
        return Claims(sub=proof.sub, email=proof.email.lower(), hd=proof.hd.lower(), name=proof.name)

    def signed_in(self, token: str, nonce: str) -> Claims:
        """The person of an `id_token` that was asked for with `nonce`; raises `HttpRefusal`."""
        claims = self.user(token)
        if not nonce or self._verifier.nonce(token) != nonce:
            raise unauthorized("token-of-another-sign-in")
        return claims

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
        proof = self._proof(_bearer(headers), self._settings.base_url + path)
        if proof.email != email:
            raise unauthorized("token-of-another-account")

    def _proof(self, token: str, audience: str) -> Proof:
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
