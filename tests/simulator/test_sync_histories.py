"""Whatever happens, a client that follows sync tokens ends up with what is there."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.clock import Clock
from simulator.seeds import small
from tests.simulator.clients import Clients, listing, named
from tests.simulator.conftest import START

MAYA = "maya@maple.example"


class Follower(RuleBasedStateMachine):
    """Somebody changes contacts by hand while a client follows with sync tokens, at times late."""

    @initialize(late=st.booleans(), tombstones=st.booleans())
    def begin(self, late, tombstones):
        self.world = small(colleagues=1, clock=Clock(START))
        self.people = Clients(self.world).people()
        self.hand = self.world.hand(MAYA)
        self.trouble = self.hand.book.trouble
        self.trouble.rename_when_linked = True
        self.trouble.rename_leaves_tombstone = tombstones
        self.trouble.delay = timedelta(minutes=2) if late else timedelta(0)
        self.label = self.hand.add_label("Clients")
        self.mirror: dict[str, dict] = {}
        self.token = ""
        self.count = 0

    def _some(self, pick: int) -> str:
        names = sorted(self.hand.book.contacts)
        return names[pick % len(names)]

    def _any(self) -> bool:
        return bool(self.hand.book.contacts)

    @rule(linked=st.booleans())
    def add(self, linked):
        self.count += 1
        extra = {"emailAddresses": [{"value": "anna@maple.example"}]} if linked else {}
        self.hand.add(named(f"P{self.count}", **extra), ["Clients"])

    @precondition(_any)
    @rule(pick=st.integers(0, 50))
    def edit(self, pick):
        self.count += 1
        self.hand.edit(self._some(pick), nicknames=[{"value": f"n{self.count}"}])

    @precondition(_any)
    @rule(pick=st.integers(0, 50), linked=st.booleans())
    def link_or_unlink(self, pick, linked):
        self.hand.edit(self._some(pick), emailAddresses=[{"value": "anna@maple.example"}] if linked else [])

    @precondition(_any)
    @rule(pick=st.integers(0, 50))
    def delete(self, pick):
        self.hand.delete(self._some(pick))

    @precondition(lambda self: bool(self.hand.book.trash))
    @rule(pick=st.integers(0, 50))
    def restore(self, pick):
        names = sorted(self.hand.book.trash)
        self.hand.restore(names[pick % len(names)])

    @precondition(lambda self: len(self.hand.book.contacts) > 1)
    @rule(pick=st.integers(0, 50), as_new=st.booleans())
    def merge(self, pick, as_new):
        names = sorted(self.hand.book.contacts)
        first = pick % len(names)
        self.hand.merge(names[first], names[first - 1], as_new=as_new)

    @precondition(_any)
    @rule(pick=st.integers(0, 50))
    def rename(self, pick):
        self.hand.rename(self._some(pick))

    @precondition(_any)
    @rule(pick=st.integers(0, 50))
    def hold_one(self, pick):
        self.hand.hold_listings(self._some(pick))

    @rule()
    def hold_all(self):
        self.hand.hold_listings()

    @rule()
    def release(self):
        self.hand.release_listings()

    @rule(minutes=st.integers(1, 3))
    def wait(self, minutes):
        self.world.clock.advance(timedelta(minutes=minutes))

    @rule()
    def new_label_for_all(self):
        for resource in list(self.hand.book.contacts):
            self.hand.label(resource, "Clients")

    @rule()
    def expire(self):
        self.hand.expire_sync_tokens()
        self.token = ""

    @rule()
    def follow(self):
        pages, page = [], ""
        while True:
            answer = listing(self.people, sync=self.token, page=page, size=3)
            pages += answer.get("connections", [])
            page = answer.get("nextPageToken", "")
            if not page:
                break
        names = [p["resourceName"] for p in pages]
        assert len(names) == len(set(names))
        if not self.token:
            assert not any(p["metadata"].get("deleted") for p in pages)
            self.mirror.clear()
        for person in pages:
            if person["metadata"].get("deleted"):
                self.mirror.pop(person["resourceName"], None)
                continue
            for former in person["metadata"].get("previousResourceNames", ()):
                self.mirror.pop(former, None)
            self.mirror[person["resourceName"]] = person
        self.token = answer["nextSyncToken"]

    @invariant()
    def members_are_contacts(self):
        if not hasattr(self, "hand"):
            return
        book = self.hand.book
        for group, members in book.members.items():
            assert set(members) == {r for r, c in book.contacts.items() if group in c.groups}
        assert all(c.groups for c in book.contacts.values())

    def teardown(self):
        if not hasattr(self, "hand"):
            return
        self.hand.release_listings()
        self.world.clock.advance(timedelta(minutes=2))
        self.follow()
        truth = {r: c.etag for r, c in self.hand.book.contacts.items()}
        assert {r: p["etag"] for r, p in self.mirror.items()} == truth
        self.token = ""
        self.follow()
        assert {r: p["etag"] for r, p in self.mirror.items()} == truth


TestFollower = Follower.TestCase
TestFollower.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
