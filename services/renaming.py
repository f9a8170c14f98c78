"""The name of a shared label follows its owner's wish into one account after the other."""

from __future__ import annotations

from dataclasses import replace

from .core.label_names import free_name
from .core.outcome import Outcome
from .core.records import Account, Copy
from .deps import Deps
from .leasing import lease
from .ports import NameTaken, NotFound, Stale
from .visiting import Visit, open_visit

_TRIES = 5


def rename_copy(tenant: str, account_id: str, label_id: str, *, deps: Deps) -> Outcome:
    """Rename one account's group, unless its person gave it a name of her own."""
    if deps.store.tenant(tenant).get(Account, account_id) is None:
        return Outcome.GONE
    with lease(tenant, account_id, deps=deps) as held:
        visit = open_visit(tenant, held, deps=deps)
        copy = visit.copies.get(label_id)
        if copy is not None and copy.group:
            _rename(visit, copy)
    return Outcome.DONE


def _rename(visit: Visit, copy: Copy) -> None:
    label = visit.labels[copy.label]
    owned = label.owner == copy.account
    owner = visit.scope.get(Account, label.owner)
    sharer = (owner.name or owner.email.partition("@")[0]).split()[0] if owner else ""
    taken: set[str] = set()
    for _ in range(_TRIES):
        try:
            group = visit.book.group(copy.group)
        except NotFound:
            return
        name = free_name(label.name, taken, sharer)
        if group.name == name:
            visit.set_copy(replace(copy, group_name=name))
            return
        if group.name != copy.group_name and not owned:
            return
        try:
            made = visit.book.rename_group(group, name)
        except Stale:
            continue
        except NameTaken:
            taken = {one.name for one in visit.book.groups() if one.resource != copy.group} | {name}
            continue
        visit.set_copy(replace(copy, group_name=made.name))
        return
