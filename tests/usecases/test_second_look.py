"""What becomes of a change whose task was lost for good?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from services import pulling
from services.core.records import Promise
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna")
    town.hand("maya").add_label("Finance")
    town.hand("maya").add(contact("Ron", mail="ron@x.example"), ["Finance"])
    town.hand("maya").add(contact("Una", mail="una@x.example"), ["Finance"])
    town.share("maya", "Finance", "anna")
    return town


def _lost(town, name):
    """The person's account is read, and the queue forgets what it was given."""

    class Forgetful:
        def enqueue(self, task, /):
            return True

    pulling.pull(town.tenant_id, town.id(name), deps=replace(town.deps, queue=Forgetful()))
    town.settle()
    assert town.scope().find(Promise) == []


def test_it_is_made_up_for_with_the_next_full_listing(town):
    maya = town.hand("maya")
    maya.edit(maya.find("Ron"), names=[{"givenName": "Ronald"}])
    _lost(town, "maya")
    town.pull()
    assert town.hand("anna").names() == ["Ron", "Una"], "nothing else tells"
    town.later(days=7)
    town.pull()
    assert town.hand("anna").names() == ["Ronald", "Una"]


def test_it_is_made_up_for_though_it_was_lost_right_before_a_full_listing(town):
    maya = town.hand("maya")
    maya.edit(maya.find("Ron"), names=[{"givenName": "Ronald"}])
    _lost(town, "maya")
    town.hand("anna").expire_sync_tokens()
    town.pull("anna")
    assert town.hand("anna").names() == ["Ronald", "Una"]


def test_what_is_up_to_date_is_not_written_again(town):
    maya = town.hand("maya")
    maya.edit(maya.find("Ron"), names=[{"givenName": "Ronald"}])
    town.pull()
    written = town.google_writes()
    town.later(days=7)
    town.bodies.clear()
    town.pull()
    pushes = [body for body in town.bodies if '"contacts"' in body]
    assert len(pushes) == 2, "one contact, in two accounts"
    assert town.google_writes() == written


def test_what_did_not_change_is_not_looked_at(town):
    town.later(days=7)
    town.pull()
    town.later(days=7)
    town.bodies.clear()
    town.pull()
    assert not any('"contacts"' in body for body in town.bodies)
