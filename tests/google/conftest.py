"""Keys, certificates and tokens of our own, and a clock that stands."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from freezegun import freeze_time
from google.auth import crypt, jwt

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Key:
    """A key of Google's, or of somebody who would like to be."""

    id: str
    private: str
    certificate: str

    def sign(self, claims: dict[str, Any], kid: str | None = "own") -> str:
        signer = crypt.RSASigner.from_string(self.private, self.id if kid == "own" else kid)
        return jwt.encode(signer, claims).decode()


def _key(name: str) -> Key:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "federated-signon.example")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - dt.timedelta(days=1))
        .not_valid_after(NOW + dt.timedelta(days=14))
        .sign(private, hashes.SHA256())
    )
    return Key(
        name,
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode(),
        certificate.public_bytes(serialization.Encoding.PEM).decode(),
    )


@pytest.fixture(scope="session")
def key() -> Key:
    return _key("k1")


@pytest.fixture(scope="session")
def other_key() -> Key:
    return _key("k2")


@pytest.fixture
def claims() -> dict[str, Any]:
    now = int(NOW.timestamp())
    return {
        "iss": "https://accounts.google.com",
        "aud": "https://labels.example/addon/home",
        "sub": "108",
        "email": "service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com",
        "email_verified": True,
        "iat": now - 5,
        "exp": now + 3595,
    }


@pytest.fixture
def clock() -> Any:
    with freeze_time(NOW) as frozen:
        yield frozen


@pytest.fixture
def unsigned() -> Callable[..., str]:
    """A token put together by hand: any header, any claims, any signature."""

    def make(header: Any, claims: Any, signature: bytes = b"") -> str:
        parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
        return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)

    return make
