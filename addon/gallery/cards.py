"""Every state of every card, by name: the goldens are made from these, and the gallery shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cards.card import Card
from cards.error import incident_card
from cards.settings import Chosen, help_card, help_view, settings_card, settings_view
from cards.text import Words
from services.core import refusals
from services.core.facts import (
    Viewer,
)
from services.core.outcome import Fault
from services.core.records import Policies

from .change_cards import CHANGE_CARDS
from .contact_cards import CONTACT_CARDS
from .drawing import (
    draw_admin,
    draw_refusal,
)
from .facts import (
    AT,
    MAYA,
    SCOPES,
)
from .label_cards import LABEL_CARDS
from .sharing_cards import SHARING_CARDS


def _made(kind: type[refusals.Refusal]) -> refusals.Refusal:
    """One of the kind; some say until when."""
    return kind(AT) if kind.code == "too-many" else kind()


SAMPLES: dict[str, Callable[[Words], Card]] = {
    **LABEL_CARDS,
    **SHARING_CARDS,
    **CONTACT_CARDS,
    **CHANGE_CARDS,
    "settings": lambda words: settings_card(
        settings_view(
            MAYA, words, Chosen("fi", mails=False, digest=True), (("en", "English"), ("fi", "Suomi"))
        )
    ),
    "settings_admin": lambda words: settings_card(settings_view(replace(MAYA, admin=True), words)),
    "admin": draw_admin(),
    "admin_missing": draw_admin(Fault.SCOPE),
    "admin_ours": draw_admin(Fault.DELEGATION, ours=True),
    "admin_decided": draw_admin(
        policies=Policies(
            who_may_share="group", sharing_group="sales@example.com", within="domain", mails=False
        )
    ),
    "not_ready_with_text_to_paste": draw_refusal(
        refusals.NotReady(Fault.DELEGATION, account="app@example.com", client_id="107", scopes=SCOPES)
    ),
    "settings_bare": lambda words: settings_card(settings_view(Viewer("1", "a@example.com", ""), words)),
    "help": lambda words: help_card(help_view(words)),
    "error_incident": lambda words: incident_card("1f2e3d4c", words),
    **{
        f"error_{kind.code}": draw_refusal(_made(kind))
        for kind in refusals.Refusal.__subclasses__()
        if kind is not refusals.NotReady
    },
    **{f"not_ready_{fault.value}": draw_refusal(refusals.NotReady(fault)) for fault in Fault},
}
