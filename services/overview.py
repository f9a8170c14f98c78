"""What a person may see: facts for cards and pages, authorised, without a word of wording."""

from __future__ import annotations

from collections.abc import Mapping

from .core.acl import grantable, may_change
from .core.caller import Caller
from .core.contact import masked, title
from .core.facts import (
    ContactFacts,
    LabelFacts,
    MemberFacts,
    MemberRow,
)
from .core.levels import Level
from .core.paging import paged
from .core.records import Account, Contact, Copy, Fields, Grant, Label, Version
from .core.refusals import NoCopyYet, NoSuchContact, NoSuchMember, NotAllowed
from .core.rows import rows_of
from .core.sight import hidden_by
from .deps import Deps
from .feed import clashes_of, held_of, history_of
from .labels import grant_of, label_in, label_of
from .ports import Scope, Where
from .searching import find_contacts, page_of
from .unshared import unshared
from .viewing import copy_facts, name_of, titles_of_left_behind, viewer_of

MEMBERS = 20
STATES = ("current", "copying", "waiting", "later", "paused", "attention", "ending")


def label(
    caller: Caller,
    *,
    label: str = "",
    group: str = "",
    page: int = 0,
    members_page: int = 0,
    query: str = "",
    deps: Deps,
) -> LabelFacts:
    """One label: by its shared id, or by the caller's own contact group when it is not shared yet.

    Raises `NoSuchLabel`, `LabelStopped` or `LabelGone`.
    """
    if not label:
        stored = label_in(caller, group, deps=deps)
        if stored is None or stored.state != "active":
            return unshared(caller, group, page=page, query=query, deps=deps)
        label = stored.id
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    size = scope.count(Contact, Where("labels", "contains", label))
    hidden = hidden_by(found, caller.account, mine.level)
    pages = 1
    if query.strip():
        rows = find_contacts(caller, [label], query, hidden=lambda _: hidden, deps=deps)
    else:
        rows, page, pages = page_of(caller, label, page=page, size=size, hidden=hidden, deps=deps)
    everybody = _everybody(scope, label)
    groups = {grant.principal: grant for grant in everybody if grant.kind == "group"}
    members_page, members_pages = paged(members_page, len(everybody), MEMBERS)
    some = everybody[members_page * MEMBERS : (members_page + 1) * MEMBERS]
    copies = scope.get_many(Copy, [grant.key for grant in everybody])
    owner = scope.get(Account, found.owner)
    own_copy = copies.get(mine.key)
    theirs = [copies[grant.key] for grant in everybody if grant.level < Level.OWNER and grant.key in copies]
    size = size if found.counted else found.size
    shown = [own_copy, *(copies.get(grant.key) for grant in some)] if mine.level.may_share else [own_copy]
    titles = titles_of_left_behind(scope, shown, hidden)
    return LabelFacts(
        viewer=viewer_of(caller),
        name=found.name,
        size=size,
        level=mine.level,
        label=label,
        group=own_copy.group if own_copy and found.owner == caller.account else "",
        owner_name=name_of(owner),
        contacts=rows,
        page=page,
        pages=pages,
        query=query,
        members=tuple(
            member_row(caller, grant, copies.get(grant.key), size, groups.get(grant.via), titles)
            for grant in some
        ),
        members_page=members_page,
        members_pages=members_pages,
        members_total=len(everybody) - len(groups) - 1,
        current=sum(copy.state == "current" for copy in theirs),
        stuck=sum(copy.state in {"attention", "paused"} for copy in theirs),
        held=held_of(caller, label, mine.level, hidden, deps=deps),
        clashes=clashes_of(caller, label, hidden, deps=deps),
        stopped=False,
        my_copy=copy_facts(own_copy, size, titles),
    )


def _everybody(scope: Scope, label: str) -> list[Grant]:
    """Who has the label, the highest level first, then by name."""
    found = scope.find(Grant, Where("label", "==", label), limit=10_000)
    have = [grant for grant in found if grant.state != "ended"]
    return sorted(have, key=lambda one: (-one.level, (one.name or one.email).casefold()))


