"""JSON web tokens, signed and read; RS256 and what pretends to be it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from .keys import Key


def sign(claims: Mapping[str, Any], key: Key, *, key_id: str = "") -> str:
    """A token signed with RS256; `key_id` names another key than the one that signed."""
    header = {"alg": "RS256", "kid": key_id or key.id, "typ": "JWT"}
    signed = f"{_part(header)}.{_part(claims)}"
    signature = key.private.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signed}.{_encoded(signature)}"


def unsigned(claims: Mapping[str, Any]) -> str:
    """`alg: none`."""
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


def signed_with_public_key(claims: Mapping[str, Any], key: Key) -> str:
    """HS256 with what everybody can read as the secret: the old confusion of algorithms."""
    signed = f"{_part({'alg': 'HS256', 'kid': key.id, 'typ': 'JWT'})}.{_part(claims)}"
    signature = hmac.new(key.certificate_pem.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(signature)}"


def tampered(token: str, **changes: Any) -> str:
    """Other claims under the old signature."""
    header, _, signature = token.split(".")
    return f"{header}.{_part({**read(token)[1], **changes})}.{signature}"


def read(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, unverified. Raises ValueError for what is no token."""
    try:
        header, claims, _ = token.split(".")
        found = json.loads(_decoded(header)), json.loads(_decoded(claims))
    except (ValueError, binascii.Error):
        message = "not a JSON web token"
        raise ValueError(message) from None
    if not all(isinstance(part, dict) for part in found):
        message = "not a JSON web token"
        raise ValueError(message)
    return found


def verified(token: str, key: Key) -> bool:
    """Whether the signature is RS256 by that key."""
    signed, _, signature = token.rpartition(".")
    if read(token)[0].get("alg") != "RS256":
        return False
    try:
        key.private.public_key().verify(
            _decoded(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256()
        )
    except (InvalidSignature, binascii.Error):
        return False
    return True


def _part(content: Mapping[str, Any]) -> str:
    return _encoded(json.dumps(dict(content)).encode())


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
