"""Reading contacts by name and by search."""

from __future__ import annotations

from typing import Any

from ..discovery import Call
from ..errors import GoogleError, invalid
from ..routes import handles
from .contact import Contact
from .directory_people import profile_person
from .fields import read_mask
from .requests import answer, book_of, person_response, resource_name, with_profile

MAX_GET = 200
MAX_FOUND = 30
_SEARCHED = (
    ("names", ("displayName", "unstructuredName", "givenName", "familyName")),
    ("nicknames", ("value",)),
    ("emailAddresses", ("value",)),
    ("phoneNumbers", ("value",)),
    ("organizations", ("name", "title")),
)


@handles("people.people.get")
def get(call: Call) -> dict[str, Any]:
    """GET v1/people/...; `people/me` and account ids answer the profile of a Google account."""
    _no_request_mask(call)
    mask = read_mask(call.query.get("personFields"), "personFields")
    with_profile(call.query.get("sources"))
    return _one(call, resource_name(call, "peopleId", "people"), mask)


@handles("people.people.getBatchGet")
def batch_get(call: Call) -> dict[str, Any]:
    """GET v1/people:batchGet; a missing contact is a status among the responses."""
    _no_request_mask(call)
    names = call.query.get("resourceNames") or []
    if not names:
        raise invalid("resourceNames is required.")
    if len(names) > MAX_GET:
        raise invalid(f"At most {MAX_GET} resource names can be requested.")
    mask = read_mask(call.query.get("personFields"), "personFields")
    with_profile(call.query.get("sources"))
    responses = []
    for name in names:
        if not name.startswith("people/"):
            raise invalid(f'Resource name "{name}" is not valid.')
        try:
            responses.append(person_response(name, _one(call, name, mask)))
        except GoogleError as error:
            responses.append(person_response(name, None, error))
    return {"responses": responses}


@handles("people.people.searchContacts")
def search(call: Call) -> dict[str, Any]:
    """GET v1/people:searchContacts; finds what was there when the cache was last warmed."""
    book = book_of(call)
    mask = read_mask(call.query.get("readMask"), "readMask")
    if "query" not in call.query:
        raise invalid("query is required.")
    size = call.query.get("pageSize", 0)
    if size < 0:
        raise invalid("pageSize must not be negative.")
    query = call.query["query"].casefold().strip()
    if not query:
        book.search_cache = tuple(book.contacts.values())
        return {}
    found = [c for c in book.search_cache if any(_starts(text, query) for text in _texts(c))]
    found = found[: min(size or 10, MAX_FOUND)]
    sources = call.query.get("sources") or ["READ_SOURCE_TYPE_CONTACT"]
    return {"results": [{"person": answer(call, c, mask, sources)} for c in found]} if found else {}


@handles("people.otherContacts.list")
def other_contacts(call: Call) -> dict[str, Any]:
    """GET v1/otherContacts: nobody here has any."""
    read_mask(call.query.get("readMask"), "readMask")
    return {"nextSyncToken": "none"} if call.query.get("requestSyncToken") else {}


@handles("people.otherContacts.search")
def search_other_contacts(call: Call) -> dict[str, Any]:
    """GET v1/otherContacts:search: nobody here has any."""
    read_mask(call.query.get("readMask"), "readMask")
    return {}


def _one(call: Call, name: str, mask: frozenset[str]) -> dict[str, Any]:
    if name == "people/me":
        return profile_person(call.account, mask, call.host)
    if not name.removeprefix("people/").startswith("c"):
        other = call.account.company.find(name.removeprefix("people/"))
        if other is not None:
            return profile_person(other, mask, call.host)
    return answer(call, book_of(call).get(name), mask, call.query.get("sources"))


def _no_request_mask(call: Call) -> None:
    if "requestMask.includeField" in call.query:
        raise invalid("requestMask.includeField is deprecated; use personFields.")


def _texts(contact: Contact) -> list[str]:
    return [
        str(entry[key])
        for field, keys in _SEARCHED
        for entry in contact.fields.get(field, ())
        for key in keys
        if entry.get(key)
    ]


def _starts(text: str, query: str) -> bool:
    """Prefix of the phrase or of the rest of it from any word."""
    text = text.casefold()
    return text.startswith(query) or f" {query}" in f" {text}"
