"""POST /tasks/<kind>: one piece of work, from Cloud Tasks.

2xx means done, also when it came to a permanent failure that is recorded where people see it, and when
the work itself has already put its next try into the queue with the delay that fits (LATER). Only what
could not even do that is answered 500, for the queue to repeat: on App Engine 503 would slow all tasks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from time import monotonic

from flask import Response, jsonify, request

from services import work
from services.core.outcome import Outcome
from services.core.refusals import Refusal

from . import errors, ids, log, tracing
from .errors import HttpRefusal
from .wiring import Service

LARGEST = 10_000
"""Bytes of a task's body: it holds ids."""
_IDS = frozenset({"account", "label", "contacts", "hold", "mail", "group", "people"})
_ONE_ID = (_IDS | {"tenant"}) - {"contacts", "people"}


def serve(service: Service, kind: str) -> Response:
    """Do one task and answer what the queue shall do; raises `HttpRefusal` for what is no task."""
    service.gate.task(request.headers, f"/tasks/{kind}")
    if kind not in work.KINDS:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "unknown-task")
    return jsonify({"outcome": perform(service, kind, _ids(request.get_data(cache=False))).value})


def deliver(service: Service, kind: str, body: Mapping[str, str]) -> int:
    """The same for the queue of this process, which has no need of HTTP; a status as HTTP has it."""
    try:
        perform(service, kind, body)
    except HttpRefusal as refusal:
        return refusal.status
    except Exception as problem:  # noqa: BLE001 - whatever it is, the queue shall try again
        errors.new_incident(f"task {kind} failed", problem)
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.OK


def perform(service: Service, kind: str, body: Mapping[str, str]) -> Outcome:
    """Do one task and log it; raises `HttpRefusal` 400 for a body without the ids that it needs."""
    begun, calls = monotonic(), service.calls()
    named, waited = tracing.received(body, service.settings.project)
    try:
        with service.telemetry.span(f"task {kind}"):
            outcome = work.perform(kind, named, deps=service.deps)
    except Refusal as refusal:
        # What was allowed when the task was promised is not any more: nothing is left to do.
        log.line("task refused", kind=kind, why=refusal.code)
        outcome = Outcome.GONE
    except KeyError as problem:
        if problem.args[0] in _IDS - named.keys():
            raise errors.bad_request(f"{problem.args[0]} is missing") from None
        raise
    log.line(
        "task",
        kind=kind,
        who=named.get("account", ""),
        label=named.get("label", ""),
        outcome=outcome.value,
        ms=round(1000 * (monotonic() - begun)),
        lag=None if waited is None else waited + round(monotonic() - begun),
        calls=service.calls() - calls,
    )
    return outcome


def _ids(body: bytes) -> dict[str, str]:
    if len(body) > LARGEST:
        raise HttpRefusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "task-too-large")
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise errors.bad_request("the body is not JSON") from None
    if not isinstance(value, dict) or not all(isinstance(entry, str) for entry in value.values()):
        raise errors.bad_request("the body is not a map of text to text")
    if not value.get("tenant"):
        raise errors.bad_request("tenant is missing")
    for name in _ONE_ID & value.keys():
        if not ids.possible(value[name]):
            raise errors.bad_request(f"{name} is no id")
    return value
