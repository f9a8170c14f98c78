"""People before their side panels: they press what their cards say, over HTTP, and every task is done."""

from __future__ import annotations

from functools import partial

from addon import tasks
from services.core.records import Account, Tenant
from services.ports import Task
from simulator.seeds import MAYA, small
from tests.http.beside import filled
from tests.http.hosting import Host, cards, words
from tests.town import contact


class Story:
    """Maya shares Finance with Anna; everybody presses what her cards show."""

    def __init__(self):
        self.world = small(colleagues=3)
        self.host = Host(self.world)
        self.host.service.queue.deliver = partial(tasks.deliver, self.host.service)
        maya = self.hand(MAYA)
        maya.add_label("Finance")
        for n in range(15):
            given = contact(f"C{n}", mail=f"c{n}@x.example", phone=f"+1 202 555 01{n:02d}", note="kept")
            maya.add(given, ["Finance"])
        self.shown = {}
        self.open(MAYA)
        self.press(MAYA, "Finance")
        self.press(MAYA, "Share label")
        typed = {"people": ["anna@maple.example"], "level": ["remover"]}
        self.press(MAYA, "Share label", inputs=typed)
        self.rest()

    def hand(self, who):
        return self.world.hand(who)

    def open(self, who):
        """The homepage."""
        self.shown[who] = self.host.act(who, "/addon/home")
        return words(self.shown[who])

    def press(self, who, text, **more):
        """What says `text` on the card that she sees; the words of the card that follows."""
        card = cards(self.shown[who])[-1]
        action = next(iter(_pressable(card, text)), None)
        assert action is not None, f"nothing says {text!r} among: {words(card)}"
        path = action["function"].removeprefix("https://labels.example.com")
        given = {one["key"]: one["value"] for one in action.get("parameters", ())}
        answer = self.host.act(who, path, parameters=given, **more)
        if cards(answer):
            self.shown[who] = answer
        self.rest()
        return words(answer)

    def typed(self, who, **changes):
        """All inputs of the card that she sees, as the host sends them; None: she leaves nothing in one."""
        inputs = filled(self.shown[who]) | changes
        return {name: value for name, value in inputs.items() if value is not None}

    def label(self, who, name="Finance"):
        """The card of the label."""
        self.open(who)
        return self.press(who, name)

    def rest(self):
        """Every account is read, and all tasks are done."""
        store = self.host.service.store
        for tenant in store.root.find(Tenant):
            for account in store.tenant(tenant.id).find(Account):
                self.host.service.queue.enqueue(Task("pull", {"tenant": tenant.id, "account": account.id}))
        self.host.service.queue.drain()


def _pressable(value, text):
    """Actions of widgets that say the text, the smallest widget first."""
    found = []

    def walk(node):
        if isinstance(node, dict):
            action = (node.get("onClick") or {}).get("action")
            if action and text in words({k: v for k, v in node.items() if k != "onClick"}):
                found.append((len(words(node)), action))
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(value)
    return [action for _, action in sorted(found, key=lambda one: one[0])]