def member(caller: Caller, *, label: str, principal: str, deps: Deps) -> MemberFacts:
    """One member and what the caller may change about her."""
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    grant = scope.get(Grant, f"{label}.{principal}")
    if grant is None or grant.state == "ended":
        raise NoSuchMember
    may = principal != caller.account and may_change(mine.level, grant.level, None)
    levels = grantable(mine.level) if may else ()
    owns = mine.level is Level.OWNER and grant.level < Level.OWNER and grant.kind == "person"
    copy = scope.get(Copy, grant.key)
    hidden = hidden_by(found, caller.account, mine.level)
    titles = titles_of_left_behind(scope, [copy] if may else [], hidden)
    return MemberFacts(
        viewer=viewer_of(caller),
        label=label,
        label_name=found.name,
        row=member_row(
            caller,
            grant,
            copy,
            found.size,
            scope.get(Grant, f"{label}.{grant.via}") if grant.via else None,
            titles,
        ),
        levels=levels,
        may_end=may,
        may_hide=owns,
        may_own=owns and grant.state == "active",
        hidden=found.hidden.get(f"account:{principal}", ()) if owns else (),
        level_hidden=found.hidden.get(grant.level.word, ()) if owns else (),
    )


def heir(caller: Caller, *, label: str, principal: str, deps: Deps) -> MemberFacts:
    """One member to whom the label may be handed over. Raises `NotAllowed`, `NoSuchMember`, `NoCopyYet`."""
    facts = member(caller, label=label, principal=principal, deps=deps)
    if not facts.may_own:
        raise NoCopyYet if facts.may_hide else NotAllowed
    return facts


def contact(caller: Caller, *, label: str, contact: str, deps: Deps) -> ContactFacts:
    """One contact with all fields that the caller is shown, and its history."""
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    hub = scope.get(Contact, contact)
    was_here = hub is not None and (
        label in (*hub.labels, *hub.left)
        or any(label in one.labels for one in _versions(caller, contact, deps=deps))
    )
    if hub is None or not was_here:
        raise NoSuchContact
    hidden = hidden_by(found, caller.account, mine.level)
    content: Fields = masked(hub.content, hidden)
    names = scope.get_many(Label, hub.labels)
    seen = [one for one in hub.labels if scope.get(Grant, f"{one}.{caller.account}") is not None]
    return ContactFacts(
        viewer=viewer_of(caller),
        contact=contact,
        label=label,
        label_name=found.name,
        title=title(content),
        rows=rows_of(content),
        level=mine.level,
        history=history_of(caller, contact, label, mine.level, hidden=hidden, deps=deps),
        labels=tuple((one, names[one].name) for one in seen if one in names),
        deleted=label not in hub.labels,
    )


def _versions(caller: Caller, contact: str, *, deps: Deps) -> list[Version]:
    return deps.store.tenant(caller.tenant).find(Version, Where("contact", "==", contact), limit=200)


def member_row(
    caller: Caller,
    grant: Grant,
    copy: Copy | None,
    size: int,
    group: Grant | None = None,
    titles: Mapping[str, str] | None = None,
) -> MemberRow:
    """A grant as a line of a list; `group` is the grant it came through, where it came through one.

    `titles`: see `titles_of_left_behind`.
    """
    return MemberRow(
        principal=grant.principal,
        name=grant.name or grant.email,
        email=grant.email,
        level=grant.level,
        kind=grant.kind,
        grant_state=grant.state,
        copy=copy_facts(copy, size, titles),
        me=grant.principal == caller.account,
        via=(group.name or group.email) if group else "",
    )


def states(caller: Caller, *, label: str, deps: Deps) -> dict[str, int]:
    """How many copies of members are in each state; the owner's own is no copy."""
    found = label_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    counted = {
        state: scope.count(Copy, Where("label", "==", label), Where("state", "==", state)) for state in STATES
    }
    own = scope.get(Copy, f"{label}.{found.owner}")
    if own is not None and counted.get(own.state):
        counted[own.state] -= 1
    return counted
