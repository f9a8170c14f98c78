"""Where something is in Google Contacts itself."""

from __future__ import annotations

CONTACTS = "https://contacts.google.com/"
_PEOPLE = "people/"
_GROUPS = "contactGroups/"


def contact_address(resource: str) -> str:
    """A contact's page; '' for what is no contact of the reader's own."""
    identity = resource.removeprefix(_PEOPLE)
    return f"{CONTACTS}person/{identity}" if identity and identity != resource else ""


def label_address(group: str) -> str:
    """A label's page; of what is no label of the reader's own, the first page."""
    identity = group.removeprefix(_GROUPS)
    return f"{CONTACTS}label/{identity}" if identity else CONTACTS
