"""What a look costs, what a change costs, and what a first share writes: counted at the ports."""

from __future__ import annotations

from collections import Counter
from math import ceil

from bench.desk import LABEL, Desk, Done
from bench.report import note, table, title

LIST, UPDATE = "people.people.connections.list", "people.people.batchUpdateContacts"


def measure() -> None:
    """Three tables: nothing changed, something changed, everything new."""
    _quiet()
    _changed()
    _first()


def _quiet() -> None:
    title("A pull of an account where nothing changed")
    rows = []
    for size in (27, 1000, 5000):
        desk = _shared(size, members=1)
        member = desk.members[0]
        desk.pull(member)
        desk.settle()
        calls, reads, writes = _sum(desk.done)
        rows.append((size, calls.total(), reads, writes, (calls.total(), writes) == (1, 0) and reads <= 2))
    table(("contacts", "People calls", "reads", "writes", "1, at most 2, 0"), rows)


def _changed() -> None:
    title("k contacts changed by one member, m other active copies")
    rows = []
    for k, m in ((1, 1), (1, 4), (150, 4), (450, 4)):
        desk = _shared(500, members=m)
        editor = desk.members[0]
        hand = desk.world.hand(editor.id)
        for person in hand.contacts(LABEL)[:k]:
            hand.edit(
                person["resourceName"], biographies=[{"value": "Called today.", "contentType": "TEXT_PLAIN"}]
            )
        desk.pull(editor)
        desk.settle()
        calls, reads, writes = _sum(desk.done)
        most = m * ceil(k / 200)
        others = calls.total() - calls[LIST] - calls[UPDATE]
        rows.append(
            (
                k,
                m,
                calls[LIST],
                calls[UPDATE],
                most,
                others,
                reads,
                writes,
                calls[UPDATE] <= most and not others,
            )
        )
    table(
        ("k", "m", "listings", "updates", "m×⌈k/200⌉", "other calls", "reads", "writes", "as promised"), rows
    )
    note("The owner's label is one of the m copies; the editor's own is not written.")


def _first() -> None:
    title("Documents written by a first share of n contacts to m members")
    rows = []
    for size, members in ((27, 2), (200, 4), (1000, 4), (5000, 2)):
        desk = Desk(members)
        desk.fill(size)
        desk.share()
        desk.settle()
        tasks = [done for done in desk.done if done.kind == "copy"]
        most = max(sum(done.writes for done in tasks if done.account == one.id) for one in desk.members)
        hub = sum(done.writes for done in desk.done if done.account == desk.owner.id)
        rest = sum(done.writes for done in desk.done) - hub - sum(done.writes for done in tasks)
        allowed = 2 * size // 100 + 10
        rows.append((size, members, most, allowed, most <= allowed, hub, rest))
    table(("n", "m", "per member", "2n/100+10", "at most", "owner (hub: n)", "mails, fan"), rows)


def _shared(size: int, members: int) -> Desk:
    """A label that is shared and settled; what our own writes brought is seen by one more pull of each."""
    desk = Desk(members)
    desk.fill(size)
    desk.share()
    desk.settle()
    for account in (desk.owner, *desk.members):
        desk.pull(account)
        desk.settle()
    desk.done.clear()
    return desk


def _sum(done: list[Done]) -> tuple[Counter[str], int, int]:
    calls: Counter[str] = sum((one.calls for one in done), Counter())
    return calls, sum(one.reads for one in done), sum(one.writes for one in done)
