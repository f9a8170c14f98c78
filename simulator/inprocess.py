"""The simulated Google without a socket, for tests that make thousands of calls.

`Http` stands where httplib2.Http does (under google-api-python-client), `Adapter` where requests' own
adapter does (under google-auth). Both ignore the host of an address: every Google lives here.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import httplib2
import requests
from flask import Flask
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from .app import IN_PROCESS, create_app
from .faults import Dropped
from .world import World


class Http(httplib2.Http):  # type: ignore[misc]  # httplib2 has no types
    """An httplib2.Http that calls the application; `calls` counts by method and path."""

    def __init__(self, world: World, app: Flask | None = None) -> None:
        """`app` may be shared; without it one is made."""
        super().__init__()
        self.app = app or create_app(world)
        self.calls: Counter[str] = Counter()
        self.log: list[tuple[str, str]] = []

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 5,  # noqa: ARG002 - httplib2's signature
        connection_type: Any = None,  # noqa: ARG002 - httplib2's signature
    ) -> tuple[httplib2.Response, bytes]:
        """One call. Raises ConnectionResetError when a fault breaks the connection.

        httplib2 itself would send the request once more at that point; the caller is to switch that off.
        """
        self.calls[f"{method} {urlsplit(uri).path}"] += 1
        self.log.append((method, uri))
        status, reason, found, content = call(self.app, method, uri, body, headers or {})
        response = httplib2.Response({k.lower(): v for k, v in found} | {"status": str(status)})
        response.reason = reason
        return response, content

    def close(self) -> None:
        """There is nothing to close."""


class Adapter(BaseAdapter):
    """A transport adapter for requests: `session.mount("https://", Adapter(world))`."""

    def __init__(self, world: World, app: Flask | None = None) -> None:
        """`app` may be shared; without it one is made."""
        super().__init__()
        self.app = app or create_app(world)
        self.calls: Counter[str] = Counter()

    def send(  # type: ignore[override]  # as requests calls it
        self, request: requests.PreparedRequest, **options: Any
    ) -> requests.Response:
        """One call. Raises requests.ConnectionError when a fault breaks the connection."""
        url, method = str(request.url), str(request.method)
        self.calls[f"{method} {urlsplit(url).path}"] += 1
        try:
            status, reason, headers, content = call(self.app, method, url, request.body, request.headers)
        except Dropped as error:
            raise requests.ConnectionError(error, request=request) from error
        found = requests.Response()
        found.status_code, found.reason, found.url, found.request = status, reason, url, request
        found.headers = CaseInsensitiveDict(headers)
        found.raw = io.BytesIO(content)
        found.encoding = requests.utils.get_encoding_from_headers(found.headers)
        return found

    def close(self) -> None:
        """There is nothing to close."""


def session(world: World, app: Flask | None = None) -> requests.Session:
    """A requests session whose every call ends in this world."""
    made = requests.Session()
    adapter = Adapter(world, app)
    made.mount("https://", adapter)
    made.mount("http://", adapter)
    return made


def call(
    app: Flask, method: str, url: str, body: Any, headers: Mapping[str, Any]
) -> tuple[int, str, list[tuple[str, str]], bytes]:
    """One WSGI call: status, reason, headers, content."""
    parts = urlsplit(url)
    data = body.encode() if isinstance(body, str) else body or b""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc,
        "CONTENT_LENGTH": str(len(data)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": io.BytesIO(data),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        IN_PROCESS: True,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        text = value.decode() if isinstance(value, bytes) else str(value)
        environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = text
    environ["CONTENT_LENGTH"] = str(len(data))
    seen: list[Any] = []

    def start_response(status: str, found: list[tuple[str, str]], _info: Any = None) -> Any:
        seen[:] = [status, found]
        return lambda _chunk: None

    chunks = app.wsgi_app(environ, start_response)
    content = b"".join(chunks)
    close = getattr(chunks, "close", None)
    if close:
        close()
    code, _, reason = seen[0].partition(" ")
    return int(code), reason, seen[1], content
