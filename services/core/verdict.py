"""What one look at one copy means: the two-way decision between a copy and the hub.

`judge` compares a person as just read with what was agreed, and says what becomes of it: new hub
content, labels joined, labels left, what the member was not allowed to do, and whether her copy is
owed a write. It decides nothing about how many removals are too many (`brake`) and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .adoption import own_part
from .contact import fingerprint, masked, same
from .flips import fights, remember
from .levels import Level
from .merge import merge
from .normal import earlier
from .person import Person
from .records import Clash, Contact, Fields, Link
from .sight import Sight


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one look. Nothing is set that does not change."""

    link: Link | None  # None: forget the link
    content: Fields | None = None  # new content of the hub
    joined: frozenset[str] = frozenset()  # labels that the hub contact gets
    gone: frozenset[str] = frozenset()  # labels it was taken out of: ask the brake
    clashes: tuple[Clash, ...] = ()
    owed: bool = False  # the copy has to be written
    denied: frozenset[str] = frozenset()  # edit | add | remove: put right, and she is told


FOREIGN = "foreign"
"""`Link.refused` of a copy over which another program writes: left alone for the rest of the day."""


def judge(
    link: Link, person: Person, hub: Contact, states: Mapping[int, Fields], sight: Sight, hub_by: str
) -> Verdict:
    """The verdict on a linked copy. `states`: hub content at the link's versions, where known."""
    if person.deleted:
        return _deleted(link, hub, states, sight)
    if earlier(person.updated, link.updated):
        # Late listing: it shows the copy as it was before something we already know of.
        return Verdict(link=link)
    found = _content(link, person, hub, states, sight, hub_by)
    return _labels(found, link, person, hub, states, sight)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the content comes to: the link as it is after that, and that part of the verdict."""

    link: Link
    content: Fields | None = None
    clashes: tuple[Clash, ...] = ()
    owed: bool = False
    denied: frozenset[str] = frozenset()


def _content(
    link: Link, person: Person, hub: Contact, states: Mapping[int, Fields], sight: Sight, hub_by: str
) -> _Found:
    then = sight.at(person.updated)
    # A write of ours that is under way may have cleared already what is hidden from her now.
    unread = (sight if link.pending else then).unread(link, hub)
    copy = masked(person.content, unread)
    print_ = fingerprint(copy)
    shown = masked(hub.content, unread)
    as_seen = print_ if unread == set(link.masked) else fingerprint(masked(person.content, link.masked))
    seen = replace(
        link,
        resource=person.resource,
        source=person.source or link.source,
        former=_former(link, person),
        etag=person.etag,
        updated=person.updated or link.updated,
        seen=as_seen,
    )
    if same(copy, shown):
        return _Found(replace(seen, agreed=hub.version, pending=0, absorbed=0, refused=""))
    known = {version: fingerprint(masked(state, unread)) for version, state in states.items()}
    if link.pending and print_ == known.get(link.pending):
        return _Found(replace(seen, agreed=link.pending, pending=0, absorbed=0), owed=True)
    unchanged = as_seen == link.seen and (not link.pending or person.etag == link.etag)
    if unchanged or print_ == known.get(link.agreed):
        return _Found(seen, owed=True)
    flips = remember(_today(link.flips, sight), f"{sight.day}:{print_}")
    if fights(flips) or left_alone(link, sight):
        return _Found(replace(seen, flips=flips, refused=FOREIGN))
    seen = replace(seen, flips=flips, refused="")
    level = _level(link, person, hub, then)
    if level is None and not sight.quiet.isdisjoint(hub.labels):
        return _Found(_unread(link, seen, hub, shown))
    if level is None or not level.may_edit:
        return _Found(seen, owed=True, denied=frozenset({"edit"}))
    bases = [states[version] for version in (link.agreed, link.pending, link.absorbed) if version in states]
    merged = merge(hub.content, bases, copy, hub_by=hub_by, copy_by=sight.account, hidden=unread)
    if link.mine:
        seen = replace(seen, mine=own_part(link.mine, bases, copy, unread))
    changes = not same(merged.content, hub.content)
    version = hub.version + 1 if changes else hub.version
    owed = not same(masked(merged.content, unread), copy)
    # A copy that has not the rest of this version yet keeps its old base beside it: until it is
    # written, neither the values it brought nor the old ones beside them are edits.
    after = replace(seen, absorbed=version) if owed else replace(seen, agreed=version, pending=0, absorbed=0)
    return _Found(after, merged.content if changes else None, merged.clashes, owed)


def _former(link: Link, person: Person) -> tuple[str, ...]:
    """Earlier names of the copy: a full listing does not tell them, and the next one after it does."""
    names = {*link.former, *person.previous, link.resource} - {person.resource, ""}
    return tuple(sorted(names))


def _unread(link: Link, seen: Link, hub: Contact, shown: Fields) -> Link:
    """The link of a contact that she has in a label of hers alone, and changed: that is not read.

    Her copy stands as it is. The link still says what it was before, so nothing is written over it; should
    she share the label again, it is an edit like any other.
    """
    if link.resource:
        return replace(link, resource=seen.resource, source=seen.source)
    return replace(seen, agreed=hub.version, pending=0, absorbed=0, seen=fingerprint(shown))


def _level(link: Link, person: Person, hub: Contact, sight: Sight) -> Level | None:
    """Her level for an edit: the highest in a label of the contact, of its copy, or of both until just now.

    A contact that is in no label any more is what she makes of it when she puts it into one. And an edit
    that she might make in a label beats a removal from that label of which her copy does not know yet.
    """
    now = sight.labels_of(person)
    level = sight.level_in(hub.labels)
    if level is None and _is_others(link, hub, sight):
        return sight.level_in(frozenset(link.agreed_labels).intersection(link.labels))
    if level is None:
        return sight.level_in(link.labels) or sight.level_in(now)
    return max(level, sight.level_in(now & set(link.agreed_labels)) or level)


def _is_others(link: Link, hub: Contact, sight: Sight) -> bool:
    """Whether one in whose labels she has no level is in those of others, and not made from one of hers."""
    return bool(hub.labels) and sight.quiet.isdisjoint(hub.labels) and not link.original


def left_alone(link: Link, sight: Sight) -> bool:
    """Whether another program has written over the copy again and again today: tomorrow is another try."""
    return link.refused == FOREIGN and bool(_today(link.flips, sight))


def _today(flips: tuple[str, ...], sight: Sight) -> tuple[str, ...]:
    return tuple(flip for flip in flips if flip.startswith(f"{sight.day}:"))


def _labels(
    found: _Found,
    link: Link,
    person: Person,
    hub: Contact,
    states: Mapping[int, Fields],
    sight: Sight,
) -> Verdict:
    now = sight.labels_of(person)
    then = sight.at(person.updated)
    # A create of ours whose answer was lost: nobody but us has put it into its labels.
    was = frozenset(link.labels) if link.resource else now
    hub_labels = frozenset(hub.labels)
    level = then.level_in(hub.labels)
    joined: set[str] = set()
    gone: set[str] = set()
    denied = set(found.denied)
    others = _is_others(link, hub, sight)
    for label in now - was - hub_labels:
        may_share_on = not others if level is None else level.may_share
        if then.levels[label].may_edit and may_share_on:
            joined.add(label)
        elif sight.levels[label] is not Level.OWNER:
            denied.add("add")
    if found.content is not None and (level is None or not level.may_edit):
        # Edit beats delete: it was taken out while she was at it, and comes back.
        left = now & was if level is None and not others else now & was & set(link.agreed_labels)
        joined |= {label for label in left if then.levels[label].may_edit}
    for label in (was - now) & hub_labels & sight.levels.keys():
        if not sight.levels[label].may_remove:
            denied.add("remove")
        elif not _edited_since(link, hub, states, sight):
            gone.add(label)
    wanted = (hub_labels | joined) & sight.levels.keys()
    strays = {label for label in now - wanted if sight.levels[label] is not Level.OWNER}
    # A label that it joins may show her what the others hide, and one that it leaves may have been the only
    # one to show it.
    after = replace(hub, labels=tuple((hub_labels | joined) - gone))
    remasked = bool(wanted - gone) and sight.remasked(found.link, after)
    return Verdict(
        link=replace(
            found.link,
            labels=tuple(sorted(now)),
            agreed_labels=tuple(sorted(now & (hub_labels | joined | set(link.agreed_labels)))),
        ),
        content=found.content,
        joined=frozenset(joined),
        gone=frozenset(gone),
        clashes=found.clashes,
        # What the brake holds is not written: a push for it would only ask for the next one.
        owed=not link.held and (found.owed or remasked or bool(wanted - now - gone) or bool(strays)),
        denied=frozenset(denied),
    )


def _deleted(link: Link, hub: Contact, states: Mapping[int, Fields], sight: Sight) -> Verdict:
    empty = replace(
        link,
        resource="",
        source="",
        former=(),
        etag="",
        updated="",
        seen="",
        agreed=0,
        pending=0,
        absorbed=0,
        labels=(),
        agreed_labels=(),
        adopted=False,
        mine={},
    )
    mine = frozenset(hub.labels) & sight.levels.keys()
    if not mine:
        return Verdict(link=None)
    if link.held:
        # Taken out of the label, which waits, and deleted since: restored, it has to be made anew.
        return Verdict(link=empty)
    gone = frozenset(label for label in mine & set(link.labels) if sight.levels[label].may_remove)
    if not gone:
        denied = frozenset({"remove"}) if link.labels else frozenset()
        return Verdict(link=empty, owed=True, denied=denied)
    if _edited_since(link, hub, states, sight):
        return Verdict(link=empty, owed=True)
    return Verdict(link=empty, gone=gone, owed=bool(mine - gone))


def _edited_since(link: Link, hub: Contact, states: Mapping[int, Fields], sight: Sight) -> bool:
    """Whether others edited what she is shown after she last had it: edit beats delete."""
    base = states.get(max(link.agreed, link.absorbed))
    if base is None:
        return False
    unread = sight.unread(link, hub)
    return not same(masked(base, unread), masked(hub.content, unread))
