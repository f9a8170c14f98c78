"""Canned answers in the place of `httplib2.Http`, for answers that no simulator should give."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httplib2


@dataclass
class Sent:
    """One request as it reached the wire."""

    method: str
    uri: str
    body: Any
    headers: dict[str, str]


@dataclass
class Wire:
    """Answers from a list, in order; an exception in it is raised. `sent` holds what was asked."""

    answers: list[Any] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    always: Callable[[Sent], Any] | None = None

    def __call__(self) -> Wire:
        return self

    def request(
        self, uri, method="GET", body=None, headers=None, redirections=5, connection_type=None
    ) -> tuple[httplib2.Response, bytes]:
        sent = Sent(method, uri, body, dict(headers or {}))
        self.sent.append(sent)
        answer = self.answers.pop(0) if self.always is None else self.always(sent)
        if isinstance(answer, Exception):
            raise answer
        return answer


def answer(body: Any = None, status: int = 200, **headers: str) -> tuple[httplib2.Response, bytes]:
    """An answer with a JSON body, or with these very bytes."""
    content = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    return httplib2.Response({"status": str(status), **headers}), content


def refusal(
    code: int, status: str = "", *, reason: str = "", message: str = "x", **detail: Any
) -> tuple[httplib2.Response, bytes]:
    """An error in the shape of Google's newer APIs."""
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}] if reason else []
    if detail:
        details.append(detail)
    return answer({"error": {"code": code, "message": message, "status": status, "details": details}}, code)
