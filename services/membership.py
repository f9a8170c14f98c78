"""Whose access comes through which Google Group: the groups' grants beside the people we follow.

The people of a group are kept in shards by account id, so that five thousand of them are sixteen
documents, and asking for one person costs one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .core.levels import Level
from .core.records import Grant, GroupPeople
from .ports import Reader, Where

SHARDS = 16


@dataclass(frozen=True, slots=True)
class Given:
    """What her groups give one person: the highest level, the group, who shared with it, and its grant."""

    level: Level
    group: str
    by: str
    grant: Grant


def shard_of(account: str) -> int:
    """The shard in which an account's membership is kept."""
    return hashlib.sha256(account.encode()).digest()[0] % SHARDS


def group_grants(reader: Reader, label: str) -> list[Grant]:
    """The groups that a label is shared with, lowest level first."""
    found = reader.find(Grant, Where("label", "==", label), Where("kind", "==", "group"))
    return sorted(
        (grant for grant in found if grant.state != "ended"), key=lambda one: (one.level, one.principal)
    )


def given(reader: Reader, label: str, accounts: Sequence[str]) -> dict[str, Given]:
    """What groups give these accounts in a label; those whom no group gives anything are left out."""
    grants = group_grants(reader, label)
    keys = {f"{grant.principal}.{shard_of(account):02d}" for grant in grants for account in accounts}
    people = {key: frozenset(page.people) for key, page in reader.get_many(GroupPeople, keys).items()}
    found: dict[str, Given] = {}
    for grant in grants:
        for account in accounts:
            if account in people.get(f"{grant.principal}.{shard_of(account):02d}", ()):
                found[account] = Given(grant.level, grant.principal, grant.granted_by, grant)
    return found


def people_of(reader: Reader, group: str) -> dict[int, GroupPeople]:
    """The people of a group as last looked at, by shard."""
    pages = reader.find(GroupPeople, Where("group", "==", group), limit=SHARDS)
    return {page.shard: page for page in pages}


def sharded(group: str, people: Iterable[str]) -> dict[int, GroupPeople]:
    """These people as records."""
    shards: dict[int, list[str]] = {}
    for account in sorted(people):
        shards.setdefault(shard_of(account), []).append(account)
    return {shard: GroupPeople(group, shard, tuple(ids)) for shard, ids in shards.items()}
