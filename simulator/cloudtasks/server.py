"""All of it together: a gRPC server, and deliveries by hand or by threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Self

import grpc
from google.cloud import tasks_v2

from .dispatch import Answer, Signer, deliver
from .queues import Disorder, Entry, Queues
from .service import handlers

_LOOK_SECONDS = 0.02


class CloudTasks:
    """A Cloud Tasks on this machine; `address` is host:port once it is started."""

    def __init__(
        self,
        queues: Sequence[str],
        sign: Signer,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        retry: tasks_v2.RetryConfig | None = None,
    ) -> None:
        """`sign` makes the OIDC tokens. `retry` is that of the queues; None: Google's defaults."""
        self.disorder = Disorder()
        self.queues = Queues(now, self.disorder)
        for name in queues:
            self.queues.create_queue(tasks_v2.Queue(name=name, retry_config=retry))
        self.address = ""
        self._sign = sign
        self._server: grpc.Server | None = None
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, *, deliveries: int = 0) -> Self:
        """Take tasks; and with `deliveries` threads also deliver them, otherwise `run_due` does."""
        self._stopping.clear()
        server = grpc.server(ThreadPoolExecutor(8, thread_name_prefix="cloudtasks"))
        server.add_generic_rpc_handlers((handlers(self.queues),))
        bound = server.add_insecure_port("127.0.0.1:0")
        server.start()
        self._server = server
        self.address = f"127.0.0.1:{bound}"
        self._threads = [
            threading.Thread(target=self._work, name=f"delivery-{number}", daemon=True)
            for number in range(deliveries)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        """Take and deliver nothing more."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(10)
        if self._server is not None:
            self._server.stop(None).wait(5)
            self._server = None

    def __enter__(self) -> Self:
        return self if self._server is not None else self.start()

    def __exit__(self, *ended: object) -> None:
        self.stop()

    def run_due(self) -> int:
        """Deliver, one by one, all that is due now or becomes due by that; how many it was."""
        delivered = 0
        while (entry := self.queues.take()) is not None:
            self._deliver(entry)
            delivered += 1
        return delivered

    def _deliver(self, entry: Entry) -> None:
        answer = Answer(None)
        try:
            answer = deliver(entry, self._sign)
        finally:
            self.queues.answered(entry, answer.status, answer.retry_after)

    def _work(self) -> None:
        while not self._stopping.is_set():
            entry = self.queues.take()
            if entry is None:
                self._stopping.wait(_LOOK_SECONDS)
            else:
                self._deliver(entry)
