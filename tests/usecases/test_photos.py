"""Photos travel by themselves, and only when they changed."""

import base64

import pytest

from services import members, photos, purging, trash
from services.core.levels import Level
from services.core.records import Contact, Picture
from tests.stateful.crashing import Crashes, crashing
from tests.town import Town, contact

RED = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
BLUE = RED + b"\0"


@pytest.fixture
def town():
    town = Town("maya", "anna", "bruno")
    maya = town.hand("maya")
    maya.add_label("Finance")
    ron = maya.add(contact("Ron", mail="ron@x.example"), ["Finance"])
    maya.add(contact("Ann"), ["Finance"])
    maya.set_photo(ron, RED)
    return town


def picture(town, name, who="Ron"):
    account = town.world.account(f"{name}@maple.example")
    found = account.book.get(town.hand(name).find(who))
    return account.book.photos.get(found.photo) if found.photo else None


def photo_calls(town):
    return sum(n for call, n in town.calls.items() if "Photo" in call)


def test_a_photo_comes_with_the_contact(town):
    town.share("maya", "Finance", "anna", "bruno")
    assert picture(town, "anna") == RED
    assert photo_calls(town) == 2


def test_a_second_look_writes_no_photo(town):
    town.share("maya", "Finance", "anna")
    town.pull()
    town.calls.clear()
    town.pull()
    assert photo_calls(town) == 0
    assert town.google_writes() == 0


def test_an_editors_new_photo_reaches_everybody_and_a_viewers_does_not(town):
    town.share("maya", "Finance", "anna")
    town.share("maya", "Finance", "bruno", level=Level.VIEWER)
    town.hand("anna").set_photo(town.hand("anna").find("Ron"), BLUE)
    town.pull()
    assert picture(town, "maya") == picture(town, "bruno") == BLUE
    town.hand("bruno").set_photo(town.hand("bruno").find("Ron"), RED)
    town.pull()
    assert picture(town, "maya") == picture(town, "bruno") == BLUE
    assert town.mailer.to("bruno@maple.example") == ["shared: Finance", "put-right: Finance"]
    assert "put-right: Finance" not in town.mailer.to("anna@maple.example")


def test_a_photo_counts_with_the_level_that_she_had_when_she_chose_it(town):
    label, anna = town.share("maya", "Finance", "anna"), town.hand("anna")
    town.later(hours=1)
    anna.set_photo(anna.find("Ron"), BLUE)
    members.change_level(
        town.caller("maya"), label=label, principal=town.id("anna"), level=Level.VIEWER, deps=town.deps
    )
    town.later(seconds=1)
    anna.set_photo(anna.find("Ann"), BLUE)
    town.pull()
    assert (picture(town, "maya"), picture(town, "maya", "Ann")) == (BLUE, None)
    assert picture(town, "anna", "Ann") is None


def test_photos_give_way_to_contacts(town):
    town.share("maya", "Finance", "anna", settle=False)
    town.run()
    assert len(town.contents("anna", "Finance")) == 2
    assert photo_calls(town) == 0
    town.settle()
    assert picture(town, "anna") == RED
    town.hand("anna").set_photo(town.hand("anna").find("Ron"), BLUE)
    town.enqueue_pull("anna")
    town.run()
    assert picture(town, "maya") == RED
    town.later(seconds=20)
    town.run()  # it is read
    assert picture(town, "maya") == RED
    town.settle()
    assert picture(town, "maya") == BLUE


def test_an_edit_of_anything_else_asks_for_no_photo(town):
    town.share("maya", "Finance", "anna")
    town.bodies.clear()
    town.hand("anna").edit(town.hand("anna").find("Ron"), nicknames=[{"value": "R"}])
    town.pull()
    assert not any('"what": "in"' in body or '"what": "out"' in body for body in town.bodies)


def test_a_task_that_comes_twice_writes_no_photo_again(town):
    town.share("maya", "Finance", "anna", settle=False)
    town.settle(rng=town.random, double=1.0)
    assert photo_calls(town) == 1
    town.hand("anna").set_photo(town.hand("anna").find("Ron"), BLUE)
    town.enqueue_pull("anna")
    town.settle(rng=town.random, double=1.0)
    assert picture(town, "maya") == BLUE
    assert photo_calls(town) == 2


def test_a_removed_photo_is_removed_everywhere(town):
    town.share("maya", "Finance", "anna")
    town.hand("anna").set_photo(town.hand("anna").find("Ron"), b"")
    town.pull()
    assert picture(town, "maya") is None


# --- contacts that somebody has already ---


def _has_ron(town, name, photo=b""):
    hand = town.hand(name)
    hand.add(contact("Ron", mail="ron@x.example"))
    if photo:
        hand.set_photo(hand.find("Ron"), photo)
    return hand


def _stop(town, label, name):
    members.end(town.caller("maya"), label=label, principal=town.id(name), deps=town.deps)
    town.settle()


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
@pytest.mark.parametrize("shared", [RED, b""])
def test_the_photo_of_a_contact_that_was_hers_before_stays_hers_alone(town, level, shared):
    maya, anna = town.hand("maya"), _has_ron(town, "anna", BLUE)
    maya.set_photo(maya.find("Ron"), shared)
    label = town.share("maya", "Finance", "anna", "bruno", level=level)
    for _ in range(2):
        town.pull()
        town.later(hours=1)
    assert picture(town, "anna") == BLUE
    assert picture(town, "maya") == picture(town, "bruno") == (shared or None)
    assert "put-right: Finance" not in town.mailer.to("anna@maple.example")
    _stop(town, label, "anna")
    assert anna.names() == ["Ron"]
    assert picture(town, "anna") == BLUE


