"""What happened: history of a contact, activity of a label, conflicts and held deletions."""

from __future__ import annotations

from collections.abc import Iterable

from .core.caller import Caller
from .core.contact import title
from .core.facts import ChangeFacts, ClashFacts, HeldFacts
from .core.levels import Level
from .core.records import Account, Contact, Hold, Label, Version
from .core.rows import text_of_entries
from .deps import Deps
from .history import LABELS
from .ports import Where

FEED = 30
CLASHES = 10
NAMES = 10


def history_of(
    caller: Caller, contact: str, label: str, level: Level, *, deps: Deps
) -> tuple[ChangeFacts, ...]:
    """The last changes of one contact, newest first."""
    versions = deps.store.tenant(caller.tenant).find(
        Version, Where("contact", "==", contact), order="at", descending=True, limit=FEED
    )
    return _changes(caller, (v for v in versions if label in v.labels), level, deps=deps)


def activity(
    caller: Caller, *, label: str, level: Level, deps: Deps, after: Version | None = None
) -> tuple[ChangeFacts, ...]:
    """The last changes in one label, newest first."""
    versions = deps.store.tenant(caller.tenant).find(
        Version,
        Where("labels", "contains", label),
        order="at",
        descending=True,
        after=after,
        limit=FEED,
    )
    return _changes(caller, versions, level, deps=deps)


def _changes(
    caller: Caller, versions: Iterable[Version], level: Level, *, deps: Deps
) -> tuple[ChangeFacts, ...]:
    versions = list(versions)
    scope = deps.store.tenant(caller.tenant)
    people = scope.get_many(Account, {version.who for version in versions})
    labels = scope.get_many(
        Label,
        {
            str(entry["label"])
            for version in versions
            for entry in (*version.before.get(LABELS, ()), *version.after.get(LABELS, ()))
        },
    )

    def text(name: str, version: Version, side: str) -> str:
        entries = getattr(version, side).get(name, ())
        if name == LABELS:
            return " · ".join(labels[e["label"]].name for e in entries if e["label"] in labels)
        return text_of_entries(name, entries)

    return tuple(
        ChangeFacts(
            contact=version.contact,
            version=version.number,
            title=version.title,
            at=version.at,
            who=name_of(people.get(version.who)),
            cause=version.cause,
            changes=tuple(
                (name, text(name, version, "before"), text(name, version, "after"))
                for name in sorted({*version.before, *version.after})
            ),
            undoable=level.may_edit,
            run=version.run,
        )
        for version in versions
    )


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
    return tuple(
        ClashFacts(
            contact=version.contact,
            version=version.number,
            title=version.title,
            field=clash.field,
            kept=text_of_entries(clash.field, tuple(clash.kept)),
            lost=text_of_entries(clash.field, tuple(clash.lost)),
            kept_by=name_of(people.get(clash.kept_by)),
            lost_by=name_of(people.get(clash.lost_by)),
            at=version.at,
        )
        for version in versions
        for clash in version.clashes
        if clash.field not in hidden
    )


def held_of(caller: Caller, label: str, level: Level, *, deps: Deps) -> tuple[HeldFacts, ...]:
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
            titles=tuple(title(contacts[c].content) for c in hold.contacts[:NAMES] if c in contacts),
            total=hold.total,
            at=hold.at,
            everything=hold.everything,
            mine=hold.account == caller.account,
        )
        for hold in holds
    )


def name_of(account: Account | None) -> str:
    """How a person is called in a feed."""
    return (account.name or account.email) if account else ""
