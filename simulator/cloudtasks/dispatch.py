"""One delivery over HTTP, as Cloud Tasks makes it."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from google.cloud import tasks_v2

from .queues import Entry

Signer = Callable[[str, str], str]
"""E-mail of a service account and audience in, ID token out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status None: nobody answered, or not in time."""

    status: int | None
    retry_after: float | None = None


def deliver(entry: Entry, sign: Signer) -> Answer:
    """Sends the request once. Redirects are not followed, and are failures."""
    request = entry.task.http_request
    url = urlsplit(request.url)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(str(url.hostname), url.port, timeout=entry.task.dispatch_deadline.total_seconds())
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    method = tasks_v2.HttpMethod(request.http_method).name
    try:
        connection.request(method, path, body=request.body or None, headers=_headers(entry, sign))
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return Answer(None)
    finally:
        connection.close()
    return Answer(answer.status, _seconds(answer.getheader("Retry-After")))


def _headers(entry: Entry, sign: Signer) -> dict[str, str]:
    task = entry.task
    request = task.http_request
    queue = task.name.rpartition("/tasks/")[0].rpartition("/")[2]
    headers = {
        **dict(request.headers),
        "User-Agent": "Google-Cloud-Tasks",
        "X-CloudTasks-QueueName": queue,
        "X-CloudTasks-TaskName": entry.short,
        "X-CloudTasks-TaskRetryCount": str(task.dispatch_count - 1),
        "X-CloudTasks-TaskExecutionCount": str(entry.executions),
        "X-CloudTasks-TaskETA": f"{entry.due.timestamp():.6f}",
    }
    if entry.previous is not None:
        headers["X-CloudTasks-TaskPreviousResponse"] = str(entry.previous)
    if "oidc_token" in request:
        audience = request.oidc_token.audience or request.url
        token = sign(request.oidc_token.service_account_email, audience)
        headers["Authorization"] = f"Bearer {token}"
    return headers


def _seconds(header: str | None) -> float | None:
    return float(header) if header is not None and header.isdigit() else None
