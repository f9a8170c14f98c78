"""Per-user, per-minute quotas of the People API; without limits unless told otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from .clock import Clock
from .faults import quota_error


@dataclass(slots=True)
class Quota:
    """Limits per user and minute; None is no limit. A write uses up a read as well."""

    clock: Clock
    reads: int | None = None
    writes: int | None = None
    full_syncs: int | None = None  # first pages of full syncs, which have a quota of their own
    used: dict[tuple[str, str, int], int] = field(default_factory=lambda: defaultdict(int))

    def spend(self, account: str, *, write: bool, full_sync: bool = False) -> None:
        """Count one call. Raises GoogleError (429) and counts nothing when a limit is reached."""
        minute = int(self.clock.timestamp() // 60)
        wanted = [("critical_read_requests", self.reads)]
        if write:
            wanted.append(("critical_write_requests", self.writes))
        if full_sync:
            wanted.append(("full_sync_requests", self.full_syncs))
        for metric, limit in wanted:
            if limit is not None and self.used[metric, account, minute] >= limit:
                raise quota_error(metric)
        for metric, limit in wanted:
            if limit is not None:
                self.used[metric, account, minute] += 1
