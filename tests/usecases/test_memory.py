"""What is held in memory does not grow with the people who share a label.

Counted, not weighed: pages of links that are alive, and contacts for which there is room.
"""

import gc
import json
from dataclasses import replace

import pytest

from services import members, visiting, work
from services.backends.google import people_read
from services.backends.local.room import MemoryRoom
from services.core.outcome import Outcome
from services.core.person import Person
from services.core.records import LINKS, Contact, LinkPage
from tests.town import Town, contact

CREATE = "people.people.batchCreateContacts"
LIST = "people.people.connections.list"


def alive(kind):
    gc.collect()
    return sum(isinstance(one, kind) for one in gc.get_objects())


class Watched(MemoryRoom):
    """Says how much is held, and remembers the most that was."""

    def __init__(self):
        super().__init__(LINKS)
        self.held = self.most = 0

    def take(self, contacts, /):
        taken = super().take(contacts)
        self.held += contacts if taken else 0
        self.most = max(self.most, self.held)
        return taken

    def give_back(self, contacts, /):
        super().give_back(contacts)
        self.held -= contacts


class Small(Town):
    """A town whose service has room for one page of links, and a label to share."""

    def __init__(self, size, *members):
        super().__init__("maya", *members)
        self.room = Watched()
        self.deps = replace(self.deps, room=self.room)
        self.left_over = {kind: alive(kind) for kind in (LinkPage, Person)}  # of other tests
        self.read = []  # contacts of an account that are alive when the next listing is asked for
        self.seen = []  # call, contacts held at that moment, pages alive
        self.hand("maya").add_label("Finance")
        for n in range(size):
            self.hand("maya").plant(contact(f"C{n}", mail=f"c{n}@x.example"), ["Finance"])

    def _count(self, call):
        super()._count(call)
        if call == LIST and self.room.held:
            self.while_held()
        if call == LIST:
            self.read.append(self._more(Person))
        self.seen.append((call, self.room.held, self._more(LinkPage) if call == CREATE else 0))

    def _more(self, kind):
        return alive(kind) - self.left_over[kind]

    def while_held(self):
        """What happens in another thread while an account is in memory."""

    def nickname(self, name, of):
        self.hand(name).edit(self.hand(name).find(of), nicknames=[{"value": f"of {name}"}])

    def nicknames(self, name):
        return sorted(
            p["nicknames"][0]["value"] for p in self.hand(name).contacts("Finance") if "nicknames" in p
        )


def test_a_copy_holds_the_links_of_its_batch_and_not_those_of_the_account():
    town = Small(4 * LINKS, "anna")
    town.share("maya", "Finance", "anna")
    assert len(town.hand("anna").contacts("Finance")) == 4 * LINKS
    created = [(held, alive) for call, held, alive in town.seen if call == CREATE]
    assert [held for held, _ in created] == [0] * 4
    assert max(alive for _, alive in created) <= 2  # a batch may begin in one page and end in the next


def test_a_page_of_an_account_is_gone_before_the_next_is_asked_for(monkeypatch):
    monkeypatch.setattr(people_read, "PAGE", 50)
    town = Small(120, "anna")
    town.share("maya", "Finance", "anna")
    for number in range(120):
        town.nickname("anna", f"C{number}")
    town.pull("anna")
    assert len(town.nicknames("maya")) == 120
    assert len(town.read) >= 2 * 3
    assert max(town.read) <= 0


def test_a_label_read_for_the_first_time_has_room_before_there_are_links():
    town = Small(LINKS + 1, "anna")
    town.share("maya", "Finance", "anna")
    assert town.room.most == LINKS + 1
    assert (LIST, LINKS + 1, 0) in town.seen
    assert town.room.held == 0


def test_two_accounts_that_do_not_fit_side_by_side_are_read_one_after_the_other():
    town = Small(3, "anna", "bruno")
    label = town.share("maya", "Finance", "anna", "bruno")
    tenant = town.caller("maya").tenant
    bodies = {
        name: {"tenant": tenant, "account": town.id(name), "label": label} for name in ("anna", "bruno")
    }
    came = []

    def bruno_too():
        town.while_held = lambda: None
        came.append(work.perform("copy", bodies["bruno"], deps=town.deps))

    town.while_held = bruno_too
    assert work.perform("copy", bodies["anna"], deps=town.deps) is Outcome.DONE
    assert came == [Outcome.LATER]
    town.outcomes.clear()
    town.settle()
    assert town.outcomes == {("copy", Outcome.DONE): 1}
    assert (town.room.most, town.room.held) == (LINKS, 0)


def test_who_finds_no_room_comes_again_after_longer_and_longer_and_has_written_nothing():
    town = Small(3, "anna")
    town.share("maya", "Finance", "anna")
    town.pull()
    town.nickname("anna", "C0")
    written, waits = town.google_writes(), []
    town.room.take(LINKS)  # by somebody else
    town.outcomes.clear()
    town.enqueue_pull("anna")
    for _ in range(8):
        began = town.now()
        town.run()
        town._advance(town.queue.next_due())
        waits.append((town.now() - began).total_seconds())
    assert waits == pytest.approx([8, 16, 32, 64, 120, 120, 120, 120])
    assert town.outcomes == {("pull", Outcome.LATER): 8}
    assert town.google_writes() == written
    assert (
        json.loads(town.bodies[-1])["tries"] == "0"
    )  # so that a fault which comes next waits as a first one
    town.room.give_back(LINKS)
    town.settle()
    assert town.nicknames("maya") == ["of anna"]


def test_taking_a_copy_back_waits_for_room_as_well():
    town = Small(3, "anna")
    label = town.share("maya", "Finance", "anna")
    town.room.take(LINKS)
    town.outcomes.clear()
    members.end(town.caller("maya"), label=label, principal=town.id("anna"), deps=town.deps)
    town.run()
    assert town.outcomes["end", Outcome.LATER] == 1
    assert len(town.hand("anna").contacts("Finance")) == 3
    town.room.give_back(LINKS)
    town.settle()
    assert not town.hand("anna").labels()


def test_a_push_whose_contacts_stand_in_many_pages_waits_for_room(monkeypatch):
    town = Small(3, "anna")
    town.share("maya", "Finance", "anna")
    contacts = " ".join(one.id for one in town.scope().find(Contact))
    body = {"tenant": town.caller("maya").tenant, "account": town.id("anna"), "contacts": contacts}
    town.room.take(1)  # by somebody else
    assert work.perform("push", body, deps=town.deps) is Outcome.DONE
    monkeypatch.setattr(visiting, "_FEW", 0)
    assert work.perform("push", body, deps=town.deps) is Outcome.LATER
    town.room.give_back(1)
    assert work.perform("push", body, deps=town.deps) is Outcome.DONE
    assert (town.room.most, town.room.held) == (LINKS, 0)


def test_what_was_changed_in_any_order_is_handed_on_page_by_page():
    town = Small(2 * LINKS + 50, "anna", "bruno")
    town.share("maya", "Finance", "anna", "bruno")
    town.pull()
    names = town.hand("anna").names("Finance")
    names = [*names[::3], *names[1::3], *names[2::3]]
    for name in names:
        town.nickname("anna", name)
    del town.bodies[:]
    town.pull("anna")
    told = [json.loads(body) for body in town.bodies]
    pages = [
        {visiting.page_of(one) for one in body["contacts"].split()} for body in told if "contacts" in body
    ]
    assert pages
    assert max(map(len, pages)) == 1
    assert len(town.nicknames("bruno")) == len(names)
