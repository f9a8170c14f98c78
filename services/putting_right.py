"""Telling a member what she may not do in a label and was put right: once a day, whatever it was."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from .core.records import MailRecord, Promise
from .notifying import Occasion, owe
from .visiting import Visit


def tell(visit: Visit, denied: Mapping[str, AbstractSet[str]]) -> tuple[list[MailRecord], list[Promise]]:
    """One mail a day and label (label -> edit | add | remove), however many fields were put right."""
    mails: list[MailRecord] = []
    promises: list[Promise] = []
    day = visit.deps.now().date().isoformat()
    for label, what in sorted(denied.items()):
        if label not in visit.labels or not what:
            continue
        occasion = Occasion(
            "put-right",
            label,
            visit.labels[label].owner,
            once=f"put-right-{label}-{day}",
            facts={"denied": " ".join(sorted(what))},
        )
        records, tasks = owe(visit.tenant, occasion, [visit.account.id], deps=visit.deps)
        mails += records
        promises += tasks
    return mails, promises
