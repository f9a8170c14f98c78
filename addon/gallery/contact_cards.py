"""One contact, and people met in a message, a meeting or a draft: every state of these cards, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cards.card import Card
from cards.compose import Candidate
from cards.confirm import confirm_card
from cards.contact_edit import EditForm, edit_card, edit_view, form_of, remove_view
from cards.text import Words
from services.core.encounters import (
    Correspondent,
    Encounter,
)
from services.core.facts import (
    ContactFacts,
)
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.typing_in import Typed

from .drawing import (
    draw_choose,
    draw_compose,
    draw_contact,
    draw_edit,
    draw_met,
)
from .facts import (
    MAYA,
)
from .meetings import CONTACT, DRAFT, EVA, MEETING, RON, RON_WYDEN, acquaintance, met

CONTACT_CARDS: dict[str, Callable[[Words], Card]] = {
    "contact": draw_contact(CONTACT),
    "contact_empty": draw_contact(ContactFacts(MAYA, "p.2", "l1", "Finance", "", (), Level.VIEWER)),
    "contact_deleted": draw_contact(
        ContactFacts(MAYA, "p.2", "l1", "Finance", "Jo", (), Level.OWNER, deleted=True)
    ),
    "contact_500_fields": draw_contact(
        ContactFacts(
            MAYA,
            "p.3",
            "l1",
            "Finance",
            "Full House",
            tuple(
                ("emailAddresses", "work", f"m{n}@example.com", f"mailto:m{n}@example.com")
                for n in range(500)
            ),
            Level.OWNER,
            photo_url="https://lh3.example.com/p",
            labels=tuple((f"l{n}", f"Label {n}") for n in range(60)),
        )
    ),
    "contact_edit": draw_edit(),
    "contact_edit_hidden": draw_edit(
        hidden=("phoneNumbers", "biographies"), problem="kept", typed=replace(RON, phones=(), birthday=None)
    ),
    "contact_edit_full": draw_edit(replace(RON, mails=RON.mails * 5, phones=RON.phones * 10)),
    "contact_new": lambda words: edit_card(
        edit_view(form_of("", EditForm("l1", "Finance", Typed(), mails=2)), words)
    ),
    "confirm_remove": lambda words: confirm_card(remove_view(CONTACT, words)),
    "message": draw_met(met(Encounter(RON_WYDEN, (acquaintance(),)), Encounter(EVA))),
    "message_strangers": draw_met(
        met(Encounter(EVA), Encounter(Correspondent("jo@example.com")), everyone=(RON_WYDEN,) * 25)
    ),
    "message_no_label": draw_met(met(Encounter(EVA), labels=())),
    "message_many": draw_met(
        met(*(Encounter(RON_WYDEN, (acquaintance(n), acquaintance(n + 50))) for n in range(20)))
    ),
    "message_viewer": draw_met(
        met(Encounter(RON_WYDEN, (acquaintance(title="", rows=(), editable=False),)), labels=())
    ),
    "message_nobody": draw_met(met()),
    "message_unread": draw_met(met(trouble=Fault.UNAVAILABLE)),
    "message_unread_but_told": draw_met(met(Encounter(EVA), trouble=Fault.REFUSED)),
    "meeting": draw_met(met(Encounter(RON_WYDEN, (acquaintance(),)), Encounter(EVA), **MEETING)),
    "meeting_may_not_invite": draw_met(met(Encounter(EVA), place="meeting")),
    "meeting_nobody": draw_met(met(**{**MEETING, "labels": (), "invites": ()})),
    "compose": draw_compose(DRAFT),
    "compose_empty": draw_compose(replace(DRAFT, to=())),
    "compose_unknown": draw_compose(replace(DRAFT, to=(), known=False)),
    "compose_no_label": draw_compose(replace(DRAFT, labels=())),
    "compose_choose": draw_choose(
        *(Candidate(f"p.{n}", f"Person {n:03}", f"person{n:03}@senate.gov") for n in range(50)),
        Candidate("p.77", "Jo", ""),
        after="p.49",
    ),
    "compose_choose_nobody": draw_choose(query="kept"),
}
