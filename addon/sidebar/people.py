"""A message or a meeting is open: the people in it, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addon.events import CallbackEvent, OpenMeeting, TriggerEvent
from cards.actions import READ_MESSAGE
from cards.card import Card
from cards.encounter import encounter_card, encounter_view, met_again
from cards.responses import Answer, Done, GuestsAdded, ScopesWanted, Shown, Update
from cards.text import Words
from services import addressing, recognising, welcoming
from services.core.caller import Caller
from services.core.encounters import Added, Correspondent, EncounterFacts
from services.core.outcome import Fault
from services.core.recipients import parse
from services.core.refusals import BadInput
from services.deps import Deps

from . import reading


def _card(facts: EncounterFacts, words: Words) -> Card:
    return encounter_card(encounter_view(facts, words))


def message(event: TriggerEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """The contextual trigger of Gmail."""
    opened = event.message
    told = ", ".join((*opened.to, *opened.cc)) if opened else ""
    facts = recognising.in_message(
        caller,
        opened.id if opened else "",
        token=event.tokens.access,
        key=event.tokens.message,
        told=[Correspondent(one.email, one.name) for one in parse(told).addresses],
        deps=deps,
    )
    if facts.trouble is Fault.SCOPE and event.scopes is None and not facts.everyone:
        # The event does not say what was granted, and Google says that this was not.
        return ScopesWanted((READ_MESSAGE,))
    return Shown(_card(facts, words))


def meeting(event: TriggerEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """The event trigger of Google Calendar."""
    facts = recognising.people(
        caller,
        _guests(event.meeting),
        place="meeting",
        may_invite=event.meeting is not None and event.meeting.may_add,
        deps=deps,
    )
    return Shown(_card(facts, words))


def _guests(opened: OpenMeeting | None) -> list[Correspondent]:
    """Everybody but rooms and things; the organizer is not always among the guests."""
    if opened is None:
        return []
    guests = [Correspondent(one.email, one.name) for one in opened.guests if not (one.me or one.resource)]
    mine = {one.email.lower() for one in opened.guests if one.me}
    if opened.organizer and opened.organizer.lower() not in mine:
        guests.append(Correspondent(opened.organizer))
    return guests


def _again(event: CallbackEvent, caller: Caller, *, deps: Deps) -> EncounterFacts:
    place = event.parameter("place")
    if place not in {"message", "meeting"}:
        raise BadInput("place")
    return recognising.people(
        caller,
        reading.people(event, "people"),
        place=place,
        may_invite=place == "meeting" and event.parameter("may") == "yes",
        deps=deps,
    )


def add(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Add to label* of one person, or of all."""
    added = welcoming.add(
        caller,
        label=reading.chosen(event, "label"),
        people=met_again(reading.people(event, "people"), event.parameter("email")),
        deps=deps,
    )
    return Done(
        (Update(_card(_again(event, caller, deps=deps), words)),),
        notification=_said(added, words),
        changed=bool(added.added),
    )


def _said(added: Added, words: Words) -> str:
    said = []
    if added.added:
        said.append(
            words.ngettext("Added {n} contact for everyone.", "Added {n} contacts for everyone.", added.added)
        )
    if added.there:
        said.append(words.ngettext("{n} was there already.", "{n} were there already.", added.there))
    if added.left:
        said.append(
            words.ngettext(
                "{n} is in a label that you may not share from.",
                "{n} are in labels that you may not share from.",
                added.left,
            )
        )
    return " ".join(said)


def invite(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Invite a label*: everybody in it who is no guest yet."""
    found = addressing.of_label(caller, label=reading.chosen(event, "invite"), deps=deps)
    there = {one.email for one in reading.people(event, "people")}
    new = tuple(
        one.email for one in recognising.without_me(caller, found.people, deps=deps) if one.email not in there
    )
    if event.parameter("may") != "yes":
        raise BadInput("may")
    if found.too_many or len(there) + len(new) > addressing.GUESTS:
        return Done(
            notification=words.ngettext(
                "Google Calendar takes {n} guest at most. Nobody was invited.",
                "Google Calendar takes {n} guests at most. Nobody was invited.",
                addressing.GUESTS,
            )
        )
    if not new:
        return Done(
            notification=words.gettext("Everybody in the label who has an address is invited already.")
        )
    return GuestsAdded(new)


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "message": message,
    "meeting": meeting,
    "meeting.invite": invite,
    "people.add": add,
}
