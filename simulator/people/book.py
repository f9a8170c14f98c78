"""All contacts and labels of one person, as stored.

Two views are kept: `contacts` is the truth that reads and writes see; the *index* is what sync listings
see, and it may lag. Every change waits in `_pending` until it is due, then it gets the next place in the
index; a sync token is a place in the index. So a listing may show an older state, or miss a contact,
and a later incremental one brings what was missed.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ..clock import Clock, rfc3339
from ..errors import GoogleError, invalid, not_found
from .clean import Fields, check_limits, overflow
from .contact import Contact, Profile
from .group import MY_CONTACTS, OPEN_GROUPS, SYSTEM_GROUPS, Group
from .trouble import Trouble

TRASH_DAYS = 30


class Book:
    """Contacts and labels of one account. Callers hold the world's lock."""

    def __init__(self, owner: str, clock: Clock, rng: random.Random) -> None:
        """`owner` is the user id."""
        self.owner = owner
        self.clock = clock
        self.rng = rng
        self.trouble = Trouble()
        self.contacts: dict[str, Contact] = {}
        self.groups: dict[str, Group] = {}
        self.members: dict[str, dict[str, None]] = {}  # group -> resource names, in order of joining
        self.trash: dict[str, tuple[datetime, Contact]] = {}
        self.renamed: dict[str, str] = {}  # former resource name -> present one
        self.photos: dict[str, bytes] = {}
        self.index: dict[str, tuple[int, Contact]] = {}  # what sync listings see
        self.place = 0  # last place given out in the index
        self.token_age = 0  # raised to make every sync token out there expire
        self.search_cache: tuple[Contact, ...] = ()
        self.listings: dict[str, Any] = {}  # pages still to be fetched
        self._pending: list[tuple[datetime, Contact]] = []
        self._version = 0
        for resource in SYSTEM_GROUPS:
            self._add_group(resource, resource.rpartition("/")[2])

    # --- contacts ---

    def get(self, resource: str) -> Contact:
        """A contact by its present or a former name. Raises GoogleError (404)."""
        contact = self.contacts.get(self.present_name(resource))
        if contact is None:
            raise not_found()
        return contact

    def get_for_writing(self, resource: str) -> Contact:
        """A contact to change. A former name is refused: nobody knows whether Google takes it."""
        if resource in self.renamed and not self.trouble.old_names_writable:
            raise not_found()
        return self.get(resource)

    def present_name(self, resource: str) -> str:
        """Follow renames."""
        while resource in self.renamed:
            resource = self.renamed[resource]
        return resource

    def insert(self, fields: Fields, groups: Iterable[str], profile: Profile | None = None) -> Contact:
        """A new contact. Raises GoogleError (400) at the account's cap or beyond a contact's limits."""
        check_limits(fields)
        if self.size() >= self.trouble.cap:
            raise overflow()
        number = self.rng.getrandbits(62) | 1 << 60
        contact = Contact(
            resource=f"people/c{number}",
            source_id=f"{number:x}",
            fields=fields,
            groups=self.checked_groups(groups) or (MY_CONTACTS,),
            version=self._next_version(),
            updated=rfc3339(self.clock.now()),
            profile=profile,
        )
        self._store(contact, before=())
        return contact

    def change(self, contact: Contact, **changes: Any) -> Contact:
        """A new state of a contact: any of fields, groups, photo, profile, resource, previous."""
        if "fields" in changes:
            check_limits(changes["fields"])
        made = replace(
            contact,
            **changes,
            version=self._next_version(),
            updated=self._after(contact),
            written={},
        )
        if made.resource != contact.resource:
            self._forget(contact)
            self.renamed[contact.resource] = made.resource
            gone = replace(contact, deleted=True, written={}, version=made.version)
            self._pending_put(gone)
            self._store(made, before=())
        else:
            self._store(made, before=contact.groups)
        return made

    def change_unchecked(self, contact: Contact, fields: Fields) -> Contact:
        """A state that no write could make today, as old address books hold some."""
        made = replace(contact, fields=fields, version=self._next_version(), written={})
        self._store(made, before=contact.groups)
        return made

    def rename(self, contact: Contact) -> Contact:
        """Another resource name for the same contact, as when it is linked with a profile."""
        name = f"people/c{self.rng.getrandbits(62) | 1 << 60}"
        return self.change(contact, resource=name, previous=(*contact.previous, contact.resource))

    def remove(self, contact: Contact, *, to_trash: bool = True) -> None:
        """Delete a contact; it stays in the trash for 30 days."""
        self._forget(contact)
        if to_trash:
            self.trash[contact.resource] = (self.clock.now(), contact)
        version = self._next_version()
        self._pending_put(replace(contact, deleted=True, version=version, written={}))

    def restore(self, resource: str) -> Contact:
        """Take a contact out of the trash; labels deleted meanwhile stay gone. Raises GoogleError (404)."""
        self.size()
        if resource not in self.trash:
            raise not_found()
        _, contact = self.trash.pop(resource)
        groups = tuple(g for g in contact.groups if g in self.groups and not self.groups[g].deleted)
        back = replace(
            contact,
            groups=groups or (MY_CONTACTS,),
            version=self._next_version(),
            updated=self._after(contact),
            written={},
        )
        self._store(back, before=())
        return back

    def _after(self, contact: Contact) -> str:
        """The time of a change: later than that of the one before, though the clock stand still."""
        before = datetime.fromisoformat(contact.updated)
        return rfc3339(max(self.clock.now(), before + timedelta(microseconds=1)))

    def size(self) -> int:
        """Contacts that count towards the cap: the trash does too, until its 30 days are over."""
        if self.trash:
            limit = self.clock.now() - timedelta(days=TRASH_DAYS)
            for resource in [r for r, (when, _) in self.trash.items() if when <= limit]:
                del self.trash[resource]
        return len(self.contacts) + len(self.trash)

    def keep_photo(self, picture: bytes) -> str:
        """Store a picture; its id."""
        key = hashlib.sha256(self.owner.encode() + picture).hexdigest()[:40]
        self.photos[key] = picture
        return key

    # --- labels ---

    def group(self, resource: str) -> Group:
        """A label by resource name. Raises GoogleError (404)."""
        group = self.groups.get(resource)
        if group is None or group.deleted:
            raise not_found()
        return group

    def live_groups(self) -> list[Group]:
        """Google's own first, then the user's in order of making."""
        return [g for g in self.groups.values() if not g.deleted]

    def listed_groups(self) -> list[Group]:
        """Groups as listings show them, deleted ones among them; late when told to be."""
        if not self.trouble.late_groups:
            return list(self.groups.values())
        horizon = rfc3339(self.clock.now() - self.trouble.delay)
        return [g for g in self.groups.values() if g.made <= horizon and not self.trouble.held]

    def add_group(self, name: str, client_data: list[dict[str, str]] | None = None) -> Group:
        """A new label. Raises GoogleError: 400 without a name, 409 when the name is taken."""
        group = self._add_group(
            f"contactGroups/{self.rng.getrandbits(56) | 1 << 55:x}", self._free_name(name)
        )
        group.client_data = client_data or []
        return group

    def change_group(
        self, group: Group, *, name: str | None = None, client_data: list[dict[str, str]] | None = None
    ) -> None:
        """Rename a label or replace its client data. Raises GoogleError (400, 409)."""
        if group.system:
            raise invalid("System contact groups cannot be changed.")
        if name is not None:
            group.name = self._free_name(name, but=group)
        if client_data is not None:
            group.client_data = client_data
        self.touch_group(group)

    def remove_group(self, group: Group, *, with_contacts: bool) -> None:
        """Delete a label; a contact that was in no other one moves to My Contacts."""
        if group.system:
            raise invalid("System contact groups cannot be deleted.")
        for resource in list(self.members[group.resource]):
            contact = self.contacts[resource]
            if with_contacts:
                self.remove(contact)
            else:
                left = tuple(g for g in contact.groups if g != group.resource)
                self.change(contact, groups=left or (MY_CONTACTS,))
        group.deleted = True
        self.touch_group(group)

    def touch_group(self, group: Group) -> None:
        """Give the label another etag."""
        group.version = self._next_version()
        group.updated = rfc3339(self.clock.now())

    def checked_groups(self, groups: Iterable[str], before: Iterable[str] = ()) -> tuple[str, ...]:
        """Labels that a contact may be in. Raises GoogleError (400) for one that is unknown or closed."""
        had = set(before)
        found = tuple(dict.fromkeys(groups))
        for resource in found:
            group = self.groups.get(resource)
            if group is None or group.deleted:
                raise invalid("Contact group not found.")
            if group.system and resource not in OPEN_GROUPS and resource not in had:
                raise invalid("Contacts cannot be added to that system contact group.")
        return found

    # --- the index that sync listings see ---

    def settle_index(self) -> None:
        """Let everything into the index that is due."""
        if not self._pending or self.trouble.held:
            return
        now = self.clock.now()
        rest = []
        for due, contact in self._pending:
            if due <= now and contact.source_id not in self.trouble.held_contacts:
                self._into_index(contact)
            else:
                rest.append((due, contact))
        self._pending = rest

    def _into_index(self, contact: Contact) -> None:
        """Each change takes the last place, so that the index is in order of arrival."""
        self.index.pop(contact.resource, None)
        renamed = contact.deleted and contact.resource in self.renamed
        if renamed and not self.trouble.rename_leaves_tombstone:
            return
        self.place += 1
        self.index[contact.resource] = (self.place, contact)

    def _store(self, contact: Contact, before: tuple[str, ...]) -> None:
        self.contacts[contact.resource] = contact
        if before != contact.groups:
            for group in before:
                if group not in contact.groups:
                    self.members[group].pop(contact.resource, None)
            for group in contact.groups:
                self.members[group][contact.resource] = None
        self._pending_put(contact)

    def _forget(self, contact: Contact) -> None:
        del self.contacts[contact.resource]
        for group in contact.groups:
            self.members[group].pop(contact.resource, None)

    def _pending_put(self, contact: Contact) -> None:
        self._pending.append((self.clock.now() + self.trouble.delay, contact))

    def _add_group(self, resource: str, name: str) -> Group:
        now = rfc3339(self.clock.now())
        group = Group(resource, name, self._next_version(), updated=now, made=now)
        self.groups[resource] = group
        self.members[resource] = {}
        return group

    def _free_name(self, name: str, but: Group | None = None) -> str:
        name = name.strip()
        if not name:
            raise invalid("Contact group name must not be empty.")
        for group in self.live_groups():
            names = {group.name, SYSTEM_GROUPS.get(group.resource, group.name)}
            if group is not but and name.casefold() in {n.casefold() for n in names}:
                raise GoogleError(409, "Contact group name already exists.")
        return name

    def _next_version(self) -> int:
        self._version += 1
        return self._version
