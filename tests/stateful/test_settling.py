"""Any sequence of human acts, faults and crashes settles into copies that equal the hub.

One machine drives the real use cases on the local backends and the simulator, through the real
google-api-python-client. What it may do is drawn from what exists; what must hold is asked after
everything has come to rest.
"""

from __future__ import annotations

import itertools
import os
import re
from functools import partial

from hypothesis import HealthCheck, Phase, currently_in_test_context, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from services import holding, members, sharing
from services.core.contact import content_of, fingerprint, masked
from services.core.levels import Level
from services.core.records import Contact, Copy, Grant, Hold, Label, LinkPage, Promise, Version
from services.core.refusals import Refusal
from services.core.sight import hidden_fields
from services.ports import PortError, Where
from tests.stateful.crashing import Crash, Crashes, crashing
from tests.town import Town, contact

NAMES = ("maya", "anna", "bruno", "clara", "dawid")
LEVELS = (Level.VIEWER, Level.EDITOR, Level.REMOVER, Level.MANAGER)
LABELS = {"Alpha": "maya", "Beta": "maya", "Gamma": "anna"}

people = st.sampled_from(NAMES)
shared = st.sampled_from(sorted(LABELS))
index = st.integers(0, 30)


_WORD = re.compile(r"(?:w|\+1303555)(\d{4})\b")


