"""An add-on that remembers what it was sent and answers what it was told to: the other side of the host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

MESSAGE = "https://www.googleapis.com/auth/gmail.addons.current.message.metadata"
COMPOSE = "https://www.googleapis.com/auth/gmail.addons.current.action.compose"
EMAIL = "https://www.googleapis.com/auth/userinfo.email"
LOCALE = "https://www.googleapis.com/auth/script.locale"
CARD: dict[str, Any] = {"header": {"title": "Echo"}}


@dataclass
class Echo:
    """A running add-on. `answers` are by path; without one, a trigger's answer with a card."""

    address: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    access: str = "READ_WRITE"

    def deployment(self) -> dict[str, Any]:
        """Every trigger that the host knows."""

        def run(path: str) -> dict[str, str]:
            return {"runFunction": f"{self.address}/{path}"}

        return {
            "oauthScopes": [EMAIL, LOCALE, MESSAGE, COMPOSE],
            "addOns": {
                "common": {
                    "name": "Echo",
                    "logoUrl": f"{self.address}/logo.png",
                    "useLocaleFromApp": True,
                    "homepageTrigger": run("home?from=common"),
                },
                "gmail": {
                    "contextualTriggers": [
                        {"unconditional": {}, "onTriggerFunction": f"{self.address}/message"}
                    ],
                    "composeTrigger": {
                        "actions": [
                            {"label": "Insert", "logoUrl": f"{self.address}/logo.png", **run("compose")}
                        ],
                        "draftAccess": "METADATA",
                    },
                },
                "calendar": {"eventOpenTrigger": run("event"), "currentEventAccess": self.access},
                "httpOptions": {"authorizationHeader": "SYSTEM_ID_TOKEN"},
            },
        }


@contextmanager
def running() -> Iterator[Echo]:
    """On a free port of this machine."""
    echo = Echo()
    app = Flask(__name__)

    @app.get("/deployment.json")
    def deployment() -> Response:
        return jsonify(echo.deployment())

    @app.post("/<path>")
    def called(path: str) -> Response | tuple[str, int]:
        echo.events.append(request.get_json())
        echo.headers.append(dict(request.headers))
        answer = echo.answers.get(path, {"action": {"navigations": [{"pushCard": CARD}]}})
        return answer if isinstance(answer, tuple) else jsonify(answer)

    server = make_server("127.0.0.1", 0, app, threaded=True)
    echo.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield echo
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
