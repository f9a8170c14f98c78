"""A second look at what changed: with each full listing, once a week, against all that can get lost.

Every change is promised to every copy in the transaction that makes it, and a promise is kept until it was
carried out. Should one be lost all the same (a queue that was purged by hand, a fault of ours), nothing else
would ever notice: the copy is as its member left it, so her listings say nothing. So what changed in her
labels since the last full listing is planned once more. A copy that is up to date costs reads and no write.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from .core.plan import batches
from .core.records import Version
from .fanning import push_promise
from .outbox import dispatch
from .ports import Where
from .visiting import Visit
from .walking import pages

PAGE = 500
UNDER_WAY = timedelta(days=1)
"""What changed shortly before the last full listing may not have been written by then."""


def look_again_since(visit: Visit, last: datetime) -> None:
    """Promise to look at every contact of the account's labels that changed since then.

    `last`: when the account was last listed whole.
    """
    changed = sorted(
        {contact for label in visit.labels for contact in _changed(visit, label, last - UNDER_WAY)}
    )
    owed = [push_promise(visit, batch) for batch in batches(changed)]
    if owed:
        dispatch(visit.tenant, owed, deps=visit.deps)


def _changed(visit: Visit, label: str, since: datetime) -> set[str]:
    where = Where("labels", "contains", label), Where("at", ">=", since)
    found = pages(visit.scope, Version, *where, order="at", size=PAGE)
    return {version.contact for page in found for version in page}
