"""Style sheets and scripts: served under a name that changes with their content, so kept for a year.

vendor/ holds other people's, each as its author publishes it; README.md beside it says what and whose.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Response, request
from werkzeug.security import safe_join

from addon.errors import HttpRefusal
from addon.wiring import Service

FOLDER = Path(__file__).resolve().parent / "static"
YEAR = 31_536_000
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}


def asset(name: str) -> str:
    """The address of a file, with a mark of its content."""
    return f"/assets/{name}?v={_mark(name)}"


@lru_cache(maxsize=32)
def _mark(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:12]


def serve(_service: Service, name: str) -> Response:
    """GET /assets/<name>."""
    joined = safe_join(str(FOLDER), name)
    path = Path(joined) if joined else FOLDER
    if path.suffix not in _KINDS or not path.is_file():
        raise HttpRefusal(HTTPStatus.NOT_FOUND, "not-found")
    answer = Response(path.read_bytes(), mimetype=_KINDS[path.suffix])
    answer.add_etag()
    answer.make_conditional(request)
    kept = request.args.get("v") == _mark(path.relative_to(FOLDER).as_posix())
    answer.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if kept else "no-cache"
    return answer
