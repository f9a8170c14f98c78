"""Room in the memory of this process, counted in contacts."""

from __future__ import annotations

import threading

CONTACTS = 25_000
"""As many as Google lets one account have: two such accounts are never in memory side by side."""


class MemoryRoom:
    """`ports.Room`: who finds none is sent away and comes again, so that no thread waits."""

    def __init__(self, contacts: int = CONTACTS) -> None:
        self._all = contacts
        self._lock = threading.Lock()
        self._taken = 0

    def take(self, contacts: int, /) -> bool:
        with self._lock:
            if self._taken and self._taken + contacts > self._all:
                return False
            self._taken += contacts
            return True

    def give_back(self, contacts: int, /) -> None:
        with self._lock:
            self._taken -= contacts
