"""What Firestore would charge: documents counted at the port, priced from Google's list.

The port counts as Firestore bills: a document per get, one per query at least, and each of its answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from bench.desk import LABEL, Desk, Done
from bench.report import note, table, title
from services import rounds

READ, WRITE, DELETE = 0.06 / 100_000, 0.18 / 100_000, 0.02 / 100_000
"""US dollars a document, multi-region, Google's list as of November 2026: check it against today's."""
POLLS = 4 * 24 * 30
"""Every 15 minutes for a month."""
WORKDAYS = 22
MEMBERS = 1_000


def measure() -> None:
    """One operation each, and what 1,000 members would cost in a month."""
    title("Documents per operation, and Firestore's list price (US dollars)")
    desk = Desk(members=4)
    desk.fill(200)
    desk.share()
    rows = [_row("first share of 200 contacts to 4 members", _done(desk, lambda: None))]
    for account in (desk.owner, *desk.members):
        _done(desk, lambda account=account: desk.pull(account))
    quiet = _done(desk, lambda: desk.pull(desk.members[0]))
    rows.append(_row("a look at an account where nothing changed", quiet))
    desk.store.clear()
    rounds.poll(deps=desk.deps)
    polled = Done(
        "poll", "", Counter(), desk.store.reads, desk.store.writes + desk.store.deletes, desk.store.deletes
    )
    desk.tasks.waiting.clear()
    rows.append(_row("finding whom to look at, 5 accounts", [polled]))
    edit = _done(desk, lambda: _edit(desk))
    rows.append(_row("one contact changed, pushed to 4 others", edit))
    table(("operation", "reads", "writes", "deletes", "$ per 1,000"), rows)
    month = POLLS * (_cost(quiet) + _cost([polled]) / 5) + WORKDAYS * _cost(edit)
    note(
        f"{MEMBERS:,} members in labels of 5, looked at every 15 minutes, each changing one contact a working"
    )
    note(f"day: ${MEMBERS * month:,.2f} a month, without the free quota.")


def _edit(desk: Desk) -> None:
    editor = desk.members[0]
    hand = desk.world.hand(editor.id)
    first = hand.contacts(LABEL)[0]["resourceName"]
    hand.edit(first, biographies=[{"value": "Called today.", "contentType": "TEXT_PLAIN"}])
    desk.pull(editor)


def _done(desk: Desk, begin: Callable[[], None]) -> list[Done]:
    desk.done.clear()
    begin()
    desk.settle()
    return list(desk.done)


def _cost(done: Iterable[Done]) -> float:
    return sum(one.reads * READ + (one.writes - one.deletes) * WRITE + one.deletes * DELETE for one in done)


def _row(name: str, done: list[Done]) -> tuple[object, ...]:
    reads, deletes = sum(one.reads for one in done), sum(one.deletes for one in done)
    return (name, reads, sum(one.writes for one in done) - deletes, deletes, 1000 * _cost(done))
