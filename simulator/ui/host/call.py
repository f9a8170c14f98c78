"""One call of the add-on: event out, checked answer in."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from .answers import Answer, Kind, Refused, read
from .deployment import Deployment, origin

_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Called:
    """An answer, and how long the service took in milliseconds."""

    answer: Answer
    took: int


class Caller:
    """Posts events to the functions of one deployment."""

    def __init__(self, deployment: Deployment, session: requests.Session | None = None) -> None:
        self.deployment = deployment
        self._session = session or requests.Session()

    def call(self, function: str, body: Mapping[str, Any], kind: Kind) -> Called:
        """Raises `Refused` for whatever makes the real host show its error card."""
        if origin(function) not in self.deployment.origins:
            reason = f"{function} is not a place of this deployment"
            raise Refused(reason)
        headers = {"User-Agent": "Google-Apps-Extensions (simulated)"}
        authorization = body["authorizationEventObject"]
        token = {
            "SYSTEM_ID_TOKEN": authorization.get("systemIdToken"),
            "USER_ID_TOKEN": authorization.get("userIdToken"),
        }.get(self.deployment.authorization_header)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        began = time.monotonic()
        try:
            response = self._session.post(
                function, json=body, headers=headers, timeout=_SECONDS, allow_redirects=False
            )
        except requests.RequestException as error:
            reason = f"the service cannot be reached: {type(error).__name__}"
            raise Refused(reason) from error
        took = round((time.monotonic() - began) * 1000)
        if response.status_code != requests.codes.ok:
            reason = f"POST {function}\nHTTP {response.status_code}\n{response.text[:400]}"
            raise Refused(reason)
        try:
            value = response.json()
        except ValueError as error:
            reason = f"POST {function}\nthe answer is not JSON"
            raise Refused(reason) from error
        return Called(read(value, kind, scopes=frozenset(self.deployment.scopes)), took)