class Settling(RuleBasedStateMachine):
    """Up to five accounts, three labels with overlapping contacts, different levels."""

    @initialize(
        seed=st.integers(0, 2**16),
        first=st.lists(st.tuples(shared, people, st.sampled_from(LEVELS)), min_size=2, max_size=6),
        quiet=st.booleans(),
    )
    def begin(self, seed, first, quiet):
        self.town = Town(*NAMES, seed=seed)
        self.crashes = Crashes()
        crashing(self.town, self.crashes)
        self.rng = self.town.random
        self.values = itertools.count(1)
        self.labels: dict[str, str] = {}
        self.viewer_words: dict[str, str] = {}  # word -> who wrote it without the right to
        self.edits: dict[tuple[str, str, str], str] = {}  # (who, contact, field) -> word, since the last rest
        self.filled: set[str] = (
            set()
        )  # labels into which somebody may have put a contact, since the last rest
        self.acted: set[str] = set()  # who did anything since the last rest
        self.seen: set[str] = set()  # versions that were there at the last rest
        self.known: set[str] = set()  # words that were in the hub at some rest
        for name in NAMES:
            self.town.caller(name)
        for label, owner in LABELS.items():
            hand = self.town.hand(owner)
            hand.add_label(label)
        maya, anna = self.town.hand("maya"), self.town.hand("anna")
        for n in range(6):
            labels = ["Alpha"] if n < 4 else ["Beta"]
            if n in (2, 3):
                labels.append("Beta")
            maya.add(self._person(f"M{n}"), labels)
        for n in range(3):
            anna.add(self._person(f"A{n}"), ["Gamma"])
        maya.add(self._person("Mprivate"))
        for label, member, level in first:
            self.share(label, member, level)
        if quiet:
            self.town.settle()

    def _person(self, name):
        return contact(name, mail=f"w{self._word()}@x.example", phone=f"+1202777{next(self.values):04d}")

    def _word(self):
        return f"{next(self.values):04d}"

    # --- what people do ---

    @rule(label=shared, member=people, level=st.sampled_from(LEVELS))
    def share(self, label, member, level):
        owner = self._owner(label)
        if member == owner or not any(g["name"] == label for g in self.town.hand(owner).labels()):
            return
        self._unsure(member, owner)
        self._try(
            lambda: self.labels.__setitem__(
                label, self.town.share(owner, label, member, level=level, settle=False)
            )
        )
        # It may lower her level: what she does next comes after it, also by Google's time.
        self.town.later(seconds=1)

    @rule(label=shared, member=people, level=st.sampled_from(LEVELS))
    def change_level(self, label, member, level):
        self._ended(member)
        self._as_owner(
            label,
            lambda caller, identity: members.change_level(
                caller, label=identity, principal=self.town.id(member), level=level, deps=self.town.deps
            ),
        )
        # What she does next comes after it, also by Google's time.
        self.town.later(seconds=1)

    @rule(which=index)
    def lower(self, which):
        """Somebody who has just written something may only look from now on."""
        writers = sorted({who for who, _, _ in self.edits})
        for label in LABELS if writers else ():
            self.change_level(label, writers[which % len(writers)], Level.VIEWER)

    @rule(label=shared, member=people)
    def end(self, label, member):
        self._ended(member)
        self._as_owner(
            label,
            lambda caller, identity: members.end(
                caller, label=identity, principal=self.town.id(member), deps=self.town.deps
            ),
        )
        self.town.later(seconds=1)

    @rule(label=shared)
    def stop(self, label):
        self._unsure(self._owner(label))
        for name in NAMES:
            self._ended(name)
        self._as_owner(
            label, lambda caller, identity: sharing.stop(caller, label=identity, deps=self.town.deps)
        )
        self.town.later(seconds=1)

    @rule(label=shared, member=people)
    def leave(self, label, member):
        self._ended(member)
        if label in self.labels:
            self._try(
                lambda: members.leave(self.town.caller(member), label=self.labels[label], deps=self.town.deps)
            )
        self.town.later(seconds=1)

    @rule(person=people, which=index, what=st.sampled_from(["phone", "mail", "note", "name", "more", "less"]))
    def edit(self, person, which, what):
        found = self._pick(person, which)
        if found is None:
            return
        word = self._word()
        hand = self.town.hand(person)
        resource = found["resourceName"]
        level = self._level(person, found)
        if level is None or level is Level.VIEWER:
            # Of access that has ended a later edit may be all that the last look finds.
            self.edits = {key: w for key, w in self.edits.items() if key[:2] != (person, resource)}
        if level is Level.VIEWER:
            if not self._may_come_to_edit(person, resource):
                self.viewer_words[word] = person
        elif level is not None and what != "less" and self._counts(person, found, what):
            self.edits[person, resource, "mail" if what == "more" else what] = word
        if what == "less":
            self.edits.pop((person, resource, "mail"), None)
        self.acted.add(person)
        if what == "phone":
            hand.edit(resource, phoneNumbers=[{"value": f"+1303555{word}", "type": "work"}])
        elif what == "mail":
            hand.edit(resource, emailAddresses=[{"value": f"w{word}@x.example"}])
        elif what == "note":
            hand.edit(resource, biographies=[{"value": f"w{word}", "contentType": "TEXT_PLAIN"}])
        elif what == "name":
            hand.edit(resource, names=[{"givenName": f"w{word}"}])
        elif what == "more":
            hand.edit(
                resource, emailAddresses=[*_bare(found, "emailAddresses"), {"value": f"w{word}@y.example"}]
            )
        else:
            hand.edit(resource, emailAddresses=_bare(found, "emailAddresses")[1:])

    @rule(person=people, label=shared)
    def add(self, person, label):
        group = self._group(person, label)
        if group:
            self.town.hand(person).add(self._person(f"N{next(self.values)}"), [group])
            self._unsure(person)

    @rule(person=people, which=index)
    def delete(self, person, which):
        found = self._pick(person, which)
        if found is not None:
            self.town.hand(person).delete(found["resourceName"])
            self._unsure(person)

    @rule(person=people, which=index, label=shared)
    def unlabel(self, person, which, label):
        found, group = self._pick(person, which), self._group(person, label)
        if found is not None and group:
            self.town.hand(person).unlabel(found["resourceName"], group)
            self._unsure(person)

    @rule(person=people, which=index, label=shared)
    def relabel(self, person, which, label):
        found, group = self._pick(person, which), self._group(person, label)
        if found is not None and group:
            self.town.hand(person).label(found["resourceName"], group)
            self.filled.add(label)
            self._unsure(person)

    @rule(person=people, label=shared, with_contacts=st.booleans())
    def delete_label(self, person, label, with_contacts):
        group = self._group(person, label)
        if group:
            self.town.hand(person).delete_label(group, with_contacts=with_contacts)
            self._unsure(person)

    @rule(person=people, one=index, other=index, as_new=st.booleans())
    def merge(self, person, one, other, as_new):
        first, second = self._pick(person, one), self._pick(person, other)
        if first and second and first["resourceName"] != second["resourceName"]:
            self.town.hand(person).merge(first["resourceName"], second["resourceName"], as_new=as_new)
            self.filled |= set(LABELS)
            self._unsure(person)

    @rule(person=people, which=index)
    def rename(self, person, which):
        found = self._pick(person, which)
        if found is not None:
            self.town.hand(person).rename(found["resourceName"])
            self._unsure(person)

    @rule(person=people, which=index)
    def touch(self, person, which):
        found = self._pick(person, which)
        if found is not None:
            self.town.hand(person).touch(found["resourceName"])
            self._unsure(person)

    # --- what machines do ---

    @rule(names=st.lists(people, min_size=1, max_size=3))
    def pull(self, names):
        for name in names:
            self.town.enqueue_pull(name)
        self._run()

    @rule()
    def run(self):
        self._run()

    @rule(minutes=st.sampled_from([1, 5, 30]))
    def time_passes(self, minutes):
        self.town.later(minutes=minutes)
        self._run()

    @rule(after=st.integers(0, 60))
    def crash_soon(self, after):
        self.crashes.after(after)

    @rule(
        kind=st.sampled_from(["429", "503", "500", "drop-before", "drop-after", "500-after", "cut"]),
        path=st.sampled_from(["*people:batch*", "*contactGroups*", "*connections*", "*"]),
        skip=st.integers(0, 3),
    )
    def fail_soon(self, kind, path, skip):
        self.town.world.faults.add(kind, path, skip=skip)

    @rule(person=people)
    def listings_late(self, person):
        self.town.hand(person).hold_listings()

    @rule(person=people)
    def listings_catch_up(self, person):
        self.town.hand(person).release_listings()

    @rule(person=people)
    def tokens_expire(self, person):
        self.town.hand(person).expire_sync_tokens()

    # --- rest ---

    @rule(restore=st.booleans())
    def settle(self, restore):
        self._rest(restore)

    def teardown(self):
        if hasattr(self, "town"):
            self._rest(restore=True)

    def _rest(self, restore):
        town = self.town
        self.crashes.never()
        town.world.faults.clear()
        for name in NAMES:
            town.hand(name).release_listings()
        town.later(hours=25)
        for _ in range(8):
            self._decide(restore)
            before = self._writes()
            town.outcomes.clear()
            town.later(minutes=10)
            for name in NAMES:
                town.enqueue_pull(name)
            town.settle(rng=self.rng, double=0.2)
            town.sweep()
            town.settle(rng=self.rng, double=0.2)
            if self._writes() == before and not self._open_holds():
                break
        else:
            raise AssertionError(f"it does not come to rest: {town.what_goes_on()}")
        self._check()

    def _writes(self):
        return self.town.google_writes(), self.town.store.counts.writes

    def _open_holds(self):
        return self.town.scope().find(Hold, Where("state", "==", "held"))

    def _decide(self, restore):
        for hold in self._open_holds():
            label = self.town.scope().get(Label, hold.label)
            owner = next(n for n in NAMES if self.town.id(n) == label.owner)
            self.acted.add(owner)
            self._try(partial(self._decide_one, owner, hold.id, "restore" if restore else "delete"))

    def _decide_one(self, owner, hold, choice):
        holding.decide(self.town.caller(owner), hold=hold, choice=choice, deps=self.town.deps)

    def _check(self):
        scope = self.town.scope()
        contacts = every(scope, Contact)
        assert not every(scope, Promise), "the outbox is empty"
        for label in every(scope, Label):
            hub = {c.id: c for c in contacts if label.id in c.labels}
            for copy in scope.find(Copy, Where("label", "==", label.id)):
                name = next(n for n in NAMES if self.town.id(n) == copy.account)
                if label.state != "active":
                    continue
                if copy.state == "ended":
                    assert not any(_marker(g) == label.id for g in self.town.groups(name)), "taken back"
                    continue
                assert copy.state == "current", (name, label.name, copy.state, copy.fault)
                # An empty label that its person deleted is made again when there is something to put in.
                mine = self.town.members_of(name, copy.group) if hub or self._there(name, copy) else []
                links = self._links(scope, copy.account)
                ids = {links.get(p["resourceName"]) for p in mine}
                copies = {links.get(p["resourceName"]): content_of(p) for p in mine}
                if label.owner == copy.account:
                    # Others' contacts that she put there and may not share on stay hers alone.
                    ids &= hub.keys() | {None}
                else:
                    assert len(mine) == len(hub), f"{name} has {len(mine)} of {len(hub)} in {label.name}"
                assert ids == hub.keys(), f"{name}'s {label.name} holds the hub's contacts"
                for identity, one in hub.items():
                    mask = self._hidden(scope, name, one)
                    seen, said = masked(copies[identity], mask), masked(one.content, mask)
                    assert fingerprint(seen) == fingerprint(said), "copy equals hub through its mask"
        versions = every(scope, Version)
        hub_text = repr([c.content for c in contacts])
        text = hub_text + repr(versions)
        words = set(_WORD.findall(text))
        assert not words & self.viewer_words.keys(), "a viewer's edit never reaches the hub"
        assert not set(self.edits.values()) - words, "an edit that may count is in the hub or in history"
        assert not self.known - words, "what is gone from the hub is in its history"
        self.known |= set(_WORD.findall(hub_text))
        actors = {self.town.id(name) for name in self.acted}
        fresh = {version.who for version in versions if version.key not in self.seen}
        assert fresh <= actors, "no change without a person behind it"
        self.seen = {version.key for version in versions}
        self.acted.clear()
        self.edits.clear()
        self.filled.clear()
        sent = [mail.id for mail in self.town.mailer.mails]
        assert len(sent) == len(set(sent)), "each mail at most once"

    # --- plumbing ---

    def _try(self, act):
        try:
            act()
        except (Refusal, Crash, PortError) as refused:
            # What is refused to a caller, or dies under her, is what the machine is here for.
            if currently_in_test_context():
                event(type(refused).__name__)

    def _as_owner(self, label, act):
        if label in self.labels:
            self._try(lambda: act(self.town.caller(self._owner(label)), self.labels[label]))

    def _run(self):
        self.town.run_crashing(rng=self.rng, double=0.2)

    def _owner(self, label):
        """Whose the label is: it may have been handed over."""
        stored = self.town.scope().get(Label, self.labels.get(label, ""))
        return next(n for n in NAMES if self.town.id(n) == stored.owner) if stored else LABELS[label]

    def _group(self, person, label):
        """The person's own group for the label: the one that she made, or her copy of it."""
        if LABELS[label] == person:
            return next(
                (g["resourceName"] for g in self.town.hand(person).labels() if g["name"] == label), None
            )
        identity = self.labels.get(label)
        return next((g for g, m in self.town.marked(person).items() if m == identity and m), None)

    def _pick(self, person, which):
        hand = self.town.hand(person)
        groups = [g for label in LABELS if (g := self._group(person, label))]
        found = {p["resourceName"]: p for g in groups for p in hand.contacts(g)}
        ordered = [found[key] for key in sorted(found)]
        return ordered[which % len(ordered)] if ordered else None

    def _counts(self, person, found, what):
        """Whether an edit of this field may count at all."""
        return True

    def _unsure(self, *names):
        """What these people wrote before may or may not count from here on: ask nothing of it."""
        self.acted |= set(names)
        self.edits = {k: word for k, word in self.edits.items() if k[0] not in names}
        self.viewer_words = {w: who for w, who in self.viewer_words.items() if who not in names}

    def _ended(self, name):
        """She had a label, or a level: what she wrote before counts, and nothing that only it allowed."""
        self.town.later(seconds=1)  # Google's time tells what was before
        self.acted.add(name)
        self.viewer_words = {w: who for w, who in self.viewer_words.items() if who != name}

    def _level(self, person, found):
        """The person's highest level in the shared labels of this contact of hers."""
        marked = self.town.marked(person)
        made = {self._group(person, name): identity for name, identity in self.labels.items()}
        scope, account = self.town.scope(), self.town.id(person)
        hub = scope.get(Contact, self._links(scope, account).get(found["resourceName"], ""))
        levels = []
        for membership in found.get("memberships", []):
            group = membership["contactGroupMembership"]["contactGroupResourceName"]
            identity = marked.get(group) or made.get(group, "")
            grant, label = scope.get(Grant, f"{identity}.{account}"), scope.get(Label, identity)
            live = grant and grant.state != "ended" and label and label.state == "active"
            # What an owner does before her label has been read is simply how it is.
            # A colleague's contact that she has put into her own label alone is not hers by that.
            counts = hub is None or identity in hub.labels
            if live and counts and (label.counted or grant.level is not Level.OWNER):
                levels.append(grant.level)
        return max(levels, default=None)

    def _hidden(self, scope, name, hub):
        """Fields that every label of the person's that holds the contact hides from her."""
        account = self.town.id(name)
        labels = [one for one in scope.get_many(Label, hub.labels).values() if one.state == "active"]
        grants = scope.get_many(Grant, [f"{one.id}.{account}" for one in labels])
        levels = {g.label: g.level for g in grants.values() if g.state != "ended"}
        return hidden_fields(account, [one for one in labels if one.id in levels], levels)

    def _may_come_to_edit(self, person, resource):
        """Whether the contact is, or may turn out to be, in a label of hers that lets her edit.

        Her copy need not be there yet, nor has anybody read yet what others have put into the label.
        """
        scope, account = self.town.scope(), self.town.id(person)
        hub = scope.get(Contact, self._links(scope, account).get(resource, ""))
        for grant in scope.find(Grant, Where("principal", "==", account)):
            if grant.state != "ended" and grant.level.may_edit:
                label = scope.get(Label, grant.label)
                if not label.counted or label.name in self.filled or (hub and label.id in hub.labels):
                    return True
        return False

    def _there(self, name, copy):
        return copy.group in {group["resourceName"] for group in self.town.groups(name)}

    def _links(self, scope, account):
        return {
            link.resource: contact
            for page in scope.find(LinkPage, Where("account", "==", account), limit=1000)
            for contact, link in page.links.items()
        }


def _bare(person, field):
    return [{k: v for k, v in e.items() if k in {"value", "type"}} for e in person.get(field, [])]


def _marker(group):
    return next((d["value"] for d in group.get("clientData", []) if d["key"] == "shared-labels.label"), "")


def every(scope, kind):
    found, last = [], None
    while page := scope.find(kind, after=last, limit=500):
        found += page
        last = page[-1]
    return found


TestSettling = Settling.TestCase
TestSettling.settings = settings(
    max_examples=int(os.environ.get("HISTORIES", "30")),
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.generate] if os.environ.get("FAST") else [Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
