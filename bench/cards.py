"""Server time of the cards that are opened most, beside a bare Flask answer of the same size.

Both over HTTP on loopback, from the same gunicorn with the same flags, taking turns: whatever else the
machine does, it does to both. Home asks Google for the labels (the simulator here), as it must.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from bench.report import note, table, title
from simulator.demo import parts, tour
from simulator.demo.house import House, entrypoint, plan, running
from simulator.demo.sidebar import Sidebar

ROUNDS = 120
FACTOR = 5


class Recorder(requests.Session):
    """A session that remembers the last request, to send it again."""

    last: tuple[str, Mapping[str, Any], Mapping[str, str]]

    def post(self, url: str, **options: Any) -> requests.Response:  # type: ignore[override]  # noqa: ANN401 - as its parent
        """Send, and remember."""
        if "json" in options:
            self.last = (str(url), options["json"], options.get("headers", {}))
        return super().post(url, **options)


def measure() -> None:
    """Home and label card, before and after the label is shared."""
    title(f"Server time of a card, median of {ROUNDS}, beside a bare Flask answer of the same size")
    with tempfile.TemporaryDirectory() as folder:
        house = plan(folder=Path(folder))
        bare = parts.port(0, (house.service_port, house.simulator_port))
        with running(house):
            beside = _bare(house, bare)
            try:
                _measure(house, f"http://localhost:{bare}")
            finally:
                beside.stop()


def _bare(house: House, port: int) -> parts.Part:
    words = entrypoint().replace("--config python:addon.gunicorn_conf ", "")
    command = words.replace("addon.main:app", "bench.bare:app")
    part = parts.start(
        "bare",
        ["sh", "-c", f"exec {command}"],
        house.settings() | {"PORT": str(port)},
        house.folder / "bare.log",
    )
    while parts.port(port) == port:
        time.sleep(0.05)
    return part


def _measure(house: House, bare: str) -> None:
    sys.stdout.flush()
    begun = tour.begin(house)
    session = Recorder()
    begun.caller = tour.Caller(begun.caller.deployment, session)
    asked: list[tuple[str, tuple[str, Mapping[str, Any], Mapping[str, str]]]] = []
    begun.visit(begun.owner)
    asked.append(("home", session.last))
    begun.open_label(begun.owner)
    asked.append(("label, not shared", session.last))
    tour.share(begun)
    begun.visit(begun.owner)
    asked.append(("home, one label shared", session.last))
    sidebar: Sidebar = begun.open_label(begun.owner)
    asked.append(("label, shared with 2", session.last))
    assert sidebar.lines
    print()
    rows = [_compare(name, request, bare) for name, request in asked]
    table(("card", "bytes", "ms", "bare ms", "ratio", f"at most {FACTOR}"), rows)
    note("Tokens are verified each time, as for a real event. ms is the whole answer over HTTP, keep-alive.")


def _compare(
    name: str, request: tuple[str, Mapping[str, Any], Mapping[str, str]], bare: str
) -> tuple[object, ...]:
    url, body, headers = request
    ours, theirs = requests.Session(), requests.Session()
    size = len(ours.post(url, json=body, headers=headers, timeout=30).content)
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 20):
        for session, address, times in ((ours, url, took[0]), (theirs, f"{bare}/{size}", took[1])):
            began = time.perf_counter()
            answer = session.post(address, json=body, headers=headers, timeout=30)
            spent = time.perf_counter() - began
            assert answer.ok, answer.text
            if number >= 20:
                times.append(spent * 1000)
    mine, other = statistics.median(took[0]), statistics.median(took[1])
    return (name, size, mine, other, mine / other, mine / other <= FACTOR)


if __name__ == "__main__":
    measure()
