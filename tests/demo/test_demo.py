"""`make demo` and `make tour` as a newcomer meets them."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from simulator.demo import house, parts, tour

pytestmark = [pytest.mark.process, pytest.mark.timeout(180)]


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind((parts.LOOPBACK, 0))
        listening.listen()
        yield listening.getsockname()[1]


def _read_until(process, pattern, seconds=60):
    """What it printed up to a line that matches."""
    said = ""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        line = process.stdout.readline()
        assert line, f"it ended: {said}"
        said += line
        if re.search(pattern, line):
            return said
    raise AssertionError(said)


def test_the_demo_prints_one_address_steps_around_a_taken_port_and_stops_on_ctrl_c(taken):
    command = [sys.executable, "-m", "simulator.demo", "--port", str(taken), "--simulator-port", "0"]
    process = subprocess.Popen(
        command,
        cwd=parts.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A script that runs these tests in its background ignores Ctrl-C, and so would everything it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )
    try:
        said = _read_until(process, "Log of the service")
        assert f"Port {taken} is taken" in said
        (address,) = re.findall(r"http://\S+", said)
        with urllib.request.urlopen(address, timeout=20) as page:
            assert "maya@maple.example" in page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert "Stopped." in process.stdout.read()
        with pytest.raises(OSError, match="refused"):
            urllib.request.urlopen(address, timeout=5)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_demo_says_which_part_failed_and_why(tmp_path, monkeypatch):
    monkeypatch.setattr(house, "entrypoint", lambda: "gunicorn -b 127.0.0.1:$PORT addon.nothing:app")
    planned = house.plan(folder=tmp_path)
    with (
        pytest.raises(parts.NotStarted, match=r"(?s)The service ended at once.*addon\.nothing"),
        house.running(planned),
    ):
        pytest.fail("nothing runs")
    assert parts.port(planned.simulator_port) == planned.simulator_port, "the simulator was left behind"


def test_the_tour_fails_when_a_copy_differs_in_one_field(tmp_path, capsys):
    planned = house.plan(folder=tmp_path)
    with house.running(planned):
        begun = tour.begin(planned)
        tour.share(begun)
        name, email = begun.guests[0]
        tour.same(begun, name, email)
        _, copies = tour.copy_of(begun, email)
        spoiled = next(person for person in copies if person.get("phoneNumbers"))
        begun.google.by_hand(
            email, "edit", spoiled["resourceName"], phoneNumbers=[{"value": "+1 202 555 0000"}]
        )
        with pytest.raises(tour.Wrong, match="phoneNumbers"):
            tour.same(begun, name, email)
    assert "all up to date" in capsys.readouterr().out
