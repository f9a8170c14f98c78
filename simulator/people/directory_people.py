"""Colleagues as the People API shows them: people/me, people/{account}, the company's directory."""

from __future__ import annotations

from typing import Any

from ..discovery import Call
from ..errors import invalid
from ..routes import handles
from .clean import display_name, display_name_last_first
from .fields import read_mask
from .listing import decode, encode

_SOURCES = frozenset({"DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE", "DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT"})


@handles("people.people.searchDirectoryPeople")
def search_directory(call: Call) -> dict[str, Any]:
    """GET v1/people:searchDirectoryPeople; prefix of a word of the name, or of an address."""
    query = call.query.get("query", "").casefold().strip()
    if not query:
        raise invalid("query is required.")
    return _pages(call, [a for a in _visible(call) if _matches(a, query)], most=500, total=True)


@handles("people.people.listDirectoryPeople")
def list_directory(call: Call) -> dict[str, Any]:
    """GET v1/people:listDirectoryPeople; everyone of the company. Sync tokens are not kept."""
    if call.query.get("syncToken") or call.query.get("requestSyncToken"):
        raise invalid("Sync tokens for the directory are not available.")
    return _pages(call, _visible(call), most=1000, total=False)


def profile_person(account: Any, mask: frozenset[str], host: str, kind: str = "PROFILE") -> dict[str, Any]:
    """A Google account as a Person."""
    source = {"type": kind, "id": account.id}
    metadata = {"primary": True, "verified": True, "source": source}
    name = {"givenName": account.given_name, "familyName": account.family_name}
    formatted = {
        "displayName": display_name(name),
        "displayNameLastFirst": display_name_last_first(name),
        "unstructuredName": display_name(name),
    }
    said: dict[str, Any] = {
        "names": [{"metadata": metadata, **name, **formatted}],
        "emailAddresses": [
            {"metadata": metadata if i == 0 else {"verified": True, "source": source}, "value": address}
            for i, address in enumerate(account.addresses)
        ],
        "photos": [{"metadata": metadata, "url": f"{host}/contact-photos/profile-{account.id}=s100"}],
        "metadata": {
            "sources": [
                source
                | {
                    "profileMetadata": {
                        "objectType": "PERSON",
                        "userTypes": ["GOOGLE_USER", "GOOGLE_APPS_USER"],
                    }
                }
            ],
            "objectType": "PERSON",
        },
    }
    if account.title:
        said["organizations"] = [{"metadata": metadata, "title": account.title, "name": account.company.name}]
    found = {"resourceName": f"people/{account.id}", "etag": f"%{account.id}"}
    return found | {k: v for k, v in said.items() if k in mask}


def _pages(call: Call, people: list[Any], *, most: int, total: bool) -> dict[str, Any]:
    mask = read_mask(call.query.get("readMask"), "readMask")
    sources = set(call.query.get("sources") or ())
    if not sources or sources - _SOURCES:
        raise invalid("sources is required.")
    size = call.query.get("pageSize", 0) or 100
    if not 0 < size <= most:
        raise invalid(f"pageSize must be between 1 and {most}.")
    if "DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE" not in sources:
        people = []
    start = int(decode(call.query["pageToken"]).get("directory", 0)) if call.query.get("pageToken") else 0
    chosen = people[start : start + size]
    body: dict[str, Any] = {}
    if chosen:
        body["people"] = [profile_person(a, mask, call.host, "DOMAIN_PROFILE") for a in chosen]
    if total and people:
        body["totalSize"] = len(people)
    if start + size < len(people):
        body["nextPageToken"] = encode(directory=start + size)
    return body


def _visible(call: Call) -> list[Any]:
    return [a for a in call.account.company.people if not a.suspended and not a.archived]


def _matches(account: Any, query: str) -> bool:
    name = f"{account.given_name} {account.family_name}".casefold()
    return f" {query}" in f" {name}" or any(a.casefold().startswith(query) for a in account.addresses)
