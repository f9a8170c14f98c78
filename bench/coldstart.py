"""From the start of the process to its first answer, beside importing Google's libraries alone."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.report import note, table, title
from simulator.demo.house import House, plan, start_service
from simulator.demo.parts import ROOT

ROUNDS = 5
FACTOR = 1.5
LIBRARIES = (
    "flask, gunicorn.app.wsgiapp, googleapiclient.discovery, google.auth, google.cloud.firestore, "
    "google.cloud.tasks_v2"
)


def measure() -> None:
    """Each in a process of its own, taking turns."""
    title(f"Cold start, median of {ROUNDS}")
    starts: list[float] = []
    imports: list[float] = []
    for _ in range(ROUNDS):
        imports.append(_import())
        with tempfile.TemporaryDirectory() as folder:
            starts.append(_start(plan(folder=Path(folder))))
    ours, theirs = statistics.median(starts), statistics.median(imports)
    rows = [
        ("Google's libraries, Flask and gunicorn imported", theirs, 1.0, True),
        ("the service: process start to first answer", ours, ours / theirs, ours / theirs <= FACTOR),
    ]
    table(("what", "seconds", "ratio", f"at most {FACTOR}"), rows)
    note("What a setting does not choose is not imported: no gRPC without Firestore or Cloud Tasks.")


def _import() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {LIBRARIES}"], check=True, cwd=ROOT)
    return time.perf_counter() - began


def _start(house: House) -> float:
    began = time.perf_counter()
    service = start_service(house)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"{house.service}/healthz", timeout=5):
                    return time.perf_counter() - began
            except (urllib.error.URLError, OSError):
                assert not service.ended(), service.last_lines()
                time.sleep(0.01)
    finally:
        service.stop()
