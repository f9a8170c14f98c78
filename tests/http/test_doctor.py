"""Every line that the doctor can say is wrong, with its mend."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest

from addon import doctor, settings, vault
from services.ports import Unavailable
from simulator.seeds import MAYA
from tests.http.hosting import Host


@pytest.fixture
def host():
    host = Host()
    yield host
    host.service.stop()


@pytest.fixture
def examine(host, monkeypatch):
    """Exit code and the lines that are wrong, by what they are about."""
    monkeypatch.setattr("addon.wiring.Service", lambda _settings: host.service)
    known = host.service.settings

    def run(user="", **env):
        said = []
        there = {
            "BASE_URL": "http://localhost:8080",
            "STORE": "memory:",
            "DELEGATION_SERVICE_ACCOUNT": known.delegation_service_account,
            "ADDON_SERVICE_ACCOUNT": known.addon_service_account,
            "OAUTH_CLIENT_ID": known.oauth_client_id,
            "LOG_FORMAT": "json",
        }
        code = doctor.examine({**there, **env}, user=user, say=said.append)
        assert all("\n" not in line for line in said)
        wrong = [line.removeprefix("WRONG  ") for line in said if line.startswith("WRONG")]
        assert all(". Mend: " in line for line in wrong)
        return code, {line.partition(":")[0]: line for line in wrong}

    return run


def down():
    raise Unavailable("no answer")


@pytest.mark.parametrize(
    ("part", "mend"), [("store", "roles/datastore.user"), ("queue", "roles/cloudtasks.enqueuer")]
)
def test_does_it_see_that_a_dependency_is_down(host, examine, monkeypatch, part, mend):
    monkeypatch.setattr(getattr(host.service, part), "ping", down)
    code, wrong = examine()
    assert code == 1
    assert list(wrong) == [part]
    assert mend in wrong[part]


def test_does_it_survive_a_dependency_that_fails_in_no_known_way(host, examine, monkeypatch):
    def broken():
        raise RuntimeError("anna@maple.example")

    monkeypatch.setattr(host.service.store, "ping", broken)
    code, wrong = examine()
    assert code == 1
    assert "RuntimeError" in wrong["store"]
    assert "anna" not in wrong["store"]


def test_does_it_see_that_certificates_cannot_be_had(host, examine):
    host.world.faults.add("503", path="/oauth2/v1/certs", times=99)
    code, wrong = examine()
    assert code == 1
    assert "www.googleapis.com" in wrong["certificates"]


@pytest.mark.parametrize("off", [-3600, 60])
def test_does_it_see_a_clock_that_is_wrong(host, examine, monkeypatch, off):
    monkeypatch.setattr(host.service, "certificates", lambda: (2, formatdate(time.time() - off, usegmt=True)))
    code, wrong = examine()
    assert code == 1
    assert "NTP" in wrong["clock"]


def test_does_it_name_each_scope_that_is_missing(host, examine):
    account = host.world.account(MAYA)
    host.world.delegate(account.company, host.service.settings.delegation_service_account, [])
    code, wrong = examine(user=MAYA)
    assert code == 1
    assert {"delegation of contacts", "delegation of gmail.send"} <= set(wrong)
    assert all("Domain-wide delegation" in line for line in wrong.values())


def test_does_it_tell_a_person_from_a_company(host, examine):
    host.world.suspend(MAYA)
    code, wrong = examine(user=MAYA)
    assert code == 1
    assert all("is suspended or unknown" in line for line in wrong.values())


def test_does_it_say_that_iam_does_not_sign(host, examine):
    host.world.faults.add("403", path="/v1/projects/*", times=99)
    code, wrong = examine(user=MAYA)
    assert code == 1
    assert any("roles/iam.serviceAccountTokenCreator" in line for line in wrong.values())


def test_can_it_not_begin_without_settings(examine):
    code, wrong = examine(QUEUE="redis")
    assert code == 2
    assert list(wrong) == ["settings"]


def test_does_it_name_a_secret_that_cannot_be_had(examine):
    code, wrong = examine(SESSION_SECRET="sm://nowhere")
    assert code == 2
    assert "SESSION_SECRET must be sm://" in wrong["settings"]


# --- secrets out of Secret Manager -----------------------------------------------------------------

SECRET = "sm://projects/p/secrets/session-secret/versions/latest"


def test_is_a_secret_fetched_in_the_place_of_its_name():
    asked = []

    def fetch(url):
        asked.append(url)
        return 200, {"name": "n", "payload": {"data": "bG9uZyBhbmQgcmFuZG9t"}}

    opened = vault.opened({"SESSION_SECRET": SECRET, "OAUTH_CLIENT_SECRET": "plain", "STORE": SECRET}, fetch)
    assert opened == {"SESSION_SECRET": "long and random", "OAUTH_CLIENT_SECRET": "plain", "STORE": SECRET}
    assert asked == [
        "https://secretmanager.googleapis.com/v1/projects/p/secrets/session-secret/versions/latest:access"
    ]


def unreachable(_url):
    raise OSError("no route to host")


@pytest.mark.parametrize(
    ("fetch", "must"),
    [
        (lambda _url: (403, {"error": {}}), "roles/secretmanager.secretAccessor"),
        (lambda _url: (404, {"error": {}}), "answers 404"),
        (lambda _url: (200, {"payload": {}}), "not understood"),
        (lambda _url: (200, "html"), "not understood"),
        (lambda _url: (200, {"payload": {"data": "%%%"}}), "not understood"),
        (unreachable, "does not answer"),
    ],
)
def test_does_a_secret_that_cannot_be_had_stop_the_start(fetch, must):
    with pytest.raises(settings.SettingsError, match="SESSION_SECRET must be readable") as stopped:
        vault.opened({"SESSION_SECRET": SECRET}, fetch)
    assert must in str(stopped.value)
