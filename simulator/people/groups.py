"""Labels: contactGroups and their members."""

from __future__ import annotations

from typing import Any

from ..discovery import Call
from ..errors import GoogleError, invalid, precondition
from ..routes import handles
from .book import Book
from .clean import MAX_CHARACTERS
from .fields import group_mask
from .group import OPEN_GROUPS, SYSTEM_GROUPS, Group
from .listing import decode, encode, sync_token_expired
from .requests import book_of, resource_name

MAX_PAGE = 1000
DEFAULT_PAGE = 30
MAX_BATCH = 200
MAX_MODIFIED = 1000
ON_GET = frozenset({"metadata", "groupType", "memberCount", "name"})
ON_WRITE = frozenset({"metadata", "groupType", "name"})
TOKEN_SECONDS = 7 * 24 * 3600


@handles("people.contactGroups.list")
def list_groups(call: Call) -> dict[str, Any]:
    """GET v1/contactGroups; members are never listed here."""
    book, query = book_of(call), call.query
    mask = group_mask(query.get("groupFields"), "groupFields", ON_GET)
    size = query.get("pageSize", 0) or DEFAULT_PAGE
    if not 0 < size <= MAX_PAGE:
        raise invalid(f"pageSize must be between 1 and {MAX_PAGE}.")
    groups = book.listed_groups()
    deleted = False
    if query.get("syncToken"):
        since = _sync_place(book, query["syncToken"])
        groups = [g for g in groups if g.version > since]
        deleted = True
    else:
        groups = [g for g in groups if not g.deleted]
    start = _page_start(query)
    chosen = groups[start : start + size]
    body: dict[str, Any] = {"totalItems": len(groups)}
    if chosen:
        body["contactGroups"] = [_written(book, g, mask, deleted=deleted) for g in chosen]
    if start + size < len(groups):
        body["nextPageToken"] = encode(groups=start + size, mask=sorted(mask))
    else:
        place = max((g.version for g in book.listed_groups()), default=0)
        body["nextSyncToken"] = encode(
            owner=book.owner, groups_at=place, since=book.clock.timestamp(), age=book.token_age
        )
    return body


@handles("people.contactGroups.get")
def get_group(call: Call) -> dict[str, Any]:
    """GET v1/contactGroups/{id}; without maxMembers no members."""
    mask = group_mask(call.query.get("groupFields"), "groupFields", ON_GET)
    book = book_of(call)
    group = book.group(resource_name(call, "contactGroupsId", "contactGroups"))
    return _written(book, group, mask, members=_max_members(call))


@handles("people.contactGroups.batchGet")
def batch_get_groups(call: Call) -> dict[str, Any]:
    """GET v1/contactGroups:batchGet."""
    book = book_of(call)
    mask = group_mask(call.query.get("groupFields"), "groupFields", ON_GET)
    names = call.query.get("resourceNames") or []
    if not 0 < len(names) <= MAX_BATCH:
        raise invalid(f"Between 1 and {MAX_BATCH} resource names can be requested.")
    responses = []
    for name in names:
        try:
            written = _written(book, book.group(name), mask, members=_max_members(call))
            responses.append({"requestedResourceName": name, "contactGroup": written, "status": {}})
        except GoogleError as error:
            responses.append({"requestedResourceName": name, "status": error.rpc()})
    return {"responses": responses}


@handles("people.contactGroups.create")
def create_group(call: Call) -> dict[str, Any]:
    """POST v1/contactGroups; 409 when the name is taken."""
    mask = group_mask(call.body.get("readGroupFields"), "readGroupFields", ON_WRITE)
    if "memberCount" in mask and call.body.get("readGroupFields"):
        raise invalid('Invalid readGroupFields mask path: "memberCount".')
    wanted = call.body.get("contactGroup") or {}
    book = book_of(call)
    made = book.add_group(_name(wanted), _client_data(wanted))
    return _written(book, made, mask)


@handles("people.contactGroups.update")
def update_group(call: Call) -> dict[str, Any]:
    """PUT v1/contactGroups/{id}; wants the present etag."""
    book = book_of(call)
    read = group_mask(call.body.get("readGroupFields"), "readGroupFields", ON_WRITE)
    mask = group_mask(call.body.get("updateGroupFields"), "updateGroupFields", frozenset({"name"}))
    if mask - {"name", "clientData"}:
        raise invalid("Invalid updateGroupFields mask path.")
    resource = resource_name(call, "contactGroupsId", "contactGroups")
    wanted = call.body.get("contactGroup") or {}
    if wanted.get("resourceName") not in {None, resource}:
        raise invalid("contact_group.resource_name does not match the resource name of the request.")
    group = book.group(resource)
    if not wanted.get("etag"):
        raise precondition("Request must set contact_group.etag.")
    if wanted["etag"] != group.etag:
        raise precondition("Request contact_group.etag is different than the current contact_group.etag.")
    book.change_group(
        group,
        name=_name(wanted) if "name" in mask else None,
        client_data=_client_data(wanted) if "clientData" in mask else None,
    )
    return _written(book, group, read)


