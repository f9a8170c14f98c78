"""Mistakes that others made and paid for. One story for each, named after it: impossible here."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from addon import create_app
from cards.actions import ACTIONS
from services import sharing
from services.core.contact import content_of
from services.core.levels import Level
from services.core.records import Account, Contact, LinkPage, Tenant, Version
from tests.http.embedded import embedded, serving
from tests.http.outside import BASE, Certs, Key, Tokens, lint
from tests.town import Town, contact

EVERYBODY = ("maya", "anna", "bruno")

FULL = {
    "biographies": [{"value": "Likes tea.\nSecond line.", "contentType": "TEXT_PLAIN"}],
    "birthdays": [{"date": {"month": 12, "day": 10}}],
    "addresses": [{"streetAddress": "1 Main St", "city": "Oslo", "country": "Norway", "type": "work"}],
    "events": [{"date": {"year": 2001, "month": 2, "day": 3}, "type": "anniversary"}],
    "imClients": [{"username": "ada", "protocol": "jabber"}],
    "nicknames": [{"value": "Addie"}],
    "organizations": [{"name": "Analytical", "title": "Engineer", "department": "Engines"}],
    "relations": [{"person": "Byron", "type": "father"}],
    "urls": [{"value": "https://ada.example", "type": "homePage"}],
    "userDefined": [{"key": "Customer no.", "value": "1815"}, {"key": "Since", "value": "2019"}],
}


@pytest.fixture
def town():
    town = Town(*EVERYBODY)
    maya = town.hand("maya")
    maya.add_label("Finance")
    for n in range(30):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example", phone=f"+1 202 555 01{n:02d}"), ["Finance"])
    for name in EVERYBODY:
        town.hand(name).add(contact(f"Private of {name}"))
    town.label = town.share("maya", "Finance", "anna", "bruno", level=Level.REMOVER)
    return town


def intact(town, count=30):
    """Everybody has everything once, and what is hers alone."""
    assert town.same("Finance", *EVERYBODY)
    for name in EVERYBODY:
        names = Counter(town.hand(name).names())
        assert max(names.values()) == 1, f"{name} has something twice"
        assert len(town.contents(name, "Finance")) == count
        assert f"Private of {name}" in names
        labels = [group["name"] for group in town.hand(name).labels()]
        assert labels == ["Finance"], f"{name} has other labels"


class Otherwise:
    """Google Contacts that answer rightly, but not as a careless reader expects."""

    def __init__(self, people, **changes):
        self._people, self._changes = people, changes

    def of(self, email):
        book = self._people.of(email)
        for name, change in self._changes.items():
            setattr(book, name, change(getattr(book, name)))
        return book


def otherwise(town, **changes):
    town.deps = replace(town.deps, people=Otherwise(town.deps.people, **changes))


def test_trusting_list_order_as_time_order(town):
    def shuffled(answer):
        def mixed(*args, **kwargs):
            found = answer(*args, **kwargs)
            if isinstance(found, dict):
                keys = list(found)
                town.random.shuffle(keys)
                return {key: found[key] for key in keys}
            if isinstance(found, list):
                return town.random.sample(found, len(found))
            people = town.random.sample(found.people, len(found.people))
            return replace(found, people=tuple(people))

        return mixed

    otherwise(town, listing=shuffled, read=shuffled, members=shuffled, groups=shuffled)
    for turn in range(4):
        for name in ("anna", "bruno"):
            hand = town.hand(name)
            for n in range(0, 30, 5):
                note = [{"value": f"{name} {turn}", "contentType": "TEXT_PLAIN"}]
                hand.edit(hand.find(f"C{n}"), biographies=note)
            town.pull(name)
        intact(town)
    maya = town.hand("maya")
    assert maya.contact(maya.find("C5"))["biographies"][0]["value"] == "bruno 3"
    assert all(hub.labels for hub in town.scope().find(Contact))


def test_taking_a_missing_state_file_for_everything_was_deleted(town):
    before = {name: town.hand(name).names() for name in EVERYBODY}
    anew = Town(world=town.world)
    anew.share("maya", "Finance", "anna", "bruno", level=Level.REMOVER)
    anew.pull()
    intact(anew)
    assert {name: anew.hand(name).names() for name in EVERYBODY} == before


def test_taking_missing_links_for_everything_was_deleted(town):
    scope = town.scope()
    scope.delete(LinkPage, *(page.key for page in scope.find(LinkPage)))
    scope.put(*(replace(account, sync_token="") for account in scope.find(Account)))
    town.pull()
    town.pull()
    intact(town)
    assert all(hub.labels for hub in scope.find(Contact))


def test_taking_an_emptied_address_book_for_everybodys_wish(town):
    anna = town.hand("anna")
    anna.delete(*(found["resourceName"] for found in anna.contacts()))
    anna.empty_trash()
    town.pull()
    assert len(town.contents("maya", "Finance")) == len(town.contents("bruno", "Finance")) == 30


def test_comparing_raw_json(town):
    town.pull()
    town.calls.clear()
    for name in EVERYBODY:
        hand = town.hand(name)
        for found in hand.contacts("Finance"):
            hand.touch(found["resourceName"])  # another etag, another time, the same contact
    for n in range(10):
        maya = town.hand("maya")
        maya.edit(
            maya.find(f"C{n}"),
            emailAddresses=[{"type": "work", "value": f" c{n}@x.example "}],
            phoneNumbers=[{"type": "mobile", "value": f"+1 (202) 555-01{n:02d}"}],
        )
    town.pull()
    assert town.google_writes() == 0
    assert town.scope().find(Version) == []


def test_rewriting_the_whole_record_from_one_sides_model(town):
    maya = town.hand("maya")
    maya.add(contact("Ada", mail="ada@x.example") | FULL, ["Finance"])
    town.pull()
    whole = content_of(maya.contact(maya.find("Ada")))
    anna, bruno = town.hand("anna"), town.hand("bruno")
    anna.edit(anna.find("Ada"), emailAddresses=[{"value": "ada@new.example"}])
    bruno.edit(bruno.find("Ada"), nicknames=[{"value": "Countess"}])
    town.pull()
    intact(town, 31)
    for name in EVERYBODY:
        hand = town.hand(name)
        found = content_of(hand.contact(hand.find("Ada")))
        untouched = whole.keys() - {"emailAddresses", "nicknames"}
        assert {field: found[field] for field in untouched} == {field: whole[field] for field in untouched}
        assert found["emailAddresses"][0]["value"] == "ada@new.example"
        assert found["nicknames"][0]["value"] == "Countess"


@pytest.mark.parametrize("kept", [0, 1, 15])
def test_deleting_because_something_was_absent(town, kept):
    def part(answer):
        def cut(*, sync="", page=""):
            found = answer(sync=sync, page=page)
            return found if sync else replace(found, people=found.people[:kept])

        return cut

    otherwise(town, listing=part)
    for name in EVERYBODY:
        town.hand(name).expire_sync_tokens()
    town.pull()
    town.pull()
    intact(town)


def test_deleting_because_a_listing_came_late(town):
    anna = town.hand("anna")
    anna.hold_listings()
    anna.add(contact("New"), ["Finance"])
    anna.edit(anna.find("C1"), biographies=[{"value": "late", "contentType": "TEXT_PLAIN"}])
    town.pull()
    intact_of_others = len(town.contents("bruno", "Finance"))
    assert intact_of_others == 30
    anna.release_listings()
    town.pull()
    intact(town, 31)


def test_a_second_sync_before_the_first_settled(town):
    for name in ("anna", "bruno"):
        hand = town.hand(name)
        for n in range(0, 30, 3):
            phone = [{"value": f"+1 303 555 {n:04d}", "type": "work"}]
            hand.edit(hand.find(f"C{n + (name == 'bruno')}"), phoneNumbers=phone)
        hand.add(contact(f"New of {name}"), ["Finance"])
    for _ in range(3):
        for name in EVERYBODY:
            town.enqueue_pull(name)
            town.enqueue_pull(name)
    town.settle(rng=town.random, double=0.5)
    town.pull()
    intact(town, 32)
    edits = [v for v in town.scope().find(Version) if v.number > 1]
    assert len(edits) == 20, "an edit is one change, however often it was looked at"


def test_reading_a_label_contact_by_contact():
    town = Town(*EVERYBODY)
    maya = town.hand("maya")
    maya.add_label("Finance")
    for n in range(450):
        maya.add(contact(f"C{n}", mail=f"c{n}@x.example"), ["Finance"])
    town.caller("maya")
    town.calls.clear()
    town.share("maya", "Finance", "anna", "bruno")
    assert town.same("Finance", *EVERYBODY)
    people = {call: n for call, n in town.calls.items() if call.startswith("people.")}
    assert people == {
        "people.contactGroups.get": 1,
        "people.people.connections.list": 3,
        "people.contactGroups.create": 2,
        "people.people.batchCreateContacts": 6,
    }
    town.pull()
    town.calls.clear()
    anna = town.hand("anna")
    for n in range(250):
        anna.edit(anna.find(f"C{n}"), biographies=[{"value": f"{n}", "contentType": "TEXT_PLAIN"}])
    town.pull("anna")
    people = {call: n for call, n in town.calls.items() if call.startswith("people.")}
    assert people == {"people.people.connections.list": 1, "people.people.batchUpdateContacts": 4}


def test_a_visible_tag_in_the_users_contact(town):
    written = {"names", "emailAddresses", "phoneNumbers", "memberships", "clientData", "metadata"}
    for name in EVERYBODY:
        hand = town.hand(name)
        original = content_of(town.hand("maya").contact(town.hand("maya").find("C7")))
        found = hand.contact(hand.find("C7"))
        assert content_of(found) == original
        assert {field for field, entries in found.items() if entries} - written <= {
            "resourceName",
            "etag",
            "photos",
        }
        groups = {g["resourceName"]: g["name"] for g in hand.labels()}
        mine = [m["contactGroupMembership"]["contactGroupResourceName"] for m in found["memberships"]]
        assert {groups.get(group, "myContacts") for group in mine} == {"Finance", "myContacts"}
    # Nothing at all is written into what was hers before.
    maya = town.hand("maya")
    assert not maya.contact(maya.find("C7")).get("clientData")
    assert not maya.contact(maya.find("Private of maya")).get("clientData")


def test_re_creating_a_set_up_that_duplicates_everything(town):
    for _ in range(2):
        sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
        town.settle()
        assert town.hand("anna").names() == ["Private of anna"]
        assert town.share("maya", "Finance", "anna", "bruno", level=Level.REMOVER) == town.label
        intact(town)
    for _ in range(2):
        town = Town(world=town.world)
        town.share("maya", "Finance", "anna", "bruno", level=Level.REMOVER)
        town.pull()
        intact(town)


def test_a_token_minted_for_another_client_accepted():
    key = Key("k1")
    tokens = Tokens(key)
    settings = embedded()
    service = serving(settings, lambda: Certs([key]))
    client = lint(create_app(settings, service))
    for path in sorted(action.path for action in ACTIONS.values()):
        for user in (
            tokens.user(aud="2.apps.googleusercontent.com"),
            tokens.user(aud=BASE + path),
            tokens.system(path),
        ):
            answer = client.post(
                path,
                headers={"Authorization": f"Bearer {tokens.system(path)}"},
                json={
                    "commonEventObject": {"hostApp": "GMAIL", "platform": "WEB"},
                    "authorizationEventObject": {"userIdToken": user},
                },
            )
            assert answer.status_code == 401, path
    assert service.store.root.find(Tenant) == []
