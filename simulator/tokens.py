"""Tokens: what Google signs for an add-on, and access tokens for the APIs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from . import jwts
from .clock import Clock
from .keys import Key, key

if TYPE_CHECKING:
    from .world import Account

ISSUER = "https://accounts.google.com"
LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Access:
    """What an access token allows."""

    subject: str  # user id; or the e-mail of a service account
    scopes: frozenset[str]
    expires: datetime
    client: str  # service account or OAuth client that got it
    message: str = ""  # the one message that an add-on's Gmail token opens


class Tokens:
    """Everything signed or handed out by this Google."""

    def __init__(self, clock: Clock) -> None:
        """Keys are made when the first token is."""
        self.clock = clock
        self.access: dict[str, Access] = {}

    # --- signed by Google ---

    @property
    def google_key(self) -> Key:
        """What Google signs ID tokens with."""
        return key("google")

    def certificates(self) -> dict[str, str]:
        """`{key id: PEM certificate}`, as under /oauth2/v1/certs."""
        return {self.google_key.id: self.google_key.certificate_pem}

    def sign(self, claims: Mapping[str, Any], by: Key | None = None) -> str:
        """A JWT, RS256, with `kid`."""
        return jwts.sign(claims, by or self.google_key)

    def claims(self, audience: str, **more: Any) -> dict[str, Any]:
        """Claims that every ID token has; `more` replaces or (with None) removes some."""
        now = int(self.clock.timestamp())
        said: dict[str, Any] = {
            "iss": ISSUER,
            "aud": audience,
            "iat": now,
            "exp": now + int(LIFETIME.total_seconds()),
            "email_verified": True,
            **more,
        }
        return {k: v for k, v in said.items() if v is not None}

    def service_id_token(self, email: str, audience: str, **more: Any) -> str:
        """An ID token of a service account: `systemIdToken`, and what Cloud Tasks sends."""
        subject = str(int(hashlib.sha256(email.encode()).hexdigest()[:16], 16))
        return self.sign(self.claims(audience, **{"sub": subject, "azp": subject, "email": email, **more}))

    def user_id_token(self, account: Account, audience: str, **more: Any) -> str:
        """An ID token of a person: `userIdToken`, and the one of signing in."""
        said = {
            "azp": audience,
            "sub": account.id,
            "hd": account.company.domain or None,
            "email": account.email,
            "name": account.name,
            "given_name": account.given_name,
            "family_name": account.family_name,
            "locale": account.locale,
            **more,
        }
        return self.sign(self.claims(audience, **said))

    # --- signed by somebody else, for tests of refusal ---

    def wrong(self, kind: str, token: str) -> str:
        """A good token made bad: the same claims except for what `kind` names.

        Kinds: expired, future, other-audience, no-audience, other-issuer, other-email, other-project,
        unverified-email, alg-none, hs256-public-key, other-key, unknown-kid, tampered.
        """
        _, claims = jwts.read(token)
        now = int(self.clock.timestamp())
        changed: dict[str, dict[str, Any]] = {
            "expired": {"iat": now - 7200, "exp": now - 3600},
            "future": {"iat": now + 3600, "exp": now + 7200},
            "other-audience": {"aud": "https://elsewhere.example/addon/home"},
            "no-audience": {"aud": None},
            "other-issuer": {"iss": "https://accounts.elsewhere.example"},
            "other-email": {"email": "somebody@elsewhere.example"},
            "other-project": {"email": "service-999999999999@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"},
            "unverified-email": {"email_verified": False},
        }
        if kind in changed:
            return self.sign({k: v for k, v in {**claims, **changed[kind]}.items() if v is not None})
        if kind == "alg-none":
            return jwts.unsigned(claims)
        if kind == "hs256-public-key":
            return jwts.signed_with_public_key(claims, self.google_key)
        if kind == "other-key":
            return jwts.sign(claims, key("stranger"), key_id=self.google_key.id)
        if kind == "unknown-kid":
            return jwts.sign(claims, key("stranger"))
        if kind == "tampered":
            return jwts.tampered(token, sub="1")
        message = f"no such kind of wrong token: {kind}"
        raise ValueError(message)

    # --- access tokens ---

    def issue(
        self,
        subject: str,
        scopes: Iterable[str],
        *,
        client: str = "test",
        lifetime: timedelta = LIFETIME,
        message: str = "",
    ) -> str:
        """An access token for a user id (or a service account's e-mail)."""
        token = f"ya29.{secrets.token_urlsafe(32)}"
        expires = self.clock.now() + lifetime
        self.access[token] = Access(subject, frozenset(scopes), expires, client, message)
        return token

    def look_up(self, token: str) -> Access | None:
        """What a token allows now; None when it is unknown, revoked or expired."""
        found = self.access.get(token)
        if found is None or found.expires <= self.clock.now():
            return None
        return found

    def revoke(self, *, subject: str = "", client: str = "") -> None:
        """Withdraw all tokens of a person, of a client, or of one for the other."""
        for token, access in list(self.access.items()):
            if subject in {"", access.subject} and client in {"", access.client}:
                del self.access[token]


WRONG_KINDS = (
    "expired", "future", "other-audience", "no-audience", "other-issuer", "other-email", "other-project",
    "unverified-email", "alg-none", "hs256-public-key", "other-key", "unknown-kid", "tampered",
)  # fmt: skip