@handles("people.contactGroups.delete")
def delete_group(call: Call) -> dict[str, Any]:
    """DELETE v1/contactGroups/{id}; the contacts stay unless deleteContacts."""
    book = book_of(call)
    group = book.group(resource_name(call, "contactGroupsId", "contactGroups"))
    book.remove_group(group, with_contacts=call.query.get("deleteContacts", False))
    return {}


@handles("people.contactGroups.members.modify")
def modify_members(call: Call) -> dict[str, Any]:
    """POST .../members:modify; what could not be done is named in a 200."""
    book = book_of(call)
    adds, removes = _to_modify(call)
    group = book.group(resource_name(call, "contactGroupsId", "contactGroups"))
    if adds and group.system and group.resource not in OPEN_GROUPS:
        raise invalid("Contacts cannot be added to that system contact group.")
    missing, last = [], []
    for name in (*adds, *removes):
        contact = book.contacts.get(name)
        if contact is None:
            missing.append(name)
        elif name in adds and group.resource not in contact.groups:
            book.change(contact, groups=(*contact.groups, group.resource))
        elif name in removes and contact.groups == (group.resource,):
            last.append(name)
        elif name in removes and group.resource in contact.groups:
            book.change(contact, groups=tuple(g for g in contact.groups if g != group.resource))
    book.touch_group(group)
    undone = {"notFoundResourceNames": missing, "canNotRemoveLastContactGroupResourceNames": last}
    return {name: names for name, names in undone.items() if names}


def _to_modify(call: Call) -> tuple[list[str], list[str]]:
    adds = list(dict.fromkeys(call.body.get("resourceNamesToAdd") or ()))
    removes = list(dict.fromkeys(call.body.get("resourceNamesToRemove") or ()))
    if not adds and not removes:
        raise invalid("At least one resource name must be specified.")
    if len(adds) + len(removes) > MAX_MODIFIED:
        raise invalid(f"At most {MAX_MODIFIED} members can be modified in a single request.")
    if set(adds) & set(removes):
        raise invalid("A resource name cannot be both added and removed.")
    return adds, removes


def _written(
    book: Book, group: Group, mask: frozenset[str], *, members: int = 0, deleted: bool = False
) -> dict[str, Any]:
    written: dict[str, Any] = {"resourceName": group.resource, "etag": group.etag}
    if group.deleted and deleted:
        return written | {"metadata": {"deleted": True, "updateTime": group.updated}}
    count = len(book.members[group.resource])
    if "metadata" in mask and not group.system:
        written["metadata"] = {"updateTime": group.updated}
    if "groupType" in mask:
        written["groupType"] = "SYSTEM_CONTACT_GROUP" if group.system else "USER_CONTACT_GROUP"
    if "name" in mask:
        written |= {"name": group.name, "formattedName": SYSTEM_GROUPS.get(group.resource, group.name)}
    if "memberCount" in mask and count:
        written["memberCount"] = count
    if "clientData" in mask and group.client_data:
        written["clientData"] = group.client_data
    if members and count:
        written["memberResourceNames"] = list(book.members[group.resource])[:members]
    return written


def _max_members(call: Call) -> int:
    wanted: int = call.query.get("maxMembers", 0)
    if wanted < 0:
        raise invalid("maxMembers must not be negative.")
    return wanted


def _name(wanted: dict[str, Any]) -> str:
    name = str(wanted.get("name") or "")
    if len(name) > MAX_CHARACTERS:
        raise invalid("Contact group name is too long.")
    return name


def _client_data(wanted: dict[str, Any]) -> list[dict[str, str]]:
    found = list(wanted.get("clientData") or ())
    if any(not entry.get("key") for entry in found):
        raise invalid("Contact group client data must have a key.")
    return found


def _page_start(query: dict[str, Any]) -> int:
    if not query.get("pageToken"):
        return 0
    said = decode(query["pageToken"])
    if "groups" not in said:
        raise invalid("Page token is not valid.")
    return int(said["groups"])


def _sync_place(book: Book, token: str) -> int:
    said = decode(token)
    if said.get("owner") != book.owner or "groups_at" not in said:
        raise invalid("Sync token is not valid.")
    if book.clock.timestamp() - said["since"] > TOKEN_SECONDS or said["age"] != book.token_age:
        raise sync_token_expired()
    return int(said["groups_at"])
