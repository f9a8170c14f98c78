"""Members of a label: who has it, at what level, in what state; changing, ending, trying again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, request

from cards.confirm import end_view
from cards.fields import field_name
from cards.levels import level_line, level_name
from cards.member import member_view
from cards.names import person_name
from cards.states import member_state
from cards.text import Words
from services import browsing, members, overview, syncing
from services.core.facts import LabelFacts, MemberRow
from services.core.levels import Level
from services.core.refusals import NoSuchMember
from services.looking import Looking, as_member

from . import forms, reading
from .charts import Slice, bar
from .desk import Desk, by_script, page, see_other
from .head import head_view
from .links import label_url, member_url, pages_beside, with_query
from .views import MemberLine, RowsView, rows_view


@page
def everyone(desk: Desk, label: str) -> Response:
    """GET …/members: states at a glance, then one by one."""
    return desk.draw("members.html", **_members(desk, label))


@page
def everyone_part(desk: Desk, label: str) -> Response:
    """GET …/states: the same, for a script that asks while something moves."""
    return desk.part("members.html", **_members(desk, label))


def _members(desk: Desk, label: str) -> dict[str, Any]:
    number = reading.number(request.args.get("page", ""))
    facts = overview.label(desk.caller, label=label, members_page=number, deps=desk.deps)
    states = overview.states(desk.caller, label=label, deps=desk.deps)
    url = label_url(label)
    return {
        "here": url,
        "head": head_view(facts, desk.words),
        "tab": "members",
        "lines": tuple(member_line(row, facts, desk.words) for row in facts.members),
        "chart": bar(state_slices(states, desk.words), desk.words.gettext("Copies by state"), desk.words),
        "moving": any(states.get(state) for state in ("waiting", "copying", "ending", "later")),
        "part_url": with_query(f"{url}/states", page=str(facts.members_page or "")),
        "url": url,
        "place": desk.words.gettext(
            "Page {page} of {pages}",
            page=desk.words.number(facts.members_page + 1),
            pages=desk.words.number(facts.members_pages),
        )
        if facts.members_pages > 1
        else "",
        **pages_beside(f"{url}/members", facts.members_page, facts.members_pages),
    }


def member_line(row: MemberRow, facts: LabelFacts, words: Words) -> MemberLine:
    """One member in words, with what the viewer may do about her."""
    manages = facts.level.may_share
    state = member_state(row.grant_state, row.copy, row.kind, words, decides=manages)
    name = person_name(row.name, row.email)
    return MemberLine(
        name=words.gettext("{name} (you)", name=name) if row.me else name,
        email=row.email if name != row.email else "",
        level=level_name(row.level, words),
        state=state.text,
        mend=state.mend,
        needs=state.needs,
        url=member_url(facts.label, row.principal) if manages else "",
        retry=f"{member_url(facts.label, row.principal)}/retry"
        if state.retry and (manages or row.me)
        else "",
    )


def state_slices(states: Mapping[str, int], words: Words) -> list[Slice]:
    """How many copies are in each state, those that there are."""
    named = (
        ("current", words.gettext("Up to date"), "good"),
        ("copying", words.gettext("Copying"), "busy"),
        ("waiting", words.gettext("Waiting to copy"), "calm"),
        ("later", words.gettext("Trying again later"), "calm"),
        ("paused", words.gettext("Paused"), "warn"),
        ("attention", words.gettext("Needs attention"), "bad"),
        ("ending", words.gettext("Taking the contacts back"), "busy"),
    )
    return [Slice(name, states[state], kind) for state, name, kind in named if states.get(state)]


@page
def one(desk: Desk, label: str, principal: str) -> Response:
    """GET …/members/<principal>."""
    facts = overview.member(desk.caller, label=label, principal=principal, deps=desk.deps)
    url = member_url(label, principal)
    view = member_view(facts, desk.words)
    return desk.draw(
        "member.html",
        here=label_url(label),
        url=url,
        back=f"{label_url(label)}/members",
        view=view,
        sees=f"{url}/sees" if view.sees else "",
        heir=f"{label_url(label)}/transfer/{principal}" if view.heir else "",
        levels=[
            (option.value, level_line(Level.from_word(option.value), desk.words), option.selected)
            for option in view.options
        ],
    )


@page
def change(desk: Desk, label: str, principal: str) -> Response:
    """POST …/members/<principal>: another level."""
    level = reading.level(forms.text("level", 20))
    members.change_level(desk.caller, label=label, principal=principal, level=level, deps=desk.deps)
    facts = overview.member(desk.caller, label=label, principal=principal, deps=desk.deps)
    flash(
        desk.words.gettext(
            "{name}: {level}",
            name=person_name(facts.row.name, facts.row.email),
            level=level_line(level, desk.words),
        )
    )
    return see_other(member_url(label, principal))


@page
def ask_end(desk: Desk, label: str, principal: str) -> Response:
    """GET …/end: the question before."""
    facts = overview.member(desk.caller, label=label, principal=principal, deps=desk.deps)
    view = end_view(facts, desk.words)
    url = member_url(label, principal)
    return desk.ask(view, label=label, back=url, action=f"{url}/end")


@page
def end(desk: Desk, label: str, principal: str) -> Response:
    """POST …/end; pressed twice, it has been done."""
    try:
        members.end(desk.caller, label=label, principal=principal, deps=desk.deps)
        flash(desk.words.gettext("No longer shared. The contacts are being taken back."))
    except NoSuchMember:
        overview.label(desk.caller, label=label, deps=desk.deps)
        flash(desk.words.gettext("This person does not have the label, or not any more."))
    return see_other(f"{label_url(label)}/members")


@page
def retry(desk: Desk, label: str, principal: str) -> Response:
    """POST …/retry."""
    members.retry(desk.caller, label=label, principal=principal, deps=desk.deps)
    flash(desk.words.gettext("Trying again."))
    return see_other(f"{label_url(label)}/members")


@page
def sync(desk: Desk, label: str) -> Response:
    """POST …/sync: read the copies now instead of at the next cadence."""
    count = syncing.sync_label(desk.caller, label=label, deps=desk.deps)
    flash(
        desk.words.ngettext(
            "Looking for changes in {n} copy. What is found reaches everyone in a moment.",
            "Looking for changes in {n} copies. What is found reaches everyone in a moment.",
            count,
        )
    )
    return see_other(f"{label_url(label)}/members")


@page
def sees(desk: Desk, label: str, principal: str) -> Response:
    """GET …/sees: the label as this member sees it."""
    looking = as_member(desk.caller, label=label, principal=principal, deps=desk.deps)
    after = forms.query("after")
    listing = browsing.contacts(desk.caller, label=label, after=after, looking=looking, deps=desk.deps)
    url = f"{member_url(label, principal)}/sees"
    rows = rows_view(listing, label, desk.words, seen_by=principal)
    more = with_query(url, after=listing.after) if listing.after else ""
    view = RowsView(rows, more, more, "" if rows else desk.words.gettext("This label is empty."))
    if after and by_script():
        return desk.part("rows.html", list=view, query="", first=False)
    return desk.draw(
        "sees.html",
        here=label_url(label),
        url=member_url(label, principal),
        list=view,
        query="",
        **looking_page(looking, desk.words),
    )


def looking_page(looking: Looking, words: Words) -> dict[str, Any]:
    """Through whose eyes a label is seen, as the template takes it."""
    return {
        "looking": looking,
        "level": level_line(looking.level, words),
        "hidden": words.names(sorted(field_name(field, words) for field in looking.hidden)),
    }
