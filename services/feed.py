"""What happened: history of a contact, activity of a label, conflicts and held deletions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from .core.caller import Caller
from .core.contact import masked, title
from .core.facts import ChangeFacts, ClashFacts, HeldFacts
from .core.levels import Level
from .core.records import Account, Contact, Fields, Grant, Hold, Label, Version
from .core.rows import text_of_entries
from .deps import Deps
from .history import LABELS, labels_in
from .ports import Reader, Where
from .viewing import name_of

FEED = 30
CLASHES = 10
NAMES = 10


def history_of(
    caller: Caller,
    contact: str,
    label: str,
    level: Level,
    *,
    hidden: Collection[str],
    deps: Deps,
) -> tuple[ChangeFacts, ...]:
    """The last changes of one contact that concern the label, newest first."""
    versions = deps.store.tenant(caller.tenant).find(
        Version, Where("contact", "==", contact), order="at", descending=True, limit=FEED
    )
    here = [version for version in versions if label in version.labels]
    return changes_of(caller, here, level, hidden=hidden, deps=deps)


def changes_of(
    caller: Caller,
    versions: Iterable[Version],
    level: Level,
    *,
    hidden: Collection[str],
    deps: Deps,
) -> tuple[ChangeFacts, ...]:
    """Versions as the caller may see them: without hidden fields and without labels of others.

    A version of which nothing is left is left out.
    """
    versions = [version for version in versions if _shown(version, hidden)]
    scope = deps.store.tenant(caller.tenant)
    people = scope.get_many(Account, {version.who for version in versions})
    named = {label for v in versions for label in labels_in(v.before) | labels_in(v.after)}
    grants = scope.get_many(Grant, [f"{label}.{caller.account}" for label in sorted(named)])
    mine = {grant.label for grant in grants.values() if grant.state != "ended"}
    labels = scope.get_many(Label, named & mine)

    called = _called(scope, versions, hidden)

    def text(name: str, side: Fields) -> str:
        if name == LABELS:
            return " · ".join(labels[one].name for one in sorted(labels_in(side)) if one in labels)
        return text_of_entries(name, tuple(side.get(name, ())))

    return tuple(
        ChangeFacts(
            contact=version.contact,
            version=version.number,
            title=called.get(version.contact, version.title),
            at=version.at,
            who=name_of(people.get(version.who)),
            by=version.who,
            cause=version.cause,
            changes=tuple(
                (name, text(name, version.before), text(name, version.after))
                for name in sorted(_shown(version, hidden))
            ),
            undoable=_undoable(version, level),
            run=version.run,
        )
        for version in versions
    )


_NAMING = frozenset({"names", "nicknames", "organizations"})
"""Fields of which a title is made."""


def _called(scope: Reader, versions: Iterable[Version], hidden: Collection[str]) -> Mapping[str, str]:
    """What contacts are called by somebody from whom a field is hidden that may be in a version's title."""
    if _NAMING.isdisjoint(hidden):
        return {}
    wanted = {version.contact for version in versions}
    contacts = scope.get_many(Contact, wanted)
    return {one: title(masked(contacts[one].content, hidden)) if one in contacts else "" for one in wanted}


def _shown(version: Version, hidden: Collection[str]) -> set[str]:
    return {*version.before, *version.after} - set(hidden)


def _undoable(version: Version, level: Level) -> bool:
    """As `undoing` decides, as far as this label goes: to undo an addition is to remove."""
    only_added = {*version.before, *version.after} == {LABELS} and not labels_in(version.before)
    return level.may_remove if only_added else level.may_edit


def clashes_of(caller: Caller, label: str, hidden: frozenset[str], *, deps: Deps) -> tuple[ClashFacts, ...]:
    """Conflicts of the label that nobody has looked at yet."""
    scope = deps.store.tenant(caller.tenant)
    versions = scope.find(
        Version,
        Where("labels", "contains", label),
        Where("clashed", "==", True),
        order="at",
        descending=True,
        limit=CLASHES,
    )
    who = {w for v in versions for clash in v.clashes for w in (clash.kept_by, clash.lost_by)}
    people = scope.get_many(Account, who)
    called = _called(scope, versions, hidden)
    return tuple(
        ClashFacts(
            contact=version.contact,
            version=version.number,
            title=called.get(version.contact, version.title),
            field=clash.field,
            kept=text_of_entries(clash.field, tuple(clash.kept)),
            lost=text_of_entries(clash.field, tuple(clash.lost)),
            kept_by=name_of(people.get(clash.kept_by)),
            lost_by=name_of(people.get(clash.lost_by)),
            at=version.at,
        )
        for version in versions
        for clash in version.clashes
        if clash.field not in hidden and not clash.settled
    )


def held_of(
    caller: Caller, label: str, level: Level, hidden: Collection[str], *, deps: Deps
) -> tuple[HeldFacts, ...]:
    """Deletions of the label that wait: for its owner and managers, and for the member herself."""
    scope = deps.store.tenant(caller.tenant)
    holds = scope.find(Hold, Where("label", "==", label), Where("state", "==", "held"), limit=20)
    holds = [h for h in holds if level.may_share or h.account == caller.account]
    people = scope.get_many(Account, {hold.account for hold in holds})
    contacts = scope.get_many(Contact, {c for hold in holds for c in hold.contacts[:NAMES]})
    return tuple(
        HeldFacts(
            hold=hold.id,
            by=name_of(people.get(hold.account)),
            titles=tuple(
                title(masked(contacts[c].content, hidden)) for c in hold.contacts[:NAMES] if c in contacts
            ),
            total=hold.total,
            at=hold.at,
            everything=hold.everything,
            mine=hold.account == caller.account,
        )
        for hold in holds
    )
