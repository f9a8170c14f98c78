"""The same machine, and people who merge copies with contacts of their own: what was hers is never lost."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.stateful.test_settling import LABELS, Settling, index, people, shared
from tests.town import contact


class Merging(Settling):
    """Settling, and contacts of people's own that become one with copies of ours."""

    def __init__(self):
        super().__init__()
        self.hers = {}  # word in a contact of her own -> whose it was
        self.merged = set()  # who merged copies since the last rest: Google may make a third one of two

    @rule(person=people, which=index, as_new=st.booleans())
    def merge_into_hers(self, person, which, as_new):
        copy, word, hand = self._pick(person, which), self._word(), self.town.hand(person)
        if copy is None:
            return
        mine = hand.add(contact(f"H{word}", urls=[{"value": f"https://w{word}.example"}]))
        hand.merge(mine, copy["resourceName"], as_new=as_new)
        if person not in self.merged:
            self.hers[word] = person
        self.filled |= set(LABELS)
        self._unsure(person)

    @rule(person=people, which=index)
    def delete(self, person, which):
        self._may_be_gone(person)
        super().delete(person, which)

    @rule(person=people, label=shared, with_contacts=st.booleans())
    def delete_label(self, person, label, with_contacts):
        self._may_be_gone(person)
        super().delete_label(person, label, with_contacts)

    @rule(person=people, one=index, other=index, as_new=st.booleans())
    def merge(self, person, one, other, as_new):
        self._may_be_gone(person)
        self.merged.add(person)
        super().merge(person, one, other, as_new)

    def _may_be_gone(self, name):
        """What was hers may be among what she deletes, or go into a copy before anybody has read either."""
        self.hers = {word: who for word, who in self.hers.items() if who != name}

    def _check(self):
        super()._check()
        self.merged.clear()
        for name in set(self.hers.values()):
            there = repr(self.town.hand(name).contacts())
            lost = {
                word for word, who in self.hers.items() if who == name and f"w{word}.example" not in there
            }
            assert not lost, f"what was {name}'s is with her still"


TestMerging = Merging.TestCase
TestMerging.settings = settings(
    max_examples=int(os.environ.get("HISTORIES", "30")),
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.generate] if os.environ.get("FAST") else [Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
