"""The People port: Google Contacts of everybody who delegated."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...core.person import Change, Draft, Group, Listing, Person, Rejected
from ...ports import AddressBook
from . import people_groups, people_photos, people_read, people_write
from .account import Account
from .budget import Budget
from .delegation import Delegation
from .http import Google


class GooglePeople:
    """`ports.People` over the People API, as each person by delegation."""

    def __init__(self, google: Google, delegation: Delegation, *, budget: Budget | None = None) -> None:
        self._google = google
        self._delegation = delegation
        self._budget = budget or Budget()

    def of(self, email: str, /) -> AddressBook:
        return GoogleAddressBook(Account(self._google, self._delegation, email, self._budget))


class GoogleAddressBook:
    """`ports.AddressBook` of one account: a table of contents of the modules beside this one."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def groups(self) -> list[Group]:
        return people_groups.all_of(self._account)

    def group(self, resource: str, /) -> Group:
        return people_groups.one(self._account, resource)

    def members(self, resource: str, /) -> list[str]:
        return people_groups.members(self._account, resource)

    def create_group(self, name: str, marker: str, /) -> Group:
        return people_groups.create(self._account, name, marker)

    def rename_group(self, group: Group, name: str, /) -> Group:
        return people_groups.rename(self._account, group, name)

    def delete_group(self, resource: str, /) -> None:
        people_groups.delete(self._account, resource)

    def regroup(self, group: str, /, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> list[str]:
        return people_groups.regroup(self._account, group, add, remove)

    def listing(self, *, sync: str = "", page: str = "") -> Listing:
        return people_read.listing(self._account, sync, page)

    def read(self, resources: Sequence[str], /) -> dict[str, Person]:
        return people_read.read(self._account, resources)

    def create(self, drafts: Sequence[Draft], /) -> list[Person | Rejected]:
        return people_write.create(self._account, drafts)

    def update(self, changes: Sequence[Change], mask: Sequence[str], /) -> dict[str, Person | Rejected]:
        return people_write.update(self._account, changes, mask)

    def delete(self, resources: Sequence[str], /, *, sources: Collection[str] = ()) -> None:
        people_write.delete(self._account, resources, sources)

    def photo(self, url: str, /) -> bytes:
        return people_photos.fetch(self._account, url)

    def set_photo(self, resource: str, photo: bytes, /) -> Person:
        return people_photos.replace(self._account, resource, photo)
