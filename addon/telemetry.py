"""Spans for whoever collects them, by OpenTelemetry's own library, when its own variable asks for it.

`OTEL_EXPORTER_OTLP_ENDPOINT` names a collector; without it nothing of this is imported. The library
reads the rest of its variables itself. Spans have the trace ids of the log lines, names of routes and
kinds of tasks, and no id of anybody: a collector is one more place where data would have to be deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, g, request

from . import log
from .settings import SettingsError

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


class Telemetry:
    """Where spans go. Without a tracer, nowhere."""

    def __init__(self, tracer: Any = None) -> None:  # noqa: ANN401 - an optional library's type
        self._tracer = tracer

    @contextmanager
    def span(self, name: str) -> Iterator[Any]:
        """One piece of work, as a child of the trace that the log lines bear."""
        if self._tracer is None:
            yield None
            return
        from opentelemetry import propagate

        parent = propagate.extract({"traceparent": log.traceparent().removesuffix("00") + "01"})
        # Not what was raised: its text may hold anything.
        with self._tracer.start_as_current_span(
            name, context=parent, record_exception=False, set_status_on_exception=False
        ) as span:
            yield span

    def register(self, app: Flask) -> None:
        """A span for each request of `app`, after its trace has begun."""
        if self._tracer is None:
            return

        @app.before_request
        def begin() -> None:
            rule = request.url_rule.rule if request.url_rule else "nothing of ours"
            g.span_over = self.span(f"{request.method} {rule}")
            g.span = g.span_over.__enter__()

        @app.after_request
        def status(answer: Response) -> Response:
            if getattr(g, "span", None) is not None:
                g.span.set_attribute("http.response.status_code", answer.status_code)
            return answer

        @app.teardown_request
        def end(_problem: BaseException | None) -> None:
            if getattr(g, "span_over", None) is not None:
                g.span_over.__exit__(None, None, None)


def begin(environ: Mapping[str, str]) -> Telemetry:
    """As the environment asks; raises `SettingsError` when it asks for what is not installed."""
    if not environ.get(ENDPOINT, "").strip():
        return Telemetry()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise SettingsError(ENDPOINT, "needs OpenTelemetry: pip install -r requirements-otel.txt") from None
    provider = TracerProvider(resource=Resource.create({"service.name": "shared-labels"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Telemetry(provider.get_tracer("shared-labels"))
