"""Google: contacts, directory, delegation and the message that is open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from ..core.encounters import Correspondent
from ..core.person import Change, DirectoryGroup, DirectoryPerson, Draft, Group, Listing, Person, Rejected
from .errors import PortError


class AddressBook(Protocol):
    """One account's Google Contacts. Writes are never repeated by the backend itself."""

    def groups(self) -> list[Group]:
        """All labels that the person made (system groups left out)."""
        ...

    def group(self, resource: str, /) -> Group:
        """One label; raises `NotFound`."""
        ...

    def members(self, resource: str, /) -> list[str]:
        """Resource names of all contacts in one label; raises `NotFound`."""
        ...

    def create_group(self, name: str, marker: str, /) -> Group:
        """A new label with our marker; raises `NameTaken`."""
        ...

    def rename_group(self, group: Group, name: str, /) -> Group:
        """Raises `NameTaken`, `NotFound`, `Stale`."""
        ...

    def delete_group(self, resource: str, /) -> None:
        """Removes the label and leaves its contacts; a missing one is no error."""
        ...

    def listing(self, *, sync: str = "", page: str = "") -> Listing:
        """One page (up to 1,000) of all contacts, or of those changed since `sync`.

        Raises `SyncTokenExpired`.
        """
        ...

    def read(self, resources: Sequence[str], /) -> dict[str, Person]:
        """Up to 200 contacts by resource name; missing ones are left out.

        The key is the name asked for; the person's own may have changed since.
        """
        ...

    def create(self, drafts: Sequence[Draft], /) -> list[Person | Rejected]:
        """Up to 200 contacts, answers in the order of `drafts`.

        Not idempotent. After `Unavailable`, look for the markers before trying again. When Google
        refuses the whole batch because of some, those come back as `Rejected` and the others as
        `Rejected("batch")`, none created.
        """
        ...

    def update(self, changes: Sequence[Change], mask: Sequence[str], /) -> dict[str, Person | Rejected]:
        """Up to 200 contacts; each field of `mask` is replaced, or cleared where absent, in all."""
        ...

    def delete(self, resources: Sequence[str], /, *, sources: Collection[str] = ()) -> None:
        """Up to 500 contacts, into the person's trash; missing ones are no error.

        One that has another name by now is deleted only where it is of these `sources`: under the old name
        Google may answer with a contact of hers that it was merged into.
        """
        ...

    def regroup(self, group: str, /, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> list[str]:
        """Put contacts into a label and take others out, 1,000 together at most.

        Returns those that were not found. A contact whose last group this was stays in it.
        """
        ...

    def photo(self, url: str, /) -> bytes:
        """The bytes of a photo."""
        ...

    def set_photo(self, resource: str, photo: bytes, /) -> Person:
        """Replace the photo; empty bytes remove it."""
        ...


class People(Protocol):
    """Google Contacts of everybody who delegated."""

    def of(self, email: str, /) -> AddressBook:
        """The address book of one account.

        `email` only ever comes from an Account or Grant record or a verified caller of the same tenant.
        """
        ...


class Directory(Protocol):
    """The company's directory, asked as one of its people."""

    def person(self, email_or_id: str, /, *, asked_by: str, as_admin: bool = False) -> DirectoryPerson:
        """By address, alias or id; raises `NotFound`.

        `as_admin`: as only an admin may look, with aliases, and suspension as it is at this moment.
        """
        ...

    def search(self, text: str, /, *, asked_by: str, limit: int = 10) -> list[DirectoryPerson]:
        """People whose name or address begins with `text` (any word of the name)."""
        ...

    def is_admin(self, email: str, /, *, fully: bool = False) -> bool:
        """Whether the person is an admin of the company; `fully`: a super admin, whose role has no limits."""
        ...

    def group(self, email_or_id: str, /, *, admin: str) -> DirectoryGroup:
        """By address or id, asked as an admin; raises `NotFound`."""
        ...

    def search_groups(self, text: str, /, *, admin: str, limit: int = 10) -> list[DirectoryGroup]:
        """Groups whose name or address begins with `text`."""
        ...

    def members(self, group: str, /, *, admin: str) -> list[DirectoryPerson]:
        """All people of the group, members of nested groups included."""
        ...


class Delegation(Protocol):
    """What the admins of a company have authorised this service to do as its people."""

    @property
    def account(self) -> str:
        """E-mail of the service account that they authorise."""
        ...

    @property
    def client_id(self) -> str:
        """Its number, which their console asks for; empty when it is not known here."""
        ...

    @property
    def scopes(self) -> tuple[str, ...]:
        """What is needed, as the console takes it."""
        ...

    def granted(self, email: str, /) -> Mapping[str, PortError | None]:
        """Each scope asked for by itself, as this person: None where it is granted."""
        ...

    def is_ours(self, trouble: PortError, /) -> bool:
        """Whether the operator of the service has to mend it, and not an admin of the company."""
        ...


class Messages(Protocol):
    """The one message that is open beside the add-on, read with the tokens that came with the event."""

    def people(self, message: str, /, *, token: str, key: str) -> Sequence[Correspondent]:
        """Sender, To and Cc, each once, the sender first.

        `token` is the person's for the add-on, `key` the host's for this message. Raises `NotFound`,
        `ScopeMissing`, `RequestRefused`.
        """
        ...
