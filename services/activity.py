"""What happened in a label, or to one contact of it: the activity feed, and one change of it."""

from __future__ import annotations

from .core.caller import Caller
from .core.contact import masked, title
from .core.facts import ActivityFacts
from .core.paging import paged
from .core.records import Contact, Grant, Label, Version
from .core.refusals import NoSuchContact
from .deps import Deps
from .feed import FEED, changes_of
from .labels import grant_of, label_of
from .ports import Where
from .rights import rights_of
from .viewing import viewer_of

DEEPEST = 50
"""Pages that the feed has: older changes are found in the history of their contact."""
_OF_ONE = 600


def activity(caller: Caller, *, label: str, contact: str = "", page: int = 0, deps: Deps) -> ActivityFacts:
    """The changes in a label, or of one contact of it, newest first.

    Raises `NoSuchLabel`, `LabelStopped`, `NoSuchContact`.
    """
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    if contact:
        return _of_contact(caller, found, mine, contact, page, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    here = Where("labels", "contains", label)
    page, pages = paged(page, min(scope.count(Version, here), DEEPEST * FEED), FEED)
    versions = scope.find(Version, here, order="at", descending=True, limit=(page + 1) * FEED)
    hidden = rights_of(scope, caller, [label]).hidden_in([label])
    return ActivityFacts(
        viewer=viewer_of(caller),
        label=label,
        label_name=found.name,
        level=mine.level,
        changes=changes_of(caller, versions[page * FEED :], mine.level, hidden=hidden, deps=deps),
        page=page,
        pages=pages,
    )


def change(caller: Caller, *, label: str, contact: str, version: int, deps: Deps) -> ActivityFacts:
    """Exactly one change. Raises `NoSuchContact` for one that is not there or not for the caller."""
    found = label_of(caller, label, deps=deps)
    mine = grant_of(caller, label, deps=deps)
    scope = deps.store.tenant(caller.tenant)
    hub = scope.get(Contact, contact) if contact else None
    done = scope.get(Version, f"{contact}.{version:08d}") if hub else None
    if hub is None or done is None or label not in done.labels:
        raise NoSuchContact
    hidden = rights_of(scope, caller, {label, *hub.labels}).hidden_in(hub.labels or [label])
    changes = changes_of(caller, [done], mine.level, hidden=hidden, deps=deps)
    if not changes:
        raise NoSuchContact
    return ActivityFacts(
        viewer=viewer_of(caller),
        label=label,
        label_name=found.name,
        level=mine.level,
        changes=changes,
        version=hub.version if label in hub.labels else 0,
        contact=contact,
        title=title(masked(hub.content, hidden)),
    )


def _of_contact(
    caller: Caller, label: Label, mine: Grant, contact: str, page: int, *, deps: Deps
) -> ActivityFacts:
    scope = deps.store.tenant(caller.tenant)
    hub = scope.get(Contact, contact)
    versions = scope.find(
        Version, Where("contact", "==", contact), order="at", descending=True, limit=_OF_ONE
    )
    here = [version for version in versions if label.id in version.labels]
    if hub is None or not (here or label.id in (*hub.labels, *hub.left)):
        raise NoSuchContact
    page, pages = paged(page, len(here), FEED)
    hidden = rights_of(scope, caller, {label.id, *hub.labels}).hidden_in(hub.labels or [label.id])
    some = here[page * FEED : (page + 1) * FEED]
    return ActivityFacts(
        viewer=viewer_of(caller),
        label=label.id,
        label_name=label.name,
        level=mine.level,
        changes=changes_of(caller, some, mine.level, hidden=hidden, deps=deps),
        page=page,
        pages=pages,
        contact=contact,
        title=title(masked(hub.content, hidden)),
    )
