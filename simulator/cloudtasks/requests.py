"""What Cloud Tasks refuses, with the status it answers."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import grpc
from google.cloud import tasks_v2

TASK_BYTES = 100 * 1024
HEADER_BYTES = 80 * 1024
URL_LENGTH = 2083
LONGEST_WAIT = timedelta(days=30)
SHORTEST_DEADLINE, LONGEST_DEADLINE = timedelta(seconds=15), timedelta(minutes=30)

QUEUE = re.compile(r"projects/[a-z0-9:.-]+/locations/[a-z0-9-]+/queues/[A-Za-z0-9-]{1,100}")
_TASK = re.compile(r"[A-Za-z0-9_-]{1,500}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_OURS = ("x-google-", "x-appengine-", "x-cloudtasks-")
_WITH_BODY = (
    tasks_v2.HttpMethod.HTTP_METHOD_UNSPECIFIED,  # which means POST
    tasks_v2.HttpMethod.POST,
    tasks_v2.HttpMethod.PUT,
    tasks_v2.HttpMethod.PATCH,
)


class Refused(Exception):
    """A call that is answered with a status other than OK."""

    def __init__(self, code: grpc.StatusCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> Refused:
    """INVALID_ARGUMENT."""
    return Refused(grpc.StatusCode.INVALID_ARGUMENT, message)


def check_queue_name(name: str) -> None:
    """Raises `Refused`."""
    if not QUEUE.fullmatch(name):
        raise invalid("Queue name must be formatted: projects/P/locations/L/queues/Q")


def check_task(parent: str, task: tasks_v2.Task, now: datetime) -> None:
    """Whether Cloud Tasks would take the task; raises `Refused`."""
    if task.name:
        queue, slash, short = task.name.rpartition("/tasks/")
        if not slash or queue != parent or not _TASK.fullmatch(short):
            raise invalid("Task name must be formatted: <queue>/tasks/[A-Za-z0-9_-]{1,500}")
    if "app_engine_http_request" in task:
        raise invalid("This queue has no App Engine application to send to")
    if "http_request" not in task:
        raise invalid("Task.http_request or Task.app_engine_http_request must be set")
    if tasks_v2.Task.pb(task).ByteSize() > TASK_BYTES:
        raise invalid("Task size too large")
    if "schedule_time" in task and task.schedule_time - now > LONGEST_WAIT:
        raise invalid("The Task.schedule_time is too far in the future")
    if "dispatch_deadline" in task and not (SHORTEST_DEADLINE <= task.dispatch_deadline <= LONGEST_DEADLINE):
        raise invalid("The Task.dispatch_deadline must be between 15s and 30m")
    _check_request(task.http_request)


def _check_request(request: tasks_v2.HttpRequest) -> None:
    url = urlsplit(request.url)
    if url.scheme not in ("http", "https") or not url.hostname or len(request.url) > URL_LENGTH:
        raise invalid("HttpRequest.url must start with 'http://' or 'https://'")
    if url.username or url.fragment:
        raise invalid("HttpRequest.url must have neither user nor fragment")
    if request.body and request.http_method not in _WITH_BODY:
        raise invalid("HttpRequest.body is allowed for POST, PUT and PATCH only")
    headers = dict(request.headers)
    if sum(len(name) + len(value) for name, value in headers.items()) > HEADER_BYTES:
        raise invalid("HttpRequest.headers must be less than 80KB")
    for name, value in headers.items():
        if name.lower().startswith(_OURS) or not name.isascii() or "\n" in name + value:
            raise invalid("HttpRequest.headers has a name or value that may not be set")
    if "oauth_token" in request:
        raise invalid("OAuth tokens are for Google's own APIs")
    if "oidc_token" in request and not _EMAIL.fullmatch(request.oidc_token.service_account_email):
        raise invalid("OidcToken.service_account_email must be an e-mail address")
