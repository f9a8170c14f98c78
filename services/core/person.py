"""A contact as one account holds it: what the People port hands over and takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from .records import Fields


@dataclass(frozen=True, slots=True)
class Person:
    """One contact read from an account.

    `content` is already reduced by `contact.content_of`; `marker` is the contact id that we left in
    `clientData` (empty: not ours); `groups` are resource names of contact groups. A `deleted` person
    carries its resource names and nothing else.
    """

    resource: str
    etag: str = ""
    source: str = ""
    updated: str = ""  # metadata.sources[CONTACT].updateTime, RFC 3339; empty when Google left it out
    content: Fields = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    marker: str = ""
    previous: tuple[str, ...] = ()  # metadata.previousResourceNames
    photo_url: str = ""  # empty for Google's generated avatar
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A contact to be created in an account."""

    marker: str
    content: Fields
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """New content for one copy; `etag` is the one the copy was last seen with."""

    resource: str
    etag: str
    source: str
    content: Fields


@dataclass(frozen=True, slots=True)
class Rejected:
    """One contact of a batch that Google would not take; `why` holds no contact data."""

    why: str
    stale: bool = False  # the etag was not the current one: read again
    missing: bool = False  # no such contact (any more)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of an account's contacts. `next_sync` comes with the last page only."""

    people: tuple[Person, ...]
    next_page: str = ""
    next_sync: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A label as one account holds it (People: contact group)."""

    resource: str
    name: str
    size: int = 0
    marker: str = ""  # id of our shared label, from the group's clientData; empty: not ours
    etag: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryPerson:
    """A user of the company as its directory knows her."""

    id: str
    email: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    suspended: bool = False
    customer: str = ""
    photo_url: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryGroup:
    """A Google Group of the company."""

    id: str
    email: str
    name: str = ""
    size: int = 0
