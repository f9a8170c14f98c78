"""Tokens as Google signs them, and a client that lints each answer."""

from __future__ import annotations

import base64
import json
import re
import time
from datetime import UTC, datetime, timedelta

import httplib2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from flask.testing import FlaskClient

BASE = "https://labels.example.com"
ADDON = "service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
DELEGATE = "labels@demo.iam.gserviceaccount.com"
CLIENT = "1.apps.googleusercontent.com"


def b64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


class Key:
    """One signing key with its certificate, as Google publishes them."""

    def __init__(self, kid: str) -> None:
        self.kid = kid
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.private.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self.private, hashes.SHA256())
        )
        self.pem = certificate.public_bytes(serialization.Encoding.PEM).decode()

    def sign(self, claims: dict, **header) -> str:
        head = {"alg": "RS256", "typ": "JWT", "kid": self.kid, **header}
        text = b64(json.dumps(head).encode()) + b"." + b64(json.dumps(claims).encode())
        return (text + b"." + b64(self._signature(head["alg"], text))).decode()

    def _signature(self, algorithm: str, text: bytes) -> bytes:
        if algorithm == "none":
            return b""
        if algorithm == "HS256":  # the old trick: the public key taken for a shared secret
            code = hmac.HMAC(self.pem.encode(), hashes.SHA256())
            code.update(text)
            return code.finalize()
        return self.private.sign(text, padding.PKCS1v15(), hashes.SHA256())


class Tokens:
    """Tokens as Google would sign them, each claim open to change (None: left out)."""

    def __init__(self, key: Key) -> None:
        self.key = key

    def system(self, path: str, **changes) -> str:
        return self._signed({"aud": BASE + path, "email": ADDON, "sub": "11"}, changes)

    def user(self, **changes) -> str:
        who = {"aud": CLIENT, "email": "maya@demo.example", "sub": "1001", "hd": "demo.example"}
        return self._signed(who, changes)

    def task(self, path: str, **changes) -> str:
        return self._signed({"aud": BASE + path, "email": DELEGATE, "sub": "22"}, changes)

    def _signed(self, claims: dict, changes: dict) -> str:
        now = int(time.time())
        said = {"iss": "https://accounts.google.com", "iat": now, "exp": now + 3600, "email_verified": True}
        said |= claims | changes
        return self.key.sign({name: value for name, value in said.items() if value is not None})


class Certs:
    """Stands where Google's hosts are: certificates, and nothing else is answered."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys
        self.down = False
        self.asked = 0

    def request(self, uri, method="GET", body=None, headers=None, redirections=5, connection_type=None):
        if self.down or not uri.endswith("/oauth2/v1/certs"):
            return httplib2.Response({"status": "503"}), b""
        self.asked += 1
        answer = httplib2.Response({"status": "200", "cache-control": "public, max-age=3600"})
        return answer, json.dumps({key.kid: key.pem for key in self.keys}).encode()


def lint(app):
    app.test_client_class = LintingClient
    return app.test_client()


class LintingClient(FlaskClient):
    """Looks at every answer: its headers, its shape, and that no traceback is in it."""

    def open(self, *args, **kwargs):
        kwargs.setdefault("base_url", BASE)
        answer = super().open(*args, **kwargs)
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        text = answer.get_data(as_text=True) if not answer.is_streamed else ""
        assert "Traceback" not in text
        assert ".py" not in text
        if answer.mimetype == "text/html":
            scripts = re.findall(r"<script\b[^>]*>[^<]*", text)
            assert all(re.fullmatch(r'<script src="/assets/[^"]+" defer>', one) for one in scripts), scripts
            assert "style=" not in text or "unsafe-inline" in headers["Content-Security-Policy"]
        elif answer.mimetype == "application/json" and answer.status_code >= 400 and args[0] != "/readyz":
            error = answer.get_json()["error"]
            assert error["status"] == answer.status_code
            assert error["reason"]
        if answer.status_code == 401 and answer.mimetype == "application/json":
            assert headers["WWW-Authenticate"] == "Bearer"
            assert len(text) < 200
        return answer
