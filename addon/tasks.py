"""POST /tasks/<kind>: one piece of work, from Cloud Tasks.

2xx means done, also when it came to a permanent failure that is recorded where people see it; 429 (on
App Engine 500, which there means the same without slowing the whole queue) asks for another try.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from time import monotonic

from flask import Response, jsonify, make_response, request

from services import work
from services.core.outcome import Outcome
from services.core.refusals import Refusal

from . import errors, log
from .errors import HttpRefusal
from .wiring import Service

LARGEST = 10_000
"""Bytes of a task's body: it holds ids."""


def serve(service: Service, kind: str) -> Response:
    """Do one task and answer what the queue shall do; raises `HttpRefusal` for what is no task."""
    service.gate.task(request.headers, f"/tasks/{kind}")
    if kind not in work.KINDS:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "unknown-task")
    outcome = perform(service, kind, _ids(request.get_data(cache=False)))
    status = status_of(outcome)
    if status == HTTPStatus.TOO_MANY_REQUESTS and service.settings.app_engine:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    return make_response(jsonify({"outcome": outcome.value}), status)


def status_of(outcome: Outcome) -> HTTPStatus:
    """What the queue is told: done, also when it came to a failure that is recorded; or try again."""
    return HTTPStatus.TOO_MANY_REQUESTS if outcome is Outcome.LATER else HTTPStatus.OK


def perform(service: Service, kind: str, body: Mapping[str, str]) -> Outcome:
    """Do one task and log it. An unexpected exception is logged and comes to LATER."""
    begun, calls = monotonic(), service.calls()
    try:
        outcome = work.perform(kind, body, deps=service.deps)
    except Refusal as refusal:
        # What was allowed when the task was promised is not any more: nothing is left to do.
        log.line("task refused", kind=kind, why=refusal.code)
        outcome = Outcome.GONE
    except Exception as problem:  # noqa: BLE001 - whatever it is, the queue shall try again
        errors.new_incident(f"task {kind} failed", problem)
        outcome = Outcome.LATER
    log.line(
        "task",
        kind=kind,
        who=body.get("account", ""),
        label=body.get("label", ""),
        outcome=outcome.value,
        ms=round(1000 * (monotonic() - begun)),
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
    return value
