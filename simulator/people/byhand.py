"""What a person does by hand in Google Contacts: on the web, on the phone, anywhere.

The same rules as the API's, without its ceremony: no masks, no etags, and contacts made by hand are
always in My Contacts.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar, cast

from ..errors import GoogleError, invalid
from .book import Book
from .clean import clean
from .contact import Contact, person
from .fields import CONTENT, READABLE, SINGLETONS
from .group import MY_CONTACTS, Group
from .linking import link

Act = TypeVar("Act", bound=Callable[..., Any])


def _locked(act: Act) -> Act:
    """Hold the world's lock during an act."""

    @wraps(act)
    def under_lock(self: Hand, *args: Any, **kwargs: Any) -> Any:
        with self.lock:
            return act(self, *args, **kwargs)

    return cast("Act", under_lock)


class Hand:
    """One person's Google Contacts. Methods raise GoogleError for what Google would refuse."""

    def __init__(self, account: Any, lock: Any) -> None:
        """`lock` is the world's."""
        self.account = account
        self.book: Book = account.book
        self.lock = lock

    # --- reading ---

    @_locked
    def contacts(self, label: str = "", text: str = "") -> list[dict[str, Any]]:
        """Contacts as People JSON, by name; of one label, matching a text. Not to be changed."""
        found = list(self.book.contacts.values())
        if label:
            found = [self.book.contacts[r] for r in self.book.members[self._group(label).resource]]
        if text:
            found = [c for c in found if text.casefold() in _searchable(c)]
        return [self._written(c) for c in sorted(found, key=lambda c: (c.name.casefold(), c.resource))]

    @_locked
    def contact(self, resource: str) -> dict[str, Any]:
        """One contact as People JSON, the caller's own copy."""
        return copy.deepcopy(self._written(self.book.get(resource)))

    @_locked
    def find(self, name: str) -> str:
        """Resource name of the one contact with this title. Raises KeyError for none or several."""
        found = [c.resource for c in self.book.contacts.values() if c.name == name]
        if len(found) != 1:
            raise KeyError(name)
        return found[0]

    @_locked
    def names(self, label: str = "") -> list[str]:
        """Titles of contacts, sorted."""
        found: Iterable[Contact] = self.book.contacts.values()
        if label:
            found = [self.book.contacts[r] for r in self.book.members[self._group(label).resource]]
        return sorted(c.name for c in found)

    @_locked
    def labels(self) -> list[dict[str, Any]]:
        """The person's own labels: resource name, name, number of members, client data."""
        return [
            {
                "resourceName": g.resource,
                "name": g.name,
                "memberCount": len(self.book.members[g.resource]),
                "clientData": list(g.client_data),
            }
            for g in self.book.live_groups()
            if not g.system
        ]

    @_locked
    def trash(self) -> list[dict[str, Any]]:
        """Deleted contacts that can still be restored, newest first."""
        self.book.size()
        return [self._written(c) for _, c in reversed(self.book.trash.values())]

    # --- contacts ---

    @_locked
    def add(self, fields: Mapping[str, Any], labels: Iterable[str] = ()) -> str:
        """A new contact from People JSON content, with labels by name; its resource name."""
        groups = [MY_CONTACTS, *(self._group(label).resource for label in labels)]
        cleaned = clean(fields)
        if not cleaned:
            raise invalid("A contact must have at least one field.")
        return self.book.insert(cleaned, groups, link(self.account, cleaned)).resource

    @_locked
    def plant(self, fields: Mapping[str, Any], labels: Iterable[str] = ()) -> str:
        """A contact that the API would refuse (too long, too many): they exist in old address books."""
        groups = [MY_CONTACTS, *(self._group(label).resource for label in labels)]
        stored = {k: [dict(e) for e in v] for k, v in fields.items() if k in CONTENT}
        contact = self.book.insert({}, groups)
        return self.book.change_unchecked(contact, stored).resource

    @_locked
    def edit(self, resource: str, **fields: list[dict[str, Any]]) -> str:
        """Replace whole fields (`names=[...]`); an empty list clears one. The present resource name."""
        if unknown := fields.keys() - CONTENT:
            raise invalid(f"Unknown fields: {sorted(unknown)}")
        contact = self.book.get(resource)
        changed = {k: v for k, v in contact.fields.items() if k not in fields} | clean(fields)
        profile = link(self.account, changed)
        made = self.book.change(contact, fields=changed, profile=profile)
        if self.book.trouble.rename_when_linked and profile != contact.profile:
            made = self.book.rename(made)
        return made.resource

    @_locked
    def delete(self, *resources: str) -> None:
        """Move contacts to the trash."""
        for contact in [self.book.get(r) for r in resources]:
            self.book.remove(contact)

    @_locked
    def restore(self, resource: str) -> str:
        """Take a contact out of the trash; its resource name."""
        return self.book.restore(resource).resource

    @_locked
    def empty_trash(self) -> None:
        """Delete for good what is in the trash."""
        self.book.trash.clear()

    @_locked
    def merge(self, keep: str, other: str, *, as_new: bool = False) -> str:
        """Google's *Merge*: one contact with everything of both; the resource name that is left.

        Single-valued fields are taken from `keep`, notes are joined. `as_new`: both are deleted and a
        third has the names of both as former ones.
        """
        first, second = self.book.get(keep), self.book.get(other)
        if first.resource == second.resource:
            raise invalid("A contact cannot be merged with itself.")
        fields = _union(first.fields, second.fields)
        groups = tuple(dict.fromkeys((*first.groups, *second.groups)))
        self.book.remove(second, to_trash=False)
        if self.book.trouble.merged_names_lead_on:
            self.book.renamed[second.resource] = first.resource
        former = (*first.previous, *second.previous, second.resource)
        photo = first.photo or second.photo
        profile = link(self.account, fields)
        if not as_new:
            made = self.book.change(
                first, fields=fields, groups=groups, previous=former, photo=photo, profile=profile
            )
            return made.resource
        self.book.remove(first, to_trash=False)
        made = self.book.insert(fields, groups, profile)
        return self.book.change(made, previous=(*former, first.resource), photo=photo).resource

    @_locked
    def rename(self, resource: str) -> str:
        """What happens when Google links a contact with a profile: another resource name."""
        return self.book.rename(self.book.get(resource)).resource

    @_locked
    def touch(self, resource: str) -> None:
        """Another etag and update time, though nothing has changed. Google does that."""
        self.book.change(self.book.get(resource))

    @_locked
    def set_photo(self, resource: str, picture: bytes) -> None:
        """Give a contact a picture; no bytes take it away."""
        contact = self.book.get(resource)
        self.book.change(contact, photo=self.book.keep_photo(picture) if picture else "")

    # --- labels ---

    @_locked
    def add_label(self, name: str) -> str:
        """A new label; its resource name."""
        return self.book.add_group(name).resource

    @_locked
    def rename_label(self, label: str, name: str) -> None:
        """Give a label (by name or resource name) another name."""
        self.book.change_group(self._group(label), name=name)

    @_locked
    def delete_label(self, label: str, *, with_contacts: bool = False) -> None:
        """Delete a label, and its contacts if wanted."""
        self.book.remove_group(self._group(label), with_contacts=with_contacts)

    @_locked
    def label(self, resource: str, *labels: str) -> None:
        """Put a contact into labels."""
        contact = self.book.get(resource)
        wanted = tuple(dict.fromkeys((*contact.groups, *(self._group(x).resource for x in labels))))
        if wanted != contact.groups:
            self.book.change(contact, groups=wanted)

    @_locked
    def unlabel(self, resource: str, *labels: str) -> None:
        """Take a contact out of labels; out of the last one, it stays in My Contacts."""
        contact = self.book.get(resource)
        gone = {self._group(x).resource for x in labels}
        left = tuple(g for g in contact.groups if g not in gone) or (MY_CONTACTS,)
        if left != contact.groups:
            self.book.change(contact, groups=left)

    # --- when listings come late ---

    @_locked
    def hold_listings(self, *resources: str) -> None:
        """From now on sync listings show nothing new: of these contacts, or of none."""
        if not resources:
            self.book.settle_index()
            self.book.trouble.held = True
        for resource in resources:
            self.book.settle_index()
            self.book.trouble.held_contacts.add(self.book.get(resource).source_id)

    @_locked
    def release_listings(self) -> None:
        """Sync listings catch up."""
        self.book.trouble.held = False
        self.book.trouble.held_contacts.clear()

    @_locked
    def expire_sync_tokens(self) -> None:
        """Every sync token handed out so far is refused as expired."""
        self.book.token_age += 1

    def _group(self, label: str) -> Group:
        """By resource name, or by name."""
        for group in self.book.live_groups():
            if label in {group.resource, group.name}:
                return group
        raise GoogleError(404, "Requested entity was not found.")

    def _written(self, contact: Contact) -> dict[str, Any]:
        return person(contact, READABLE, profile=False, host="")


def _union(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    fields = {k: list(v) for k, v in first.items()}
    for name, entries in second.items():
        if name == "biographies" and name in fields:
            texts = [fields[name][0].get("value", ""), entries[0].get("value", "")]
            if texts[1] not in texts[0]:
                fields[name] = [fields[name][0] | {"value": "\n".join(texts)}]
        elif name not in SINGLETONS:
            fields[name] = [*fields.get(name, []), *(e for e in entries if e not in fields.get(name, []))]
        else:
            fields.setdefault(name, list(entries))
    return fields


def _searchable(contact: Contact) -> str:
    words = [contact.name]
    for name in ("emailAddresses", "phoneNumbers", "organizations", "nicknames"):
        words += [str(v) for e in contact.fields.get(name, ()) for v in e.values()]
    return " ".join(words).casefold()
