"""`python -m simulator --port 9000`: the demo's Google on this machine."""

from __future__ import annotations

import argparse
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from .app import create_app
from .seeds import demo, small
from .world import World


class Quiet(WSGIRequestHandler):
    """Says nothing about requests: the service beside it does."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the parent's name for it
        """Nothing."""


def with_pages(world: World, deployment: str, service: str) -> Flask:
    """The application with the clickable pages."""
    from .ui import Settings, extension

    return create_app(world, extend=[extension(Settings(deployment=deployment, service=service))])


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (this machine only)")
    parser.add_argument("--port", type=int, default=9000, help="0 takes a free one")
    parser.add_argument("--seed", choices=["demo", "small"], default="demo", help="who exists")
    parser.add_argument("--deployment", default="", help="the add-on's deployment: a file or an address")
    parser.add_argument("--service", default="", help="BASE_URL of the service, for links")
    parser.add_argument("--bare", action="store_true", help="the APIs alone, no pages")
    parser.add_argument("--latency", type=float, default=0, help="seconds that every API call takes")
    chosen = parser.parse_args()
    world = demo() if chosen.seed == "demo" else small()
    world.latency = chosen.latency
    app = create_app(world) if chosen.bare else with_pages(world, chosen.deployment, chosen.service)
    server = make_server(chosen.host, chosen.port, app, threaded=True, request_handler=Quiet)
    print(f"http://{chosen.host}:{server.server_port}", flush=True)  # noqa: T201 - the one thing it says
    server.serve_forever()


if __name__ == "__main__":
    main()
