"""RSA keys and certificates, made once per process: a new one takes longer than most tests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Key:
    """A signing key with its certificate."""

    id: str
    private: rsa.RSAPrivateKey
    private_pem: str
    public_pem: str
    certificate_pem: str
    modulus: int
    exponent: int


@cache
def key(name: str) -> Key:
    """The key of that name; the same one for every world of this process."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=36500))
        .sign(private, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    public_pem = private.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    numbers = private.public_key().public_numbers()
    return Key(
        id=hashlib.sha256(public_pem).hexdigest()[:40],
        private=private,
        private_pem=private.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode(),
        public_pem=public_pem.decode(),
        certificate_pem=certificate.public_bytes(pem).decode(),
        modulus=numbers.n,
        exponent=numbers.e,
    )
