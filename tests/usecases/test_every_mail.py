"""Each kind of mail is sent by what people do, once, and says in its headers how to stop it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addon.letters import JinjaLetters
from services import digesting, members, transferring
from services.core.levels import Level
from services.core.records import Account
from tests.town import Town, contact


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno")
    maya = town.hand("maya")
    maya.add_label("Finance")
    for n in range(15):
        maya.add(contact(f"C{n}"), ["Finance"])
    town.label = town.share("maya", "Finance", "anna")
    town.hand("anna").add(contact("Hers"))
    town.mailer.mails.clear()
    return town


def change(town, level):
    maya, anna = town.caller("maya"), town.id("anna")
    members.change_level(maya, label=town.label, principal=anna, level=level, deps=town.deps)
    town.later(seconds=20)
    town.settle()


def shared(town):
    town.share("maya", "Finance", "bruno")


def level_changed(town):
    change(town, Level.REMOVER)


def ended(town):
    members.end(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.later(seconds=20)
    town.settle()


def ownership(town):
    transferring.transfer(town.caller("maya"), label=town.label, principal=town.id("anna"), deps=town.deps)
    town.settle()


def held(town):
    change(town, Level.REMOVER)
    anna = town.hand("anna")
    anna.delete(*(anna.find(f"C{n}") for n in range(12)))
    town.pull("anna")


def put_right(town):
    change(town, Level.VIEWER)
    anna = town.hand("anna")
    anna.edit(anna.find("C3"), phoneNumbers=[{"value": "+1 202 555 9999"}])
    town.pull()


def attention(town):
    town.world.account("bruno@maple.example").book.trouble.cap = 1
    town.hand("bruno").add(contact("His"))
    town.share("maya", "Finance", "bruno")


def digest(town):
    scope = town.scope()
    scope.put(replace(scope.get(Account, town.id("anna")), digest=True))
    town.hand("maya").edit(town.hand("maya").find("C1"), names=[{"givenName": "C1, edited"}])
    town.pull()
    digesting.owe_all(deps=town.deps)
    town.settle()


@pytest.mark.parametrize(
    ("happens", "kind", "to"),
    [
        (shared, "shared", ["bruno"]),
        (level_changed, "level-changed", ["anna"]),
        (ended, "ended", ["anna"]),
        (ownership, "ownership", ["anna"]),
        (held, "held", ["anna", "maya"]),
        (put_right, "put-right", ["anna"]),
        (attention, "attention", ["bruno"]),
        (digest, "digest", ["anna"]),
    ],
)
def test_it_is_sent_once_and_says_how_to_stop_it(town, happens, kind, to):
    happens(town)
    town.settle()
    mails = [mail for mail in town.mailer.mails if mail.subject.startswith(f"{kind}: ")]
    assert sorted(mail.to for mail in mails) == [f"{name}@maple.example" for name in to]
    assert {mail.subject for mail in mails} == {f"{kind}: Finance"}
    for mail in town.mailer.mails:
        address = mail.headers["List-Unsubscribe"]
        assert address.startswith(f"<{town.deps.base_url}/unsubscribe/")
        assert f"/{town.id(mail.to.partition('@')[0])}/" in address
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_whoever_deleted_is_told_of_it_as_her_own(town):
    town.deps = replace(town.deps, letters=JinjaLetters())
    held(town)
    town.settle()
    said = {mail.to: mail.text for mail in town.mailer.mails if "were deleted: please decide" in mail.subject}
    assert "You deleted many contacts" in said["anna@maple.example"]
    assert "Anna" in said["maya@maple.example"]
    assert "You deleted" not in said["maya@maple.example"]
