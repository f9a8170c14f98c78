"""When a task is tried again, as Cloud Tasks decides it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retry:
    """Cloud Tasks' RetryConfig, in seconds.

    Waits double `max_doublings` times, then grow by the last step, up to `max_backoff`. A task is
    given up when it has been tried `max_attempts` times *and* is older than `max_age`; 0 and None
    stand for no such limit, and with neither it is tried for ever.
    """

    min_backoff: float = 1.0
    max_backoff: float = 300.0
    max_doublings: int = 8
    max_attempts: int = 100
    max_age: float | None = 7 * 86400.0

    def wait(self, attempts: int) -> float:
        """Seconds from the `attempts`-th failure to the next try, before jitter."""
        doublings = min(attempts - 1, self.max_doublings)
        step = self.min_backoff * 2.0**doublings
        return min(self.max_backoff, step * (1 + max(0, attempts - 1 - self.max_doublings)))

    def gives_up(self, attempts: int, age: float) -> bool:
        """Whether a task tried `attempts` times and made `age` seconds ago is dropped."""
        if not self.max_attempts and self.max_age is None:
            return False
        tried_enough = not self.max_attempts or attempts >= self.max_attempts
        return tried_enough and (self.max_age is None or age >= self.max_age)
