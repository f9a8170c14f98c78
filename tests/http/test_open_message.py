"""A message is open beside the add-on: who is in it, through HTTP and the simulated Google."""

from __future__ import annotations

import pytest

from cards.actions import READ_MESSAGE
from services.core.levels import Level
from simulator.seeds import MAYA
from tests.http.beside import ANNA, IDENTITY, ZOE, Desk, buttons, pressed, zoe
from tests.http.hosting import cards, words


@pytest.fixture
def desk():
    return Desk()


def test_is_a_known_sender_shown_with_all_that_is_shared(desk):
    desk.share(zoe())
    for who, sharer in ((MAYA, "Shared by you"), (ANNA, "Shared by Maya")):
        body = desk.act(who, "/addon/message", **desk.opened(who, desk.received(who)))
        said = words(body)
        for text in ("Zoe Wu", "+1 202 555 0100", "Wu & Sons", "Prefers mornings", "Finance", sharer):
            assert text in said.replace("&amp;", "&"), (who, text)
        links = buttons(body)
        assert links["Call"]["openLink"]["url"] == "tel:+12025550100"
        assert links["Write"]["openLink"]["url"].lower() == f"mailto:{ZOE}"


def test_does_somebody_without_the_label_learn_anything(desk):
    desk.share(zoe())
    bruno = "bruno@maple.example"
    body = desk.act(bruno, "/addon/message", **desk.opened(bruno, desk.received(bruno)))
    assert "Prefers" not in words(body)
    assert "Finance" not in words(body)


def test_is_an_unknown_sender_added_with_one_press_and_twice_is_once(desk):
    label = desk.share(zoe(emailAddresses=[]))
    body = desk.act(ANNA, "/addon/message", **desk.opened(ANNA, desk.received(ANNA)))
    path, carried = pressed(buttons(body)["Add to label"])
    inputs = {"label": [label]}
    added = desk.act(ANNA, path, parameters=carried, inputs=inputs)
    assert added["renderActions"]["action"]["notification"]["text"] == "Added 1 contact for everyone."
    assert "Call" not in words(added)
    assert "Shared by Maya" in words(cards(added))
    again = desk.act(ANNA, path, parameters=carried, inputs=inputs)
    assert again["renderActions"]["action"]["notification"]["text"] == "1 was there already."
    desk.settle()
    for who in (MAYA, ANNA):
        with_address = [
            one
            for one in desk.world.hand(who).contacts("Finance")
            if any(mail["value"] == ZOE for mail in one.get("emailAddresses", ()))
        ]
        assert [one["names"][0]["familyName"] for one in with_address] == ["Wu"]


def test_is_the_first_label_taken_when_the_host_sends_no_choice(desk):
    desk.share(zoe(emailAddresses=[]))
    body = desk.act(MAYA, "/addon/message", **desk.opened(MAYA, desk.received()))
    path, carried = pressed(buttons(body)["Add to label"])
    assert "Added 1" in words(desk.act(MAYA, path, parameters=carried))


def test_may_a_viewer_add_somebody(desk):
    label = desk.share(zoe(emailAddresses=[]), level=Level.VIEWER)
    body = desk.act(ANNA, "/addon/message", **desk.opened(ANNA, desk.received(ANNA)))
    assert "Add to label" not in buttons(body)
    carried = {"place": "message", "people": f'[["{ZOE}","Zoe"]]', "label": label}
    assert "Your level does not allow this" in words(desk.act(ANNA, "/addon/people/add", parameters=carried))
    assert len(desk.world.hand(MAYA).contacts("Finance")) == 1


def test_are_several_people_added_at_once_and_nobody_twice(desk):
    desk.share(zoe())
    message = desk.received(to=f"{MAYA}, Ada <ada@x.example>, bo@y.example", cc=f"{ZOE}, ada@x.example")
    body = desk.act(MAYA, "/addon/message", **desk.opened(MAYA, message))
    assert "1 of 3 people in shared labels" in words(body)
    path, carried = pressed(buttons(body)["Add all of them to the label"])
    said = words(desk.act(MAYA, path, parameters=carried))
    assert "Added 2 contacts for everyone. 1 was there already." in said


@pytest.mark.parametrize(
    "people", ["nonsense", "[1]", '[["a"]]', '[["a@b.example", 1]]', "{}", "[" * 2000, "{}{}"]
)
def test_are_people_that_no_card_of_ours_carried_refused(desk, people):
    label = desk.share(zoe())
    carried = {"place": "message", "people": people, "label": label}
    assert "Something is missing" in words(desk.act(MAYA, "/addon/people/add", parameters=carried))


def test_is_the_permission_to_read_asked_for_in_googles_way(desk):
    answer = desk.send(MAYA, "/addon/message", **desk.opened(MAYA, desk.received(), scopes=(IDENTITY,)))
    assert answer.get_json() == {"requesting_google_scopes": {"scopes": [READ_MESSAGE]}}


def test_is_a_permission_that_allows_more_enough(desk):
    more = READ_MESSAGE.replace("metadata", "readonly")
    event = desk.opened(MAYA, desk.received(), scopes=(IDENTITY, more))
    event["gmail"]["accessToken"] = desk.world.tokens.issue(
        desk.world.account(MAYA).id, (more,), message=event["gmail"]["messageId"].removeprefix("msg-f:")
    )
    assert ZOE in words(desk.act(MAYA, "/addon/message", **event))


def test_is_the_permission_to_know_her_asked_for_before_anything_else(desk):
    event = desk.opened(MAYA, desk.received(), scopes=(READ_MESSAGE,))
    withheld = dict.fromkeys(("email", "email_verified", "name", "given_name", "family_name"))
    event["user"] = withheld
    answer = desk.send(MAYA, "/addon/message", **event)
    assert answer.get_json() == {"requesting_google_scopes": {"scopes": [IDENTITY]}}


def test_is_a_token_without_address_still_refused_when_the_permission_is_there(desk):
    event = desk.opened(MAYA, desk.received())
    event["user"] = dict.fromkeys(("email", "email_verified"))
    assert desk.send(MAYA, "/addon/message", **event).status_code == 401


def test_does_a_message_that_cannot_be_read_say_so(desk):
    message = desk.received()
    event = desk.opened(MAYA, message)
    desk.world.account(MAYA).mailbox.messages.clear()
    said = words(desk.act(MAYA, "/addon/message", **event))
    assert "This message could not be read." in said
    assert "some of the contacts" not in said


def test_are_the_people_whom_the_host_names_shown_when_the_message_cannot_be_read(desk):
    desk.share(zoe())
    message = desk.received()
    event = desk.opened(MAYA, message)
    event["gmail"]["toRecipients"] = [f"Zoe <{ZOE}>"]
    desk.world.account(MAYA).mailbox.messages.clear()
    said = words(desk.act(MAYA, "/addon/message", **event))
    assert "could not be read" in said
    assert "Prefers mornings" in said
