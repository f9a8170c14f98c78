"""People in a message or a meeting: who they are in shared labels, and the way in for those unknown."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.encounters import (
    Correspondent,
    Encounter,
    EncounterFacts,
    LabelChoice,
)
from services.core.outcome import Fault

from .acquaintances import Known, known_of
from .actions import press
from .card import Card, Section
from .carrying import packed
from .chrome import Line, Offer, offers, rows
from .faults import fault_mend, fault_reason
from .names import label_name
from .text import Words, one_line
from .widgets import Choice, Option, Paragraph, Widget


@dataclass(frozen=True, slots=True)
class EncounterView:
    """The card of a message or a meeting in words."""

    name: str
    title: str
    subtitle: str
    notices: tuple[str, ...]
    known: tuple[Known, ...]
    strangers_heading: str
    strangers: tuple[Line, ...]
    choose: Choice | None
    add_all: Offer | None
    none_to_add_to: str
    more: str
    invite_heading: str
    invite_choice: Choice | None
    invite: Offer | None
    invite_note: str
    home: Offer


def encounter_view(facts: EncounterFacts, words: Words) -> EncounterView:
    """Every word of the card."""
    strangers = [one for one in facts.people if not one.known]
    hidden = len(facts.everyone) - len(facts.people)
    met = {"place": facts.place, "people": packed(facts.everyone), "may": "yes" if facts.may_invite else ""}
    meeting = facts.place == "meeting"
    may_add = bool(strangers or hidden > 0) and bool(facts.labels)
    return EncounterView(
        name=facts.place,
        title=words.gettext("Guests of this event") if meeting else words.gettext("People in this message"),
        subtitle=_subtitle(facts, words),
        notices=_notices(facts, words),
        known=known_of(facts, words),
        strangers_heading=words.gettext("Not in a shared label yet") if strangers else "",
        strangers=tuple(_stranger(one, met, facts, words) for one in strangers),
        choose=_choice("label", words.gettext("Add to"), facts.labels, words)
        if may_add or (meeting and facts.labels and facts.everyone)
        else None,
        add_all=_add_all(facts, len(strangers) + max(0, hidden), met, words),
        none_to_add_to=words.gettext("There is no shared label that you may add contacts to.")
        if strangers and not facts.labels
        else "",
        more=words.ngettext("and {n} more person", "and {n} more people", hidden) if hidden > 0 else "",
        invite_heading=words.gettext("Invite a label") if meeting else "",
        invite_choice=_choice("invite", words.gettext("Label"), facts.invites, words)
        if facts.invites
        else None,
        invite=Offer(words.gettext("Invite a label"), press("meeting.invite", **met))
        if facts.invites
        else None,
        invite_note=_invite_note(facts, words) if meeting else "",
        home=Offer(words.gettext("My labels"), press("home.open")),
    )


def _subtitle(facts: EncounterFacts, words: Words) -> str:
    known = sum(1 for one in facts.people if one.known)
    if not facts.people:
        return ""
    return words.ngettext(
        "{known} of {n} person in a shared label",
        "{known} of {n} people in shared labels",
        len(facts.everyone),
        known=words.number(known),
    )


def _notices(facts: EncounterFacts, words: Words) -> tuple[str, ...]:
    said = []
    if facts.trouble is not None:
        said.append(_unread(facts.trouble, words))
        said.append(words.gettext("Close the message and open it again to try once more."))
    elif not facts.people:
        said.append(
            words.gettext("Nobody else is invited, or the guests are not shown to you.")
            if facts.place == "meeting"
            else words.gettext("Nobody but you is in this message.")
        )
    return tuple(said)


def _unread(fault: Fault, words: Words) -> str:
    """Why, where that is Google's state and not this one message: faults speak of contacts."""
    if fault not in {Fault.QUOTA, Fault.UNAVAILABLE}:
        return words.gettext("This message could not be read.")
    return words.gettext(
        "This message could not be read: {reason} {mend}",
        reason=fault_reason(fault, words),
        mend=fault_mend(fault, words),
    )


def _stranger(
    one: Encounter,
    met: dict[str, str],
    facts: EncounterFacts,
    words: Words,
) -> Line:
    person = one.person
    name = one_line(person.name) or one_line(person.email)
    add = (
        press("people.add", **met, email=person.email, label=facts.labels[0].label) if facts.labels else None
    )
    return Line(
        name,
        bottom=one_line(person.email) if person.name else "",
        icon="PERSON",
        alt=words.gettext("Person"),
        offer=Offer(
            words.gettext("Add to label"), add, alt=words.gettext("Add {name} to the label", name=name)
        )
        if add
        else None,
    )


def _add_all(facts: EncounterFacts, strangers: int, met: dict[str, str], words: Words) -> Offer | None:
    if not facts.labels or not facts.everyone:
        return None
    to = press("people.add", **met, label=facts.labels[0].label)
    if facts.place == "meeting":
        return Offer(words.gettext("Add attendees to label"), to)
    return Offer(words.gettext("Add all of them to the label"), to) if strangers > 1 else None


def _choice(name: str, label: str, labels: tuple[LabelChoice, ...], words: Words) -> Choice | None:
    if not labels:
        return None
    options = tuple(
        Option(one.label, label_name(one.name, words), selected=number == 0)
        for number, one in enumerate(labels)
    )
    return Choice(name, label, options, kind="DROPDOWN")


def _invite_note(facts: EncounterFacts, words: Words) -> str:
    if not facts.may_invite:
        return words.gettext("You may not add guests to this event.")
    if not facts.invites:
        return words.gettext("No label is shared with you, or by you, yet.")
    return words.gettext(
        "Everybody in the label who has a mail address is invited. Save the event afterwards."
    )


def encounter_card(view: EncounterView) -> Card:
    """What is known first, then the way in for the others, then what can be done with all."""
    notices: tuple[Widget, ...] = tuple(Paragraph(text) for text in view.notices)
    chosen: tuple[Widget, ...] = (view.choose,) if view.choose else ()
    none: tuple[Widget, ...] = (Paragraph(view.none_to_add_to),) if view.none_to_add_to else ()
    more: tuple[Widget, ...] = (Paragraph(view.more),) if view.more else ()
    invite: tuple[Widget, ...] = (view.invite_choice,) if view.invite_choice else ()
    note: tuple[Widget, ...] = (Paragraph(view.invite_note),) if view.invite_note else ()
    return Card(
        view.name,
        view.title,
        view.subtitle,
        sections=(
            Section(notices),
            *(Section((*rows(one.lines), *offers(*one.offers)), one.heading) for one in view.known),
            Section(
                (*chosen, *rows(view.strangers), *more, *none, *offers(view.add_all)), view.strangers_heading
            ),
            Section((*invite, *offers(view.invite), *note), view.invite_heading),
            Section(offers(view.home)),
        ),
    )


def met_again(people: tuple[Correspondent, ...], email: str) -> tuple[Correspondent, ...]:
    """Those that were pressed: the one with this address, or everybody without one."""
    return tuple(one for one in people if not email or one.email == email)
