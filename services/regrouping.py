"""Labels that their person deleted in her own Google Contacts: found out, and made again.

Google asks her whether the contacts shall go as well; either way a sync listing tells of the contacts
only. So when nothing is left in a label of ours, it is asked whether the label itself is there. What
the missing contacts mean is decided as ever: put back, removed, or held by the brake.
"""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import replace

from .core.records import Copy
from .outbox import dispatch, promise
from .ports import NotFound, Transaction
from .visiting import Visit

_SETTLED = frozenset({"current", "later", "attention", "paused"})
"""States of a copy in which an empty label is news; in a first copy it is not."""


def missing_of(visit: Visit, labels: Collection[str]) -> set[str]:
    """Which of these labels the account does not have any more; one call for each."""
    return {label for label in labels if (copy := visit.place(label)) and _is_missing(visit, copy)}


def _is_missing(visit: Visit, copy: Copy) -> bool:
    if not copy.group:
        return False
    try:
        visit.book.group(copy.group)
    except NotFound:
        return True
    return False


def mend_emptied(visit: Visit, doubtful: Collection[str] = ()) -> None:
    """Make those labels again that are deleted, unless the brake holds what was in them.

    All pages of the visit must be loaded. `doubtful` are labels that Google did not know a moment ago.
    A copy without a group is written to by nobody but the task that makes one. Contacts that Google
    refused because of the label are tried again.
    """
    used = {label for link in visit.links() for label in link.labels}
    settled = {label for label, copy in visit.copies.items() if copy.state in _SETTLED}
    lost = missing_of(visit, (settled | set(doubtful)) - used)
    if not lost:
        return
    for link in list(visit.links()):
        if link.refused and not link.resource:
            visit.set_link(link.contact, replace(link, refused=""))
    visit.save()
    for label in lost:
        copy = visit.copies[label]
        # Should this process die before the task is promised, the sweep finds a copy that is not moving.
        state = copy.state if copy.state == "paused" else "copying"
        visit.set_copy(replace(copy, group="", position="", state=state))
    make_again(visit, lost)


def make_again(visit: Visit, labels: Collection[str]) -> None:
    """Promise a new label for these copies; what the brake holds waits for its decision."""
    again = [
        promise(visit.tenant, "copy", {"account": visit.account.id, "label": label}, deps=visit.deps)
        for label in sorted(labels)
        if visit.copies[label].state != "paused"
    ]
    if again:
        dispatch(visit.tenant, again, deps=visit.deps)


def forget_deleted(visit: Visit, doubtful: AbstractSet[str]) -> bool:
    """Whether she has deleted labels of hers that she does not share any more: they are not made again."""
    gone = missing_of(visit, doubtful & visit.quiet.keys())
    for label in gone:
        copy = visit.quiet.pop(label)

        def body(tx: Transaction, key: str = copy.key) -> None:
            stored = tx.get(Copy, key)
            if stored is not None and stored.state == "ended":
                tx.put(replace(stored, group=""))

        visit.scope.transact(body)
    return bool(gone)
