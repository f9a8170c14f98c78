"""One person's account at the People API: who is asked, and how many at once."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from .budget import Budget
from .delegation import CONTACTS, Delegation
from .http import Google, Request, Service
from .problem import Problem


class Account:
    """Requests of one account. The service is shared between threads, the connections are not."""

    def __init__(self, google: Google, delegation: Delegation, email: str, budget: Budget) -> None:
        self.google = google
        self._email = email
        self._budget = budget
        self._credentials = delegation.credentials(email, CONTACTS)

    @property
    def people(self) -> Service:
        """The collection `people` of the discovery service."""
        return self.google.collection("people", "v1", "people")

    @property
    def connections(self) -> Service:
        """The collection `people.connections` of the discovery service."""
        return self.google.collection("people", "v1", "people", "connections")

    @property
    def groups(self) -> Service:
        """The collection `contactGroups` of the discovery service."""
        return self.google.collection("people", "v1", "contactGroups")

    @property
    def members(self) -> Service:
        """The collection `contactGroups.members` of the discovery service."""
        return self.google.collection("people", "v1", "contactGroups", "members")

    def read(self, request: Request) -> dict[str, Any]:
        """See `Google.read`."""
        self._budget.spend(self._email)
        return self.google.read(request, self._credentials)

    def write(self, request: Request) -> dict[str, Any]:
        """See `Google.write`."""
        self._budget.spend(self._email)
        return self.google.write(request, self._credentials)

    def attempt(self, request: Request) -> dict[str, Any] | Problem:
        """See `Google.attempt`."""
        self._budget.spend(self._email)
        return self.google.attempt(request, self._credentials)


def at_most(limit: int, *batches: Sized) -> None:
    """Raises ValueError for a batch that Google would refuse; its client library checks nothing."""
    if sum(map(len, batches)) > limit:
        raise ValueError(f"at most {limit} at once")
