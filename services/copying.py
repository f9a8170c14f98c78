"""First copies: the group in the member's account, then the label's contacts in batches of 200.

People calls for n contacts: one for the group, one listing for each 1,000 contacts that the member has
(it also begins her sync), one for each 200 contacts. A task that runs out of time notes how far
it came and hands on to a continuation.
"""

from __future__ import annotations

from dataclasses import replace

from .adopting import Belongings
from .core.label_names import free_name
from .core.levels import Level
from .core.outcome import Outcome
from .core.person import Group
from .core.records import Account, Contact, Copy, Grant, Link
from .deps import Deps
from .ending import end_first
from .leasing import Busy, lease
from .outbox import dispatch, promise
from .ports import NameTaken, NotFound, Transaction, Where
from .pushing import push_batch
from .reading import read_everything
from .visiting import Visit, open_visit

BATCH = 200
_TRIES = 20


def copy_label(tenant: str, account_id: str, label_id: str, *, deps: Deps) -> Outcome:
    """Begin or go on with one account's copy of one label."""
    scope = deps.store.tenant(tenant)
    if scope.get(Account, account_id) is None:
        return Outcome.GONE
    with lease(tenant, account_id, deps=deps) as held:
        visit = open_visit(tenant, held, deps=deps)
        end_first(visit)
        copy = visit.copies.get(label_id)
        if copy is None or label_id not in visit.labels:
            return Outcome.DONE
        if not visit.labels[label_id].counted:
            if visit.labels[label_id].owner == account_id:
                read_everything(visit)
            # Everybody else's copy begins with the fan-out that follows the owner's listing.
            return Outcome.DONE
        # Shared again before what was there could be taken back.
        again = copy.underneath == "waiting" and bool(copy.group)
        if not copy.group:
            # Before the listing, which then shows whatever she puts into the group from now on.
            visit.set_copy(_group(visit, copy))
        # What she has already, to adopt rather than double; it also begins (or renews) her sync.
        visit.belongings = Belongings()
        read_everything(visit)
        if visit.account.cursor:
            # Out of time: the continuation of the listing is followed by another try of this.
            raise Busy
        _drop_strays(visit, label_id, again=again)
        copy = visit.copies[label_id]
        if copy.state != "paused":
            total = scope.count(Contact, Where("labels", "contains", label_id))
            copy = replace(copy, state="copying", total=total, fault=None, retry_at=None)
        visit.set_copy(copy)
        there = sum(_in(link, label_id) for link in visit.links() if link.contact <= copy.position)
        # All links were needed to recognise what was listed. The walk needs those of its batch, and
        # it is long: other accounts shall have the room.
        visit.unload()
        _walk(visit, copy, there)
    return Outcome.DONE


def _drop_strays(visit: Visit, label: str, *, again: bool) -> None:
    """Take out what is not the label's: the walk sees only what is in it.

    What left it while nobody was to have it (`again`); and what a former owner had put there and might
    not share: hers alone while the label was.
    """
    owns = visit.grants[label].level is Level.OWNER
    ours = sorted(
        link.contact
        for link in visit.links()
        if (again and label in link.agreed_labels)
        or (label in link.labels and label not in link.agreed_labels and not owns)
    )
    for start in range(0, len(ours), BATCH):
        batch = ours[start : start + BATCH]
        hubs = visit.scope.get_many(Contact, batch)
        strays = [one for one in batch if one not in hubs or label not in hubs[one].labels]
        if strays:
            push_batch(visit, strays)


def _group(visit: Visit, copy: Copy) -> Copy:
    """The account's own label for the copy: ours by its marker, or a new one under a free name."""
    label = visit.labels[copy.label]
    owner = visit.scope.get(Account, label.owner)
    sharer = (owner.name or owner.email.partition("@")[0]).split()[0] if owner else ""
    taken: set[str] | None = None
    if copy.group_name:
        # An earlier try may have made it and died before it could say so.
        found, taken = _look_for(visit, copy.label)
        if found is not None:
            return _known(visit, copy, found)
    name = free_name(label.name, taken or set(), sharer)
    for _ in range(_TRIES):
        copy = replace(copy, group_name=name)
        visit.set_copy(copy)
        try:
            made = visit.book.create_group(name, copy.label)
        except NameTaken:
            found, taken = _look_for(visit, copy.label)
            if found is not None:
                return _known(visit, copy, found)
            name = free_name(label.name, taken | {name}, sharer)
        else:
            return replace(copy, group=made.resource, group_name=made.name)
    raise NameTaken("no free name for the label")


def _known(visit: Visit, copy: Copy, found: Group) -> Copy:
    """The copy with a group that existed before we knew of it: its person may have put people there.

    No listing so far has told us of them, so the whole account is listed anew.
    """
    visit.lease.update(cursor="", listing="", resync=True)
    return replace(copy, group=found.resource, group_name=found.name)


def _look_for(visit: Visit, label: str) -> tuple[Group | None, set[str]]:
    groups = visit.book.groups()
    ours = [group for group in groups if group.marker == label]
    return (ours[0] if ours else None), {group.name for group in groups}


def _in(link: Link | None, label: str) -> bool:
    return link is not None and label in link.labels


def _walk(visit: Visit, copy: Copy, there: int) -> None:
    """Push every contact of the label, in the order of their ids; `there` are before its position."""
    where = Where("labels", "contains", copy.label)
    after = visit.scope.get(Contact, copy.position) if copy.position else None
    while True:
        batch = visit.scope.find(Contact, where, after=after, limit=BATCH)
        if not batch:
            break
        push_batch(visit, [contact.id for contact in batch], batch)
        there += sum(_in(visit.link(contact.id), copy.label) for contact in batch)
        visit.unload()
        after = batch[-1]
        copy = replace(
            visit.copies[copy.label],
            position=after.id,
            done=min(copy.done + len(batch), max(copy.total, copy.done)),
        )
        if len(batch) < BATCH:
            break
        visit.set_copy(copy)
        if visit.out_of_time:
            again = promise(
                visit.tenant,
                "copy",
                {"account": copy.account, "label": copy.label},
                deps=visit.deps,
            )
            dispatch(visit.tenant, [again], deps=visit.deps)
            return
    _finish(visit, copy, there)


def _finish(visit: Visit, copy: Copy, there: int) -> None:
    """The copy is complete: say so, on the grant as well."""
    now = visit.deps.now()

    def body(tx: Transaction) -> Copy | None:
        visit.lease.fence(tx)
        stored = tx.get(Copy, copy.key)
        grant = tx.get(Grant, f"{copy.label}.{copy.account}")
        if stored is None or stored.state in {"ending", "ended"}:
            return stored
        state = "paused" if stored.state == "paused" else "current"
        final = replace(
            copy,
            state=state,
            position="",
            done=there,
            total=max(copy.total, there),
            fault=None,
            retry_at=None,
            changed_at=now,
        )
        tx.put(final)
        if grant is not None and grant.state == "invited":
            tx.put(replace(grant, state="active"))
        return final

    stored = visit.scope.transact(body)
    if stored is not None:
        visit.copies[copy.label] = stored


def group_of(visit: Visit, label: str) -> Group | None:
    """The account's group for a label, or None when the person deleted it."""
    copy = visit.copies[label]
    try:
        return visit.book.group(copy.group)
    except NotFound:
        return None
