"""`python -m simulator --port 9000`: the demo's Google on this machine."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from .app import create_app
from .seeds import demo, small


class Quiet(WSGIRequestHandler):
    """Says nothing about requests: the service beside it does."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the parent's name for it
        """Nothing."""


def pages() -> list[Callable[..., None]]:
    """The clickable pages, when they are there."""
    if importlib.util.find_spec("simulator.ui") is None:
        return []
    found = getattr(importlib.import_module("simulator.ui"), "register", None)
    return [found] if found else []


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (this machine only)")
    parser.add_argument("--port", type=int, default=9000, help="0 takes a free one")
    parser.add_argument("--seed", choices=["demo", "small"], default="demo", help="who exists")
    chosen = parser.parse_args()
    world = demo() if chosen.seed == "demo" else small()
    app = create_app(world, extend=pages())
    server = make_server(chosen.host, chosen.port, app, threaded=True, request_handler=Quiet)
    print(f"http://{chosen.host}:{server.server_port}", flush=True)  # noqa: T201 - the one thing it says
    server.serve_forever()


if __name__ == "__main__":
    main()
