"""One contact as it is stored, and how it is written out as a Person."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import phonenumbers

from .clean import Fields, display_name, display_name_last_first

# Google lists at most this many in connections.list; people.get returns all.
LISTED_AT_MOST = 100

_WORDS = {
    "home": "Home", "work": "Work", "mobile": "Mobile", "main": "Main", "other": "Other", "pager": "Pager",
    "homeFax": "Home Fax", "workFax": "Work Fax", "otherFax": "Other Fax", "workMobile": "Work Mobile",
    "workPager": "Work Pager", "googleVoice": "Google Voice", "spouse": "Spouse", "child": "Child",
    "mother": "Mother", "father": "Father", "parent": "Parent", "brother": "Brother", "sister": "Sister",
    "friend": "Friend", "relative": "Relative", "domesticPartner": "Domestic Partner",
    "manager": "Manager", "assistant": "Assistant", "referredBy": "Referred By", "partner": "Partner",
    "anniversary": "Anniversary", "blog": "Blog", "profile": "Profile", "homePage": "Home Page",
    "account": "Account", "customer": "Customer", "network": "Network", "organization": "Organization",
    "school": "School", "male": "Male", "female": "Female", "unspecified": "Unspecified",
}  # fmt: skip
_FORMATTED_TYPE = frozenset(
    {"addresses", "calendarUrls", "emailAddresses", "events", "externalIds", "imClients", "miscKeywords",
     "organizations", "phoneNumbers", "relations", "sipAddresses", "urls"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """A Google account that a contact is linked with: its public name, address and picture."""

    id: str
    given_name: str
    family_name: str
    email: str


@dataclass(frozen=True, slots=True, eq=False)
class Contact:
    """One state of one contact. A change makes a new one; listings may still hold the old."""

    resource: str
    source_id: str  # of the CONTACT source, hexadecimal; steadier than the resource name
    fields: Fields
    groups: tuple[str, ...]
    version: int
    updated: str
    photo: str = ""  # id of the picture; empty for the generated one
    profile: Profile | None = None
    previous: tuple[str, ...] = ()
    deleted: bool = False
    written: dict[str, Any] = field(default_factory=dict)  # the Person once it has been written out

    @property
    def etag(self) -> str:
        """The etag of the person."""
        return "%" + _digest(f"person:{self.source_id}:{self.version}")

    @property
    def source_etag(self) -> str:
        """The etag of the CONTACT source, which is another one."""
        return "#" + _digest(f"source:{self.source_id}:{self.version}")

    @property
    def name(self) -> str:
        """What Google Contacts shows as title."""
        if self.fields.get("names"):
            return display_name(self.fields["names"][0])
        for key, inner in (("organizations", "name"), ("emailAddresses", "value"), ("phoneNumbers", "value")):
            for entry in self.fields.get(key, ()):
                if entry.get(inner):
                    return str(entry[inner])
        return ""


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.blake2b(text.encode(), digest_size=12).digest()).decode()


def person(
    contact: Contact, mask: frozenset[str], *, profile: bool, host: str, listed: bool = False
) -> dict[str, Any]:
    """A Person as the API answers it: `mask` only, PROFILE entries when `profile`.

    `listed` cuts addresses and numbers at 100 each and adds former names, as listings do.
    """
    whole = _whole(contact)
    found: dict[str, Any] = {"resourceName": contact.resource, "etag": contact.etag}
    found |= {name: entries for name, entries in whole.items() if name in mask}
    if "photos" in mask:
        found["photos"] = [_photo(contact, host)]
    if profile and contact.profile:
        _add_profile(found, contact.profile, mask, host)
    if listed:
        for name in ("emailAddresses", "phoneNumbers"):
            if len(found.get(name, ())) > LISTED_AT_MOST:
                found[name] = found[name][:LISTED_AT_MOST]
    return found


def tombstone(contact: Contact) -> dict[str, Any]:
    """A deleted contact in an incremental listing: its name, and nothing of what it was."""
    metadata: dict[str, Any] = {"deleted": True, "objectType": "PERSON"}
    return {"resourceName": contact.resource, "etag": contact.etag, "metadata": metadata}


def _whole(contact: Contact) -> dict[str, Any]:
    """Every CONTACT entry with its output-only parts; made once per state of the contact."""
    whole = contact.written
    if whole:
        return whole
    source = {"type": "CONTACT", "id": contact.source_id}
    for name, entries in contact.fields.items():
        done = []
        for index, entry in enumerate(entries):
            metadata: dict[str, Any] = {"source": source}
            if index == 0:
                metadata = {"primary": True, "sourcePrimary": True, "source": source}
            done.append({"metadata": metadata, **entry, **_output_only(name, entry)})
        whole[name] = done
    whole["memberships"] = [
        {
            "metadata": {"source": source},
            "contactGroupMembership": {
                "contactGroupId": group.removeprefix("contactGroups/"),
                "contactGroupResourceName": group,
            },
        }
        for group in contact.groups
    ]
    whole["metadata"] = {
        "sources": [source | {"etag": contact.source_etag, "updateTime": contact.updated}],
        "objectType": "PERSON",
    }
    return whole


def _output_only(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    if name == "names":
        return {"displayName": display_name(entry), "displayNameLastFirst": display_name_last_first(entry)}
    made: dict[str, Any] = {}
    if name in _FORMATTED_TYPE and entry.get("type"):
        made["formattedType"] = _WORDS.get(entry["type"], entry["type"])
    if name == "phoneNumbers" and (canonical := canonical_number(entry.get("value", ""))):
        made["canonicalForm"] = canonical
    if name == "imClients" and entry.get("protocol"):
        made["formattedProtocol"] = entry["protocol"].capitalize()
    if name == "genders" and entry.get("value"):
        made["formattedValue"] = _WORDS.get(entry["value"], entry["value"])
    return made


@lru_cache(maxsize=65536)
def canonical_number(value: str) -> str:
    """E.164, for a number that is valid where the account lives (the US here); else empty."""
    try:
        number = phonenumbers.parse(value, "US")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _photo(contact: Contact, host: str) -> dict[str, Any]:
    metadata = {"primary": True, "source": {"type": "CONTACT", "id": contact.source_id}}
    if contact.photo:
        return {"metadata": metadata, "url": f"{host}/contact-photos/{contact.photo}=s100"}
    return {"metadata": metadata, "url": f"{host}/contact-photos/default=s100", "default": True}


def _add_profile(found: dict[str, Any], profile: Profile, mask: frozenset[str], host: str) -> None:
    """What the linked account says of itself stands beside what the contact says, never instead."""
    source = {"type": "PROFILE", "id": profile.id}
    name = {"givenName": profile.given_name, "familyName": profile.family_name}
    said = {
        "names": name | {"displayName": display_name(name), "unstructuredName": display_name(name)},
        "emailAddresses": {"value": profile.email},
        "photos": {"url": f"{host}/contact-photos/profile-{profile.id}=s100"},
    }
    for field_name in sorted(mask & said.keys()):
        mine = found.get(field_name, [])
        metadata = {"verified": True, "source": source} | ({} if mine else {"primary": True})
        found[field_name] = [*mine, {"metadata": metadata, **said[field_name]}]
    if "metadata" in found:
        extra = source | {
            "etag": "#" + _digest(f"profile:{profile.id}"),
            "profileMetadata": {"objectType": "PERSON", "userTypes": ["GOOGLE_USER", "GOOGLE_APPS_USER"]},
        }
        found["metadata"] = found["metadata"] | {"sources": [*found["metadata"]["sources"], extra]}
