"""A client that is made late and once a process: gRPC loses its threads at a fork."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

C = TypeVar("C")


class PerProcess(Generic[C]):
    """Called, it is the client of this process, made by whoever asks first; for all threads."""

    def __init__(self, make: Callable[[], C], close: Callable[[C], None]) -> None:
        """`make` may raise: then the next call tries again. `close` gives back a client's connections."""
        self._make = make
        self._close = close
        self._guard = threading.Lock()
        self._client: C | None = None
        self._pid = 0

    def __call__(self) -> C:
        with self._guard:
            if self._client is None or self._pid != os.getpid():
                self._client = self._make()
                self._pid = os.getpid()
            return self._client

    def close(self) -> None:
        """Give back the connections; the client is made again when used."""
        with self._guard:
            if self._client is not None and self._pid == os.getpid():
                self._close(self._client)
            self._client = None
