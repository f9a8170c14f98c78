"""The composition root: settings in, everything that the use cases need out.

Nothing is opened before it is first asked for, so that it happens after gunicorn's fork: gRPC
clients, SQLite connections and threads do not survive one. Backends are imported here and nowhere
else, and only those that the settings choose.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING

from services.deps import Deps
from services.ports import Delegation as DelegationPort
from services.ports import Directory, Mailer, Messages, People, PortError, Queue, Room, Store

from . import telemetry
from .auth import BadToken, Gate, Proof
from .letters import JinjaLetters
from .once import Once
from .settings import Settings
from .telemetry import Telemetry
from .tracing import TracedQueue

if TYPE_CHECKING:
    from services.backends.google.delegation import Delegation
    from services.backends.google.http import Google
    from services.backends.local.mailbox import Mailbox
    from services.backends.local.queue import LocalQueue

    from .clockwork import Ticker


class Service:
    """One running service. Thread-safe; every part is made once, when first asked for."""

    def __init__(self, settings: Settings, *, google: Google | None = None) -> None:
        """`google` takes the place of the way to Google that the settings name."""
        self.settings = settings
        if google is not None:
            vars(self)["google"] = google
        self.making = threading.RLock()
        self._calls = threading.local()
        self._ticker: Ticker | None = None

    @Once
    def deps(self) -> Deps:
        """What the use cases are handed."""
        return Deps(
            store=self.store,
            queue=TracedQueue(self.queue),  # each task goes with the trace of what set it off
            people=self._people(),
            directory=self._directory(),
            delegation=self._granted(),
            mailer=self.mailer,
            messages=self._messages(),
            letters=JinjaLetters(),
            room=self._room(),
            now=lambda: datetime.now(UTC),
            new_id=lambda: secrets.token_hex(8),
            jitter=SystemRandom().random,
            base_url=self.settings.base_url,
        )

    @Once
    def telemetry(self) -> Telemetry:
        """Where spans go: nowhere, unless the environment names a collector."""
        return telemetry.begin(os.environ)

    @Once
    def gate(self) -> Gate:
        """Lets callers in."""
        return Gate(self.settings, _Verifier(self.google))

    @Once
    def store(self) -> Store:
        """Where records are kept; raises `CannotOpen` when its file cannot be used."""
        if self.settings.store.kind == "firestore":
            from services.backends.google.firestore import FirestoreStore

            return FirestoreStore(self.settings.project)
        from services.backends.local.store import SqliteStore

        return SqliteStore(self._path)

    @Once
    def queue(self) -> Queue:
        """Where tasks wait."""
        if self.settings.queue == "cloudtasks":
            from services.backends.google.tasks import CloudTasksQueue

            return CloudTasksQueue(
                self.settings.cloud_tasks_queue,
                base_url=self.settings.base_url,
                service_account=self.settings.delegation_service_account,
                emulator=self.settings.cloud_tasks_emulator,
            )
        return self._local_queue

    @Once
    def mailbox(self) -> Mailbox | None:
        """The mails that stay here; None when mail is really sent."""
        if self.settings.mail.kind != "mailbox":
            return None
        from services.backends.local.mailbox import Mailbox

        return Mailbox(self.store)

    @Once
    def mailer(self) -> Mailer:
        """How mail leaves."""
        if self.settings.mail.kind == "gmail":
            from services.backends.google.gmail import GmailMailer

            return GmailMailer(self.google, self.delegation)
        if self.settings.mail.kind == "smtp":
            from services.backends.local.smtp import SmtpMailer

            return SmtpMailer(self.settings.mail.url)
        assert self.mailbox is not None  # noqa: S101 - the third of three kinds
        return self.mailbox

    @Once
    def google(self) -> Google:
        """The way to Google, or to what stands in its place."""
        from services.backends.google.http import Google as Way

        return Way(root=self.settings.google_api_root, on_call=self.count)

    @Once
    def delegation(self) -> Delegation:
        """Access tokens of people."""
        from services.backends.google.delegation import Delegation as Made
        from services.backends.google.signing import signer_for

        account = self.settings.delegation_service_account
        return Made(self.google, signer_for(self.google, account, self.settings.key_file))

    def store_ping(self) -> None:
        """Raises `Unavailable` when the store cannot be opened or does not answer."""
        self.store.ping()

    def queue_ping(self) -> None:
        """Raises `Unavailable` when the queue cannot be opened or does not answer."""
        self.queue.ping()

    def calls(self) -> int:
        """How many calls to Google this thread has made so far."""
        return getattr(self._calls, "made", 0)

    def certificates(self) -> tuple[int, str]:
        """How many certificates Google shows now, and the `Date` of its answer; for the doctor.

        Raises `PortError`, or ValueError when the answer is no JSON.
        """
        from services.backends.google.certificates import CALL, HOST, PATH

        answer = self.google.patient(CALL, self.google.host(HOST) + PATH)
        return len(json.loads(answer.body)), answer.headers.get("date", "")

    def granted(self, user: str) -> Mapping[str, PortError | None]:
        """For each scope that we need: None when delegated for this person, else what is in the way."""
        from services.backends.google.delegation import ALL_SCOPES

        return self.delegation.probe(user, *ALL_SCOPES)

    def is_ours(self, trouble: PortError) -> bool:
        """Whether the operator of this service has to mend it, and not an admin of a company."""
        from services.backends.google.errors import SigningRefused

        return isinstance(trouble, SigningRefused)

    def start(self) -> None:
        """Begin what works beside requests: on one machine, the queue's threads and the clock."""
        if self.settings.queue != "local":
            return
        from . import tasks
        from .clockwork import Ticker as Clock

        queue = self._local_queue
        queue.deliver = partial(tasks.deliver, self)
        queue.start()
        self._ticker = Clock(self)
        self._ticker.start()

    def stop(self) -> None:
        """Finish what runs, hand back the rest."""
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None
            self._local_queue.stop()

    @Once
    def _local_queue(self) -> LocalQueue:
        from services.backends.local.queue import LocalQueue as Made

        # In the store's own file, where that is a file: durable when the store is.
        return Made(self._path)

    @property
    def _path(self) -> str:
        from services.backends.local.database import MEMORY

        return self.settings.store.path or MEMORY

    def _room(self) -> Room:
        from services.backends.local.room import MemoryRoom

        return MemoryRoom()

    def _people(self) -> People:
        from services.backends.google.people import GooglePeople

        return GooglePeople(self.google, self.delegation)

    def _directory(self) -> Directory:
        from services.backends.google.directory import GoogleDirectory

        return GoogleDirectory(self.google, self.delegation)

    def _messages(self) -> Messages:
        from services.backends.google.gmail_message import GmailMessages

        return GmailMessages(self.google)

    def _granted(self) -> DelegationPort:
        from services.backends.google.delegation import ALL_SCOPES, SEND_MAIL
        from services.backends.google.granted import GrantedScopes

        gmail = self.settings.mail.kind == "gmail"
        scopes = tuple(scope for scope in ALL_SCOPES if gmail or scope != SEND_MAIL)
        return GrantedScopes(self.delegation, scopes)

    def count(self, _method: str) -> None:
        """One call to Google was made by this thread."""
        self._calls.made = self.calls() + 1


class _Verifier:
    """`auth.Verifier` over Google's certificates."""

    def __init__(self, google: Google) -> None:
        from services.backends.google.certificates import Certificates
        from services.backends.google.identity import TokenVerifier

        self._verifier = TokenVerifier(Certificates(google))

    def verify(self, token: str, audience: str, /) -> Proof:
        from services.backends.google.identity import TokenRefused

        try:
            return self._verifier.verify(token, audience=audience)
        except TokenRefused as refused:
            raise BadToken(f"token-{refused.reason}") from None

    def nonce(self, token: str, /) -> str:
        from google.auth import jwt

        return str(jwt.decode(token, verify=False).get("nonce", ""))  # type: ignore[no-untyped-call]  # google-auth has no types here
