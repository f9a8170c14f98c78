"""Acting for a person: domain-wide delegation, mostly without a key file.

A signed assertion (IAM credentials' `signJwt`, or the key of a key file) that names the person and
the scopes is exchanged for an access token. The person is only ever somebody whom the use cases
took from a grant, an account or a verified token.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

from google.auth.credentials import Credentials

from ...ports import DelegationMissing, NotSent, PortError, ScopeMissing, Unavailable
from .errors import SigningRefused, token_refusal
from .http import Google
from .problem import json_object
from .signing import KeySigner, Signer

CONTACTS = "https://www.googleapis.com/auth/contacts"
DIRECTORY = "https://www.googleapis.com/auth/admin.directory.user.readonly"
GROUPS = "https://www.googleapis.com/auth/admin.directory.group.readonly"
GROUP_MEMBERS = "https://www.googleapis.com/auth/admin.directory.group.member.readonly"
SEND_MAIL = "https://www.googleapis.com/auth/gmail.send"
ALL_SCOPES = (CONTACTS, DIRECTORY, GROUPS, GROUP_MEMBERS, SEND_MAIL)
"""What the admin of a company authorises; every call asks for its own part of it only, because one
scope that is missing makes Google refuse them all."""

AUDIENCE = "https://oauth2.googleapis.com/token"
TOKEN_HOST = "https://oauth2.googleapis.com"  # noqa: S105 - an address
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
TOKEN_CALL = "oauth2.token"  # noqa: S105 - a name
LIFETIME_SECONDS = 3600
MARGIN_SECONDS = 225.0
"""A token is not used in its last minutes: the same margin as google-auth's."""

KEPT_TOKENS = 2000
LOOK_AGAIN_SECONDS = 60.0


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock = field(default_factory=threading.Lock)
    token: str = ""
    until: float = 0.0


class Delegation:
    """Access tokens per person and set of scopes, kept until shortly before they expire."""

    def __init__(
        self,
        google: Google,
        signer: Signer,
        *,
        clock: Callable[[], float] = time.time,
        kept: int = KEPT_TOKENS,
    ) -> None:
        self._google = google
        self._signer = signer
        self._clock = clock
        self._bound = kept
        self._lock = threading.Lock()
        self._tokens: OrderedDict[tuple[str, frozenset[str]], _Kept] = OrderedDict()
        self._withdrawn: dict[str, float] = {}  # domain -> when to look again

    @property
    def account(self) -> str:
        """E-mail of the service account."""
        return self._signer.account

    @property
    def client_id(self) -> str:
        """The number that the Admin console asks for; a key file has it, without one it is not known."""
        return self._signer.client_id if isinstance(self._signer, KeySigner) else ""

    def credentials(self, subject: str, *scopes: str) -> Credentials:
        """Credentials of one person for one purpose; nothing is asked before they are used."""
        return _Delegated(self, subject, scopes)

    def token(self, subject: str, *scopes: str, refused: str = "") -> str:
        """An access token. `refused` is one that did not work and is not to be given again.

        Raises `DelegationMissing`, `ScopeMissing`, `AccountSuspended`, `AccountGone`,
        `QuotaExhausted`, `NotSent`.
        """
        kept = self._slot((subject, frozenset(scopes)))
        with kept.lock:  # one thread asks, the others of the same person wait for its answer
            if kept.token and kept.token != refused and self._clock() < kept.until:
                return kept.token
            try:
                kept.token, kept.until = self._google.patiently(lambda: self._exchange(subject, scopes))
            except Unavailable as error:
                raise NotSent(str(error)) from None
            except SigningRefused:
                raise
            except DelegationMissing as error:
                raise self._told_apart(subject, scopes, error) from None
            return kept.token

    def probe(self, subject: str, *scopes: str) -> dict[str, PortError | None]:
        """Asks for each scope by itself: None where it is granted, else what stands in the way.

        Asks Google each time: a token that is kept outlives the delegation by up to an hour.
        """
        found: dict[str, PortError | None] = {}
        for scope in scopes:
            kept = self._slot((subject, frozenset((scope,))))
            try:
                self.token(subject, scope, refused=kept.token)
                found[scope] = None
            except PortError as error:
                found[scope] = error
        return found

    def _slot(self, key: tuple[str, frozenset[str]]) -> _Kept:
        with self._lock:
            kept = self._tokens.setdefault(key, _Kept())
            self._tokens.move_to_end(key)
            while len(self._tokens) > self._bound:
                self._tokens.popitem(last=False)
            return kept

    def _told_apart(self, subject: str, scopes: tuple[str, ...], error: PortError) -> PortError:
        """`unauthorized_client` means no delegation at all, or none for one of the scopes.

        Which of the two is only seen by asking for another scope; of a company that gave none, that
        is done once in a while and not for each of its people.
        """
        domain = subject.rpartition("@")[2].lower()
        now = self._clock()
        if now < self._withdrawn.get(domain, 0.0):
            return error
        for other in (CONTACTS, DIRECTORY):
            if other not in scopes and self._granted(subject, other):
                return ScopeMissing(str(error))
        with self._lock:
            if len(self._withdrawn) >= self._bound:
                self._withdrawn.clear()
            self._withdrawn[domain] = now + LOOK_AGAIN_SECONDS
        return error

    def _granted(self, subject: str, scope: str) -> bool:
        try:
            self._exchange(subject, (scope,))
        except PortError:
            return False
        return True

    def _exchange(self, subject: str, scopes: tuple[str, ...]) -> tuple[str, float]:
        now = self._clock()
        assertion = self._signer.sign(
            {
                "iss": self._signer.account,
                "sub": subject,
                "scope": " ".join(sorted(set(scopes))),
                "aud": AUDIENCE,  # who must accept it; not where it is sent
                "iat": int(now),
                "exp": int(now) + LIFETIME_SECONDS,
            }
        )
        answer = self._google.plain(
            TOKEN_CALL,
            f"{self._google.host(TOKEN_HOST)}/token",
            method="POST",
            body=urlencode({"grant_type": GRANT, "assertion": assertion}).encode(),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        if answer.status != HTTPStatus.OK:
            raise token_refusal(answer.status, answer.body, answer.retry_after)
        found = json_object(answer.body)
        token, seconds = found.get("access_token"), found.get("expires_in", LIFETIME_SECONDS)
        if not isinstance(token, str) or not token or not isinstance(seconds, int | float):
            raise Unavailable(f"{TOKEN_CALL}: the answer was cut off")
        return token, now + max(0.0, seconds - MARGIN_SECONDS)


class _Delegated(Credentials):
    """What google-auth calls credentials; the tokens are the Delegation's."""

    def __init__(self, delegation: Delegation, subject: str, scopes: tuple[str, ...]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # google-auth has no types here
        self._delegation = delegation
        self._subject = subject
        self._scopes = scopes

    def before_request(self, _request: object, _method: str, _url: str, headers: dict[str, str]) -> None:
        self.token = self._delegation.token(self._subject, *self._scopes)
        headers["authorization"] = f"Bearer {self.token}"

    def refresh(self, _request: object) -> None:
        """After a 401: another token than the one that was refused."""
        self.token = self._delegation.token(self._subject, *self._scopes, refused=str(self.token or ""))
