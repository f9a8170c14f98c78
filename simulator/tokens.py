"""Tokens: what Google signs for an add-on, and access tokens for the APIs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from google.auth import crypt, jwt

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
        chosen = by or self.google_key
        return jwt.encode(crypt.RSASigner.from_string(chosen.private_pem, chosen.id), dict(claims)).decode()

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
        claims = jwt.decode(token, verify=False)
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
            return _join({"alg": "none", "typ": "JWT"}, claims, b"")
        if kind == "hs256-public-key":
            return self._hs256(claims)
        if kind == "other-key":
            stranger = key("stranger")
            signer = crypt.RSASigner.from_string(stranger.private_pem, self.google_key.id)
            return jwt.encode(signer, claims).decode()
        if kind == "unknown-kid":
            return self.sign(claims, by=key("stranger"))
        if kind == "tampered":
            head, _, signature = token.split(".")
            return ".".join((head, _part({**claims, "sub": "1"}), signature))
        message = f"no such kind of wrong token: {kind}"
        raise ValueError(message)

    def _hs256(self, claims: Mapping[str, Any]) -> str:
        header = {"alg": "HS256", "typ": "JWT", "kid": self.google_key.id}
        signed = f"{_part(header)}.{_part(claims)}"
        secret = self.google_key.certificate_pem.encode()
        signature = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
        return _join(header, claims, signature)

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


def _part(content: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _join(header: Mapping[str, Any], claims: Mapping[str, Any], signature: bytes) -> str:
    return f"{_part(header)}.{_part(claims)}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"
