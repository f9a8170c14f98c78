"""A visit: one worker's look at one account, under its lease.

It knows which of the account's contact groups are copies of which shared labels, what its person may
do in each, and where each hub contact is in the account (its links).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from .adopting import Belongings
from .core.normal import google_time
from .core.records import LINKS, Account, Copy, Grant, Label, Link, LinkPage
from .core.sight import Past, Sight, hidden_fields
from .deps import Deps
from .leasing import Lease
from .ports import AddressBook, Scope, Transaction, Where
from .walking import pages

_FEW = 10
"""Pages that a batch reads without asking for room: its contacts stand in a page or two, unless they
came into their label by ones and twos."""
LIVE = frozenset({"waiting", "copying", "current", "later", "attention", "paused"})
"""States of a copy that is to be kept in step."""


class Ended(Exception):
    """Access to the copy was ended while it was worked on: nothing more of it is to be done."""


@dataclass(slots=True)
class Visit:
    """Everything known about one account while its lease is held. Pages of links load on demand."""

    tenant: str
    lease: Lease
    book: AddressBook
    deps: Deps
    copies: dict[str, Copy]
    labels: dict[str, Label]
    grants: dict[str, Grant]
    until: datetime
    run: str
    over: tuple[Copy, ...] = ()
    """Copies to be taken back: access has ended, or the label is not shared any more."""
    quiet: dict[str, Copy] = field(default_factory=dict)
    """By label, those of her own that she does not share any more: what colleagues did before still
    reaches them, and what she does with them is not read."""
    pages: dict[str, LinkPage] = field(default_factory=dict)
    complete: bool = False
    dirty: set[str] = field(default_factory=set)
    belongings: Belongings | None = None

    @property
    def scope(self) -> Scope:
        return self.lease.scope

    @property
    def account(self) -> Account:
        return self.lease.account

    @property
    def out_of_time(self) -> bool:
        """Whether the rest belongs to a continuation."""
        return self.deps.now() >= self.until

    def sight(self) -> Sight:
        """What the person may do, for `judge`."""
        levels = {label: grant.level for label, grant in self.grants.items()}
        return Sight(
            account=self.account.id,
            groups={copy.group: copy.label for copy in self.copies.values() if copy.group},
            levels=levels,
            hides={one.id: hidden_fields(self.account.id, [one], levels) for one in self.labels.values()},
            day=self.deps.now().date().isoformat(),
            quiet=frozenset(self.quiet),
            past={label: past for label, grant in self.grants.items() if (past := self._past(grant))},
        )

    def _past(self, grant: Grant) -> Past | None:
        if grant.former is None:
            return None
        level = grant.former.level
        hides = hidden_fields(self.account.id, [self.labels[grant.label]], {grant.label: level})
        return Past(level, google_time(grant.former.until), hides)

    def place(self, label: str) -> Copy | None:
        """The copy of a label into which contacts may be written."""
        return self.copies.get(label) or self.quiet.get(label)

    # --- links ---

    def load(self, contacts: Iterable[str]) -> None:
        """Read the pages in which these contacts' links are. Raises `NoRoom` when they are many."""
        if self.complete:
            return
        names = {page_of(contact) for contact in contacts} - self.pages.keys()
        if len(names) > _FEW:
            self.lease.enter(len(names) * LINKS)
        keys = [f"{self.account.id}.{name}" for name in sorted(names)]
        found = self.scope.get_many(LinkPage, keys)
        for name in names:
            key = f"{self.account.id}.{name}"
            self.pages[name] = found.get(key) or LinkPage(account=self.account.id, page=name)

    def load_all(self) -> None:
        """Read every page of the account: one document for 200 contacts. Raises `NoRoom`."""
        if self.complete:
            return
        there = self.scope.count(LinkPage, Where("account", "==", self.account.id))
        own = sum(label.size for label in self.labels.values() if label.owner == self.account.id)
        # What a batch asked for is among all. Of a label that is read for the first time there are
        # no pages yet, but there will be.
        self.lease.leave()
        self.lease.enter(max(there * LINKS, own))
        for some in pages(self.scope, LinkPage, Where("account", "==", self.account.id)):
            for page in some:
                self.pages.setdefault(page.page, page)
        self.complete = True

    def unload(self) -> None:
        """Let go of all pages, and of the room for them; what was changed is written first."""
        self.save()
        self.pages.clear()
        self.complete = False
        self.lease.leave()

    def link(self, contact: str) -> Link | None:
        """The link of a contact whose page is loaded."""
        page = self.pages.get(page_of(contact))
        return page.links.get(contact) if page else None

    def links(self) -> Iterator[Link]:
        """All links of the loaded pages."""
        for page in self.pages.values():
            yield from page.links.values()

    def set_link(self, contact: str, link: Link | None) -> None:
        """Change a link in memory; `dirty_pages` gives what must be written."""
        name = page_of(contact)
        page = self.pages.get(name) or LinkPage(account=self.account.id, page=name)
        links = dict(page.links)
        parted = page.parted
        if link is None:
            links.pop(contact, None)
        else:
            links[contact] = link
            if link.resource and contact in parted:
                parted = {one: resource for one, resource in parted.items() if one != contact}
        self.pages[name] = replace(page, links=links, parted=parted)
        self.dirty.add(name)

    def part(self, contact: str, resource: str) -> None:
        """Forget the link of a contact that stays among the person's own, but not where it is.

        Should the contact come back, that one becomes its copy again instead of getting a double.
        """
        self.set_link(contact, None)
        self.stay(contact, resource)

    def stay(self, contact: str, resource: str) -> None:
        """Remember which of the person's own contacts says what this one said, whatever its link says."""
        name = page_of(contact)
        page = self.pages.get(name) or LinkPage(account=self.account.id, page=name)
        self.pages[name] = replace(page, parted={**page.parted, contact: resource})
        self.dirty.add(name)

    def parted(self, contact: str) -> str:
        """Where a contact is that stayed among her own; empty when it did not."""
        page = self.pages.get(page_of(contact))
        return page.parted.get(contact, "") if page else ""

    def all_parted(self) -> set[str]:
        """Where all of those are whose pages are loaded."""
        return {resource for page in self.pages.values() for resource in page.parted.values()}

    def dirty_pages(self) -> list[LinkPage]:
        """Pages changed since they were last saved."""
        return [self.pages[name] for name in sorted(self.dirty)]

    def snapshot(self) -> tuple[dict[str, LinkPage], set[str]]:
        """The links as they are now: a transaction body that runs again begins from here."""
        return dict(self.pages), set(self.dirty)

    def restore(self, snapshot: tuple[dict[str, LinkPage], set[str]]) -> None:
        """Take back every change of a link since the snapshot."""
        pages, dirty = snapshot
        self.pages, self.dirty = dict(pages), set(dirty)

    def save(self) -> None:
        """Write the changed pages under the lease."""
        if self.dirty:
            self.lease.save(*self.dirty_pages())
            self.dirty.clear()

    def set_copy(self, copy: Copy) -> None:
        """Write the state of one copy. Raises `Ended` when access to it was ended meanwhile.

        Race: somebody ends the grant while the copy is being made. What was found out about the
        group is kept then, for the task that takes the copy back.
        """

        def body(tx: Transaction) -> Copy:
            stored = tx.get(Copy, copy.key) or copy
            changed = replace(copy, changed_at=self.deps.now())
            if stored.state in {"ending", "ended"}:
                changed = replace(stored, group=copy.group, group_name=copy.group_name)
            tx.put(changed)
            return changed

        stored = self.scope.transact(body)
        if stored.state in {"ending", "ended"}:
            raise Ended
        self.copies[copy.label] = stored


