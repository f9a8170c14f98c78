"""What a person may see: facts for cards and pages, authorised, without a word of wording."""

from __future__ import annotations

from .core.caller import Caller
from .core.contact import masked, subtitle, title
from .core.facts import (
    ContactFacts,
    ContactRow,
    HomeFacts,
    LabelFacts,
    MemberFacts,
    MemberRow,
    OwnLabel,
    SharedLabel,
)
from .core.levels import Level
from .core.person import Group
from .core.records import Account, Contact, Copy, Fields, Grant, Hold, Label, Version
from .core.refusals import LabelGone, NoSuchContact, NoSuchLabel, NoSuchMember
from .core.rows import rows_of
from .deps import Deps
from .feed import clashes_of, held_of, history_of
from .labels import grant_of, label_in, label_of
from .ports import NotFound, PortError, Where
from .rights import rights_of
from .searching import find_contacts, row_of
from .viewing import copy_facts, viewer_of
from .visiting import hidden_fields

CONTACTS = 20
MEMBERS = 20


def home(caller: Caller, *, query: str = "", deps: Deps) -> HomeFacts:
    """The labels of the caller's own, those shared with her, and what a search finds in them.

    One People call. When her contacts cannot be read, `trouble` says why and what is shared with
    her is shown all the same.
    """
    scope = deps.store.tenant(caller.tenant)
    trouble = None
    groups: list[Group] = []
    try:
        groups = deps.people.of(caller.email).groups()
    except PortError as error:
        trouble = error.fault
    copies = scope.find(Copy, Where("account", "==", caller.account))
    labels = scope.get_many(Label, [copy.label for copy in copies])
    grants = scope.get_many(Grant, [copy.key for copy in copies])
    needle = query.casefold().strip()
    known = {copy.group: labels[copy.label] for copy in copies if copy.group and copy.label in labels}
    agreed = {copy.group: copy.group_name for copy in copies if copy.group}
    there = {group.resource for group in groups}
    # She has deleted it, or it cannot be read now; what waits in it is hers to decide all the same.
    missing = [
        (Group(resource="", name=label.name, size=label.size), label)
        for copy in copies
        if (label := labels.get(copy.label)) is not None
        and label.state == "active"
        and label.owner == caller.account
        and copy.group not in there
    ]
    own = tuple(
        _own(caller, group, label, agreed.get(group.resource, ""), deps=deps)
        for group, label in sorted(
            [*((group, known.get(group.resource)) for group in groups), *missing],
            key=lambda one: one[0].name.casefold(),
        )
        if not _is_copy(group, labels, known, caller) and needle in group.name.casefold()
    )
    mine = [
        copy
        for copy in copies
        if (label := labels.get(copy.label)) is not None
        and label.state == "active"
        and label.owner != caller.account
        and (grant := grants.get(copy.key)) is not None
        and grant.state != "ended"
    ]
    owners = scope.get_many(Account, {labels[copy.label].owner for copy in mine})
    shared = tuple(
        SharedLabel(
            label=copy.label,
            name=labels[copy.label].name,
            owner_name=_name(owners.get(labels[copy.label].owner)),
            level=grants[copy.key].level,
            size=labels[copy.label].size,
            copy=copy_facts(copy, labels[copy.label].size),
            held=_held(caller, copy.label, grants[copy.key].level, deps=deps),
            clashes=_clashes(caller, copy.label, deps=deps),
        )
        for copy in sorted(mine, key=lambda one: labels[one.label].name.casefold())
        if needle in labels[copy.label].name.casefold()
    )
    found: tuple[ContactRow, ...] = ()
    if needle:
        active = [
            c.label
            for c in copies
            if (k := labels.get(c.label))
            and k.state == "active"
            and (g := grants.get(c.key))
            and g.state != "ended"
        ]
        rights = rights_of(scope, caller, active)
        found = find_contacts(
            caller, active, query, hidden=lambda one: rights.hidden_in(one.labels), deps=deps
        )
    return HomeFacts(
        viewer=viewer_of(caller), own=own, shared=shared, query=query, found=found, trouble=trouble
    )


def _is_copy(group: Group, labels: dict[str, Label], known: dict[str, Label], caller: Caller) -> bool:
    """Whether the group is the caller's copy of a label of somebody else's, or handed over to one."""
    label = known.get(group.resource) or labels.get(group.marker)
    return label is not None and label.owner != caller.account


def _own(caller: Caller, group: Group, label: Label | None, agreed: str, *, deps: Deps) -> OwnLabel:
    """A label of hers; `agreed` is the name that it had when we last wrote or read it."""
    if label is None or label.state != "active":
        return OwnLabel(group=group.resource, name=group.name, size=group.size)
    scope = deps.store.tenant(caller.tenant)
    copies = [
        copy
        for copy in scope.find(Copy, Where("label", "==", label.id), limit=500)
        if copy.account != caller.account and copy.state not in {"ending", "ended"}
    ]
    return OwnLabel(
        group=group.resource,
        name=group.name,
        size=group.size,
        label=label.id,
        members=len(copies),
        renamed=agreed == label.name != group.name,
        copying=sum(1 for copy in copies if copy.state in {"waiting", "copying", "later"}),
        troubled=sum(1 for copy in copies if copy.state == "attention"),
        held=_held(caller, label.id, Level.OWNER, deps=deps),
        clashes=_clashes(caller, label.id, deps=deps),
    )


def _held(caller: Caller, label: str, level: Level, *, deps: Deps) -> int:
    scope = deps.store.tenant(caller.tenant)
    where = [Where("label", "==", label), Where("state", "==", "held")]
    if level < Level.MANAGER:
        where.append(Where("account", "==", caller.account))
    return scope.count(Hold, *where)


