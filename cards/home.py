"""The first card: my labels, those shared with me, and a search over both."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.facts import HomeFacts, OwnLabel, SharedLabel

from .actions import Press, press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .faults import fault_mend, fault_reason
from .google_contacts import CONTACTS
from .levels import level_name
from .names import label_name
from .people import contact_line
from .states import contacts_count, copy_state, needs_of
from .text import Words, joined
from .widgets import Link, Paragraph, TextInput, Widget

MINE, THEIRS, FOUND = 55, 20, 10
"""Lines of each list that one card shows; the search finds the others."""

NEEDING = 5
"""Labels that are named on top because they need somebody; the lists below begin with the same."""

UNFOLDED = 10
"""Lines of each list that are seen before *Show more* is pressed."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home card in words. `mine_more` and `shared_more` say how many are not shown."""

    title: str
    subtitle: str
    trouble: str
    needs_heading: str
    needs: tuple[Line, ...]
    welcome_heading: str
    welcome: str
    search_label: str
    search_hint: str
    query: str
    search: Offer
    clear: Offer | None
    mine_heading: str
    mine: tuple[Line, ...]
    mine_more: str
    shared_heading: str
    shared: tuple[Line, ...]
    shared_more: str
    found_heading: str
    found: tuple[Line, ...]
    nothing: str
    contacts_link: Offer | None
    refresh: Offer


def home_view(facts: HomeFacts, words: Words) -> HomeView:
    """Every word of the home card."""
    searching = bool(facts.query)
    needs = () if searching else _needing(facts, words)
    begins = _begins(facts)
    return HomeView(
        title=words.gettext("Shared Labels"),
        subtitle=facts.viewer.email,
        trouble=_trouble(facts, words),
        needs_heading=words.gettext("Needs you") if needs else "",
        needs=needs,
        welcome_heading=words.gettext("Share your first label") if begins else "",
        welcome=words.gettext(
            "Press Share beside a label, name the people who are to have it, and press Share label. They get "
            "its contacts in their own Google Contacts, on the phone too."
        )
        if begins
        else "",
        search_label=words.gettext("Search labels and contacts"),
        search_hint=words.gettext("Name of a label, a person or a company"),
        query=facts.query,
        search=Offer(words.gettext("Search"), press("home.search")),
        clear=Offer(words.gettext("Show all"), press("home.show")) if searching else None,
        mine_heading=words.gettext("My labels"),
        mine=tuple(_own(label, words, begins=begins) for label in sorted(facts.own, key=_mine_order)[:MINE]),
        mine_more=_more(len(facts.own) - MINE, words),
        shared_heading=words.gettext("Shared with me"),
        shared=tuple(_shared(label, words) for label in facts.shared[:THEIRS]),
        shared_more=_more(len(facts.shared) - THEIRS, words),
        found_heading=words.gettext("Contacts"),
        found=tuple(contact_line(row, row.label, words) for row in facts.found[:FOUND]),
        nothing=_nothing(facts, words),
        contacts_link=Offer(words.gettext("Open Google Contacts"), Link(CONTACTS, reload=True))
        if _first_time(facts)
        else None,
        refresh=Offer(words.gettext("Refresh"), press("home.show", query=facts.query)),
    )


def _mine_order(label: OwnLabel) -> tuple[bool, bool, str]:
    """What needs its owner first, then what is shared, then by name."""
    return (
        not (label.troubled or label.held or label.clashes),
        not label.label,
        label.name.casefold(),
    )


def _trouble(facts: HomeFacts, words: Words) -> str:
    if facts.trouble is None:
        return ""
    return words.gettext(
        "Your labels could not be read: {reason} {mend}",
        reason=fault_reason(facts.trouble, words),
        mend=fault_mend(facts.trouble, words),
    )


def _first_time(facts: HomeFacts) -> bool:
    """Whether there is nothing at all yet, rather than nothing found or nothing readable."""
    return not (facts.own or facts.shared or facts.query or facts.trouble is not None)


def _begins(facts: HomeFacts) -> bool:
    """Whether nothing is shared yet, by her or with her, and there is a label to begin with."""
    return not (facts.query or facts.shared or any(label.label for label in facts.own)) and any(
        label.size for label in facts.own
    )


