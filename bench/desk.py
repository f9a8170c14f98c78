"""The use cases in this process, on the simulator, one task at a time, with every call counted.

Nothing here waits: retries and pauses have no part in what is counted.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from addon.letters import JinjaLetters
from services import callers, sharing, work
from services.backends.google.delegation import Delegation
from services.backends.google.directory import GoogleDirectory
from services.backends.google.gmail_message import GmailMessages
from services.backends.google.granted import GrantedScopes
from services.backends.google.http import Google
from services.backends.google.people import GooglePeople
from services.backends.google.signing import signer_for
from services.backends.local.mailbox import Mailbox
from services.backends.local.room import MemoryRoom
from services.backends.local.store import SqliteStore
from services.core.caller import Caller, Claims
from services.core.facts import ShareForm
from services.core.levels import Level
from services.deps import Deps
from services.ports import Task
from simulator.app import create_app
from simulator.inprocess import Http
from simulator.seeds import synthetic
from simulator.world import DELEGATION_SERVICE_ACCOUNT, Account, World
from tests.counting import CountingStore

LABEL = "Customers"
START = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Done:
    """One task that was done: People calls by method, documents read and written."""

    kind: str
    account: str
    calls: Counter[str]
    reads: int
    writes: int
    deletes: int = 0
    """Also among `writes`."""


class Tasks:
    """A queue that keeps tasks until they are asked for."""

    def __init__(self) -> None:
        self.waiting: list[Task] = []
        self._names: set[str] = set()

    def enqueue(self, task: Task, /) -> bool:
        """See `ports.Queue.enqueue`."""
        if task.name and task.name in self._names:
            return False
        self._names.add(task.name)
        self.waiting.append(task)
        return True

    def ping(self) -> None:
        """It is here."""


class Desk:
    """One company with an owner and `members` colleagues; reads and writes are counted at the ports."""

    def __init__(self, members: int = 1) -> None:
        self.world = World()
        self.company = self.world.add_company("Maple", ["maple.example"])
        self.owner = self.world.add_person(self.company, "maya@maple.example", "Maya", "Lindqvist")
        self.members = [
            self.world.add_person(self.company, f"member{n}@maple.example", f"Member{n}", "Smith")
            for n in range(members)
        ]
        self.world.add_person(self.company, "admin@maple.example", "Adele", "Admin", admin=True)
        self.calls: Counter[str] = Counter()
        self.done: list[Done] = []
        self.tasks = Tasks()
        self.time = datetime.now(UTC)
        app = create_app(self.world)
        google = Google(root="http://google", http_factory=lambda: Http(self.world, app), on_call=self._count)
        delegation = Delegation(google, signer_for(google, DELEGATION_SERVICE_ACCOUNT))
        store = CountingStore(SqliteStore())
        self.store = store.counts
        self.deps = Deps(
            store=store,
            queue=self.tasks,
            people=GooglePeople(google, delegation),
            directory=GoogleDirectory(google, delegation),
            delegation=GrantedScopes(delegation),
            mailer=Mailbox(store),
            messages=GmailMessages(google),
            letters=JinjaLetters(),
            room=MemoryRoom(),
            now=lambda: self.time,
            new_id=lambda: secrets.token_hex(8),
            jitter=lambda: 0.5,
            base_url="http://localhost:8080",
        )

    def fill(self, size: int, others: int = 0) -> None:
        """`size` contacts in the owner's label, and `others` beside it."""
        hand = self.world.hand(self.owner.id)
        hand.add_label(LABEL)
        for number, fields in enumerate(synthetic(size + others)):
            hand.plant(fields, [LABEL] if number < size else [])

    def caller(self, account: Account) -> Caller:
        """A person as the add-on knows her."""
        claims = Claims(account.id, account.email, self.company.domain, account.name)
        return callers.resolve(claims, deps=self.deps)

    def group(self) -> str:
        """The resource name of the owner's label."""
        found = [x["resourceName"] for x in self.world.hand(self.owner.id).labels() if x["name"] == LABEL]
        return str(found[0])

    def share(self, level: Level = Level.EDITOR) -> str:
        """Share the label with every member; what has to be done waits in `tasks`."""
        form = ShareForm(typed=", ".join(member.email for member in self.members), level=level)
        shared = sharing.share(self.caller(self.owner), group=self.group(), form=form, deps=self.deps)
        assert shared.added == len(self.members), shared
        return str(shared.label)

    def settle(self, most: int = 100_000) -> None:
        """Do every task that waits, and those that come of them, whenever they are due."""
        while self.tasks.waiting:
            task = min(self.tasks.waiting, key=lambda one: one.due or START)
            self.tasks.waiting.remove(task)
            self.time = max(self.time, task.due or START)
            self.calls.clear()
            self.store.clear()
            work.perform(task.kind, dict(task.body), deps=self.deps)
            self.done.append(
                Done(
                    task.kind,
                    str(task.body.get("account", "")),
                    Counter({name: n for name, n in self.calls.items() if name.startswith("people.")}),
                    self.store.reads,
                    self.store.writes + self.store.deletes,
                    self.store.deletes,
                )
            )
            most -= 1
            assert most, "the tasks do not come to an end"

    def people_calls(self, account: Account) -> Counter[str]:
        """Calls to the People API that tasks made for one account, by method."""
        return sum((done.calls for done in self.done if done.account == account.id), Counter())

    def pull(self, account: Account) -> None:
        """Look what has changed in one account."""
        tenant = self.caller(account).tenant
        self.done.clear()
        self.deps.queue.enqueue(Task("pull", {"tenant": tenant, "account": account.id}))

    def _count(self, method: str) -> None:
        self.calls[method] += 1
