"""Names of person fields and what is special about some of them."""

from __future__ import annotations

from functools import cache

from ..discovery import document
from ..errors import invalid

READABLE = frozenset(
    {
        "addresses", "ageRanges", "biographies", "birthdays", "calendarUrls", "clientData", "coverPhotos",
        "emailAddresses", "events", "externalIds", "genders", "imClients", "interests", "locales",
        "locations", "memberships", "metadata", "miscKeywords", "names", "nicknames", "occupations",
        "organizations", "phoneNumbers", "photos", "relations", "sipAddresses", "skills", "urls",
        "userDefined",
    }
)  # fmt: skip
UPDATABLE = READABLE - {"ageRanges", "coverPhotos", "metadata", "photos", "skills"}
# fileAses stands on Person but in no mask: it can be sent on create and never comes back.
CONTENT = UPDATABLE - {"memberships"}
SINGLETONS = frozenset({"biographies", "birthdays", "genders", "names"})
GROUP_FIELDS = frozenset({"clientData", "groupType", "memberCount", "metadata", "name"})

# Which subfields make an entry worth storing at all.
SUBSTANCE = {"metadata", "type", "contentType", "current"}

_DOCUMENTED = "Valid paths are documented at https://developers.google.com/people/api/rest/v1/people/get."


def read_mask(text: str | None, name: str, *, required: bool = True) -> frozenset[str]:
    """A readMask or personFields as a set. Raises GoogleError (400) when missing or unknown."""
    return _mask(text, name, READABLE, required=required)


def update_mask(text: str | None, name: str) -> frozenset[str]:
    """An updateMask or updatePersonFields as a set. Raises GoogleError (400)."""
    return _mask(text, name, UPDATABLE, required=True)


def group_mask(text: str | None, name: str, default: frozenset[str]) -> frozenset[str]:
    """A groupFields mask as a set, or `default` when there is none. Raises GoogleError (400)."""
    return _mask(text, name, GROUP_FIELDS, required=False) or default


def _mask(text: str | None, name: str, valid: frozenset[str], *, required: bool) -> frozenset[str]:
    paths = [p.strip() for p in (text or "").split(",") if p.strip()]
    if not paths and required:
        raise invalid(f"{name} mask is required. Please specify one or more valid paths. {_DOCUMENTED}")
    for path in paths:
        if path not in valid:
            raise invalid(f'Invalid {name} mask path: "{path}". {_DOCUMENTED}')
    return frozenset(paths)


@cache
def read_only(field: str) -> frozenset[str]:
    """The output-only subfields of a person field's entries, from the discovery document."""
    schemas = document("people.v1")["schemas"]
    item = schemas["Person"]["properties"][field]["items"]["$ref"]
    return frozenset(k for k, v in schemas[item]["properties"].items() if v.get("readOnly"))
