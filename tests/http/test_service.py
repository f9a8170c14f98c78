"""The service as a whole: made late, started and stopped in good order, examined from the inside."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from addon import cron, doctor, log, tasks
from addon.settings import StoreSetting
from addon.wiring import Service
from services.core.refusals import NoSuchLabel
from services.ports import Task
from simulator.seeds import MAYA
from tests.http.hosting import Host

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def host():
    return Host()


def test_nothing_is_opened_before_it_is_asked_for(settings, tmp_path):
    path = tmp_path / "deep" / "labels.db"
    service = Service(replace(settings, store=StoreSetting("sqlite", str(path))))
    assert not path.exists()
    service.store.ping()
    assert path.exists()


def test_threads_that_ask_at_once_get_the_same(settings):
    service = Service(settings)
    gate, found = threading.Barrier(8), []

    def ask():
        gate.wait()
        found.append(service.deps)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(deps) for deps in found}) == 1
    assert found[0].store is service.store
    assert found[0].letters is service.deps.letters


def test_ids_are_fresh_and_fit_everywhere(host):
    made = {host.service.deps.new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) >= 12 and one.isalnum() and one == one.lower() for one in made)
    assert host.service.deps.now().utcoffset().total_seconds() == 0
    assert 0 <= host.service.deps.jitter() <= 1


def test_tasks_run_in_this_process_and_stop_with_it(host):
    host.act(MAYA, "/addon/home")
    tenant = host.service.deps.store.root.find(_tenants(), limit=1)[0].id
    host.service.start()
    try:
        host.service.queue.enqueue(Task("pull", {"tenant": tenant, "account": host.world.account(MAYA).id}))
        until = time.monotonic() + 10
        while host.service.queue.depth() and time.monotonic() < until:
            time.sleep(0.02)
        assert host.service.queue.depth() == 0
    finally:
        host.service.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("queue-", "clockwork"))]


def _tenants():
    from services.core.records import Tenant

    return Tenant


def test_a_task_that_fails_is_tried_again_and_logged_without_its_words(host, monkeypatch, caplog):
    caplog.set_level(logging.INFO)

    def fail(*_args, **_more):
        raise RuntimeError("maya@maple.example")

    monkeypatch.setattr("services.work.perform", fail)
    assert tasks.deliver(host.service, "pull", {"tenant": "t", "account": "1"}) == 500
    assert "task pull failed" in caplog.text
    assert "maya@" not in "\n".join(log.JsonLines().format(record) for record in caplog.records)


def test_a_task_whose_wish_is_refused_is_done(host, monkeypatch):
    def refuse(*_args, **_more):
        raise NoSuchLabel

    monkeypatch.setattr("services.work.perform", refuse)
    assert tasks.deliver(host.service, "copy", {"tenant": "t", "account": "1"}) == 200


def test_a_task_over_http_says_what_came_of_it(client, tokens, monkeypatch):
    from services.core.outcome import Outcome

    for outcome in Outcome:
        monkeypatch.setattr("services.work.perform", lambda *_a, outcome=outcome, **_k: outcome)
        headers = {"Authorization": f"Bearer {tokens.task('/tasks/copy')}"}
        answer = client.post(
            "/tasks/copy", json={"tenant": "t", "account": "1", "label": "l"}, headers=headers
        )
        assert (answer.status_code, answer.get_json()) == (200, {"outcome": outcome.value})


def test_a_task_that_breaks_asks_for_another_try(client, tokens, monkeypatch):
    monkeypatch.setattr("services.work.perform", lambda *_a, **_k: 1 / 0)
    headers = {"Authorization": f"Bearer {tokens.task('/tasks/copy')}"}
    answer = client.post("/tasks/copy", json={"tenant": "t"}, headers=headers)
    assert answer.status_code == 500
    assert answer.get_json()["error"]["incident"]


def test_the_clock_goes_on_when_a_job_fails(host, monkeypatch, caplog):
    ran = []

    def fail(deps):
        ran.append(deps)
        raise RuntimeError

    monkeypatch.setattr(cron, "JOBS", (cron.Job("sweep", "x", "every 1 minutes", 0, fail),))
    host.service.start()
    until = time.monotonic() + 10
    while len(ran) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    host.service.stop()
    assert len(ran) >= 2
    assert "cron sweep failed" in caplog.text


def test_cron_over_http(client, tokens):
    for job in cron.JOBS:
        headers = {"Authorization": f"Bearer {tokens.task(job.path)}"}
        answer = client.get(job.path, headers=headers)
        assert (answer.status_code, answer.get_json()["outcome"]) == (200, "done")


def test_readiness_names_what_is_down(client, service, monkeypatch):
    from services.ports import Unavailable

    def down():
        raise Unavailable("the database does not answer: secret path")

    monkeypatch.setattr(service.store, "ping", down)
    answer = client.get("/readyz", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.get_json() == {"status": "down", "store": "down", "queue": "up"} | answer.get_json()
    assert "secret" not in answer.get_data(as_text=True)


def examined(host, monkeypatch, user="", **env):
    said = []
    monkeypatch.setattr("addon.wiring.Service", lambda _settings: host.service)
    code = doctor.examine({**_environment(host), **env}, user=user, say=said.append)
    return code, said


def _environment(host) -> dict:
    known = host.service.settings
    return {
        "BASE_URL": "http://localhost:8080",
        "STORE": "memory:",
        "DELEGATION_SERVICE_ACCOUNT": known.delegation_service_account,
        "ADDON_SERVICE_ACCOUNT": known.addon_service_account,
        "OAUTH_CLIENT_ID": known.oauth_client_id,
        "LOG_FORMAT": "json",
    }


def test_the_doctor_finds_a_good_deployment_well(host, monkeypatch):
    code, said = examined(host, monkeypatch, user=MAYA)
    assert code == 0
    assert all(line.startswith("well ") for line in said)
    assert any("delegation of contacts: granted" in line for line in said)


def test_the_doctor_says_what_is_wrong_and_the_mend(host, monkeypatch):
    account = host.world.account(MAYA)
    host.world.delegate(account.company, host.service.settings.delegation_service_account, [])
    host.world.faults.add("503", path="/oauth2/v1/certs", times=99)
    code, said = examined(host, monkeypatch, user=MAYA)
    assert code == 1
    wrong = [line for line in said if line.startswith("WRONG")]
    assert any("certificates" in line for line in wrong)
    assert any("Domain-wide delegation" in line for line in wrong)
    assert all("Mend: " in line and "\n" not in line for line in wrong)


def test_the_doctor_begins_with_the_settings(host, monkeypatch):
    code, said = examined(host, monkeypatch, QUEUE="redis")
    assert code == 2
    assert said == [
        "WRONG  settings: QUEUE must be local or cloudtasks. Mend: set it in the environment and start again"
    ]


@pytest.mark.process
def test_the_entrypoint_serves_and_ends_on_sigterm(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    entry = next(
        line.partition(": ")[2]
        for line in (ROOT / "app.yaml").read_text().splitlines()
        if line.startswith("entrypoint")
    )
    env = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PORT": str(port),
        "BASE_URL": f"http://localhost:{port}",
        "STORE": f"sqlite:///{tmp_path}/labels.db",
        "GOOGLE_API_ROOT": "http://localhost:9",
        "DELEGATION_SERVICE_ACCOUNT": "labels@demo.iam.gserviceaccount.com",
        "ADDON_SERVICE_ACCOUNT": "service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com",
        "OAUTH_CLIENT_ID": "1.apps.googleusercontent.com",
    }
    running = subprocess.Popen(
        ["sh", "-c", entry], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert _answers(f"http://127.0.0.1:{port}/readyz")
        os.killpg(running.pid, signal.SIGTERM)
        _out, said = running.communicate(timeout=20)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
    assert "Traceback" not in said
    assert "Shutting down" in said


def _answers(url: str) -> bool:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.2)
    return False
