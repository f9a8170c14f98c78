"""What needs no API token: certificates, the token endpoint, pictures."""

from __future__ import annotations

import base64
import colorsys
import hashlib
import struct
import zlib

from flask import Flask, Response, jsonify, request

from .errors import OAuthError
from .oauth import token
from .people.photos import kind_of
from .world import World

SIDE = 96  # of a generated picture, in pixels
CERTIFICATES_FOR = 3600  # seconds that a client may keep the certificates


def register(app: Flask, world: World) -> None:
    """Add the routes."""

    @app.get("/oauth2/v1/certs")
    def certificates() -> Response:
        """Certificates of Google's signing keys, `{kid: PEM}`, to be kept as long as the header says."""
        found = jsonify(world.tokens.certificates())
        found.headers["Cache-Control"] = f"public, max-age={CERTIFICATES_FOR}, must-revalidate"
        return found

    @app.get("/oauth2/v3/certs")
    def key_set() -> Response:
        """The same keys as a JSON web key set."""
        chosen = world.tokens.google_key
        entry = {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": chosen.id}
        entry |= {"n": _number(chosen.modulus), "e": _number(chosen.exponent)}
        found = jsonify({"keys": [entry]})
        found.headers["Cache-Control"] = f"public, max-age={CERTIFICATES_FOR}, must-revalidate"
        return found

    @app.post("/token")
    def token_endpoint() -> Response:
        """Access tokens, by delegation, code or refresh token."""
        try:
            with world.lock:
                found = jsonify(token(world, request.form))
        except OAuthError as error:
            found = jsonify(error.body())
            found.status_code = error.code
        found.headers["Cache-Control"] = "no-store"
        return found

    @app.get("/contact-photos/<name>")
    def picture(name: str) -> Response:
        """A picture by the id in its address; a square in a colour of her own for whoever has none."""
        key = name.partition("=")[0]
        for account in world.people:
            if key in account.book.photos:
                data = account.book.photos[key]
                return Response(data, content_type=kind_of(data))
        return Response(_square(key), content_type="image/png")


def _number(value: int) -> str:
    data = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _square(key: str) -> bytes:
    """A PNG of one colour: cards show no SVG."""
    hue = int(hashlib.sha256(key.encode()).hexdigest()[:4], 16) / 65536
    colour = bytes(int(255 * part) for part in colorsys.hls_to_rgb(hue, 0.6, 0.45))
    rows = (b"\0" + colour * SIDE) * SIDE
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
