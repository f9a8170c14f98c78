"""Creating, updating and deleting contacts, one by one and in batches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..discovery import Call
from ..errors import GoogleError, invalid, precondition
from ..routes import handles
from .book import Book
from .clean import Fields, check_limits, clean, overflow
from .contact import Contact
from .fields import CONTENT, READABLE, read_mask, update_mask
from .linking import link
from .requests import (
    answer,
    book_of,
    check_etags,
    groups_in,
    person_response,
    resource_name,
    with_profile,
)

MAX_CREATE = 200
MAX_UPDATE = 200
MAX_DELETE = 500
_ERROR_TYPE = "type.googleapis.com/google.people.v1."


@handles("people.people.createContact")
def create_contact(call: Call) -> dict[str, Any]:
    """POST v1/people:createContact; without personFields all fields come back."""
    mask = read_mask(call.query.get("personFields"), "personFields", required=False) or READABLE
    with_profile(call.query.get("sources"))
    made = create(book_of(call), call.body, call.account)
    return answer(call, made, mask, call.query.get("sources"))


@handles("people.people.batchCreateContacts")
def batch_create(call: Call) -> dict[str, Any]:
    """POST v1/people:batchCreateContacts; nothing comes back without a readMask."""
    book, body = book_of(call), call.body
    contacts = body.get("contacts") or []
    if not contacts:
        raise invalid("contacts is required.")
    if len(contacts) > MAX_CREATE:
        raise invalid(f"At most {MAX_CREATE} contacts can be created in a single request.")
    mask = read_mask(body.get("readMask"), "readMask", required=False)
    with_profile(body.get("sources"))
    errors: dict[str, GoogleError] = {}
    ready: list[tuple[Fields, tuple[str, ...]] | None] = []
    room = book.trouble.cap - book.size()
    for index, item in enumerate(contacts):
        try:
            ready.append(prepare(book, item.get("contactPerson") or {}, room=room - index))
        except GoogleError as error:
            errors[str(index)] = error
            ready.append(None)
    if errors and not book.trouble.partial_batches:
        raise batch_error("BatchCreateContactsErrorDetails", errors)
    made = [insert(book, *one, call.account) for one in ready if one is not None]
    if errors:
        raise batch_error("BatchCreateContactsErrorDetails", errors)
    if not mask:
        return {}
    people = [person_response(c.resource, answer(call, c, mask, body.get("sources"))) for c in made]
    return {"createdPeople": people}


@handles("people.people.updateContact")
def update_contact(call: Call) -> dict[str, Any]:
    """PATCH v1/people/...:updateContact."""
    book = book_of(call)
    resource = resource_name(call, "peopleId", "people")
    mask = update_mask(call.query.get("updatePersonFields"), "updatePersonFields")
    wanted = read_mask(call.query.get("personFields"), "personFields", required=False) or READABLE
    with_profile(call.query.get("sources"))
    if call.body.get("resourceName") not in {None, resource}:
        raise invalid("person.resource_name does not match the resource name of the request.")
    current = book.get_for_writing(resource)
    made = update(book, current, call.body, mask, call.account)
    return answer(call, made, wanted, call.query.get("sources"))


@handles("people.people.batchUpdateContacts")
def batch_update(call: Call) -> dict[str, Any]:
    """POST v1/people:batchUpdateContacts; a mask field that a person lacks is cleared."""
    book, body = book_of(call), call.body
    contacts: Mapping[str, Any] = body.get("contacts") or {}
    if not contacts:
        raise invalid("contacts is required.")
    if len(contacts) > MAX_UPDATE:
        raise invalid(f"At most {MAX_UPDATE} contacts can be updated in a single request.")
    mask = update_mask(body.get("updateMask"), "updateMask")
    wanted = read_mask(body.get("readMask"), "readMask", required=False)
    with_profile(body.get("sources"))
    errors: dict[str, GoogleError] = {}
    ready: dict[str, tuple[Contact, Fields, tuple[str, ...]]] = {}
    for resource, item in contacts.items():
        try:
            if item.get("resourceName") not in {None, resource}:
                raise invalid("person.resource_name does not match its key.")
            current = book.get_for_writing(resource)
            ready[resource] = (current, *updated(book, current, item, mask))
        except GoogleError as error:
            errors[resource] = error
    if errors and not book.trouble.partial_batches:
        raise batch_error("BatchUpdateContactsErrorDetails", errors)
    made = {r: apply(book, *one, call.account) for r, one in ready.items()}
    if errors:
        raise batch_error("BatchUpdateContactsErrorDetails", errors)
    if not wanted:
        return {}
    return {
        "updateResult": {
            r: person_response(r, answer(call, c, wanted, body.get("sources"))) for r, c in made.items()
        }
    }


@handles("people.people.deleteContact")
def delete_contact(call: Call) -> dict[str, Any]:
    """DELETE v1/people/...:deleteContact."""
    book = book_of(call)
    book.remove(book.get_for_writing(resource_name(call, "peopleId", "people")))
    return {}


@handles("people.people.batchDeleteContacts")
def batch_delete(call: Call) -> dict[str, Any]:
    """POST v1/people:batchDeleteContacts; one unknown name fails the whole request."""
    book = book_of(call)
    names = call.body.get("resourceNames") or []
    if not names:
        raise invalid("resourceNames is required.")
    if len(names) > MAX_DELETE:
        raise invalid(f"At most {MAX_DELETE} contacts can be deleted in a single request.")
    if len(set(names)) < len(names):
        raise invalid("resourceNames has duplicates.")
    found = [book.get_for_writing(name) for name in names]
    for contact in found:
        book.remove(contact)
    return {}


def create(book: Book, body: Mapping[str, Any], account: Any) -> Contact:
    """A new contact from a Person. Raises GoogleError (400)."""
    return insert(book, *prepare(book, body, room=1), account)


def prepare(book: Book, body: Mapping[str, Any], room: int) -> tuple[Fields, tuple[str, ...]]:
    """What a new contact would hold. Raises GoogleError (400)."""
    if body.get("resourceName") or body.get("etag"):
        raise invalid("A contact to be created must not have a resource name or an etag.")
    fields = clean(body)
    if not fields.keys() - {"clientData"}:
        raise invalid("A contact must have at least one field.")
    check_limits(fields)
    groups = book.checked_groups(groups_in(body))
    if room <= 0:
        raise overflow()
    return fields, groups


def insert(book: Book, fields: Fields, groups: tuple[str, ...], account: Any) -> Contact:
    """Store a new contact and link it with the colleague whose address it has."""
    return book.insert(fields, groups, profile=link(account, fields))


def update(
    book: Book, current: Contact, body: Mapping[str, Any], mask: frozenset[str], account: Any
) -> Contact:
    """Change one contact as a Person and a mask say. Raises GoogleError (400)."""
    return apply(book, current, *updated(book, current, body, mask), account)


def updated(
    book: Book, current: Contact, body: Mapping[str, Any], mask: frozenset[str]
) -> tuple[Fields, tuple[str, ...]]:
    """Fields and groups after an update. Raises GoogleError (400)."""
    check_etags(body, current)
    fields = {k: v for k, v in current.fields.items() if k not in mask}
    fields |= clean(body, mask & CONTENT)
    groups = current.groups
    if "memberships" in mask:
        wanted = groups_in(body)
        if not wanted:
            raise invalid("At least one contact group membership must be specified.")
        groups = book.checked_groups(wanted, before=current.groups)
    if not fields.keys() - {"clientData"}:
        raise precondition("A contact must have at least one field.")
    check_limits(fields)
    return fields, groups


def apply(book: Book, current: Contact, fields: Fields, groups: tuple[str, ...], account: Any) -> Contact:
    """Store an update; gaining or losing a linked profile may rename the contact."""
    profile = link(account, fields)
    made = book.change(current, fields=fields, groups=groups, profile=profile)
    if book.trouble.rename_when_linked and (profile and profile.id) != (
        current.profile and current.profile.id
    ):
        made = book.rename(made)
    return made


def batch_error(kind: str, errors: Mapping[str, GoogleError]) -> GoogleError:
    """One error for a whole batch that names each bad contact."""
    first = next(iter(errors.values()))
    detail = {"@type": _ERROR_TYPE + kind, "contactErrors": {k: e.rpc() for k, e in errors.items()}}
    message = first.message if "OVERFLOW" in first.message else "Request contains an invalid argument."
    return GoogleError(400, message, details=[detail])
