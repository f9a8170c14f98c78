"""Sample facts of contacts: one with all fields, people in a message, a draft, a form filled in."""

from __future__ import annotations

from datetime import date

from services.core.encounters import (
    Acquaintance,
    Correspondent,
    DraftFacts,
    Encounter,
    EncounterFacts,
    LabelChoice,
    Membership,
)
from services.core.facts import (
    ContactFacts,
)
from services.core.levels import Level
from services.core.typing_in import Line, Typed

from .facts import BACK, CHANGE, DELETED, MAYA

CONTACT = ContactFacts(
    MAYA,
    "p.1",
    "l1",
    "Finance",
    "Ron Wyden",
    (
        ("names", "", "Ron Wyden", ""),
        ("emailAddresses", "work", "ron@senate.gov", "mailto:ron@senate.gov"),
        ("phoneNumbers", "mobile", "+1 202 224 5244", "tel:+12022245244"),
        ("addresses", "work", "221 Dirksen\nWashington DC", ""),
        ("events", "anniversary", "2005-11-24", ""),
        ("urls", "homePage", "https://ron.example.com", "https://ron.example.com"),
        ("urls", "", "javascript:alert(1)", "javascript:alert(1)"),
        ("relations", "spouse", "Nancy Wyden", ""),
        ("imClients", "googleTalk", "ron.wyden", ""),
        ("biographies", "", "Note & <b>more</b>", ""),
        ("somethingNew", "", "kept", ""),
    ),
    Level.EDITOR,
    labels=(("l1", "Finance"), ("l2", "Budget")),
    history=(CHANGE, BACK, DELETED, CHANGE),
)
CHOICES = (LabelChoice("l1", "Finance", 23), LabelChoice("l2", "Budget", 42))
RON_WYDEN = Correspondent("ron@senate.gov", "Ron Wyden")
EVA = Correspondent("eva@example.com", "Eva Korhonen")


def acquaintance(number: int = 1, **more: object) -> Acquaintance:
    given = {
        "label": "l1",
        "title": "Ron Wyden",
        "rows": CONTACT.rows,
        "labels": (
            Membership("l1", "Finance", "Maya Lopez", mine=True),
            Membership("l5", "Customers", "Eva Korhonen"),
        ),
        "editable": True,
        **more,
    }
    return Acquaintance(f"p.{number}", **given)  # type: ignore[arg-type]  # a sample names what it likes


def met(*people: Encounter, **more: object) -> EncounterFacts:
    given = {
        "place": "message",
        "people": people,
        "everyone": tuple(one.person for one in people),
        "labels": CHOICES,
        **more,
    }
    return EncounterFacts(MAYA, **given)  # type: ignore[arg-type]  # a sample names what it likes


MEETING = {"place": "meeting", "invites": CHOICES, "may_invite": True}
DRAFT = DraftFacts(MAYA, CHOICES, to=(RON_WYDEN,), known=True)
RON = Typed(
    "Ron",
    "Wyden",
    (Line("ron@senate.gov", "work"), Line("ron@home.example", "somethingNew")),
    (Line("+1 202 224 5244", "mobile"),),
    "Full House",
    "P 1",
    date(1949, 5, 3),
    note="Back on Monday",
)
