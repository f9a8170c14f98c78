"""A draft is open: a label, or chosen contacts of it, into To, Cc or Bcc."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.encounters import DraftFacts, LabelChoice

from .actions import press
from .card import Card, Section
from .carrying import packed
from .chrome import Offer, offers
from .names import contact_name, label_name
from .text import Words, one_line
from .widgets import Choice, Option, Paragraph, TextInput, Widget

WHERE = ("to", "cc", "bcc")


@dataclass(frozen=True, slots=True)
class ComposeView:
    """The compose card in words."""

    title: str
    subtitle: str
    label: Choice | None
    where: Choice
    every: Offer | None
    some: Offer | None
    notes: tuple[str, ...]


def carried(facts: DraftFacts) -> dict[str, str]:
    """What every action of the compose window needs to know of the draft."""
    return {
        "to": packed(facts.to),
        "cc": packed(facts.cc),
        "bcc": packed(facts.bcc),
        "known": "yes" if facts.known else "",
    }


def compose_view(facts: DraftFacts, words: Words) -> ComposeView:
    """Every word of the compose card."""
    draft = carried(facts)
    options = tuple(
        Option(one.label, label_name(one.name, words), selected=number == 0)
        for number, one in enumerate(facts.labels)
    )
    return ComposeView(
        title=words.gettext("Write to a label"),
        subtitle=words.gettext("Its contacts become recipients of this message"),
        label=Choice("label", words.gettext("Label"), options, kind="DROPDOWN") if options else None,
        where=Choice(
            "where",
            words.gettext("Put them into"),
            tuple(Option(one, where_name(one, words), selected=one == "to") for one in WHERE),
        ),
        every=Offer(words.gettext("Add all contacts"), press("compose.all", **draft)) if options else None,
        some=Offer(words.gettext("Choose contacts"), press("compose.choose", **draft)) if options else None,
        notes=_notes(facts, words),
    )


def where_name(where: str, words: Words) -> str:
    """The lists of recipients as Gmail calls them."""
    match where:
        case "cc":
            return words.pgettext("recipients of a message", "Cc")
        case "bcc":
            return words.pgettext("recipients of a message", "Bcc")
        case _:
            return words.pgettext("recipients of a message", "To")


def _notes(facts: DraftFacts, words: Words) -> tuple[str, ...]:
    if not facts.labels:
        return (words.gettext("No label is shared with you, or by you, yet. Share one from the side panel."),)
    there = len(facts.to) + len(facts.cc) + len(facts.bcc)
    if not facts.known:
        return (
            words.gettext(
                "Gmail does not tell who is in the draft already: recipients in the chosen line are replaced."
            ),
        )
    if not there:
        return ()
    return (
        words.ngettext(
            "{n} recipient is in the draft already and stays.",
            "{n} recipients are in the draft already and stay.",
            there,
        ),
    )


def compose_card(view: ComposeView) -> Card:
    """The compose card."""
    chosen: tuple[Widget, ...] = (view.label, view.where) if view.label else ()
    notes: tuple[Widget, ...] = tuple(Paragraph(text) for text in view.notes)
    return Card(
        "compose",
        view.title,
        view.subtitle,
        sections=(Section((*chosen, *notes, *offers(view.every, view.some))),),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that may be chosen; one without an address is counted and not offered."""

    contact: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class ChooseView:
    """The card on which contacts of a label are chosen, in words."""

    title: str
    subtitle: str
    query: TextInput
    search: Offer
    contacts: Choice | None
    insert: Offer | None
    onwards: Offer | None
    notes: tuple[str, ...]


def choose_view(
    facts: DraftFacts,
    label: LabelChoice,
    where: str,
    candidates: tuple[Candidate, ...],
    *,
    query: str,
    after: str,
    words: Words,
) -> ChooseView:
    """Every word of that card; `after` is where its next page begins."""
    here = {**carried(facts), "label": label.label, "where": where}
    options = tuple(
        Option(
            one.contact,
            words.gettext("{name} · {email}", name=contact_name(one.title, words), email=one.email),
        )
        for one in candidates
        if one.email
    )
    without = len(candidates) - len(options)
    notes = []
    if not candidates:
        notes.append(words.gettext("Nobody found."))
    if without:
        notes.append(
            words.ngettext("{n} contact here has no address.", "{n} contacts here have no address.", without)
        )
    if after:
        notes.append(words.gettext("There are more: search for them by name, or press Next."))
    return ChooseView(
        title=label_name(label.name, words),
        subtitle=words.gettext("Choose who is put into {where}", where=where_name(where, words)),
        query=TextInput(
            "query",
            words.gettext("Search contacts"),
            value=one_line(query),
            on_change=press("compose.show", **here),
        ),
        search=Offer(words.gettext("Search"), press("compose.show", **here)),
        contacts=Choice("contacts", words.gettext("Contacts"), options, kind="CHECK_BOX")
        if options
        else None,
        insert=Offer(words.gettext("Add chosen contacts"), press("compose.chosen", **here))
        if options
        else None,
        onwards=Offer(words.gettext("Next"), press("compose.show", **here, after=after)) if after else None,
        notes=tuple(notes),
    )


def choose_card(view: ChooseView) -> Card:
    """The card on which contacts are chosen."""
    contacts: tuple[Widget, ...] = (view.contacts,) if view.contacts else ()
    notes: tuple[Widget, ...] = tuple(Paragraph(text) for text in view.notes)
    return Card(
        "compose-choose",
        view.title,
        view.subtitle,
        sections=(
            Section((view.query, *offers(view.search))),
            Section((*contacts, *notes, *offers(view.insert, view.onwards))),
        ),
    )
