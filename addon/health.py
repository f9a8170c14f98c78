"""Up or down, for load balancers; which dependency, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, jsonify, make_response

from services.ports import PortError

from . import errors
from .wiring import Service


def alive(_service: Service) -> Response:
    """/healthz: the process answers."""
    return jsonify({"status": "up"})


def ready(service: Service) -> Response:
    """/readyz: and so does what it cannot do without."""
    said = {"store": _state(service.store_ping), "queue": _state(service.queue_ping)}
    up = all(state == "up" for state in said.values())
    status = HTTPStatus.OK if up else HTTPStatus.SERVICE_UNAVAILABLE
    return make_response(jsonify({"status": "up" if up else "down", **said}), status)


def warm(service: Service) -> Response:
    """/_ah/warmup: make the clients before the first person waits for them."""
    ready(service)
    return jsonify({"status": "up"})


def _state(ping: Callable[[], None]) -> str:
    try:
        ping()
    except PortError:
        return "down"
    except Exception as problem:  # noqa: BLE001 - a probe is answered, whatever is broken
        errors.new_incident("probe failed", problem)
        return "down"
    return "up"
