"""The queue on Cloud Tasks: one HTTP request to ourselves for each task, signed by Google."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import grpc
from google.api_core import exceptions as answers
from google.auth.exceptions import GoogleAuthError
from google.cloud import tasks_v2
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksGrpcTransport
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from ...ports import QuotaExhausted, RequestRefused, Task, Unavailable
from ..checks import checked_task
from .per_process import PerProcess

_SECONDS = 5.0  # for one request; somebody may be waiting for a card
_ATTEMPTS = 3
DEADLINE = timedelta(minutes=10)
"""How long one delivery may take: what App Engine gives a request."""


class CloudTasksQueue:
    """`ports.Queue` on Cloud Tasks. Nothing is opened before it is used."""

    def __init__(
        self,
        queue: str,
        *,
        base_url: str,
        service_account: str,
        emulator: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`queue` is `projects/P/locations/L/queues/Q`, `emulator` host:port of an insecure channel.

        Tasks arrive at `base_url`/tasks/<kind> with an OIDC token of `service_account` whose
        audience is that same URL.
        """
        self._queue = queue
        self._base_url = base_url
        self._service_account = service_account
        self._emulator = emulator
        self._now = now
        self._sleep = sleep
        self._cloud_tasks = PerProcess(self._connected, _disconnect)

    def enqueue(self, task: Task, /) -> bool:
        """See `ports.Queue.enqueue`; raises `Unavailable`, `QuotaExhausted`, `RequestRefused`."""
        request = tasks_v2.CreateTaskRequest(parent=self._queue, task=self._task(task))
        # create_task is not retried by the library. With a name, asking twice cannot make two.
        retrying = Retrying(
            retry=retry_if_exception_type(Unavailable),
            wait=wait_random_exponential(multiplier=0.1, max=1.0),
            stop=stop_after_attempt(_ATTEMPTS),
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._created, request) or not task.name

    def ping(self) -> None:
        """Raises `Unavailable` when Cloud Tasks does not answer, or the queue is paused or missing."""
        with _translated():
            try:
                found = self._cloud_tasks().get_queue(name=self._queue, timeout=_SECONDS, retry=None)
            except (answers.PermissionDenied, answers.MethodNotImplemented):
                return  # an enqueuer may not look at its queue; but there is an answer
        if found.state not in (tasks_v2.Queue.State.RUNNING, tasks_v2.Queue.State.STATE_UNSPECIFIED):
            raise Unavailable(f"the queue is {found.state.name.lower()}")

    def close(self) -> None:
        """Give back the connection; the client is made again when used."""
        self._cloud_tasks.close()

    def _created(self, request: tasks_v2.CreateTaskRequest) -> bool:
        with _translated():
            try:
                self._cloud_tasks().create_task(request, timeout=_SECONDS, retry=None)
            except answers.AlreadyExists:
                return False
        return True

    def _task(self, task: Task) -> tasks_v2.Task:
        now = self._now()
        body = checked_task(task, now)
        url = f"{self._base_url}/tasks/{task.kind}"
        made = tasks_v2.Task(
            name=f"{self._queue}/tasks/{_spread(task.name)}",
            http_request=tasks_v2.HttpRequest(
                url=url,
                http_method=tasks_v2.HttpMethod.POST,
                headers={"Content-Type": "application/json"},  # Cloud Tasks sets none by itself
                body=body,
                oidc_token=tasks_v2.OidcToken(service_account_email=self._service_account, audience=url),
            ),
            dispatch_deadline=DEADLINE,
        )
        if task.due is not None and task.due > now:
            made.schedule_time = task.due
        return made

    def _connected(self) -> tasks_v2.CloudTasksClient:
        if not self._emulator:
            return tasks_v2.CloudTasksClient()
        channel = grpc.insecure_channel(self._emulator)
        return tasks_v2.CloudTasksClient(transport=CloudTasksGrpcTransport(channel=channel))


def _disconnect(client: tasks_v2.CloudTasksClient) -> None:
    cast("Any", client.transport).close()


def _spread(name: str) -> str:
    # Names that begin alike slow Cloud Tasks down, so a hash goes first. A task without a name
    # gets one for itself, so that asking again after a time-out does not make a second task.
    if not name:
        return uuid.uuid4().hex
    return f"{hashlib.sha256(name.encode()).hexdigest()[:8]}-{name}"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except answers.ResourceExhausted as error:
        raise QuotaExhausted("Cloud Tasks: quota exhausted") from error
    except answers.InvalidArgument as error:
        raise RequestRefused("Cloud Tasks refuses the task") from error
    except answers.NotFound as error:
        raise Unavailable("Cloud Tasks: the queue does not exist") from error
    except (answers.GoogleAPICallError, answers.RetryError, GoogleAuthError) as error:
        raise Unavailable(f"Cloud Tasks: {type(error).__name__}") from error