def _clashes(caller: Caller, label: str, *, deps: Deps) -> int:
    return deps.store.tenant(caller.tenant).count(
        Version, Where("labels", "contains", label), Where("clashed", "==", True)
    )


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
            return _unshared(caller, group, page, query, deps=deps)
        label = stored.id
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    in_label = Where("labels", "contains", label)
    size = scope.count(Contact, in_label)
    hidden = hidden_fields(caller.account, [found], {label: mine.level})
    if query.strip():
        rows = find_contacts(caller, [label], query, hidden=lambda _: hidden, deps=deps)
        pages = 1
    else:
        pages = max(1, -(-size // CONTACTS))
        page = min(max(page, 0), pages - 1)
        contacts = scope.find(Contact, in_label, order="sort", limit=(page + 1) * CONTACTS)
        rows = tuple(row_of(one, label, hidden) for one in contacts[page * CONTACTS :])
    everybody = [
        grant
        for grant in scope.find(Grant, Where("label", "==", label), limit=10_000)
        if grant.state != "ended"
    ]
    groups = {grant.principal: grant for grant in everybody if grant.kind == "group"}
    everybody.sort(key=lambda one: (-one.level, (one.name or one.email).casefold()))
    members_pages = max(1, -(-len(everybody) // MEMBERS))
    members_page = min(max(members_page, 0), members_pages - 1)
    some = everybody[members_page * MEMBERS : (members_page + 1) * MEMBERS]
    copies = scope.get_many(Copy, [grant.key for grant in everybody])
    owner = scope.get(Account, found.owner)
    own_copy = copies.get(mine.key)
    theirs = [copies[grant.key] for grant in everybody if grant.level < Level.OWNER and grant.key in copies]
    size = size if found.counted else found.size
    return LabelFacts(
        viewer=viewer_of(caller),
        name=found.name,
        size=size,
        level=mine.level,
        label=label,
        group=own_copy.group if own_copy and found.owner == caller.account else "",
        owner_name=_name(owner),
        contacts=rows,
        page=page,
        pages=pages,
        query=query,
        members=tuple(
            member_row(caller, grant, copies.get(grant.key), size, groups.get(grant.via)) for grant in some
        ),
        members_page=members_page,
        members_pages=members_pages,
        members_total=len(everybody) - len(groups) - 1,
        current=sum(copy.state == "current" for copy in theirs),
        stuck=sum(copy.state in {"attention", "paused"} for copy in theirs),
        held=held_of(caller, label, mine.level, deps=deps),
        clashes=clashes_of(caller, label, hidden, deps=deps),
        stopped=False,
        my_copy=copy_facts(own_copy, size),
    )


def _unshared(caller: Caller, group: str, page: int, query: str, *, deps: Deps) -> LabelFacts:
    """A label straight from the caller's own Google Contacts: three People calls."""
    if not group.startswith("contactGroups/"):
        raise NoSuchLabel
    book = deps.people.of(caller.email)
    try:
        found = book.group(group)
        names = sorted(book.members(group)) if found.size else []
    except NotFound as error:
        raise LabelGone from error
    pages = max(1, -(-len(names) // CONTACTS))
    page = min(max(page, 0), pages - 1)
    people = book.read(names[page * CONTACTS : (page + 1) * CONTACTS]) if names else {}
    rows = [
        ContactRow(
            contact="",
            resource=one.resource,
            title=title(one.content),
            subtitle=subtitle(one.content),
            photo_url=one.photo_url,
        )
        for one in people.values()
    ]
    needle = query.casefold().strip()
    return LabelFacts(
        viewer=viewer_of(caller),
        name=found.name,
        size=found.size,
        level=Level.OWNER,
        group=group,
        owner_name=caller.name,
        contacts=tuple(
            sorted(
                (row for row in rows if needle in f"{row.title} {row.subtitle}".casefold()),
                key=lambda row: (not row.title, row.title.casefold()),
            )
        ),
        page=page,
        pages=pages,
        query=query,
    )


def member(caller: Caller, *, label: str, principal: str, deps: Deps) -> MemberFacts:
    """One member and what the caller may change about her."""
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    grant = scope.get(Grant, f"{label}.{principal}")
    if grant is None or grant.state == "ended":
        raise NoSuchMember
    may = (
        mine.level.may_share
        and grant.level <= mine.level
        and grant.level < Level.OWNER
        and principal != caller.account
    )
    levels = tuple(one for one in Level if one < Level.OWNER and one <= mine.level) if may else ()
    return MemberFacts(
        viewer=viewer_of(caller),
        label=label,
        label_name=found.name,
        row=member_row(
            caller,
            grant,
            scope.get(Copy, grant.key),
            found.size,
            scope.get(Grant, f"{label}.{grant.via}") if grant.via else None,
        ),
        levels=levels,
        may_end=may,
    )


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
    hidden = hidden_fields(caller.account, [found], {label: mine.level})
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
    caller: Caller, grant: Grant, copy: Copy | None, size: int, group: Grant | None = None
) -> MemberRow:
    """A grant as a line of a list; `group` is the grant it came through, where it came through one."""
    return MemberRow(
        principal=grant.principal,
        name=grant.name or grant.email,
        email=grant.email,
        level=grant.level,
        kind=grant.kind,
        grant_state=grant.state,
        copy=copy_facts(copy, size),
        me=grant.principal == caller.account,
        via=(group.name or group.email) if group else "",
    )


def _name(account: Account | None) -> str:
    return (account.name or account.email) if account else ""
