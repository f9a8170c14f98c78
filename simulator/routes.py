"""Which function answers which method of the discovery documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .discovery import Call

Handler = Callable[[Call], dict[str, Any]]
HANDLERS: dict[str, Handler] = {}


def handles(method_id: str) -> Callable[[Handler], Handler]:
    """Register a handler under a method id such as `people.people.createContact`."""

    def register(handler: Handler) -> Handler:
        HANDLERS[method_id] = handler
        return handler

    return register
