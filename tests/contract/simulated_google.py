"""The simulated Google in this process, under the real client libraries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from services.backends.google.certificates import Certificates
from services.backends.google.delegation import Delegation
from services.backends.google.directory import GoogleDirectory
from services.backends.google.gmail import GmailMailer
from services.backends.google.http import Google
from services.backends.google.identity import TokenVerifier
from services.backends.google.people import GooglePeople
from services.backends.google.signing import signer_for
from services.ports import AddressBook
from simulator.app import create_app
from simulator.clock import Clock
from simulator.inprocess import Http
from simulator.people.byhand import Hand
from simulator.seeds.small import small
from simulator.world import DELEGATION_SERVICE_ACCOUNT, World

ROOT = "http://google.test"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MAYA = "maya@maple.example"
ANNA = "anna@maple.example"
ADMIN = "admin@maple.example"


class Simulated:
    """A small world and the backends that reach it; `calls` are the method ids that were sent."""

    def __init__(self) -> None:
        self.world: World = small(colleagues=5, clock=Clock(NOON))
        self.calls: list[str] = []
        app = create_app(self.world)
        self.google = Google(
            root=ROOT,
            http_factory=lambda: Http(self.world, app),
            on_call=self.calls.append,
            read_pause=0,
        )
        self.delegation = Delegation(
            self.google,
            signer_for(self.google, DELEGATION_SERVICE_ACCOUNT),
            clock=self.world.clock.timestamp,
        )
        self.people = GooglePeople(self.google, self.delegation)
        self.directory = GoogleDirectory(self.google, self.delegation)
        self.mailer = GmailMailer(self.google, self.delegation, now=self.world.clock.now)
        self.verifier = TokenVerifier(Certificates(self.google, clock=self.world.clock.timestamp))

    def book(self, email: str = MAYA) -> AddressBook:
        return self.people.of(email)

    def hand(self, email: str = MAYA) -> Hand:
        return self.world.hand(email)

    def fail(self, kind: str, path: str = "*", **more: Any) -> None:
        self.world.faults.add(kind, path, **more)

    def api_calls(self) -> list[str]:
        """Calls without those for tokens."""
        return [call for call in self.calls if not call.startswith(("oauth2.", "iamcredentials."))]
