"""A contact with the address of a colleague is linked with her Google profile."""

from __future__ import annotations

from typing import Any

from .clean import Fields
from .contact import Profile


def link(account: Any, fields: Fields) -> Profile | None:
    """The profile of the colleague whose address is in `fields`, or None."""
    for entry in fields.get("emailAddresses", ()):
        if entry["value"].rpartition("@")[2].casefold() not in account.company.domains:
            continue
        other = account.company.find(entry["value"])
        if other is not None and other.id != account.id and not other.suspended:
            return Profile(other.id, other.given_name, other.family_name, other.email)
    return None
