"""A company to try use cases on: the real backends of one machine, and Google in process.

Everything below the use cases is real: SQLite in memory, the local queue run by hand, and the
google-api-python-client talking to the simulator. Only letters are plain words.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.policy import SMTP
from random import Random

from services import callers, rounds, sharing, work
from services.backends.google.budget import Budget
from services.backends.google.delegation import Delegation
from services.backends.google.directory import GoogleDirectory
from services.backends.google.gmail import GmailMailer
from services.backends.google.gmail_message import GmailMessages
from services.backends.google.granted import GrantedScopes
from services.backends.google.http import Google
from services.backends.google.people import GooglePeople
from services.backends.google.signing import signer_for
from services.backends.local.queue import LocalQueue
from services.backends.local.room import MemoryRoom
from services.backends.local.store import SqliteStore
from services.backends.mime import message_of
from services.core.caller import Caller, Claims
from services.core.contact import content_of, fingerprint
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Copy
from services.deps import Deps
from services.ports import Composed, Task
from simulator.app import create_app
from simulator.clock import Clock
from simulator.inprocess import Http
from simulator.world import DELEGATION_SERVICE_ACCOUNT, World
from tests.counting import CountingStore

WRITES = frozenset(
    {
        "people.people.batchCreateContacts",
        "people.people.batchUpdateContacts",
        "people.people.batchDeleteContacts",
        "people.contactGroups.create",
        "people.contactGroups.update",
        "people.contactGroups.delete",
        "people.contactGroups.members.modify",
    }
)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class PlainLetters:
    """Letters for tests: kind, reader and labels."""

    def compose(self, facts, /, *, locale):
        names = ", ".join(item.name for item in facts.items)
        return Composed(subject=f"{facts.kind}: {names}", text=facts.message, html="")


class Outbox:
    """A mail service that keeps what it is given, once it has been written as it would travel."""

    def __init__(self):
        self.mails = []
        self.fails = []
        self.unready = []

    @contextmanager
    def ready(self, mail, /):
        if self.unready:
            raise self.unready.pop(0)
        assert message_of(mail, START).as_bytes(policy=SMTP)
        yield lambda: self._send(mail)

    def _send(self, mail):
        if self.fails:
            raise self.fails.pop(0)
        self.mails.append(mail)

    def to(self, email):
        return [mail.subject for mail in self.mails if mail.to == email]


class Town:
    """One company with people, one service, one clock for everything."""

    def __init__(self, *names, seed=0, world=None, task_seconds=240.0):
        self.skew = timedelta(0)
        self._tenant_id = ""
        self.clock = Clock(START)
        self.random = Random(seed)  # noqa: S311 - histories that repeat, nothing secret
        self.world = world or World(clock=self.clock, seed=seed)
        if world is not None:
            self.clock = world.clock
        else:
            self.company = self.world.add_company("Maple", ["maple.example"])
            for name in names:
                self.world.add_person(self.company, f"{name}@maple.example", name.capitalize())
        self.calls = Counter()
        self.app = create_app(self.world)
        google = Google(
            root="http://sim",
            http_factory=self._http,
            read_pause=0,
            on_call=self._count,
        )
        signer = signer_for(google, DELEGATION_SERVICE_ACCOUNT)
        delegation = Delegation(google, signer, clock=self.clock.timestamp)
        self.gmail = GmailMailer(google, delegation)
        self.store = CountingStore(SqliteStore(":memory:"))
        self.queue = LocalQueue(now=self.now, jitter=lambda: 0.5, deliver=self._deliver)
        self.mailer = Outbox()
        self.ids = itertools.count()
        self.outcomes = Counter()
        self.bodies = []
        self.deps = Deps(
            store=self.store,
            queue=self.queue,
            people=GooglePeople(google, delegation, budget=Budget(clock=self.clock.timestamp)),
            directory=GoogleDirectory(google, delegation),
            delegation=GrantedScopes(delegation),
            mailer=self.mailer,
            messages=GmailMessages(google),
            letters=PlainLetters(),
            room=MemoryRoom(),
            now=self.now,
            new_id=lambda: f"id{next(self.ids):010d}",
            jitter=lambda: 0.5,
            base_url="http://localhost:8080",
            task_seconds=task_seconds,
        )

    def now(self):
        """What the service's own clock says; Google's may differ."""
        return self.clock.now() + self.skew

    def _http(self):
        town = self

        class Calling(Http):
            def request(self, *args, **kwargs):
                town.before_call()
                answer = super().request(*args, **kwargs)
                town.before_call()
                return answer

        return Calling(self.world, self.app)

    def before_call(self):
        """A place for a process to die."""

    def _count(self, call):
        self.calls[call] += 1

    def _deliver(self, kind, body):
        self.bodies.append(json.dumps(body))
        outcome = work.perform(kind, body, deps=self.deps)
        self.outcomes[kind, outcome] += 1
        return 200

    # --- people ---

    def hand(self, name):
        """What this person does in her own Google Contacts."""
        return self.world.hand(f"{name}@maple.example")

    def caller(self, name) -> Caller:
        """The person as the add-on knows her."""
        account = self.world.account(f"{name}@maple.example")
        claims = Claims(sub=account.id, email=account.email, hd="maple.example", name=account.name)
        found = callers.resolve(claims, deps=self.deps)
        self._tenant_id = found.tenant  # looking at a town is no moment for a process to die
        return found

    def id(self, name):
        return self.world.account(f"{name}@maple.example").id

    @property
    def tenant_id(self):
        """The company's id."""
        if not self._tenant_id:
            self._tenant_id = self.caller(next(iter(self.names()))).tenant
        return self._tenant_id

    def scope(self):
        return self.store.tenant(self.tenant_id)

    def names(self):
        return [a.email.partition("@")[0] for a in self.world.people if a.email.endswith("@maple.example")]

    # --- acts ---

    def share(self, owner, label, *members, level=Level.EDITOR, settle=True, message=""):
        """Share a label of the owner's own by name; returns its id."""
        group = next(g["resourceName"] for g in self.hand(owner).labels() if g["name"] == label)
        typed = ", ".join(f"{name}@maple.example" for name in members)
        shared = sharing.share(
            self.caller(owner),
            group=group,
            form=ShareForm(typed=typed, level=level, message=message),
            deps=self.deps,
        )
        if settle:
            self.settle()
        return shared.label

    def pull(self, *names):
        """Read these accounts (everybody without names) now, and let everything follow."""
        for name in names or self.names():
            self.queue.enqueue(Task("pull", {"tenant": self.caller(name).tenant, "account": self.id(name)}))
        self.settle()

    def run(self, *, rng=None, double=0.0):
        """Do what is due now."""
        return self.queue.run_due(rng=rng, double=double)

    def enqueue_pull(self, name):
        self.queue.enqueue(Task("pull", {"tenant": self.tenant_id, "account": self.id(name)}))

    def run_crashing(self, *, rng, double=0.0):
        """Do what is due; a process that dies is followed by another."""
        from tests.stateful.crashing import Crash

        for _ in range(50):
            try:
                return self.queue.run_due(rng=rng, double=double)
            except Crash:
                self.later(seconds=1)
        raise AssertionError("crashes do not end")

    def sweep(self):
        """What the clock does."""
        rounds.sweep(deps=self.deps)

    def what_goes_on(self):
        """For the message of a failure: tasks done since the last clear, copies not current."""
        copies = [
            (c.label, c.account, c.state, str(c.fault))
            for c in self.scope().find(Copy)
            if c.state not in {"current", "ended"}
        ]
        return dict(self.outcomes), self.bodies[-6:], copies

    def google_writes(self):
        return sum(n for call, n in self.calls.items() if call in WRITES)

    def groups(self, name):
        """Contact groups of a person as JSON with their clientData."""
        book = self.world.account(f"{name}@maple.example").book
        return [
            {"resourceName": g.resource, "name": g.name, "clientData": g.client_data}
            for g in book.live_groups()
        ]

    def marked(self, name):
        """Group -> our marker, for the person's groups that have one."""
        return {
            g["resourceName"]: d["value"]
            for g in self.groups(name)
            for d in g["clientData"]
            if d["key"] == "shared-labels.label"
        }

    def members_of(self, name, group):
        return self.hand(name).contacts(group)

    def settle(self, *, rng=None, double=0.0):
        """Do everything that is due or will be."""
        return self.queue.drain(advance=self._advance, rng=rng, double=double)

    def _advance(self, moment):
        self.clock.set(max(moment - self.skew, self.clock.now()))

    def later(self, **delta):
        self.clock.advance(timedelta(**delta))

    # --- looks ---

    def contents(self, name, label):
        """Fingerprints of the contacts in somebody's label, sorted."""
        return sorted(fingerprint(content_of(p)) for p in self.hand(name).contacts(label))

    def same(self, label, *names):
        """Whether all these people have the same contacts in the label."""
        first, *others = (self.contents(name, label) for name in names)
        return all(other == first for other in others)


def contact(given, *, mail="", phone="", note="", **more):
    """People content for a contact."""
    fields = {"names": [{"givenName": given}]}
    if mail:
        fields["emailAddresses"] = [{"value": mail, "type": "work"}]
    if phone:
        fields["phoneNumbers"] = [{"value": phone, "type": "mobile"}]
    if note:
        fields["biographies"] = [{"value": note, "contentType": "TEXT_PLAIN"}]
    return fields | more
