"""The simulated Google's own clock, so that tests can let a week pass in no time."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset, or a moment that stands still until it is moved."""

    def __init__(self, start: datetime | None = None) -> None:
        """`start` makes the clock stand still at that moment; None lets it run with real time."""
        self._offset = timedelta(0)
        self._frozen = start

    def now(self) -> datetime:
        """The current moment, in UTC."""
        if self._frozen is not None:
            return self._frozen
        return datetime.fromtimestamp(time.time(), UTC) + self._offset

    def timestamp(self) -> float:
        """Seconds since 1970."""
        return self.now().timestamp()

    def advance(self, step: timedelta) -> None:
        """Move forward (or back, for clocks that differ)."""
        if self._frozen is not None:
            self._frozen += step
        else:
            self._offset += step

    def set(self, moment: datetime) -> None:
        """Stand still at `moment`."""
        self._frozen = moment


def rfc3339(moment: datetime) -> str:
    """A time as Google writes it: UTC, microseconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
