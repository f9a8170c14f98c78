"""Signing as the service account: IAM does it (`signJwt`), or the key of a key file."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import google.auth
import google_auth_httplib2
from google.auth import crypt, jwt
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.exceptions import DefaultCredentialsError

from ...ports import Unavailable
from .errors import SigningRefused, signing_refusal
from .http import Google
from .problem import json_object
from .transport import BROKEN

CLOUD = "https://www.googleapis.com/auth/cloud-platform"
IAM_HOST = "https://iamcredentials.googleapis.com"
SIGN_CALL = "iamcredentials.signJwt"


class Signer(Protocol):
    """Signs an assertion as the service account."""

    @property
    def account(self) -> str:
        """E-mail of the service account."""
        ...

    def sign(self, claims: Mapping[str, Any], /) -> str:
        """The JWT; raises `SigningRefused`, `QuotaExhausted`, `Unavailable`."""
        ...


class KeySigner:
    """Signs with the private key of a key file."""

    def __init__(self, info: Mapping[str, Any]) -> None:
        self.account = str(info["client_email"])
        self.client_id = str(info.get("client_id", ""))
        self._signer = crypt.RSASigner.from_service_account_info(info)  # type: ignore[no-untyped-call]  # google-auth has no types here

    def sign(self, claims: Mapping[str, Any], /) -> str:
        signed: bytes = jwt.encode(self._signer, claims)  # type: ignore[no-untyped-call]  # google-auth has no types here
        return signed.decode()


class IamSigner:
    """Has IAM sign (`signJwt`): the service account's key never leaves Google."""

    def __init__(self, google: Google, account: str, source: Callable[[], Credentials]) -> None:
        self.account = account
        self._google = google
        self._source = source
        self._lock = threading.Lock()
        self._credentials: Credentials | None = None

    def sign(self, claims: Mapping[str, Any], /) -> str:
        account = quote(self.account, safe="@")
        answer = self._google.plain(
            SIGN_CALL,
            f"{self._google.host(IAM_HOST)}/v1/projects/-/serviceAccounts/{account}:signJwt",
            method="POST",
            body=json.dumps({"payload": json.dumps(claims)}).encode(),
            headers={"content-type": "application/json", **self._own_headers()},
        )
        if answer.status != HTTPStatus.OK:
            raise signing_refusal(answer.status, answer.body, answer.retry_after)
        signed = json_object(answer.body).get("signedJwt")
        if not isinstance(signed, str) or not signed:
            raise Unavailable(f"{SIGN_CALL}: the answer was cut off")
        return signed

    def _own_headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        broken = ""
        with self._lock:  # google-auth does not lock a refresh
            try:
                if self._credentials is None:
                    self._credentials = self._source()
                self._credentials.before_request(  # type: ignore[no-untyped-call]  # google-auth has no types here
                    google_auth_httplib2.Request(self._google.http()), "POST", IAM_HOST, headers
                )
            except DefaultCredentialsError:
                raise SigningRefused("no application default credentials") from None
            except BROKEN as error:
                broken = type(error).__name__
        if broken:
            raise Unavailable(f"{SIGN_CALL}: own credentials: {broken}")
        return headers


def signer_for(google: Google, account: str, key_file: str = "") -> Signer:
    """The signer that the settings ask for.

    `key_file` (GOOGLE_APPLICATION_CREDENTIALS) signs by itself when it holds a service account's key;
    any other kind of it, and its absence, mean keyless signing with the application default
    credentials, or with none where a simulator stands in Google's place. Raises ValueError for a
    key of another account than `account`, OSError when the file cannot be read.
    """
    if key_file:
        info = json_object(Path(key_file).read_bytes())
        if info.get("type") == "service_account":
            if account and info.get("client_email") != account:
                raise ValueError("the key file belongs to another service account")
            return KeySigner(info)
    if google.root and not key_file:
        return IamSigner(google, account, AnonymousCredentials)
    return IamSigner(google, account, _application_default)


def _application_default() -> Credentials:
    credentials, _project = google.auth.default(scopes=[CLOUD])
    return credentials
