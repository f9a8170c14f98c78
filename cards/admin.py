"""Administration: is everything in place, what is decided for the company, and the way to its pages."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.admin_facts import Check, SetupFacts
from services.core.records import Policies

from .actions import press
from .card import Card, Section
from .chrome import Line, Offer, offers, rows
from .levels import level_name
from .onboarding import paste_lines
from .text import Words
from .widgets import Link, Paragraph

PAGES = "/admin"
"""Where the dashboard's pages for admins begin."""


@dataclass(frozen=True, slots=True)
class AdminView:
    """The card in words. `paste` is what to give the Admin console, when anything is missing."""

    title: str
    subtitle: str
    summary: str
    checks: tuple[Line, ...]
    paste_heading: str
    paste: tuple[Line, ...]
    policies_heading: str
    policies: tuple[Line, ...]
    offers: tuple[Offer, ...]


def admin_view(facts: SetupFacts, words: Words) -> AdminView:
    """Every word of the card; what is missing comes first."""
    missing = [check for check in facts.checks if check.fault is not None]
    console = missing[0].page if missing else facts.console
    mend = Offer(words.gettext("Open the Admin console"), Link(console, reload=True))
    return AdminView(
        title=words.gettext("Administration"),
        subtitle=words.names(facts.domains),
        summary=words.ngettext("{n} thing is missing.", "{n} things are missing.", len(missing))
        if missing
        else words.gettext("Everything is in place."),
        checks=tuple(_line(check, words) for check in (*missing, *_well(facts.checks))),
        paste_heading=words.gettext("For the Admin console"),
        paste=paste_lines(facts.client_id, facts.service_account, facts.scopes, words) if missing else (),
        policies_heading=words.gettext("Decided for your company"),
        policies=_policies(facts.policies, words),
        offers=(
            Offer(words.gettext("Check again"), press("admin.show")),
            *((mend,) if missing else ()),
            Offer(words.gettext("Labels, policies, audit log"), Link(PAGES, reload=True)),
        ),
    )


def _well(checks: tuple[Check, ...]) -> list[Check]:
    return [check for check in checks if check.fault is None]


def _line(check: Check, words: Words) -> Line:
    if check.fault is None:
        said = words.gettext("In place")
    elif check.ours:
        said = words.gettext("Missing. Whoever runs this service has to mend it.")
    else:
        said = words.gettext("Missing")
    return Line(
        check_name(check, words),
        bottom=said,
        icon="STAR" if check.fault is None else "TICKET",
        alt=said,
        to=Link(check.page, reload=True) if check.fault is not None and check.page else None,
        strong=check.fault is not None,
    )


def check_name(check: Check, words: Words) -> str:
    """What a check looks at, in words."""
    if check.what == "people":
        return words.gettext("People can be looked up in the directory")
    if check.what == "groups":
        return words.gettext("Google Groups can be looked up in the directory")
    match check.detail.rpartition("/")[2]:
        case "contacts":
            return words.gettext("Permission: contacts")
        case "admin.directory.user.readonly":
            return words.gettext("Permission: people of the directory")
        case "admin.directory.group.readonly":
            return words.gettext("Permission: Google Groups")
        case "admin.directory.group.member.readonly":
            return words.gettext("Permission: members of Google Groups")
        case "gmail.send":
            return words.gettext("Permission: sending mail as the person who shares")
        case other:
            return words.gettext("Permission: {scope}", scope=other)


def _policies(policies: Policies, words: Words) -> tuple[Line, ...]:
    return (
        Line(who_may_share(policies, words), top=words.gettext("Who may share")),
        Line(
            words.gettext("Everybody in the company")
            if policies.within == "company"
            else words.gettext("People of the same domain"),
            top=words.gettext("With whom"),
        ),
        Line(level_name(policies.default_level, words), top=words.gettext("Level to begin with")),
        Line(
            words.gettext("Are sent") if policies.mails else words.gettext("Are not sent"),
            top=words.gettext("Mails"),
        ),
    )


def who_may_share(policies: Policies, words: Words) -> str:
    """Who may share labels, in words."""
    match policies.who_may_share:
        case "admins":
            return words.gettext("Admins")
        case "group":
            return words.gettext("The people of {group}", group=policies.sharing_group)
        case _:
            return words.gettext("Everybody")


def admin_card(view: AdminView) -> Card:
    """The card."""
    return Card(
        "admin",
        view.title,
        view.subtitle,
        sections=(
            Section((Paragraph(view.summary), *rows(view.checks)), shown=6),
            Section(rows(view.paste), view.paste_heading if view.paste else ""),
            Section(rows(view.policies), view.policies_heading),
            Section(offers(*view.offers)),
        ),
    )