def page_of(contact: str) -> str:
    """The page in which every account keeps its link to the contact."""
    return contact.partition(".")[0]


def open_visit(tenant: str, lease: Lease, *, deps: Deps) -> Visit:
    """Look up what the account takes part in. One query for copies, one read for each label."""
    scope = lease.scope
    account = lease.account
    every = scope.find(Copy, Where("account", "==", account.id))
    copies = {copy.label: copy for copy in every if copy.state in LIVE}
    labels = {label.id: label for label in scope.get_many(Label, copies).values() if label.state == "active"}
    over = tuple(
        copy for copy in every if copy.state == "ending" or (copy.state in LIVE and copy.label not in labels)
    )
    quiet = {copy.label: copy for copy in every if copy.state == "ended" and copy.group}
    own = {key for key, label in scope.get_many(Label, quiet).items() if still_hers(label, account.id)}
    grants = {
        grant.label: grant
        for grant in scope.get_many(Grant, [f"{label}.{account.id}" for label in labels]).values()
        if grant.state != "ended"
    }
    return Visit(
        tenant=tenant,
        lease=lease,
        book=deps.people.of(account.email),
        deps=deps,
        copies={label: copy for label, copy in copies.items() if label in grants},
        labels={label: one for label, one in labels.items() if label in grants},
        grants=grants,
        until=deps.now() + timedelta(seconds=deps.task_seconds),
        run=deps.new_id(),
        over=over,
        quiet={label: copy for label, copy in quiet.items() if label in own},
    )


def still_hers(label: Label, account: str) -> bool:
    """Whether it is a label of the person's own that she does not share any more."""
    return label.state == "stopped" and label.owner == account
