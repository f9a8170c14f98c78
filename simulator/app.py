"""The WSGI application: every method of the discovery documents, tokens, pictures, control.

One path for each call: find the method, read the token, check scope and quota, hold the request against
its schema, then hand it to the function that `routes` knows. Failures on request come first.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, request

from . import calendar_events, directory, gmail, iam  # noqa: F401 - they register their handlers
from .control import register as register_control
from .discovery import Call, Method, find
from .errors import GoogleError, OAuthError, error_info, invalid
from .faults import Dropped, Fault, Kind, refusal
from .partial import cut, parse
from .people import groups, listing, photos, reads, writes  # noqa: F401 - they register their handlers
from .public import register as register_public
from .routes import HANDLERS
from .schemas import check_body
from .tokens import Access
from .world import Account, World

ANONYMOUS = frozenset({"iamcredentials.projects.serviceAccounts.signJwt"})
IN_PROCESS = "simulator.in_process"
VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def create_app(world: World, *, extend: Iterable[Callable[[Flask, World], None]] = ()) -> Flask:
    """The application for one world; `extend` adds pages (the clickable ones) before the APIs."""
    app = Flask(__name__, static_folder=None)
    app.config["WORLD"] = world
    register_public(app, world)
    register_control(app, world)
    for add in extend:
        add(app, world)
    app.add_url_rule("/<path:path>", "google", lambda path: google(world, path), methods=VERBS)
    app.wsgi_app = Gate(app.wsgi_app, world)  # type: ignore[method-assign]  # how Flask says to do it
    return app


def google(world: World, path: str) -> Response:
    """Answer one API call."""
    if world.latency:
        time.sleep(world.latency)
    try:
        with world.lock:
            return answer(dispatch(world, request, f"/{path}"))
    except GoogleError as error:
        return answer(error.body(), error.code, error.headers)
    except OAuthError as error:
        return answer(error.body(), error.code)


def dispatch(world: World, asked: Request, path: str) -> dict[str, Any]:
    """The body of the answer. Raises GoogleError."""
    verb, pairs, raw = _request(asked)
    method, variables = find(verb, path)
    handler = HANDLERS.get(method.id)
    if handler is None:
        raise GoogleError(501, f"Method {method.id} is not implemented.")
    access, account = (None, None) if method.id in ANONYMOUS else authorise(world, asked, method)
    query = method.read_query(pairs)
    if account is not None and method.api == "people.v1":
        world.quota.spend(
            account.id,
            write=verb != "GET",
            full_sync=method.id.endswith("connections.list") and listing.starts_full_sync(query),
        )
    call = Call(
        method=method,
        path=variables,
        query=query,
        body=_body(method, raw),
        account=account,
        world=world,
        host=asked.host_url.rstrip("/"),
        headers=dict(asked.headers),
        scopes=access.scopes if access else frozenset(),
    )
    fields = dict(pairs).get("fields", "")
    wanted = parse(fields) if fields else {}
    world.calls[method.id] += 1
    body = handler(call)
    return cut(body, fields) if wanted else body


def authorise(world: World, asked: Request, method: Method) -> tuple[Access, Account]:
    """Who is calling. Raises GoogleError: 401 without a good token, 403 without the scope."""
    scheme, _, token = asked.headers.get("Authorization", "").partition(" ")
    access = world.tokens.look_up(token.strip()) if scheme.lower() == "bearer" else None
    account = world.find(access.subject) if access else None
    if access is None or account is None or account.suspended:
        raise GoogleError(
            401,
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or "
            "other valid authentication credential.",
            reason="authError",
            headers={
                "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
            },
        )
    if not access.scopes & method.scopes:
        raise GoogleError(
            403,
            "Request had insufficient authentication scopes.",
            reason="insufficientPermissions",
            details=[error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "googleapis.com", method=method.id)],
        )
    return access, account


def answer(body: Any, code: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON as Google sends it."""
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, code, headers, content_type="application/json; charset=UTF-8")


class Gate:
    """Failures on request, before and after the application."""

    def __init__(self, app: Any, world: World) -> None:
        """`app` is what answers when nothing fails."""
        self.app = app
        self.world = world

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """WSGI."""
        fault = self._fault(environ) if self.world.faults.waiting else None
        if fault is None:
            return self.app(environ, start_response)  # type: ignore[no-any-return]  # WSGI has no types
        if fault.kind is Kind.DROP_BEFORE:
            return _drop(environ, start_response)
        if fault.kind in {Kind.DROP_AFTER, Kind.FAIL_AFTER, Kind.CUT}:
            done = Response.from_app(self.app, environ, buffered=True)
            if fault.kind is Kind.DROP_AFTER:
                return _drop(environ, start_response)
            if fault.kind is Kind.CUT:
                done.set_data(done.get_data()[: len(done.get_data()) // 2])
                return done(environ, start_response)
        return _refused(fault, environ.get("PATH_INFO", ""))(environ, start_response)

    def _fault(self, environ: dict[str, Any]) -> Fault | None:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/_simulator"):
            return None
        token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")[2]
        with self.world.lock:
            access = self.world.tokens.access.get(token)
            verb = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE") or environ["REQUEST_METHOD"]
            return self.world.faults.take(verb, path, access.subject if access else "")


def _refused(fault: Fault, path: str) -> Response:
    """The answer of a failing service, in the shape of that service."""
    said = refusal(fault, path)
    if isinstance(said, str):
        return Response(said, 502, content_type="text/html; charset=UTF-8")
    headers = said.headers if isinstance(said, GoogleError) else None
    return answer(said.body(), said.code, headers)


def _drop(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Break the connection: an exception in process, a closed socket over the network."""
    if environ.get(IN_PROCESS):
        raise Dropped("Connection reset by peer")
    connection = environ.get("werkzeug.socket") or environ.get("gunicorn.socket")
    if connection is not None:
        connection.shutdown(socket.SHUT_RDWR)
    start_response("500 Dropped", [("Content-Length", "0")])
    return []


def _request(asked: Request) -> tuple[str, list[tuple[str, str]], bytes]:
    """Verb, query and body; a GET too long for a URL comes as a POST that says so."""
    pairs = parse_qsl(asked.query_string.decode(), keep_blank_values=True)
    override = asked.headers.get("X-HTTP-Method-Override", "")
    if asked.method == "POST" and override == "GET":
        return "GET", pairs + parse_qsl(asked.get_data(as_text=True), keep_blank_values=True), b""
    return asked.method, pairs, asked.get_data()


def _body(method: Method, raw: bytes) -> dict[str, Any]:
    if not method.body:
        if raw.strip() not in {b"", b"{}"}:
            raise invalid("Invalid JSON payload received. The request body must be empty.")
        return {}
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        raise invalid("Invalid JSON payload received. Unexpected token.") from None
    check_body(method.api, method.body, body)
    found: dict[str, Any] = body
    return found
