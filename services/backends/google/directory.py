"""The Directory port: people and groups of a company, asked as one of its people.

Nobody but an admin may ask most of it. Users are asked for as everybody in the company sees them
(`domain_public`), which any person may; groups are asked for as an admin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...core.person import DirectoryGroup, DirectoryPerson
from ...ports import AccountGone, AccountSuspended, NotFound, PortError, RequestRefused
from .delegation import CONTACTS, DIRECTORY, GROUP_MEMBERS, GROUPS, Delegation
from .directory_search import group_queries, matches, user_queries, words_of
from .http import Google, Request, Service

CUSTOMER = "my_customer"
USERS_AT_ONCE = 500
GROUPS_AT_ONCE = 200
MEMBERS_AT_ONCE = 200


class GoogleDirectory:
    """`ports.Directory` over the Directory API, by delegation."""

    def __init__(self, google: Google, delegation: Delegation) -> None:
        self._google = google
        self._delegation = delegation

    def person(self, email_or_id: str, /, *, asked_by: str, as_admin: bool = False) -> DirectoryPerson:
        view = "admin_view" if as_admin else "domain_public"
        request = self._users.get(userKey=email_or_id, viewType=view)
        raw = self._one(request, email_or_id, asked_by, DIRECTORY)
        person = person_of(raw)
        if "suspended" in raw or person.email.lower() == asked_by.lower():
            return person
        return replace(person, suspended=self._cannot_be_reached(person.email))

    def _cannot_be_reached(self, email: str) -> bool:
        """Whether the account is suspended, which only admins are told about others.

        The token endpoint tells it too. The token it hands out otherwise is kept, and is the one
        that copying contacts into the account begins with.
        """
        try:
            self._delegation.token(email, CONTACTS)
        except (AccountSuspended, AccountGone):
            return True
        except PortError:
            return False  # what stands in the way is no trait of the person
        return False

    def search(self, text: str, /, *, asked_by: str, limit: int = 10) -> list[DirectoryPerson]:
        words = words_of(text)
        found: dict[str, DirectoryPerson] = {}
        for query in user_queries(words):
            request = self._users.list(
                customer=CUSTOMER, viewType="domain_public", query=query.text, maxResults=query.most
            )
            for raw in self._read(request, asked_by, DIRECTORY).get("users", ()):
                person = person_of(raw)
                # An alias is found and not shown, so a whole query is believed.
                if query.whole or matches(words, person.name, person.email, *person.aliases):
                    found.setdefault(person.id, person)
            if len(found) >= limit:
                break
        return sorted(found.values(), key=_by_name)[:limit]

    def is_admin(self, email: str, /, *, fully: bool = False) -> bool:
        request = self._users.get(userKey=email, viewType="admin_view")
        try:
            raw = self._read(request, email, DIRECTORY)
        except (NotFound, RequestRefused):
            return False  # only an admin may look at anybody, herself included, as an admin does
        return bool(raw.get("isAdmin") or (raw.get("isDelegatedAdmin") and not fully))

    def group(self, email_or_id: str, /, *, admin: str) -> DirectoryGroup:
        request = self._groups.get(groupKey=email_or_id)
        return group_of(self._one(request, email_or_id, admin, GROUPS))

    def search_groups(self, text: str, /, *, admin: str, limit: int = 10) -> list[DirectoryGroup]:
        words = words_of(text)
        found: dict[str, DirectoryGroup] = {}
        for query in group_queries(words):
            request = self._groups.list(
                customer=CUSTOMER, query=query.text, maxResults=min(query.most, GROUPS_AT_ONCE)
            )
            for raw in self._read(request, admin, GROUPS).get("groups", ()):
                group = group_of(raw)
                if query.whole or matches(words, group.name, group.email):
                    found.setdefault(group.id, group)
            if len(found) >= limit:
                break
        return sorted(found.values(), key=_by_name)[:limit]

    def members(self, group: str, /, *, admin: str) -> list[DirectoryPerson]:
        found: dict[str, DirectoryPerson] = {}
        for raw in self._pages(
            self._members,
            "members",
            admin,
            GROUP_MEMBERS,
            groupKey=group,
            includeDerivedMembership=True,
            maxResults=MEMBERS_AT_ONCE,
        ):
            if raw.get("type") == "CUSTOMER":  # "everybody in the company" is one member
                found |= {person.id: person for person in self._everybody(admin)}
            elif raw.get("type", "USER") == "USER" and raw.get("id"):
                found.setdefault(str(raw["id"]), _member_of(raw))
        return list(found.values())

    def _everybody(self, admin: str) -> Iterator[DirectoryPerson]:
        for raw in self._pages(
            self._users,
            "users",
            admin,
            DIRECTORY,
            customer=CUSTOMER,
            viewType="domain_public",
            maxResults=USERS_AT_ONCE,
        ):
            yield person_of(raw)

    def _pages(
        self, collection: Service, name: str, subject: str, scope: str, **asked: object
    ) -> Iterator[Mapping[str, Any]]:
        request = collection.list(**asked)
        while request is not None:
            answer = self._read(request, subject, scope)
            yield from answer.get(name, ())
            request = collection.list_next(request, answer)

    def _one(self, request: Request, wanted: str, subject: str, scope: str) -> dict[str, Any]:
        try:
            return self._read(request, subject, scope)
        except RequestRefused as error:
            # Google says 403 as well as 404 of an address that is another company's. Of one that
            # is ours, a 403 says something about the caller.
            if _domain(wanted) and _domain(wanted) != _domain(subject):
                raise NotFound(str(error)) from None
            raise

    def _read(self, request: Request, subject: str, scope: str) -> dict[str, Any]:
        return self._google.read(request, self._delegation.credentials(subject, scope))

    @property
    def _users(self) -> Service:
        return self._google.collection("admin", "directory_v1", "users")

    @property
    def _groups(self) -> Service:
        return self._google.collection("admin", "directory_v1", "groups")

    @property
    def _members(self) -> Service:
        return self._google.collection("admin", "directory_v1", "members")


def person_of(raw: Mapping[str, Any]) -> DirectoryPerson:
    """A user as the port hands it over. An archived user cannot be used either: suspended."""
    email = str(raw.get("primaryEmail", ""))
    name = raw.get("name") or {}
    aliases = [
        *raw.get("aliases", ()),
        *raw.get("nonEditableAliases", ()),
        *(each.get("address") for each in raw.get("emails", ()) if isinstance(each, dict)),
    ]
    full = name.get("fullName") or f"{name.get('givenName', '')} {name.get('familyName', '')}"
    return DirectoryPerson(
        id=str(raw.get("id", "")),
        email=email,
        name=full.strip(),
        aliases=tuple(dict.fromkeys(each for each in aliases if each and each != email)),
        suspended=bool(raw.get("suspended") or raw.get("archived")),
        customer=str(raw.get("customerId", "")),
        photo_url=str(raw.get("thumbnailPhotoUrl", "")),
    )


def group_of(raw: Mapping[str, Any]) -> DirectoryGroup:
    """A Google Group as the port hands it over; `size` counts its direct members."""
    size = str(raw.get("directMembersCount", "0"))
    return DirectoryGroup(
        id=str(raw.get("id", "")),
        email=str(raw.get("email", "")),
        name=str(raw.get("name", "")),
        size=int(size) if size.isdigit() else 0,
    )


def _member_of(raw: Mapping[str, Any]) -> DirectoryPerson:
    # A member has no name here; whoever shows her asks for the person.
    return DirectoryPerson(
        id=str(raw["id"]),
        email=str(raw.get("email", "")),
        suspended=raw.get("status", "ACTIVE") in {"SUSPENDED", "ARCHIVED"},
    )


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower() if "@" in address else ""


def _by_name(one: DirectoryPerson | DirectoryGroup) -> tuple[str, str]:
    return one.name.casefold(), one.email
