"""Fan-out: from one change to a task for every account that has to hear of it.

A task looks at one page of members and hands the next page to another task before it begins with its
own, so that a label with thousands of members is a chain of short tasks and not one long loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from .core.outcome import Outcome
from .core.records import Copy, Grant, Hold, Label, Promise
from .deps import Deps
from .notifying import Occasion, owe
from .outbox import promise, relay
from .ports import Reader, Task, Transaction, Where
from .visiting import LIVE, Visit, still_hers

PAGE = 200

Only = Callable[[Transaction, Grant], bool]
"""What is asked of a grant in the transaction that would end it."""


def copies_promise(tenant: str, label: str, *, deps: Deps) -> Promise:
    """Begin the copies of everybody who waits for one of this label."""
    return promise(tenant, "fan", {"what": "copies", "label": label}, deps=deps)


def end_promise(tenant: str, label: str, *, deps: Deps) -> Promise:
    """Take back every copy of a label that is not shared any more."""
    return promise(tenant, "fan", {"what": "end", "label": label}, deps=deps)


def changed_promise(tenant: str, touched: Mapping[str, Iterable[str]], *, source: str, deps: Deps) -> Promise:
    """Tell everyone who has one of these labels about these contacts (contact -> labels).

    `source` is the account whose copies have the change already; empty when nobody's have.
    """
    labels = sorted({label for labels in touched.values() for label in labels})
    return promise(
        tenant,
        "fan",
        {"contacts": " ".join(sorted(touched)), "labels": " ".join(labels), "source": source},
        deps=deps,
    )


def again_promise(tenant: str, label: str, what: str, *, deps: Deps) -> Promise:
    """Go through every copy of the label once more: `again` its contacts, `rename` its name."""
    return promise(tenant, "fan", {"what": what, "label": label}, deps=deps)


def fan_promise(visit: Visit, touched: Mapping[str, Iterable[str]]) -> Promise:
    """Tell everyone else about what was just read in one account."""
    return changed_promise(visit.tenant, touched, source=visit.account.id, deps=visit.deps)


def push_promise(visit: Visit, contacts: Iterable[str], *, due: datetime | None = None) -> Promise:
    """Write these contacts into the account that was just read; at once, or when it is due."""
    return promise(
        visit.tenant,
        "push",
        {"account": visit.account.id, "contacts": " ".join(sorted(contacts))},
        deps=visit.deps,
        due=due,
    )


def fan(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    """One page of members."""
    what = body.get("what", "changed")
    if what == "copies":
        return _begin_copies(tenant, body, deps=deps)
    if what == "end":
        return _end_copies(tenant, body, deps=deps)
    if what in _AGAIN:
        return _go_again(tenant, body, _AGAIN[what], deps=deps)
    return _tell_changed(tenant, body, deps=deps)


def _page(tenant: str, label: str, body: Mapping[str, str], *, deps: Deps) -> list[Copy]:
    """The next page of the label's copies; enqueues the page after it."""
    scope = deps.store.tenant(tenant)
    after = scope.get(Copy, body["after"]) if body.get("after") else None
    page = scope.find(Copy, Where("label", "==", label), after=after, limit=PAGE)
    if len(page) == PAGE:
        deps.queue.enqueue(Task("fan", {**body, "label": label, "after": page[-1].key}))
    return page


def _begin_copies(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    label = body["label"]
    for copy in _page(tenant, label, body, deps=deps):
        if copy.underneath == "waiting":
            deps.queue.enqueue(Task("copy", {"tenant": tenant, "account": copy.account, "label": label}))
    return Outcome.DONE


_AGAIN = {"again": "copy", "rename": "rename"}
"""What is to be gone through again -> the kind of task that does it for one account."""


def _go_again(tenant: str, body: Mapping[str, str], kind: str, *, deps: Deps) -> Outcome:
    label = body["label"]
    for copy in _page(tenant, label, body, deps=deps):
        if copy.state in LIVE:
            deps.queue.enqueue(Task(kind, {"tenant": tenant, "account": copy.account, "label": label}))
    return Outcome.DONE


def _tell_changed(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    told: set[str] = {body.get("source", "")}
    labels = [body["label"]] if body.get("label") else body["labels"].split()
    for label in labels:
        for copy in _page(tenant, label, body, deps=deps):
            if copy.account in told or not _hears(copy, deps.store.tenant(tenant)):
                continue
            if copy.state == "waiting" and not copy.group:
                continue  # nothing is there yet, and all of it will come
            told.add(copy.account)
            deps.queue.enqueue(
                Task(
                    "push",
                    {"tenant": tenant, "account": copy.account, "contacts": body["contacts"]},
                )
            )
    return Outcome.DONE


def _hears(copy: Copy, reader: Reader) -> bool:
    """Whether its account is told: that of an owner also of what was done before she stopped."""
    if copy.state in LIVE:
        return True
    label = reader.get(Label, copy.label) if copy.state == "ended" and copy.group else None
    return label is not None and still_hers(label, copy.account)


def _end_copies(tenant: str, body: Mapping[str, str], *, deps: Deps) -> Outcome:
    label = body["label"]
    scope = deps.store.tenant(tenant)
    for copy in _page(tenant, label, body, deps=deps):
        grant = scope.get(Grant, f"{label}.{copy.account}")
        if grant is None or grant.level.name == "OWNER":
            continue
        only = _given_before(body["until"]) if body.get("until") else None
        promises = end_one(tenant, label, copy.account, by=body.get("by", ""), only=only, deps=deps)
        relay(tenant, promises, deps=deps)
    return Outcome.DONE


def end_one(
    tenant: str,
    label: str,
    account: str,
    *,
    by: str,
    tell: bool = True,
    only: Only | None = None,
    left_out: str = "",
    deps: Deps,
) -> list[Promise]:
    """End one grant and promise to take the copy back; nothing when it has ended already.

    Deletions of hers that the brake held are nobody's question any more: they end with her copy.
    `tell`: by mail. `only`: if that holds of the grant. `left_out` is the group that shall not give her the
    label again.
    """
    scope = deps.store.tenant(tenant)
    waiting = scope.find(
        Hold, Where("label", "==", label), Where("account", "==", account), Where("state", "==", "held")
    )
    mails, mail_promises = owe(
        tenant, Occasion("ended", label, by), [account] if tell and by != account else [], deps=deps
    )
    ending = promise(tenant, "end", {"account": account, "label": label}, deps=deps)

    def body(tx: Transaction) -> list[Promise]:
        grant = tx.get(Grant, f"{label}.{account}")
        copy = tx.get(Copy, f"{label}.{account}")
        holds = tx.get_many(Hold, [hold.id for hold in waiting]).values()
        if grant is None or grant.state == "ended" or (only and not only(tx, grant)):
            return []
        tx.put(replace(grant, state="ended", via=left_out, at=deps.now()))
        tx.put(*(replace(hold, state="left", decided_by=by) for hold in holds if hold.state == "held"))
        if copy is not None:
            tx.put(replace(copy, state="ending", position="", changed_at=deps.now()))
        tx.put(ending, *mails, *mail_promises)
        return [ending, *mail_promises]

    return scope.transact(body)


def _given_before(moment: str) -> Only:
    """Race: the task that ends a stopped label comes late, or once more, and it is shared again."""
    until = datetime.fromisoformat(moment)

    def only(tx: Transaction, grant: Grant) -> bool:
        label = tx.get(Label, grant.label)
        again = label is not None and label.state == "active"
        return not (again and grant.at is not None and grant.at > until)

    return only
