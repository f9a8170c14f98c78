"""Reading the contacts of one account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...core.person import Listing, Person
from ...ports import NotFound, PortError, RequestRefused, SyncTokenExpired, Unavailable
from .account import Account, at_most
from .person import PERSON_FIELDS, SOURCES, person_of, source_of
from .problem import MISSING, contact_fault, passing

PAGE = 1000
READ_AT_ONCE = 200


def listing(account: Account, sync: str, page: str) -> Listing:
    """One page; every page asks for the sync token that comes with the last one.

    Google wants all parameters of a later page to be those of the first, the sync token included.
    """
    more = {"syncToken": sync, "pageToken": page}
    request = account.connections.list(
        resourceName="people/me",
        pageSize=PAGE,
        personFields=PERSON_FIELDS,
        sources=SOURCES,
        requestSyncToken=True,
        **{name: token for name, token in more.items() if token},
    )
    try:
        answer = account.read(request)
    except NotFound as error:
        # 410 without a reason, as other APIs of the family say it.
        raise SyncTokenExpired(str(error)) from None
    return Listing(
        people=tuple(_people(answer.get("connections") or [])),
        next_page=str(answer.get("nextPageToken", "")),
        next_sync=str(answer.get("nextSyncToken", "")),
    )


def _people(connections: list[dict[str, Any]]) -> Iterator[Person]:
    """Empties the list: of a thousand contacts not two forms are in memory side by side."""
    connections.reverse()
    while connections:
        yield person_of(connections.pop())


def read(account: Account, resources: Sequence[str]) -> dict[str, Person]:
    """Those of the contacts that exist, by the name asked for."""
    at_most(READ_AT_ONCE, resources)
    if not resources:
        return {}
    answer = account.read(
        account.people.getBatchGet(
            resourceNames=list(dict.fromkeys(resources)),
            personFields=PERSON_FIELDS,
            sources=SOURCES,
        )
    )
    found: dict[str, Person] = {}
    for response in answer.get("responses", ()):
        person = _readable(response)
        if person is not None:
            found[str(response.get("requestedResourceName", person.resource))] = person
    return found


def _readable(response: dict[str, Any]) -> Person | None:
    """The person of one response; None for one that is gone. Raises what else went wrong."""
    fault = contact_fault(response.get("status") or {})
    raw = response.get("person")
    if fault.code == MISSING:
        return None
    if fault.code:
        raise _failed(fault.code, "people.people.getBatchGet")
    if not raw or (raw.get("metadata") or {}).get("deleted"):
        return None
    # A contact that was deleted can leave the profile of the same name behind.
    if (raw.get("metadata") or {}).get("sources") and not source_of(raw):
        return None
    return person_of(raw)


def _failed(code: int, call: str) -> PortError:
    """For a status inside of an answer that says it is well."""
    text = f"{call}: status {code}"
    return Unavailable(text) if passing(code) else RequestRefused(text)
