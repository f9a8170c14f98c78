"""Checks of the ID tokens that Google signs: for the add-on host, for people, for task queues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from google.auth import jwt
from google.auth.exceptions import GoogleAuthError, InvalidValue

from .certificates import Certificates

ISSUERS = frozenset({"accounts.google.com", "https://accounts.google.com"})
SKEW_SECONDS = 10
LONGEST_TOKEN = 16_384


class TokenRefused(Exception):
    """The token proves nothing. `reason` is one word for the log; it holds nothing of the token.

    Reasons: missing, malformed, algorithm, key, signature, expired, early, issuer, audience,
    unverified-email, email, subject.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class VerifiedToken:
    """What a token that held says. `hd` is empty for an account of no company."""

    sub: str
    email: str
    hd: str = ""
    name: str = ""
    audience: str = ""


class TokenVerifier:
    """Checks a token: RS256, certificate, exact audience, issuer, verified e-mail, times."""

    def __init__(self, certificates: Certificates) -> None:
        self._certificates = certificates

    def verify(self, token: str, *, audience: str, email: str = "") -> VerifiedToken:
        """The claims of a token made for `audience`, and by `email` where one is required.

        An empty `audience` is refused like a wrong one: nothing is accepted because a setting is
        missing. Raises `TokenRefused`, and `Unavailable` when the certificates cannot be had,
        which says nothing about the token.
        """
        key = _key_of(token)
        certificates = self._certificates.get(key)
        if key and key not in certificates:
            raise TokenRefused("key")
        claims = _signed(token, certificates)
        if claims.get("iss") not in ISSUERS:
            raise TokenRefused("issuer")
        if not audience or claims.get("aud") != audience:
            raise TokenRefused("audience")
        return _person(claims, audience, email)


def _key_of(token: str) -> str:
    """The key id of a token that could be one of Google's, before anything is fetched for it."""
    if not token:
        raise TokenRefused("missing")
    if len(token) > LONGEST_TOKEN:
        raise TokenRefused("malformed")
    try:
        header: Mapping[str, Any] = jwt.decode_header(token)  # type: ignore[no-untyped-call]  # google-auth has no types here
    except (GoogleAuthError, ValueError):  # their messages quote the token
        raise TokenRefused("malformed") from None
    # Also keeps HS256 "signed" with the public key out, and ES256, which google-auth would take.
    if header.get("alg") != "RS256":
        raise TokenRefused("algorithm")
    key = header.get("kid", "")
    if not isinstance(key, str):
        raise TokenRefused("malformed")
    return key


def _signed(token: str, certificates: Mapping[str, str]) -> Mapping[str, Any]:
    """The claims, once signature and times have held."""
    try:
        claims: Mapping[str, Any] = jwt.decode(token, verify=False)  # type: ignore[no-untyped-call]  # google-auth has no types here
        if not all(_is_time(claims.get(name)) for name in ("iat", "exp")):
            raise TokenRefused("malformed")
        claims = jwt.decode(  # type: ignore[no-untyped-call]  # google-auth has no types here
            token, certs=certificates, clock_skew_in_seconds=SKEW_SECONDS
        )
    except InvalidValue as error:  # only the times are left to be wrong after the signature
        raise TokenRefused("early" if "early" in str(error) else "expired") from None
    except (GoogleAuthError, ValueError):
        raise TokenRefused("signature") from None
    return claims


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _person(claims: Mapping[str, Any], audience: str, email: str) -> VerifiedToken:
    if claims.get("email_verified") is not True:
        raise TokenRefused("unverified-email")
    found = claims.get("email")
    if not isinstance(found, str) or not found or (email and found != email):
        raise TokenRefused("email")
    sub = claims.get("sub")
    if not isinstance(sub, str) or not sub:
        raise TokenRefused("subject")
    hd, name = claims.get("hd"), claims.get("name")
    return VerifiedToken(
        sub=sub,
        email=found,
        hd=hd if isinstance(hd, str) else "",
        name=name if isinstance(name, str) else "",
        audience=audience,
    )
