"""Log lines: one per event and per task, and nothing personal in any of them.

What is logged are ids, words of ours, numbers and places in the code. Names, addresses, telephone
numbers and tokens never are; because an exception's text may hold any of these, a traceback is
written as types and places only.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal

from werkzeug.datastructures import Headers

logger = logging.getLogger("shared-labels")

trace: ContextVar[str] = ContextVar("trace", default="")
"""The trace id of the request that is being served; part of each of its lines."""

_thread: ContextVar[str] = ContextVar("thread", default="")
"""The same as 32 hexadecimal digits, for handing on."""

_TRACE = re.compile(r"(?:00-)?([0-9a-f]{32})(?:[-/;].*)?")
LONGEST_TRACE = 200
CAUSES = 5
"""How many exceptions behind an exception are named."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def begin_trace(headers: Headers, project: str) -> None:
    """Let the lines of this request bear its trace id, from Google's header or the W3C's, or a new one."""
    follow(headers.get("traceparent") or headers.get("X-Cloud-Trace-Context") or "", project)


def follow(sent: str, project: str) -> None:
    """Let the lines from here on bear the trace that `sent` names; one that names none begins a new one."""
    found = _TRACE.fullmatch(sent.lower()) if len(sent) <= LONGEST_TRACE else None
    name = found[1] if found else secrets.token_hex(16)
    _thread.set(name)
    trace.set(f"projects/{project}/traces/{name}" if project else name)


def traceparent() -> str:
    """The trace of this request or task as the W3C writes it, for what it sets off; '' outside of both."""
    return f"00-{_thread.get()}-{secrets.token_hex(8)}-00" if _thread.get() else ""


def configure(style: Literal["text", "json"]) -> None:
    """Send everything that is logged to stderr, ours from INFO and others' from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    root = logging.getLogger()
    for other in list(root.handlers):
        root.removeHandler(other)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logger.setLevel(logging.INFO)


def line(what: str, **fields: str | float | None) -> None:
    """One line about one thing that happened; empty fields are left out."""
    logger.info(what, extra=_filled(fields))


def warn(what: str, **fields: str | float | None) -> None:
    """As `line`, for what somebody should look at."""
    logger.warning(what, extra=_filled(fields))


def incident(what: str, error: BaseException, **fields: str | float | None) -> None:
    """Something unexpected: its types and places, without a word of its text."""
    logger.error(what, extra={**_filled(fields), "error": types_of(error), "at": places(error)})


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None)}


def types_of(error: BaseException) -> str:
    """`RefreshError < TransportError`: the exception and what caused it."""
    names: list[str] = []
    current: BaseException | None = error
    while current is not None and len(names) < CAUSES:
        names.append(type(current).__name__)
        current = current.__cause__ or current.__context__
    return " < ".join(names)


def places(error: BaseException) -> str:
    """The frames that it went through, innermost last: `addon/host.py:40 serve; …`."""
    return _places(error.__traceback__)


def _places(origin: TracebackType | None) -> str:
    frames = traceback.extract_tb(origin)[-12:]
    return "; ".join(
        f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames
    )


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    extras = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    if record.exc_info and record.exc_info[1] is not None:
        # A library's own traceback: its text may quote an answer of Google's.
        extras["error"] = types_of(record.exc_info[1])
        extras["at"] = _places(record.exc_info[2])
    return extras


class JsonLines(logging.Formatter):
    """One JSON object per line, with the member names that Cloud Logging understands."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "severity": record.levelname,
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "logger": record.name,
            "message": record.getMessage(),
            **_extras(record),
        }
        if trace.get():
            said["logging.googleapis.com/trace"] = trace.get()
        return json.dumps(said, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """One line for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, tz=UTC).strftime("%H:%M:%S")
        extras = " ".join(f"{name}={value}" for name, value in _extras(record).items())
        return f"{at} {record.levelname.lower():7} {record.getMessage()} {extras}".rstrip()
