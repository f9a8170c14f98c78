"""A label as its owner settles it, for the tests of what she decides."""

from services import label_settings
from services.core.levels import Level
from services.core.records import Contact, Label
from tests.town import Town, contact

EVERYBODY = ("maya", "anna", "bruno")


class Owned(Town):
    """Maya's label of twenty contacts: Anna may delete in it, Bruno may edit, Clara does not have it."""

    def __init__(self):
        super().__init__(*EVERYBODY, "clara")
        maya = self.hand("maya")
        maya.add_label("Finance")
        maya.add_label("Board")
        for n in range(20):
            maya.add(contact(f"C{n}", mail=f"c{n}@x.example", phone=f"+1 202 555 01{n:02d}"), ["Finance"])
        self.label = self.share("maya", "Finance", "anna", level=Level.REMOVER)
        self.share("maya", "Finance", "bruno", level=Level.EDITOR)


def label(town):
    return town.scope().get(Label, town.label)


def hub(town, name):
    return next(c for c in town.scope().find(Contact) if c.content["names"][0]["givenName"] == name)


def fields(town, who, name="C1"):
    hand = town.hand(who)
    found = hand.contact(hand.find(name))
    return {name for name in ("emailAddresses", "phoneNumbers", "biographies") if found.get(name)}


def hide(town, whom, *names, settle=True):
    label_settings.hide(town.caller("maya"), label=town.label, whom=whom, fields=names, deps=town.deps)
    if settle:
        town.settle()


def names(town, who):
    return sorted(group["name"] for group in town.hand(who).labels())
