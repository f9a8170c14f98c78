"""GET /cron/<job>: what happens by the clock. `cron.yaml` is rendered from this table.

Where App Engine is not, a ticker thread calls the same jobs (see `clockwork`), or anything that has
a task's token. A job only enqueues; the work itself is done by tasks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from flask import Response, jsonify, request

from services import digesting, groups, metering, purging, refreshing, rounds
from services.deps import Deps

from . import log
from .wiring import Service


@dataclass(frozen=True, slots=True)
class Job:
    """One job: its cadence as App Engine writes it, and in seconds for one machine."""

    name: str
    what: str
    schedule: str
    seconds: int
    run: Callable[..., Any]

    @property
    def path(self) -> str:
        return f"/cron/{self.name}"


def _metrics(*, deps: Deps) -> None:
    for one in metering.gauges(deps=deps):
        log.line("gauge", gauge=one.name, tenant=one.tenant, state=one.state, value=one.value)


JOBS: tuple[Job, ...] = (
    Job(
        "sweep", "Hand promised tasks to the queue that did not reach it", "every 1 minutes", 15, rounds.sweep
    ),
    Job(
        "poll",
        "Look for changes in the contacts of everybody who has a copy",
        "every 15 minutes",
        240,
        rounds.poll,
    ),
    Job(
        "groups",
        "Look who has joined or left the Google Groups labels are shared with",
        "every 5 minutes",
        60,
        groups.poll,
    ),
    Job(
        "refresh",
        "Look up who has a new address and whose account is gone",
        "every 24 hours",
        86_400,
        refreshing.enqueue,
    ),
    Job("purge", "Delete what has been in the trash for 30 days", "every 6 hours", 21_600, purging.purge),
    Job(
        "digest",
        "Owe the weekly summary to those who asked for it",
        "every monday 06:00",
        86_400,
        digesting.owe_all,
    ),
    Job("metrics", "Log how things stand, in numbers", "every 15 minutes", 900, _metrics),
)


def serve(service: Service, job: Job) -> Response:
    """Do one job; raises `HttpRefusal` when it is not the clock that calls."""
    service.gate.cron(request.headers, job.path)
    run(service, job)
    return jsonify({"job": job.name, "outcome": "done"})


def run(service: Service, job: Job) -> None:
    """Do one job and log it; raises whatever it raises."""
    begun = monotonic()
    job.run(deps=service.deps)
    log.line("cron", job=job.name, ms=round(1000 * (monotonic() - begun)))


def render() -> str:
    """The text of cron.yaml."""
    lines = ["# Rendered by `python -m addon cron`; a test keeps it true to addon/cron.py.", "cron:"]
    for job in JOBS:
        lines += [f"- description: {job.what}", f"  url: {job.path}", f"  schedule: {job.schedule}"]
    return "\n".join(lines) + "\n"
