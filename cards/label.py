"""One label: what I may do, who has it and in what state, and its contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.core.facts import LabelFacts
from services.core.levels import Level

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, Pager, offers, pager, rows
from .clash import clash_line
from .contact_list import ContactList, contact_list, contact_sections
from .held import held_line
from .levels import level_line
from .names import label_name
from .people import contact_line, member_line
from .states import contacts_count, copy_state, shared_line
from .text import Words
from .widgets import Paragraph, Widget

MEMBERS_PAGE = 20
"""Members that one card shows."""


NEEDS = 10
"""Held deletions, and conflicts, that one card lists; deciding about them brings up the next."""


@dataclass(frozen=True, slots=True)
class LabelView:
    """The label card in words."""

    title: str
    subtitle: str
    notices: tuple[str, ...]
    needs: tuple[Line, ...]
    status: Line
    mine: Line
    refresh: Offer
    members_heading: str
    members: tuple[Line, ...]
    members_pager: Pager
    contacts: ContactList
    share: Offer | None
    past: tuple[Offer, ...]
    endings: tuple[Offer, ...]


def label_view(facts: LabelFacts, words: Words) -> LabelView:
    """Every word of the label card."""
    here = {"label": facts.label, "group": facts.group}
    own = facts.level is Level.OWNER
    return LabelView(
        title=label_name(facts.name, words),
        subtitle=contacts_count(facts.size, words)
        if own
        else words.gettext("{owner} shared it with you", owner=facts.owner_name),
        notices=_notices(facts, words),
        needs=(
            *(held_line(facts, hold, words) for hold in facts.held[:NEEDS]),
            *(clash_line(facts, clash, words) for clash in facts.clashes[:NEEDS]),
        ),
        status=_status(facts, words),
        mine=_mine(facts, words),
        refresh=_refresh(facts, here, words),
        members_heading=words.gettext("Members") if facts.label else "",
        members=tuple(
            member_line(row, facts.label, words, opens=facts.level.may_share)
            for row in facts.members[:MEMBERS_PAGE]
        ),
        members_pager=pager(
            "label.show",
            "members",
            facts.members_page,
            facts.members_pages,
            words,
            **here,
            page=_page(facts.page),
            query=facts.query,
        ),
        contacts=contact_list(
            facts,
            tuple(contact_line(row, facts.label, words) for row in facts.contacts),
            "label",
            here,
            words,
            empty=words.gettext("This label is empty. Put contacts into it in Google Contacts.")
            if own
            else "",
            carried={"members": _page(facts.members_page)},
        ),
        share=Offer(words.gettext("Share label"), press("share.form", **here))
        if facts.level.may_share and not facts.stopped
        else None,
        past=_past(facts, words),
        endings=_endings(facts, words),
    )


def _mine(facts: LabelFacts, words: Words) -> Line:
    return Line(
        level_line(facts.level, words),
        top=words.gettext("What you may do"),
        icon="CONFIRMATION_NUMBER_ICON",
        alt=words.gettext("Your level"),
    )


def _refresh(facts: LabelFacts, here: Mapping[str, str], words: Words) -> Offer:
    shown = {"page": _page(facts.page), "members": _page(facts.members_page), "query": facts.query}
    return Offer(words.gettext("Refresh"), press("label.show", **here, **shown))


def _past(facts: LabelFacts, words: Words) -> tuple[Offer, ...]:
    if not facts.label or facts.stopped:
        return ()
    return (
        *_adding(facts, words),
        Offer(words.gettext("Sync now"), press("label.sync", label=facts.label)),
        Offer(words.gettext("Activity"), press("history.open", label=facts.label)),
        Offer(words.gettext("Trash"), press("trash.open", label=facts.label)),
        *_settings(facts, words),
    )


def _adding(facts: LabelFacts, words: Words) -> tuple[Offer, ...]:
    if not facts.level.may_edit:
        return ()
    return (Offer(words.gettext("Add contact"), press("contact.new", label=facts.label)),)


def _settings(facts: LabelFacts, words: Words) -> tuple[Offer, ...]:
    if facts.level is not Level.OWNER:
        return ()
    return (Offer(words.gettext("Settings"), press("label.settings", label=facts.label)),)


def _page(number: int) -> str:
    return str(number) if number else ""


def _notices(facts: LabelFacts, words: Words) -> tuple[str, ...]:
    said = []
    if facts.stopped:
        said.append(words.gettext("This label is no longer shared."))
    if facts.my_copy is not None and facts.level is not Level.OWNER:
        state = copy_state(facts.my_copy, words, decides=facts.level.may_share)
        if state.needs:
            said.append(state.line)
    return tuple(said)


def _status(facts: LabelFacts, words: Words) -> Line:
    if not facts.label or facts.stopped:
        return Line(words.gettext("Not shared"), icon="BOOKMARK", alt=words.gettext("State of sharing"))
    text = shared_line(facts.members_total, facts.current, words, stuck=facts.stuck, group=facts.has_group)
    mine = ""
    if facts.level is not Level.OWNER and facts.my_copy is not None:
        mine = words.gettext("Your copy: {state}", state=copy_state(facts.my_copy, words).text)
    return Line(
        text,
        bottom=mine,
        icon="MULTIPLE_PEOPLE",
        alt=words.gettext("State of sharing"),
        strong=True,
    )


def _endings(facts: LabelFacts, words: Words) -> tuple[Offer, ...]:
    if not facts.label or facts.stopped:
        return ()
    if facts.level is Level.OWNER:
        return (Offer(words.gettext("Stop sharing"), press("label.stop.ask", label=facts.label)),)
    return (Offer(words.gettext("Leave label"), press("label.leave.ask", label=facts.label)),)


def label_card(view: LabelView) -> Card:
    """The label card: status, members, contacts, search, ways out; *Share label* at the bottom."""
    notices: tuple[Widget, ...] = tuple(Paragraph(text) for text in view.notices)
    return Card(
        "label",
        view.title,
        view.subtitle,
        sections=(
            Section((*notices, *rows(view.needs))),
            Section((view.status.row(), view.mine.row(), *offers(view.refresh))),
            Section((*rows(view.members), *view.members_pager.widgets()), view.members_heading),
            *contact_sections(view.contacts),
            Section(offers(*view.past)),
            Section(offers(*view.endings)),
        ),
        primary=view.share.button(primary=True) if view.share else None,
    )
