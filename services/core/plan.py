"""What has to be written into an account so that its copies equal the hub.

A plan is made from what is remembered alone (hub contacts and the account's links) and can be
counted and shown before anything is done: that is the dry run. Sizes are those of the People API:
200 contacts in a batch of creates or updates, 1,000 in a change of a label, 500 in a deletion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .contact import fingerprint, masked
from .records import Contact, Link

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


@dataclass(frozen=True, slots=True)
class Plan:
    """Contact ids by what is to be done with their copy. `add` and `take` are by label.

    `delete` goes to the person's trash; `release` forgets the link and leaves the contact, because
    it was hers before or is gone already.
    """

    create: tuple[str, ...] = ()
    update: tuple[str, ...] = ()
    add: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    take: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    delete: tuple[str, ...] = ()
    release: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the copies are as they should be."""
        return not (self.create or self.update or self.add or self.take or self.delete or self.release)

    @property
    def calls(self) -> int:
        """People calls that carrying it out costs; looking for labels and retries not counted."""
        labelled = [label_contacts for change in (self.add, self.take) for label_contacts in change.values()]
        return (
            _calls(self.create, BATCH)
            + _calls(self.update, BATCH)
            + sum(_calls(contacts, LABELLED) for contacts in labelled)
            + _calls(self.delete, DELETED)
        )


def plan(
    contacts: Iterable[Contact],
    links: Mapping[str, Link],
    *,
    labels: Collection[str],
    hidden: Collection[str] = (),
) -> Plan:
    """The plan for one account that has (or is to have) copies of `labels`.

    `contacts` are all hub contacts in question; of the links, only theirs are looked at. A contact
    that is held by the brake is left alone until somebody has decided.
    """
    create: list[str] = []
    update: list[str] = []
    delete: list[str] = []
    release: list[str] = []
    add: dict[str, tuple[str, ...]] = {}
    take: dict[str, tuple[str, ...]] = {}
    for contact in contacts:
        link = links.get(contact.id)
        wanted = [label for label in contact.labels if label in labels]
        if link is not None and link.held:
            continue
        if link is None or not link.resource:
            if wanted:
                create.append(contact.id)
            elif link is not None:
                release.append(contact.id)
            continue
        if not wanted and not link.adopted:
            delete.append(contact.id)
            continue
        for label in wanted:
            if label not in link.labels:
                add[label] = (*add.get(label, ()), contact.id)
        for label in link.labels:
            if label in labels and label not in wanted:
                take[label] = (*take.get(label, ()), contact.id)
        if not wanted:
            release.append(contact.id)
        elif differs(contact, link, hidden):
            update.append(contact.id)
    return Plan(tuple(create), tuple(update), add, take, tuple(delete), tuple(release))


def differs(contact: Contact, link: Link, hidden: Collection[str] = ()) -> bool:
    """Whether the copy, as last seen, shows something else than the hub.

    What was agreed is agreed even where Google keeps it in another form than it was sent in:
    otherwise it would be written again for ever.
    """
    if link.agreed == contact.version and not link.pending:
        return False
    return link.seen != fingerprint(masked(contact.content, hidden))


def _calls(contacts: Sequence[str], size: int) -> int:
    return -(-len(contacts) // size)
