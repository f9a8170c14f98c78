"""The clock of one machine: calls the cron jobs where there is no App Engine to do it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from . import cron, errors, log

if TYPE_CHECKING:
    from .wiring import Service


class Ticker:
    """One thread that runs each job at its cadence; a job that fails is tried again at the next."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._tick, name="clockwork", daemon=True)

    def start(self) -> None:
        """Begin; the first round comes at once, for what an earlier process left behind."""
        self._thread.start()

    def stop(self) -> None:
        """End after the job that is running."""
        self._ended.set()
        self._thread.join(timeout=5)

    def _tick(self) -> None:
        due = {job.name: 0.0 for job in cron.JOBS}
        while not self._ended.wait(1):
            for job in cron.JOBS:
                if time.monotonic() < due[job.name] or self._ended.is_set():
                    continue
                due[job.name] = time.monotonic() + job.seconds
                log.follow("", self._service.settings.project)
                try:
                    cron.run(self._service, job)
                except Exception as problem:  # noqa: BLE001 - the clock goes on, whatever a job does
                    errors.new_incident(f"cron {job.name} failed", problem)
