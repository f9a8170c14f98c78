"""The same machine, with everything that people do in our own pages: edits, undo, the trash, conflicts.

Whatever is taken back or brought back among crashes, repeated tasks and late listings, it comes to
rest in copies that equal the hub, with nothing lost and nothing twice.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from services import editing, settling, trash, undoing
from services.core.records import Contact, Version
from tests.stateful.test_settling import NAMES, Settling, index, people, shared


class Undoing(Settling):
    """Settling, and what `services` offers beside Google Contacts."""

    @rule(person=people, which=index)
    def undo(self, person, which):
        version = self._version(which)
        if version is not None:
            self._press(
                person,
                undoing.change,
                label=version.labels[0],
                contact=version.contact,
                version=version.number,
            )

    @rule(person=people, which=index)
    def undo_run(self, person, which):
        version = self._version(which)
        if version is not None:
            self._press(person, undoing.run, label=version.labels[-1], run=version.run)

    @rule(person=people, who=people, label=shared)
    def undo_hour(self, person, who, label):
        if label in self.labels:
            self._press(person, undoing.hour, label=self.labels[label], who=self.town.id(who))

    @rule(person=people, which=index, number=st.integers(1, 5))
    def back_to(self, person, which, number):
        hub = self._hub(which)
        if hub is not None:
            self._press(person, undoing.back_to, label=hub.labels[0], contact=hub.id, version=number)

    @rule(person=people, which=index)
    def restore(self, person, which):
        gone = [hub for hub in self._hubs() if hub.left]
        if gone:
            hub = gone[which % len(gone)]
            self._press(person, trash.restore, label=hub.left[which % len(hub.left)], contact=hub.id)

    @rule(
        person=people, which=index, back=st.integers(0, 2), what=st.sampled_from(["mail", "name", "no mail"])
    )
    def edit_here(self, person, which, back, what):
        hub = self._hub(which)
        if hub is None:
            return
        word = f"w{self._word()}"
        forms = {
            "mail": {"emailAddresses": [{"value": f"{word}@x.example"}]},
            "name": {"names": [{"givenName": word}]},
            "no mail": {"emailAddresses": []},
        }
        version = max(1, hub.version - back)
        self._press(
            person, editing.edit, label=hub.labels[0], contact=hub.id, version=version, form=forms[what]
        )

    @rule(person=people, label=shared)
    def add_here(self, person, label):
        if label in self.labels:
            self._press(person, editing.add, label=self.labels[label], form=self._person(f"w{self._word()}"))

    @rule(person=people, which=index)
    def remove_here(self, person, which):
        hub = self._hub(which)
        if hub is not None:
            self._press(person, editing.remove, label=hub.labels[which % len(hub.labels)], contact=hub.id)

    @rule(person=people, which=index, label=shared)
    def include_here(self, person, which, label):
        hub = self._hub(which)
        if hub is not None and label in self.labels:
            self._press(person, editing.include, label=self.labels[label], contact=hub.id)

    @rule(person=people, which=index, use=st.sampled_from(["kept", "lost"]))
    def settle_conflict(self, person, which, use):
        clashed = [version for version in self.town.scope().find(Version) if version.clashed]
        if clashed:
            version = clashed[which % len(clashed)]
            self._press(
                person,
                settling.settle,
                label=version.labels[0],
                contact=version.contact,
                version=version.number,
                field=version.clashes[0].field,
                use=use,
            )

    def _press(self, person, act, **given):
        self._unsure(*NAMES)
        self._try(lambda: act(self.town.caller(person), deps=self.town.deps, **given))

    def _hubs(self):
        return sorted(self.town.scope().find(Contact), key=lambda hub: hub.id)

    def _hub(self, which):
        hubs = [hub for hub in self._hubs() if hub.labels]
        return hubs[which % len(hubs)] if hubs else None

    def _version(self, which):
        versions = self.town.scope().find(Version)
        return versions[which % len(versions)] if versions else None


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=int(os.environ.get("HISTORIES", "30")),
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.generate] if os.environ.get("FAST") else [Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
