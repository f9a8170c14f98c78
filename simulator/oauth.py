"""The token endpoint: delegation, authorisation codes, refresh tokens.

Errors are those of Google's page on service accounts: an application classifies them, so they must be
the right ones.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from . import jwts
from .errors import OAuthError
from .keys import Key, key

if TYPE_CHECKING:
    from .world import Account, World

TOKEN_AUDIENCE = "https://oauth2.googleapis.com/token"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CODE_LIFETIME = timedelta(minutes=10)
SKEW = 60
MAX_LIFETIME = 3600


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person has agreed to at the consent page."""

    account: str
    client: str
    scopes: tuple[str, ...]
    redirect_uri: str
    expires: datetime
    nonce: str = ""
    challenge: str = ""
    offline: bool = False


def key_of_service_account(email: str) -> Key:
    """The key that Google keeps for a service account."""
    return key(f"service-account:{email}")


def token(world: World, form: Mapping[str, str]) -> dict[str, Any]:
    """POST /token. Raises OAuthError."""
    grant = form.get("grant_type", "")
    if grant == JWT_BEARER:
        return _delegated(world, form.get("assertion", ""))
    if grant == "authorization_code":
        return _code(world, form)
    if grant == "refresh_token":
        return _refreshed(world, form)
    raise OAuthError("unsupported_grant_type", f"Invalid grant_type: {grant}")


def sign_jwt(email: str, payload: str) -> dict[str, str]:
    """What IAM credentials' signJwt answers: the payload signed with the service account's key."""
    chosen = key_of_service_account(email)
    return {"keyId": chosen.id, "signedJwt": jwts.sign(json.loads(payload), chosen)}


def consent(  # noqa: PLR0913 - what an authorisation request says
    world: World,
    account: Account,
    *,
    client: str,
    redirect_uri: str,
    scopes: tuple[str, ...],
    state: str = "",
    nonce: str = "",
    challenge: str = "",
    offline: bool = False,
) -> str:
    """A person has pressed *Continue*: the address to send her browser to.

    Raises OAuthError when the client or the address to return to is not registered.
    """
    check_client(world, client, redirect_uri)
    code = f"4/{secrets.token_urlsafe(24)}"
    expires = world.clock.now() + CODE_LIFETIME
    world.oauth_codes[code] = Consent(
        account.id, client, scopes, redirect_uri, expires, nonce, challenge, offline
    )
    query = {"state": state, "code": code, "scope": " ".join(scopes)}
    return f"{redirect_uri}?{urlencode({k: v for k, v in query.items() if v})}"


def check_client(world: World, client: str, redirect_uri: str) -> None:
    """Raises OAuthError for an unknown client or an address that it has not registered."""
    if client not in world.oauth_clients:
        raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
    registered = world.redirect_uris.get(client)
    if registered is not None and redirect_uri not in registered:
        raise OAuthError("redirect_uri_mismatch", "Bad Request")


def _delegated(world: World, assertion: str) -> dict[str, Any]:
    """A service account acts as a person of a company that has authorised it."""
    email, claims = _verified(world, assertion)
    scopes = frozenset(str(claims.get("scope", "")).split())
    subject = claims.get("sub", "")
    if not subject or subject == email:
        return _answer(world, email, scopes, client=email)
    if not scopes:
        raise OAuthError("invalid_scope", "Missing required scope.")
    if not all(s.startswith("https://") or s in {"openid", "email", "profile"} for s in scopes):
        raise OAuthError("invalid_scope", "Some requested scopes were invalid.")
    company = world.company_of(str(subject).partition("@")[2])
    allowed = company.delegation.get(email, frozenset()) if company else frozenset()
    if company is None or "@" not in str(subject):
        raise OAuthError("invalid_grant", "Invalid email or User ID")
    if not allowed or scopes - allowed:
        raise OAuthError(
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized "
            "for any of the scopes requested.",
            401,
        )
    account = next((a for a in company.people if a.email.casefold() == str(subject).casefold()), None)
    if account is None or account.suspended or account.archived:
        raise OAuthError("invalid_grant", "Invalid email or User ID")
    return _answer(world, account.id, scopes, client=email)


def _verified(world: World, assertion: str) -> tuple[str, Mapping[str, Any]]:
    try:
        _, claims = jwts.read(assertion)
    except ValueError:
        raise OAuthError("invalid_request", "Bad Request") from None
    email = str(claims.get("iss", ""))
    if email not in world.service_accounts:
        raise OAuthError("invalid_client", "The OAuth client was not found.", 401)
    if not jwts.verified(assertion, key_of_service_account(email)):
        raise OAuthError("invalid_grant", "Invalid JWT Signature.")
    now = world.clock.timestamp()
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int | float) or not isinstance(expires, int | float):
        raise OAuthError("invalid_grant", "Invalid JWT: iat and exp are required.")
    if issued > now + SKEW or expires < now - SKEW or expires - issued > MAX_LIFETIME:
        raise OAuthError(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
            "Check your iat and exp values in the JWT claim.",
        )
    if claims.get("aud") != TOKEN_AUDIENCE:
        raise OAuthError("invalid_grant", "Invalid JWT: Failed audience check.")
    return email, claims


def _code(world: World, form: Mapping[str, str]) -> dict[str, Any]:
    _check_secret(world, form)
    said: Consent | None = world.oauth_codes.pop(form.get("code", ""), None)
    if said is None or said.expires < world.clock.now() or said.client != form.get("client_id"):
        raise OAuthError("invalid_grant", "Malformed auth code.")
    if said.redirect_uri != form.get("redirect_uri"):
        raise OAuthError("redirect_uri_mismatch", "Bad Request")
    if said.challenge:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != said.challenge:
            raise OAuthError("invalid_grant", "Invalid code verifier.")
    account = world.find(said.account)
    if account is None or account.suspended:
        raise OAuthError("invalid_grant", "Account has been deleted or disabled.")
    body = _answer(world, account.id, frozenset(said.scopes), client=said.client)
    if "openid" in said.scopes:
        nonce = {"nonce": said.nonce} if said.nonce else {}
        body["id_token"] = world.tokens.user_id_token(account, said.client, **nonce)
    if said.offline:
        refresh = f"1//{secrets.token_urlsafe(32)}"
        world.refresh_tokens[refresh] = said
        body["refresh_token"] = refresh
    return body


def _refreshed(world: World, form: Mapping[str, str]) -> dict[str, Any]:
    _check_secret(world, form)
    said: Consent | None = world.refresh_tokens.get(form.get("refresh_token", ""))
    account = world.find(said.account) if said else None
    if said is None or said.client != form.get("client_id") or account is None or account.suspended:
        raise OAuthError("invalid_grant", "Token has been expired or revoked.")
    return _answer(world, account.id, frozenset(said.scopes), client=said.client)


def _check_secret(world: World, form: Mapping[str, str]) -> None:
    secret = world.oauth_clients.get(form.get("client_id", ""), "")
    if not secret or not hmac.compare_digest(secret, form.get("client_secret", "")):
        raise OAuthError("invalid_client", "Unauthorized", 401)


def _answer(world: World, subject: str, scopes: frozenset[str], *, client: str) -> dict[str, Any]:
    return {
        "access_token": world.tokens.issue(subject, scopes, client=client),
        "expires_in": 3599,
        "scope": " ".join(sorted(scopes)),
        "token_type": "Bearer",
    }