def test_an_editor_who_chooses_another_photo_for_a_contact_of_hers_chooses_it_for_all(town):
    anna = _has_ron(town, "anna", BLUE)
    label = town.share("maya", "Finance", "anna", "bruno")
    green = RED + b"\1"
    anna.set_photo(anna.find("Ron"), green)
    town.pull()
    assert picture(town, "maya") == picture(town, "bruno") == picture(town, "anna") == green
    maya = town.hand("maya")
    _stop(town, label, "anna")
    assert picture(town, "anna") == green, "she chose it"
    assert picture(town, "maya", "Ron") == green
    assert maya.find("Ron")


def test_a_viewer_who_chooses_another_photo_for_a_contact_of_hers_has_it_for_herself(town):
    anna = _has_ron(town, "anna", BLUE)
    town.share("maya", "Finance", "anna", level=Level.VIEWER)
    anna.set_photo(anna.find("Ron"), RED + b"\1")
    town.pull()
    assert (picture(town, "anna"), picture(town, "maya")) == (RED + b"\1", RED)
    assert "put-right: Finance" not in town.mailer.to("anna@maple.example")


def test_a_contact_of_hers_without_a_photo_gets_the_labels_and_loses_it_at_the_end(town):
    label = town.share("maya", "Finance", "bruno")
    anna = _has_ron(town, "anna")
    town.share("maya", "Finance", "anna")
    assert picture(town, "anna") == RED, "though it was there before her"
    _stop(town, label, "anna")
    assert anna.names() == ["Ron"]
    assert picture(town, "anna") is None


def test_a_photo_that_nobody_has_read_yet_is_not_written_over(town):
    town.share("maya", "Finance", "anna", "bruno")
    town.hand("anna").set_photo(town.hand("anna").find("Ron"), BLUE)
    town.enqueue_pull("anna")
    town.run()
    town.later(seconds=25)
    town.hand("bruno").set_photo(town.hand("bruno").find("Ron"), RED + b"\1")
    town.settle()
    assert picture(town, "bruno") == picture(town, "anna") == picture(town, "maya") == RED + b"\1"
    town.pull()
    assert picture(town, "bruno") == picture(town, "anna") == picture(town, "maya") == RED + b"\1"


# --- photos whose address is dead by now ---


def _addresses_die(town, *names):
    for name in names:
        town.world.account(f"{name}@maple.example").book.photos.clear()


def test_who_gets_the_label_later_has_the_photo_though_its_address_is_dead(town):
    town.share("maya", "Finance", "anna")
    _addresses_die(town, "maya", "anna")
    town.share("maya", "Finance", "bruno")
    assert picture(town, "bruno") == RED


def test_a_contact_from_the_trash_comes_with_its_photo_though_its_address_is_dead(town):
    label = town.share("maya", "Finance", "anna", level=Level.REMOVER)
    [ron] = [one for one in town.scope().find(Contact) if one.photo]
    town.hand("anna").delete(town.hand("anna").find("Ron"))
    town.pull()
    _addresses_die(town, "maya", "anna")
    trash.restore(town.caller("maya"), label=label, contact=ron.id, deps=town.deps)
    town.settle()
    assert picture(town, "anna") == RED


def test_only_the_photo_that_a_contact_has_is_kept_and_goes_with_it(town):
    label = town.share("maya", "Finance", "anna", level=Level.REMOVER)
    town.hand("anna").set_photo(town.hand("anna").find("Ron"), BLUE)
    town.pull()
    [kept] = town.scope().find(Picture)
    assert base64.b64decode(kept.data) == BLUE
    town.hand("anna").delete(town.hand("anna").find("Ron"))
    town.pull()
    assert trash.trash(town.caller("maya"), label=label, deps=town.deps).rows
    town.later(days=31)
    purging.purge_company(town.tenant_id, deps=town.deps)
    assert town.scope().find(Picture) == []


def test_a_photo_too_large_to_be_kept_is_read_where_it_is(town, monkeypatch):
    monkeypatch.setattr(photos, "LARGEST", len(RED) - 1)
    town.share("maya", "Finance", "anna")
    assert picture(town, "anna") == RED
    assert town.scope().find(Picture) == []
    _addresses_die(town, "maya")
    town.share("maya", "Finance", "bruno")
    assert picture(town, "bruno") is None
    assert len(town.contents("bruno", "Finance")) == 2, "the contact is whole without"


def test_everybody_hears_of_a_photo_though_the_process_dies_at_any_moment(town):
    town.share("maya", "Finance", "anna", "bruno")
    anna = town.hand("anna")
    crashes = Crashes()
    crashing(town, crashes)
    for n in range(25):
        new = RED + bytes([n])
        anna.set_photo(anna.find("Ron"), new)
        town.enqueue_pull("anna")
        town.run()
        town.later(seconds=25)
        crashes.after(n)
        town.run_crashing(rng=town.random)
        crashes.never()
        town.later(minutes=20)
        town.sweep()
        town.settle()
        assert picture(town, "maya") == picture(town, "bruno") == new, n
