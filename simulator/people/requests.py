"""Small pieces that several People methods share: sources, etags, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..discovery import Call
from ..errors import GoogleError, invalid, precondition
from .book import Book
from .contact import Contact, person

READ_SOURCES = frozenset({"READ_SOURCE_TYPE_CONTACT", "READ_SOURCE_TYPE_PROFILE"})

NO_ETAG = "Request must set person.etag or person.metadata.sources.etag for the source that is being updated."
OTHER_ETAG = (
    "Request person.etag is different than the current person.etag. "
    "Clear local cache and get the latest person."
)


def book_of(call: Call) -> Book:
    """The caller's address book."""
    book: Book = call.account.book
    return book


def with_profile(sources: Iterable[str] | None) -> bool:
    """Whether PROFILE entries are wanted (the default). Raises GoogleError (400) for a strange mix."""
    wanted = frozenset(sources or READ_SOURCES)
    if "READ_SOURCE_TYPE_UNSPECIFIED" in wanted:
        raise invalid("Invalid read source type.")
    if "READ_SOURCE_TYPE_CONTACT" not in wanted:
        raise invalid("READ_SOURCE_TYPE_CONTACT must be among the sources.")
    return "READ_SOURCE_TYPE_PROFILE" in wanted


def resource_name(call: Call, parameter: str, prefix: str) -> str:
    """A path parameter as a resource name."""
    return f"{prefix}/{call.path[parameter]}"


def answer(
    call: Call, contact: Contact, mask: frozenset[str], sources: Iterable[str] | None, *, listed: bool = False
) -> dict[str, Any]:
    """A Person in an answer."""
    written = person(contact, mask, profile=with_profile(sources), host=call.host, listed=listed)
    if book_of(call).trouble.shuffle:
        _shuffle(written, contact)
    return written


def person_response(
    requested: str, body: Mapping[str, Any] | None, error: GoogleError | None = None
) -> dict[str, Any]:
    """A PersonResponse of a batch."""
    found: dict[str, Any] = {"requestedResourceName": requested} if requested else {}
    if error is not None:
        return found | {"httpStatusCode": error.code, "status": error.rpc()}
    return found | {"httpStatusCode": 200, "person": body, "status": {}}


def check_etags(person_body: Mapping[str, Any], current: Contact) -> None:
    """Optimistic locking. Raises GoogleError (400 FAILED_PRECONDITION) without or with an old etag."""
    etag = person_body.get("etag")
    sources = (person_body.get("metadata") or {}).get("sources")
    if sources is None and not etag:
        raise precondition(NO_ETAG)
    if sources is not None:
        own = [s for s in sources if s.get("type") == "CONTACT"]
        if len(own) != 1:
            raise precondition("Request must have exactly one contact source to update.")
        if own[0].get("id") not in {None, current.source_id}:
            raise precondition("Request person.metadata.sources is not of the contact.")
        if not own[0].get("etag") and not etag:
            raise precondition(NO_ETAG)
        if own[0].get("etag") and own[0]["etag"] != current.source_etag:
            raise precondition(OTHER_ETAG)
    if etag and etag != current.etag:
        raise precondition(OTHER_ETAG)


def groups_in(person_body: Mapping[str, Any]) -> tuple[str, ...]:
    """Contact groups named in `memberships`. Raises GoogleError (400) for an entry without one."""
    found = []
    for membership in person_body.get("memberships") or ():
        if "domainMembership" in membership and "contactGroupMembership" not in membership:
            continue
        resource = (membership.get("contactGroupMembership") or {}).get("contactGroupResourceName")
        if not resource:
            raise invalid("Membership must set contact_group_membership.contact_group_resource_name.")
        found.append(resource)
    return tuple(dict.fromkeys(found))


def _shuffle(written: dict[str, Any], contact: Contact) -> None:
    """Entries have no guaranteed order; turn them by an amount that depends on the state."""
    for name, value in written.items():
        if isinstance(value, list) and len(value) > 1:
            turn = contact.version % len(value)
            written[name] = value[turn:] + value[:turn]
