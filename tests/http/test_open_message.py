"""A message is open beside the add-on: who is in it, through HTTP and the simulated Google."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from cards.actions import READ_MESSAGE
from services import callers, sharing
from services.core.caller import Claims
from services.core.facts import ShareForm
from services.core.levels import Level
from simulator.gmail import deliver
from simulator.seeds import MAYA
from simulator.world import OAUTH_CLIENT_ID
from tests.http.hosting import Host, cards, words

ANNA = "anna@maple.example"
ZOE = "zoe@outside.example"
IDENTITY = "https://www.googleapis.com/auth/userinfo.email"


class Desk(Host):
    """A side panel with a message open, and a shared label."""

    def received(self, who=MAYA, sender=f"Zoe Wu <{ZOE}>", to=None, cc=""):
        mime = EmailMessage()
        mime["From"], mime["To"], mime["Subject"] = sender, to or who, "Hello"
        if cc:
            mime["Cc"] = cc
        mime.set_content("words")
        deliver(self.world, None, mime)
        return self.world.account(who).mailbox.inbox[0]

    def opened(self, who, message, scopes=(IDENTITY, READ_MESSAGE)):
        """The event of the contextual trigger, as Gmail sends it."""
        account = self.world.account(who)
        gmail = {"messageId": f"msg-f:{message.id}", "threadId": f"thread-f:{message.thread_id}"}
        if READ_MESSAGE in scopes:
            gmail["accessToken"] = self.world.tokens.issue(account.id, scopes, message=message.id)
        token = self.world.tokens.issue(account.id, scopes, client=OAUTH_CLIENT_ID)
        return {"gmail": gmail, "authorization": {"userOAuthToken": token, "authorizedScopes": list(scopes)}}

    def share(self, *fields, label="Finance", level=Level.EDITOR, to=ANNA):
        """Maya shares a label with these contacts; its id."""
        hand = self.world.hand(MAYA)
        group = hand.add_label(label)
        for one in fields:
            hand.add(one, labels=[label])
        account = self.world.account(MAYA)
        claims = Claims(sub=account.id, email=MAYA, hd="maple.example", name=account.name)
        caller = callers.resolve(claims, deps=self.service.deps)
        form = ShareForm(typed=to, level=level)
        shared = sharing.share(caller, group=group, form=form, deps=self.service.deps)
        self.settle()
        return shared.label

    def settle(self):
        from addon import tasks

        queue = self.service.queue
        queue.deliver = lambda kind, body: tasks.deliver(self.service, kind, body)
        while queue.run_due():
            pass


def buttons(value):
    """Every button of a card: text -> onClick."""
    found = {}
    if isinstance(value, dict):
        if "onClick" in value and "text" in value:
            found[value["text"]] = value["onClick"]
        for child in value.values():
            found |= buttons(child)
    elif isinstance(value, list):
        for child in value:
            found |= buttons(child)
    return found


def pressed(on_click):
    """Path and parameters of a button."""
    action = on_click["action"]
    path = action["function"].removeprefix("https://labels.example.com")
    return path, {one["key"]: one["value"] for one in action.get("parameters", ())}


@pytest.fixture
def desk():
    return Desk()


def zoe(**more):
    return {
        "names": [{"givenName": "Zoe", "familyName": "Wu"}],
        "emailAddresses": [{"value": ZOE.upper()}],
        "phoneNumbers": [{"value": "+1 202 555 0100"}],
        "organizations": [{"name": "Wu & Sons"}],
        "biographies": [{"value": "Prefers mornings"}],
        **more,
    }


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
    assert "This message could not be read" in words(desk.act(MAYA, "/addon/message", **event))


def test_are_the_people_whom_the_host_names_shown_when_the_message_cannot_be_read(desk):
    desk.share(zoe())
    message = desk.received()
    event = desk.opened(MAYA, message)
    event["gmail"]["toRecipients"] = [f"Zoe <{ZOE}>"]
    desk.world.account(MAYA).mailbox.messages.clear()
    said = words(desk.act(MAYA, "/addon/message", **event))
    assert "could not be read" in said
    assert "Prefers mornings" in said
