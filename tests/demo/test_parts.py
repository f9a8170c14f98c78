"""Starting programs: a taken port is stepped around, a failing part says why."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from simulator.demo import house, parts


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind((parts.LOOPBACK, 0))
        listening.listen()
        yield listening.getsockname()[1]


def _start(code: str, log):
    return parts.start("part", [sys.executable, "-c", code], os.environ, log)


def test_a_free_port_is_taken_as_wanted():
    free = parts.port(0)
    assert parts.port(free) == free


def test_a_taken_port_is_stepped_around(taken):
    assert parts.port(taken) != taken


def test_two_parts_never_get_the_same_port():
    planned = house.plan(free := parts.port(0), free)
    assert planned.service_port == free
    assert planned.simulator_port != free


def test_a_part_that_ends_at_once_is_said_with_its_last_words(tmp_path):
    part = _start("import sys; sys.exit('DELEGATION_SERVICE_ACCOUNT is missing')", tmp_path / "log")
    with pytest.raises(parts.NotStarted, match=r"(?s)exit code 1.*DELEGATION_SERVICE_ACCOUNT is missing"):
        parts.wait_for(part, "http://127.0.0.1:9/", seconds=20)


def test_a_part_that_does_not_answer_is_said_with_its_address(tmp_path):
    part = _start("import time; time.sleep(60)", tmp_path / "log")
    try:
        with pytest.raises(parts.NotStarted, match=r"did not get ready.*http://127.0.0.1:9/"):
            parts.wait_for(part, "http://127.0.0.1:9/", seconds=0.5)
    finally:
        part.stop()


def test_a_part_that_does_not_stop_is_ended(tmp_path):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)"
    part = _start(f"{deaf}; time.sleep(60)", tmp_path / "log")
    while "up" not in part.last_lines():
        pass
    part.stop(patience=0.2)
    assert part.ended()


def test_the_demo_takes_no_setting_from_around_it(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE", "firestore")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/somewhere/key.json")
    settings = house.House(8080, 8090, tmp_path).settings()
    assert settings["STORE"] == f"sqlite:///{tmp_path}/shared-labels.db"
    assert "GOOGLE_APPLICATION_CREDENTIALS" not in settings


def test_the_demo_starts_the_service_by_the_entrypoint_and_on_loopback_only():
    assert "-b 127.0.0.1:$PORT" in house.entrypoint()
