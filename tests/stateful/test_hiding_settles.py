"""The same machine, with what owners decide about their labels: hidden fields, the brake, who is next.

A copy equals the hub through its mask, however often the mask changes among edits, crashes and late
listings; nothing hidden is copied, and a gap in a copy is never taken for an edit.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from services import label_settings, transferring
from services.core.contact import content_of
from services.core.records import Contact, Copy, Label, LinkPage, Version
from tests.stateful.test_settling import LEVELS, NAMES, Settling, every, index, people, shared

FIELDS = ("phoneNumbers", "emailAddresses", "biographies")
FIELD_OF = {
    "phone": "phoneNumbers",
    "mail": "emailAddresses",
    "more": "emailAddresses",
    "less": "emailAddresses",
    "note": "biographies",
    "name": "names",
}
wholes = st.sampled_from([level.word for level in LEVELS] + list(NAMES))


class Hiding(Settling):
    """Settling, and what an owner hides and shows again."""

    def __init__(self):
        super().__init__()
        self.written = set()  # fields in which anybody wrote since the last rest
        self.stopped = False  # what an owner writes then may be read at any later share
        self.counted = set()  # versions that were there at the last rest

    @rule(label=shared)
    def stop(self, label):
        self.stopped = True
        super().stop(label)

    @rule(person=people, which=index, what=st.sampled_from(sorted(FIELD_OF)))
    def edit(self, person, which, what):
        self.written.add(FIELD_OF[what])
        super().edit(person, which, what)

    @rule(person=people, one=index, other=index, as_new=st.booleans())
    def merge(self, person, one, other, as_new):
        self.written |= set(FIELD_OF.values())
        super().merge(person, one, other, as_new)

    @rule(label=shared, whom=wholes, fields=st.sets(st.sampled_from(FIELDS), max_size=2))
    def hide(self, label, whom, fields):
        self._nobody_acted()
        who = f"account:{self.town.id(whom)}" if whom in NAMES else whom
        self._as_owner(
            label,
            lambda caller, identity: label_settings.hide(
                caller, label=identity, whom=who, fields=sorted(fields), deps=self.town.deps
            ),
        )

    @rule(label=shared, floor=st.integers(0, 4), percent=st.sampled_from([1, 50, 100]))
    def brake(self, label, floor, percent):
        self._as_owner(
            label,
            lambda caller, identity: label_settings.set_brake(
                caller, label=identity, floor=floor, percent=percent, deps=self.town.deps
            ),
        )

    @rule(label=shared, heir=people)
    def transfer(self, label, heir):
        self._nobody_acted()
        self._as_owner(
            label,
            lambda caller, identity: transferring.transfer(
                caller, label=identity, principal=self.town.id(heir), deps=self.town.deps
            ),
        )

    def _nobody_acted(self):
        """What was written before may or may not count from here on, but no contact was changed."""
        self.edits.clear()
        self.viewer_words.clear()

    def _counts(self, person, found, what):
        """Whether an edit of this field says anything: of a hidden one it does not."""
        scope = self.town.scope()
        hidden = {
            field for label in scope.find(Label) for fields in label.hidden.values() for field in fields
        }
        links = [link for page in scope.find(LinkPage) for link in page.links.values()]
        remembered = {field for link in links for field in link.masked}
        return FIELD_OF[what] not in hidden | remembered

    def _check(self):
        super()._check()
        scope = self.town.scope()
        versions = {version.key: version for version in every(scope, Version)}
        for key in versions.keys() - self.counted:
            fields = {*versions[key].before, *versions[key].after} - {"labels"}
            assert fields <= self.written, "a gap in a copy is no edit"
        self.counted = set(versions)
        if not self.stopped:
            self.written.clear()
        for label in scope.find(Label):
            if label.state != "active":
                continue
            for copy in scope.find(Copy):
                if copy.label == label.id and copy.state != "ended":
                    self._nothing_hidden_is_copied(scope, copy)

    def _nothing_hidden_is_copied(self, scope, copy):
        name = next(n for n in NAMES if self.town.id(n) == copy.account)
        pages = [page for page in scope.find(LinkPage) if page.account == copy.account]
        for link in (link for page in pages for link in page.links.values()):
            hub = scope.get(Contact, link.contact)
            if hub is None or link.adopted or not link.resource:
                continue
            mask = self._hidden(scope, name, hub)
            theirs = content_of(self.town.hand(name).contact(link.resource))
            for field in mask & theirs.keys():
                assert theirs[field] != hub.content.get(field), f"{field} is hidden from {name}"


TestHiding = Hiding.TestCase
TestHiding.settings = settings(
    max_examples=int(os.environ.get("HISTORIES", "30")),
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.generate] if os.environ.get("FAST") else [Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