def _needing(facts: HomeFacts, words: Words) -> tuple[Line, ...]:
    """What waits for the one who looks: deletions to decide, conflicts, somebody without access."""
    lines = []
    for own in facts.own:
        needs = needs_of(own.troubled, own.held, own.clashes, words)
        if needs:
            lines.append(
                _needy(own.name, needs, press("label.open", label=own.label, group=own.group), words)
            )
    for label in facts.shared:
        state = copy_state(label.copy, words)
        needs = (*((state.text,) if state.needs else ()), *needs_of(0, label.held, label.clashes, words))
        if needs:
            lines.append(_needy(label.name, needs, press("label.open", label=label.label), words))
    return tuple(lines[:NEEDING])


def _needy(name: str, needs: tuple[str, ...], to: Press, words: Words) -> Line:
    return Line(
        joined(needs, words),
        top=label_name(name, words),
        icon="CLOCK",
        alt=words.gettext("Needs you"),
        to=to,
        strong=True,
    )


def _nothing(facts: HomeFacts, words: Words) -> str:
    if facts.query and not (facts.own or facts.shared or facts.found):
        return words.gettext("Nothing found for “{query}”.", query=facts.query)
    if not _first_time(facts):
        return ""
    return words.gettext(
        "You have no labels yet. Make a label in Google Contacts, put contacts into it, then press "
        "Refresh and share it here."
    )


def _more(hidden: int, words: Words) -> str:
    if hidden <= 0:
        return ""
    return words.ngettext(
        "{n} more label. Search for it by name.",
        "{n} more labels. Search for them by name.",
        hidden,
    )


def _own(label: OwnLabel, words: Words, *, begins: bool) -> Line:
    notes = [contacts_count(label.size, words)]
    if label.label:
        notes.append(words.ngettext("shared with {n}", "shared with {n}", label.members))
    if label.copying:
        notes.append(words.ngettext("copying to {n}", "copying to {n}", label.copying))
    needs = needs_of(label.troubled, label.held, label.clashes, words)
    return Line(
        label_name(label.name, words),
        bottom=joined((*notes, *needs), words),
        icon="MULTIPLE_PEOPLE" if label.label else "BOOKMARK",
        alt=words.gettext("Shared label") if label.label else words.gettext("Label"),
        to=press("label.open", label=label.label, group=label.group),
        offer=Offer(
            words.gettext("Share"),
            press("share.form", group=label.group),
            alt=words.gettext("Share “{label}”", label=label.name),
        )
        if begins and label.size
        else None,
        strong=bool(needs),
    )


def _shared(label: SharedLabel, words: Words) -> Line:
    state = copy_state(label.copy, words)
    needs = needs_of(0, label.held, label.clashes, words)
    said = [words.gettext("{owner} shared it with you", owner=label.owner_name)]
    said.append(level_name(label.level, words))
    if label.copy.state != "current":
        said.append(contacts_count(label.size, words))
    return Line(
        label_name(label.name, words),
        top=joined(said, words),
        bottom=joined((state.text, *needs), words),
        icon="MULTIPLE_PEOPLE",
        alt=words.gettext("Label shared with you"),
        to=press("label.open", label=label.label),
        strong=state.needs or bool(needs),
    )


def home_card(view: HomeView) -> Card:
    """The home card."""
    notice: tuple[Widget, ...] = tuple(Paragraph(text) for text in (view.trouble, view.nothing) if text)
    search = TextInput(
        "query", view.search_label, view.search_hint, view.query, on_change=press("home.search")
    )
    return Card(
        "home",
        view.title,
        view.subtitle,
        sections=(
            Section((*notice, *offers(view.contacts_link))),
            Section(rows(view.needs), view.needs_heading),
            Section((Paragraph(view.welcome),) if view.welcome else (), view.welcome_heading),
            Section((search, *offers(view.search, view.clear, view.refresh))),
            Section(_labels(view.mine, view.mine_more), view.mine_heading, UNFOLDED),
            Section(_labels(view.shared, view.shared_more), view.shared_heading, UNFOLDED),
            Section(rows(view.found), view.found_heading),
        ),
    )


def _labels(lines: tuple[Line, ...], more: str) -> tuple[Widget, ...]:
    return (*rows(lines), Paragraph(more)) if more else rows(lines)
