"""A budget of calls per account and minute, below Google's own.

Google allows 90 critical reads a minute and user, and a write takes from them too. Stopping before
that leaves the person's phone and other programs their share, and a refusal of ours costs nothing.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from ...ports import QuotaExhausted

PER_MINUTE = 80
_MINUTE = 60.0
_REMEMBERED = 10_000
"""Accounts whose minute is remembered; the longest unused is forgotten first."""


class Budget:
    """Calls of the running minute, per account, in this process."""

    def __init__(self, per_minute: int = PER_MINUTE, *, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds."""
        self._limit = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._minutes: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def spend(self, account: str) -> None:
        """Count one call. Raises `QuotaExhausted` with the seconds until the next minute."""
        now = self._clock()
        with self._lock:
            begun, spent = self._minutes.pop(account, (now, 0))
            if not 0 <= now - begun < _MINUTE:
                begun, spent = now, 0
            if spent >= self._limit:
                self._minutes[account] = (begun, spent)
                raise QuotaExhausted("our own budget", retry_after=_MINUTE - (now - begun))
            self._minutes[account] = (begun, spent + 1)
            while len(self._minutes) > _REMEMBERED:
                self._minutes.popitem(last=False)
