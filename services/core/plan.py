"""What has to be written into an account so that its copies equal the hub.

A plan is made from what is remembered alone (hub contacts and the account's links) and can be
counted and shown before anything is done: that is the dry run. Sizes are those of the People API:
200 contacts in a batch of creates or updates, 1,000 in a change of a label, 500 in a deletion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .contact import fingerprint, masked
from .levels import Level
from .records import Contact, Link
from .sight import Sight
from .verdict import left_alone

T = TypeVar("T")

BATCH = 200
LABELLED = 1000
DELETED = 500


def calls_for(contacts: int) -> int:
    """People calls that a first copy of a label costs: its group, and a create for each 200."""
    return 1 + -(-contacts // BATCH)


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """The items in their order, `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


@dataclass(slots=True)
class Plan:
    """Contact ids by what is to be done with their copy; `add` and `take` are by label.

    `agree`: nothing to write, only to note that the copy is up to date; `remask`: nor even that, only
    that other fields are hidden from it, of which the contact has none. `delete` goes to the person's
    trash; `release` forgets the link and leaves the contact, which was hers before or is gone already.
    """

    create: list[str] = field(default_factory=list)
    update: list[str] = field(default_factory=list)
    agree: list[str] = field(default_factory=list)
    remask: list[str] = field(default_factory=list)
    add: dict[str, list[str]] = field(default_factory=dict)
    take: dict[str, list[str]] = field(default_factory=dict)
    delete: list[str] = field(default_factory=list)
    release: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether the copies are as they should be."""
        return self == Plan()

    @property
    def calls(self) -> int:
        """People calls that carrying it out costs; looking for labels and retries not counted."""
        return (
            _calls(self.create, BATCH)
            + _calls(self.update, BATCH)
            + sum(_calls(contacts, LABELLED) for contacts in self.add.values())
            + sum(_calls(contacts, LABELLED) for contacts in self.take.values())
            + _calls(self.delete, DELETED)
        )


def plan(
    contacts: Mapping[str, Contact | None], links: Mapping[str, Link], sight: Sight, labels: Collection[str]
) -> Plan:
    """The plan for one account and these contacts (None: purged from the hub).

    `labels` are those of the account's labels of which it has, or is about to have, a copy to write
    into. A contact that the brake holds is left alone until somebody has decided, and so is one over
    which another program fights us; one that Google refused is tried again when it has changed. What
    she has of a label of her own that she does not share any more is kept up to date; only what is in
    no other label is put into it.
    """
    made = Plan()
    for key, contact in contacts.items():
        link = links.get(key)
        wanted = places(contact, labels, sight) if contact else []
        if link is not None and link.held:
            continue
        if contact is not None and not wanted and not sight.levels.keys().isdisjoint(contact.labels):
            # Its label is about to be made in the account, or made again.
            continue
        if contact is None or not wanted:
            _plan_gone(made, link, sight)
        elif link is None or not link.resource:
            if not _refused(contact, link):
                made.create.append(key)
        else:
            _plan_content(made, contact, link, sight)
            _plan_labels(made, link, contact, wanted, sight)
    return made


def places(contact: Contact, labels: Collection[str], sight: Sight) -> list[str]:
    """The labels in which the account is to have the contact; `labels` as in `plan`."""
    if sight.levels.keys().isdisjoint(contact.labels):
        return [label for label in contact.labels if label in sight.quiet]
    return [label for label in contact.labels if label in labels]


def _plan_gone(made: Plan, link: Link | None, sight: Sight) -> None:
    if link is None:
        return
    if link.resource and link.labels and not link.adopted:
        made.delete.append(link.contact)
        return
    for label in link.labels:
        if link.resource and (label in sight.levels or label in sight.quiet):
            made.take.setdefault(label, []).append(link.contact)
    made.release.append(link.contact)


def _plan_content(made: Plan, contact: Contact, link: Link, sight: Sight) -> None:
    if left_alone(link, sight) or _refused(contact, link):
        return
    if link.seen != fingerprint(masked(contact.content, link.masked)) or sight.remasked(link, contact):
        made.update.append(contact.id)
    elif link.agreed != contact.version or link.pending or link.absorbed:
        made.agree.append(contact.id)
    elif set(link.masked) != sight.hidden_in(contact.labels):
        made.remask.append(contact.id)


def _plan_labels(made: Plan, link: Link, contact: Contact, wanted: Sequence[str], sight: Sight) -> None:
    for label in wanted:
        if label not in link.labels and label not in sight.quiet:
            made.add.setdefault(label, []).append(link.contact)
    kept = {*wanted, *sight.quiet.intersection(contact.labels)}
    for label in link.labels:
        level = Level.OWNER if label in sight.quiet else sight.levels.get(label)
        if level is not None and label not in kept and _may_leave(link, label, level):
            made.take.setdefault(label, []).append(link.contact)


def _may_leave(link: Link, label: str, level: Level) -> bool:
    """A contact shared by somebody else that an owner put into a label of her own stays in it."""
    return level is not Level.OWNER or label in link.agreed_labels


def _refused(contact: Contact, link: Link | None) -> bool:
    return link is not None and link.refused.startswith(f"{contact.version}:")


def _calls(contacts: Sequence[str], size: int) -> int:
    return -(-len(contacts) // size)
