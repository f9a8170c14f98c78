"""A contact on the wire, from and to the values of the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...core.contact import READ_MASK, content_of
from ...core.person import Change, Draft, Group, Person
from ...core.records import Fields

CONTACT_MARKER = "shared-labels.contact"
LABEL_MARKER = "shared-labels.label"
MY_CONTACTS = "contactGroups/myContacts"
SOURCES = ["READ_SOURCE_TYPE_CONTACT"]
"""Always: the default adds the profile's entries, and two names would come back for one."""

PERSON_FIELDS = ",".join(READ_MASK)
"""The same for every call; a listing is only continued with the parameters it began with."""

GROUP_FIELDS = "clientData,groupType,memberCount,metadata,name"
CREATED_GROUP_FIELDS = "clientData,groupType,metadata,name"  # memberCount is refused there

_ETAGS = " "  # between the two etags of a person; neither can hold one

Raw = Mapping[str, Any]


def person_of(raw: Raw) -> Person:
    """A person as the port hands it over."""
    resource = str(raw.get("resourceName", ""))
    metadata = raw.get("metadata") or {}
    if metadata.get("deleted"):
        previous = tuple(metadata.get("previousResourceNames", ()))
        return Person(resource, deleted=True, previous=previous)
    source = source_of(raw)
    return Person(
        resource=resource,
        etag=_ETAGS.join(filter(None, (raw.get("etag"), source.get("etag")))),
        source=str(source.get("id", "")),
        updated=str(source.get("updateTime", "")),
        content=content_of(raw),
        groups=tuple(_groups(raw.get("memberships", ()))),
        marker=_marker(_own(raw.get("clientData", ())), CONTACT_MARKER),
        previous=tuple(metadata.get("previousResourceNames", ())),
        photo_url=_photo(_own(raw.get("photos", ()))),
    )


def source_of(raw: Raw) -> Raw:
    """The contact among the sources of a person; empty where there is none."""
    sources = (raw.get("metadata") or {}).get("sources", ())
    return next((each for each in sources if each.get("type") == "CONTACT"), {})


def to_create(draft: Draft) -> dict[str, Any]:
    """The body of one contact of a batch to be created, in its labels and with our marker.

    In *My contacts* too: whether Google adds that by itself is not documented, and without it a
    contact is missing from the main list of the phone.
    """
    groups = dict.fromkeys((MY_CONTACTS, *draft.groups))
    return {
        **_plain(draft.content),
        "memberships": [{"contactGroupMembership": {"contactGroupResourceName": group}} for group in groups],
        "clientData": [{"key": CONTACT_MARKER, "value": draft.marker}],
    }


def to_update(change: Change, mask: Iterable[str]) -> dict[str, Any]:
    """The body of one contact of a batch to be updated: both its etags, and the masked fields."""
    etag, _, source_etag = change.etag.partition(_ETAGS)
    source = {"type": "CONTACT", "id": change.source, "etag": source_etag}
    return {
        "resourceName": change.resource,
        "etag": etag,
        "metadata": {"sources": [{key: value for key, value in source.items() if value}]},
        **_plain({field: change.content[field] for field in mask if field in change.content}),
    }


def group_of(raw: Raw) -> Group:
    """A label as the port hands it over."""
    return Group(
        resource=str(raw.get("resourceName", "")),
        name=str(raw.get("name", "")),
        size=int(raw.get("memberCount", 0)),
        marker=_marker(raw.get("clientData", ()), LABEL_MARKER),
        etag=str(raw.get("etag", "")),
    )


def _plain(content: Fields) -> dict[str, list[dict[str, Any]]]:
    return {field: [dict(entry) for entry in entries] for field, entries in content.items()}


def _own(entries: Iterable[Raw]) -> list[Raw]:
    """Entries of the contact itself, not of a profile that Google has linked to it."""
    return [
        entry
        for entry in entries
        if ((entry.get("metadata") or {}).get("source") or {}).get("type", "CONTACT") == "CONTACT"
    ]


def _groups(memberships: Iterable[Raw]) -> Iterable[str]:
    for each in memberships:
        group = (each.get("contactGroupMembership") or {}).get("contactGroupResourceName")
        if group:
            yield str(group)


def _marker(entries: Iterable[Raw], key: str) -> str:
    return next((str(each.get("value", "")) for each in entries if each.get("key") == key), "")


def _photo(photos: Iterable[Raw]) -> str:
    return next((str(each.get("url", "")) for each in photos if not each.get("default")), "")
