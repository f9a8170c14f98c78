"""A label as it is stored, and the groups that are Google's own."""

from __future__ import annotations

from dataclasses import dataclass, field

MY_CONTACTS = "contactGroups/myContacts"
STARRED = "contactGroups/starred"
SYSTEM_GROUPS = {
    MY_CONTACTS: "My Contacts",
    STARRED: "Starred",
    "contactGroups/friends": "Friends",
    "contactGroups/family": "Family",
    "contactGroups/coworkers": "Coworkers",
    "contactGroups/chatBuddies": "Chat contacts",
    "contactGroups/all": "All Contacts",
    "contactGroups/blocked": "Blocked",
}
OPEN_GROUPS = frozenset({MY_CONTACTS, STARRED})


@dataclass(slots=True)
class Group:
    """A label, or one of Google's own groups."""

    resource: str
    name: str
    version: int
    updated: str
    made: str
    client_data: list[dict[str, str]] = field(default_factory=list)
    deleted: bool = False

    @property
    def system(self) -> bool:
        """Google's own, not the user's."""
        return self.resource in SYSTEM_GROUPS

    @property
    def etag(self) -> str:
        """Changes with name, client data and members."""
        return f"{self.resource.rpartition('/')[2]}v{self.version}"
