"""Spans, when a collector is named: one for each request, in the trace of its log lines, about nobody."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from flask import Flask

from addon import log, telemetry
from addon.settings import SettingsError

TRACE = "0af7651916cd43dd8448eb211c80319c"


def test_is_nothing_imported_unless_asked_for():
    nothing = telemetry.begin({})
    with nothing.span("task copy") as span:
        assert span is None
    app = Flask("x")
    nothing.register(app)
    assert not app.before_request_funcs


def test_does_a_collector_without_the_library_stop_the_start(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(SettingsError, match=r"requirements-otel\.txt"):
        telemetry.begin({telemetry.ENDPOINT: "http://127.0.0.1:1"})


def test_are_requests_spans_of_the_trace_that_the_lines_bear():
    assert importlib.util.find_spec("opentelemetry.sdk"), "pip install -r requirements-dev.txt"
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    app = Flask("x")
    app.before_request(lambda: log.follow(f"00-{TRACE}-b7ad6b7169203331-01", "p"))
    telemetry.Telemetry(provider.get_tracer("t")).register(app)
    app.add_url_rule("/labels/<label>", "label", lambda label: label)
    assert app.test_client().get("/labels/anna@maple.example").status_code == 200
    (span,) = kept.get_finished_spans()
    assert span.name == "GET /labels/<label>"
    assert f"{span.context.trace_id:032x}" == TRACE
    assert span.attributes == {"http.response.status_code": 200}
