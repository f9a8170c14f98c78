"""Listing contacts page by page, and what has changed since a sync token."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from typing import Any

from ..discovery import Call
from ..errors import GoogleError, error_info, invalid
from ..routes import handles
from .book import Book
from .clean import display_name_last_first
from .contact import Contact, tombstone
from .fields import read_mask
from .requests import answer, book_of, with_profile

MAX_PAGE = 1000
DEFAULT_PAGE = 100
TOKEN_DAYS = 7
KEPT_LISTINGS = 64
SAME = ("personFields", "sources", "sortOrder", "requestSyncToken", "pageSize")


@dataclass(frozen=True, slots=True)
class Pages:
    """A listing that has begun: what it shows is settled when its first page is fetched."""

    contacts: tuple[Contact, ...]
    parameters: str
    sync_token: str  # for the last page; empty when none was asked for
    incremental: bool


@handles("people.people.connections.list")
def list_connections(call: Call) -> dict[str, Any]:
    """GET v1/people/me/connections."""
    if call.path["peopleId"] != "me":
        raise invalid("Only people/me is valid.")
    if "requestMask.includeField" in call.query:
        raise invalid("requestMask.includeField is deprecated; use personFields.")
    query = call.query
    mask = read_mask(query.get("personFields"), "personFields")
    with_profile(query.get("sources"))
    size = query.get("pageSize", 0) or DEFAULT_PAGE
    if not 0 < size <= MAX_PAGE:
        raise invalid(f"pageSize must be between 1 and {MAX_PAGE}.")
    if query.get("sortOrder", "LAST_MODIFIED_ASCENDING") != "LAST_MODIFIED_ASCENDING" and (
        query.get("requestSyncToken") or query.get("syncToken")
    ):
        raise invalid("Sync tokens can only be requested with the default sort order.")
    book = book_of(call)
    book.settle_index()
    pages, start = _continued(book, query) if query.get("pageToken") else (_begun(book, query), 0)
    chosen = pages.contacts[start : start + size]
    body: dict[str, Any] = {}
    if chosen:
        body["connections"] = [_written(call, c, mask, pages) for c in chosen]
        if book.trouble.shuffle:
            book.rng.shuffle(body["connections"])
    if start + size < len(pages.contacts):
        body["nextPageToken"] = _keep(book, pages, start + size)
    elif pages.sync_token:
        body["nextSyncToken"] = pages.sync_token
    if not pages.incremental and pages.contacts:
        body |= {"totalPeople": len(pages.contacts), "totalItems": len(pages.contacts)}
    return body


def starts_full_sync(query: dict[str, Any]) -> bool:
    """Whether a request is the first page of a full sync, which has a quota of its own."""
    return bool(query.get("requestSyncToken")) and not query.get("syncToken") and not query.get("pageToken")


def sync_token_expired() -> GoogleError:
    """400 as seen in production (not 410)."""
    return GoogleError(
        400,
        "Sync token is expired. Clear local cache and retry call without the sync token.",
        status="FAILED_PRECONDITION",
        details=[error_info("EXPIRED_SYNC_TOKEN", "people.googleapis.com")],
    )


def encode(**content: Any) -> str:
    """An opaque token."""
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def decode(token: str) -> dict[str, Any]:
    """What `encode` made. Raises GoogleError (400) for anything else."""
    try:
        found = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except ValueError:
        raise invalid("Request contains an invalid token.") from None
    if not isinstance(found, dict):
        raise invalid("Request contains an invalid token.")
    return found


def _begun(book: Book, query: dict[str, Any]) -> Pages:
    parameters = _parameters(query)
    if query.get("syncToken"):
        return _changes(book, query["syncToken"], parameters)
    if not query.get("requestSyncToken"):
        return Pages(
            _sorted(book.contacts.values(), query.get("sortOrder")), parameters, "", incremental=False
        )
    live = tuple(c for _, c in book.index.values() if not c.deleted)
    token = _sync_token(book, parameters, book.clock.timestamp())
    return Pages(live, parameters, token, incremental=False)


def _changes(book: Book, token: str, parameters: str) -> Pages:
    said = decode(token)
    if said.get("owner") != book.owner or "place" not in said:
        raise invalid("Sync token is not valid.")
    age = book.clock.timestamp() - said["since"]
    if age > timedelta(days=TOKEN_DAYS).total_seconds() or said["age"] != book.token_age:
        raise sync_token_expired()
    if said["parameters"] != parameters:
        raise invalid("Request parameters must match the request that the sync token is from.")
    latest_first = takewhile(lambda at: at[0] > said["place"], reversed(book.index.values()))
    changed = tuple(contact for _, contact in latest_first)[::-1]
    fresh = _sync_token(book, parameters, said["since"])
    return Pages(changed, parameters, fresh, incremental=True)


def _sync_token(book: Book, parameters: str, since: float) -> str:
    """`since` is the time of the full sync: the seven days are counted from there."""
    return encode(owner=book.owner, place=book.place, since=since, age=book.token_age, parameters=parameters)


def _continued(book: Book, query: dict[str, Any]) -> tuple[Pages, int]:
    said = decode(query["pageToken"])
    pages = book.listings.get(str(said.get("listing")))
    if pages is None:
        raise invalid("Page token is not valid.")
    if pages.parameters != _parameters(query):
        raise invalid("Request parameters must match the request that the page token is from.")
    return pages, int(said["start"])


def _keep(book: Book, pages: Pages, start: int) -> str:
    for key, kept in book.listings.items():
        if kept is pages:
            return encode(listing=key, start=start)
    key = f"{book.rng.getrandbits(48):x}"
    book.listings[key] = pages
    while len(book.listings) > KEPT_LISTINGS:
        del book.listings[next(iter(book.listings))]
    return encode(listing=key, start=start)


def _parameters(query: dict[str, Any]) -> str:
    """What must stay the same over pages and incremental calls."""
    fields = ",".join(sorted(p.strip() for p in query.get("personFields", "").split(",")))
    said = {k: query.get(k) for k in SAME} | {"personFields": fields}
    said["sources"] = sorted(query.get("sources") or ())
    said["pageSize"] = query.get("pageSize") or DEFAULT_PAGE
    return json.dumps(said, sort_keys=True)


def _written(call: Call, contact: Contact, mask: frozenset[str], pages: Pages) -> dict[str, Any]:
    if contact.deleted:
        return tombstone(contact)
    written = answer(call, contact, mask, call.query.get("sources"), listed=True)
    if pages.incremental and contact.previous and "metadata" in written:
        written["metadata"] = written["metadata"] | {"previousResourceNames": list(contact.previous)}
    return written


def _sorted(contacts: Any, order: str | None) -> tuple[Contact, ...]:
    def given(contact: Contact) -> str:
        return contact.name.casefold()

    def family(contact: Contact) -> str:
        names = contact.fields.get("names")
        return display_name_last_first(names[0]).casefold() if names else contact.name.casefold()

    if order == "FIRST_NAME_ASCENDING":
        return tuple(sorted(contacts, key=given))
    if order == "LAST_NAME_ASCENDING":
        return tuple(sorted(contacts, key=family))
    found = sorted(contacts, key=lambda c: c.version, reverse=order == "LAST_MODIFIED_DESCENDING")
    return tuple(found)
