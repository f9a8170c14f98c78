"""Cloud Tasks as the towns of the use-case tests drive their queue."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from services.backends.google.tasks import CloudTasksQueue
from simulator.cloudtasks import CloudTasks

QUEUE = "projects/p/locations/europe-west1/queues/work"


class CloudQueue:
    """Google's client, our stand-in for Cloud Tasks and a server, with the methods of a LocalQueue."""

    def __init__(self, *, now, jitter, deliver):
        self.deliver = deliver
        self.failure = None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        self.cloud = CloudTasks([QUEUE], lambda email, audience: "token", now=now).start()
        self.inner = CloudTasksQueue(
            QUEUE,
            base_url=f"http://127.0.0.1:{self.server.server_port}",
            service_account="worker@p.iam.gserviceaccount.com",
            emulator=self.cloud.address,
            now=now,
        )
        self.enqueue = self.inner.enqueue
        self.ping = self.inner.ping
        MADE.append(self)

    def run_due(self, *, rng=None, double=0.0) -> int:
        self.cloud.disorder.shuffle = rng is not None
        self.cloud.disorder.rng = rng or self.cloud.disorder.rng
        self.cloud.disorder.repeat = double
        delivered = self.cloud.run_due()
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure
        return delivered

    def drain(self, *, advance=None, rng=None, double=0.0) -> int:
        delivered = 0
        while True:
            delivered += self.run_due(rng=rng, double=double)
            due = self.next_due()
            if due is None or advance is None:
                return delivered
            advance(due)

    def next_due(self):
        return self.cloud.queues.next_due()

    def close(self) -> None:
        self.inner.close()
        self.cloud.stop()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


MADE: list[CloudQueue] = []
"""Those of the test that runs, to be closed after it."""


def _handler(queue: CloudQueue) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                status = queue.deliver(self.path.removeprefix("/tasks/"), body)
            except BaseException as failure:  # noqa: BLE001 raised again in the test's own thread, a death too
                queue.failure = failure
                status = 500
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: Any) -> None:
            """Nothing."""

    return Handler
