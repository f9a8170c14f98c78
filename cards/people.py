"""Contacts and members as lines: the same on every card that lists them."""

from __future__ import annotations

from services.core.facts import ContactRow, MemberRow

from .actions import Press, press
from .chrome import Line
from .google_contacts import contact_address
from .levels import level_name
from .names import contact_name, person_name
from .states import member_state
from .text import Words, one_line
from .widgets import Link


def contact_line(row: ContactRow, label: str, words: Words) -> Line:
    """One contact. Of a shared label it opens our card, otherwise Google Contacts."""
    name = contact_name(row.title, words)
    return Line(
        name,
        bottom=one_line(row.subtitle),
        photo=row.photo_url,
        icon="PERSON",
        alt=words.gettext("Contact"),
        to=_contact_leads_to(row, row.label or label),
    )


def _contact_leads_to(row: ContactRow, label: str) -> Press | Link | None:
    if row.contact and label:
        return press("contact.open", label=label, contact=row.contact)
    at_google = contact_address(row.resource)
    return Link(at_google) if at_google else None


def member_line(row: MemberRow, label: str, words: Words, *, opens: bool) -> Line:
    """One member with level and state. `opens`: the viewer may look at her card."""
    state = member_state(row.grant_state, row.copy, row.kind, words, decides=opens)
    name = person_name(row.name, row.email)
    shown = words.gettext("{name} (you)", name=name) if row.me else name
    level = level_name(row.level, words)
    if row.via:
        level = words.gettext("{level} · through {group}", level=level, group=row.via)
    group = row.kind == "group"
    return Line(
        shown,
        top=level if name == row.email else words.gettext("{level} · {email}", level=level, email=row.email),
        bottom=state.line,
        icon="MULTIPLE_PEOPLE" if group else "PERSON",
        alt=words.gettext("Group") if group else words.gettext("Member"),
        to=press("member.open", label=label, principal=row.principal) if opens else None,
        strong=state.needs,
    )
