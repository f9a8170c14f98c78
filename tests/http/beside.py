"""A side panel beside messages, drafts and meetings, and a label that is shared already."""

from __future__ import annotations

from email.message import EmailMessage

from addon import tasks
from cards.actions import READ_MESSAGE
from services import callers, sharing
from services.core.caller import Claims
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Tenant
from simulator.gmail import deliver
from simulator.seeds import MAYA
from simulator.world import OAUTH_CLIENT_ID
from tests.http.hosting import Host, cards

ANNA = "anna@maple.example"
ZOE = "zoe@outside.example"
IDENTITY = "https://www.googleapis.com/auth/userinfo.email"


class Desk(Host):
    """Everybody's side panel."""

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

    def tenant(self):
        """The company's id."""
        return self.service.deps.store.root.find(Tenant, limit=1)[0].id

    def settle(self):
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


def filled(body):
    """The inputs of the card on top as the host sends them back: empty ones are left out."""
    card = cards(body)[-1]
    found = {}
    for section in card["sections"]:
        for widget in section["widgets"]:
            if "textInput" in widget and widget["textInput"].get("value"):
                found[widget["textInput"]["name"]] = [widget["textInput"]["value"]]
            if "selectionInput" in widget:
                chosen = [one["value"] for one in widget["selectionInput"]["items"] if one["selected"]]
                if chosen:
                    found[widget["selectionInput"]["name"]] = chosen
            picker = widget.get("dateTimePicker", {})
            if picker.get("valueMsEpoch"):
                found[picker["name"]] = {"dateInput": {"msSinceEpoch": int(picker["valueMsEpoch"])}}
    return found


def zoe(**more):
    return {
        "names": [{"givenName": "Zoe", "familyName": "Wu"}],
        "emailAddresses": [{"value": ZOE.upper()}],
        "phoneNumbers": [{"value": "+1 202 555 0100"}],
        "organizations": [{"name": "Wu & Sons"}],
        "biographies": [{"value": "Prefers mornings"}],
        **more,
    }
