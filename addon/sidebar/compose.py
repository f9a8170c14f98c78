"""A draft is open: put a label, or chosen contacts of it, into its recipients."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from addon import ids
from addon.events import CallbackEvent, TriggerEvent
from cards.card import Card
from cards.compose import WHERE, Candidate, choose_card, choose_view, compose_card, compose_view
from cards.responses import Answer, Done, DraftFilled, Push, Shown, Update
from cards.text import Words
from services import addressing, browsing, recognising
from services.core.caller import Caller
from services.core.encounters import Correspondent, DraftFacts, LabelChoice, Recipients
from services.core.levels import Level
from services.core.recipients import parse
from services.core.refusals import BadInput, NoSuchLabel
from services.deps import Deps
from services.viewing import viewer_of

from . import reading

OFFERED = 50
"""Contacts of one page of checkboxes."""

CHOSEN = 100
"""Checkboxes that one answer can hold."""


def begin(event: TriggerEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """The compose trigger."""
    draft = event.message
    facts = DraftFacts(
        viewer=viewer_of(caller),
        labels=_labels(caller, deps=deps),
        to=_there(draft.to) if draft else (),
        cc=_there(draft.cc) if draft else (),
        bcc=_there(draft.bcc) if draft else (),
        known=draft is not None,
    )
    return Shown(compose_card(compose_view(facts, words)))


def _labels(caller: Caller, *, deps: Deps) -> tuple[LabelChoice, ...]:
    return recognising.choices(recognising.rights_in_all(caller, deps=deps), Level.VIEWER)


def _there(recipients: Sequence[str]) -> tuple[Correspondent, ...]:
    """Recipients of the draft; what is not an address yet is kept as it is, for it would be lost."""
    found: dict[str, Correspondent] = {}
    for text in recipients:
        read = parse(text)
        for one in read.addresses:
            found.setdefault(one.email, Correspondent(one.email, one.name))
        for typed in read.malformed:
            if "@" in typed:
                found.setdefault(typed, Correspondent(typed))
    return tuple(found.values())


def _draft(event: CallbackEvent, caller: Caller, *, deps: Deps) -> DraftFacts:
    """The draft as the event tells it, or as the card remembers it."""
    told = event.message
    if told is not None and (told.to or told.cc or told.bcc):
        to, cc, bcc = _there(told.to), _there(told.cc), _there(told.bcc)
        known = True
    else:
        to, cc, bcc = (reading.people(event, name) for name in WHERE)
        known = event.parameter("known") == "yes"
    return DraftFacts(viewer_of(caller), _labels(caller, deps=deps), to, cc, bcc, known)


def _where(event: CallbackEvent) -> str:
    where = event.inputs.text("where") or event.parameter("where") or "to"
    if where not in WHERE:
        raise BadInput("where")
    return where


def every(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Add all contacts* of the label."""
    found = addressing.of_label(caller, label=reading.chosen(event, "label"), deps=deps)
    return _filled(event, caller, words, found, deps=deps)


def chosen(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Add chosen contacts*."""
    contacts = event.inputs.texts("contacts")
    if not contacts:
        return Done(notification=words.gettext("Choose at least one contact."))
    if len(contacts) > CHOSEN or not all(ids.possible(one) for one in contacts):
        raise BadInput("contacts")
    found = addressing.of_label(caller, label=reading.chosen(event, "label"), contacts=contacts, deps=deps)
    return _filled(event, caller, words, found, deps=deps)


def _filled(event: CallbackEvent, caller: Caller, words: Words, found: Recipients, *, deps: Deps) -> Answer:
    draft = _draft(event, caller, deps=deps)
    where = _where(event)
    there = {one.email.lower() for name in WHERE for one in draft.list_of(name)}
    new = [one.email for one in found.people if one.email not in there]
    if found.too_many or len(there) + len(new) > addressing.MOST:
        return Done(
            notification=words.ngettext(
                "Gmail takes {n} recipient of one message. Choose fewer contacts.",
                "Gmail takes {n} recipients of one message. Choose fewer contacts.",
                addressing.MOST,
            )
        )
    if not new:
        return Done(
            notification=words.gettext("They are all in the draft already.")
            if found.people
            else words.gettext("None of these contacts has a mail address.")
        )
    return DraftFilled(where, (*(one.email for one in draft.list_of(where)), *new))


def choose(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Choose contacts*."""
    return Done((Push(_choosing(event, caller, words, deps=deps)),))


def show(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Answer:
    """*Search* and *Next*."""
    return Done((Update(_choosing(event, caller, words, deps=deps)),))


def _choosing(event: CallbackEvent, caller: Caller, words: Words, *, deps: Deps) -> Card:
    draft = _draft(event, caller, deps=deps)
    wanted = reading.chosen(event, "label")
    label = next((one for one in draft.labels if one.label == wanted), None)
    if label is None:
        raise NoSuchLabel
    query = event.inputs.text("query")
    after = event.parameter("after")
    if after and not ids.possible(after):
        raise BadInput("after")
    page = browsing.contacts(caller, label=wanted, query=query, after=after, limit=OFFERED, deps=deps)
    candidates = tuple(Candidate(one.contact, one.title, one.email) for one in page.rows)
    view = choose_view(draft, label, _where(event), candidates, query=query, after=page.after, words=words)
    return choose_card(view)


HANDLERS: Mapping[str, Callable[..., Answer]] = {
    "compose": begin,
    "compose.all": every,
    "compose.choose": choose,
    "compose.show": show,
    "compose.chosen": chosen,
}
