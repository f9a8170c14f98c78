"""What the environment may say, and the one line when it says something else."""

import json
import os
import subprocess
import sys

import pytest

from addon import settings
from addon.settings import SettingsError, StoreSetting, read

LOCAL = {
    "DELEGATION_SERVICE_ACCOUNT": "labels@demo.iam.gserviceaccount.com",
    "ADDON_SERVICE_ACCOUNT": "service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com",
    "OAUTH_CLIENT_ID": "1.apps.googleusercontent.com",
}
PUBLIC = LOCAL | {
    "BASE_URL": "https://labels.example.com",
    "SESSION_SECRET": "s" * 32,
    "OAUTH_CLIENT_SECRET": "secret",
}


def problem(**env):
    with pytest.raises(SettingsError) as caught:
        read({name: value for name, value in env.items() if value is not None})
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_defaults_are_those_of_the_contract():
    found = read(LOCAL)
    assert found.base_url == "http://localhost:8080"
    assert found.store == StoreSetting("sqlite", "var/shared-labels.db")
    assert found.queue == "local"
    assert found.mail.kind == "mailbox"
    assert found.port == 8080
    assert not found.app_engine


@pytest.mark.parametrize("name", sorted(LOCAL))
def test_what_proves_callers_is_always_needed(name):
    assert problem(**LOCAL | {name: None}).startswith(f"{name} is missing: it must be ")
    assert problem(**LOCAL | {name: "  "}).startswith(f"{name} is missing: it must be ")


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8080/",
        "https://labels.example.com/",
        "https://labels.example.com/addon",
        "https://labels.example.com?x=1",
        "https://labels.example.com#x",
        "https://user@labels.example.com",
        "https://labels.example.com:port",
        "http://labels.example.com",
        "ftp://labels.example.com",
        "labels.example.com",
        "https://",
        "https://labels example.com",
    ],
)
def test_a_base_url_is_an_https_origin(url):
    assert problem(**PUBLIC | {"BASE_URL": url}).startswith("BASE_URL must ")


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "http://127.0.0.1:9", "http://[::1]:9", "http://a.localhost:1"]
)
def test_plain_http_is_for_this_machine(url):
    assert read(LOCAL | {"BASE_URL": url}).base_url == url


@pytest.mark.parametrize("name", ["SESSION_SECRET", "OAUTH_CLIENT_SECRET"])
def test_secrets_may_be_left_out_only_when_everything_is_local(name):
    assert problem(**PUBLIC | {name: None}).startswith(f"{name} is missing: it must be ")
    assert read(LOCAL).session_secret == ""
    emulated = LOCAL | {
        "STORE": "firestore",
        "GOOGLE_CLOUD_PROJECT": "demo",
        "FIRESTORE_EMULATOR_HOST": "127.0.0.1:8081",
        "QUEUE": "cloudtasks",
        "CLOUD_TASKS_QUEUE": "projects/demo/locations/europe-north1/queues/labels",
        "CLOUD_TASKS_EMULATOR_HOST": "localhost:8123",
    }
    assert read(emulated).store.kind == "firestore"
    assert (
        name in problem(**emulated | {"FIRESTORE_EMULATOR_HOST": None, name: None})
        or name == "SESSION_SECRET"
    )
    assert "is missing" in problem(**emulated | {"CLOUD_TASKS_EMULATOR_HOST": None})


def test_a_short_session_secret_is_refused_also_locally():
    assert problem(**LOCAL | {"SESSION_SECRET": "short"}).startswith("SESSION_SECRET must be a random text")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STORE", "postgres://x"),
        ("STORE", "sqlite:///"),
        ("STORE", "sqlite://x.db"),
        ("QUEUE", "redis"),
        ("MAIL", "sendmail"),
        ("MAIL", "smtp://mail.example.com"),
        ("MAIL", "smtp://user@mail.example.com:587"),
        ("MAIL", "smtp://mail.example.com:587/x"),
        ("MAIL", "smtp://mail.example.com:none"),
        ("CLOUD_TASKS_QUEUE", "labels"),
        ("CLOUD_TASKS_EMULATOR_HOST", "http://localhost:8123"),
        ("GOOGLE_API_ROOT", "http://google.example.com"),
        ("GOOGLE_API_ROOT", "localhost:8090"),
        ("ADDON_SERVICE_ACCOUNT", "nobody"),
        ("DELEGATION_SERVICE_ACCOUNT", "a@b.c, d@e.f"),
        ("LOG_FORMAT", "xml"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere/key.json"),
    ],
)
def test_what_is_wrong_is_named(name, value):
    assert problem(**LOCAL | {name: value}).startswith(f"{name} must ")


def test_what_others_need_is_named():
    assert "CLOUD_TASKS_QUEUE is missing" in problem(**LOCAL, QUEUE="cloudtasks")
    assert "GOOGLE_CLOUD_PROJECT is missing" in problem(**PUBLIC, STORE="firestore")
    assert "GOOGLE_CLOUD_PROJECT is missing" in problem(**LOCAL, STORE="firestore")


def test_on_app_engine_nothing_is_kept_on_the_instance():
    engine = PUBLIC | {"GAE_ENV": "standard"}
    assert problem(**engine).startswith("STORE must be firestore on App Engine")
    engine |= {"STORE": "firestore", "GOOGLE_CLOUD_PROJECT": "p"}
    assert problem(**engine).startswith("QUEUE must be cloudtasks on App Engine")
    engine |= {"QUEUE": "cloudtasks", "CLOUD_TASKS_QUEUE": "projects/p/locations/l/queues/q"}
    assert read(engine).app_engine


def test_a_key_file_is_of_the_delegated_account(tmp_path):
    path = tmp_path / "key.json"
    path.write_text(
        json.dumps({"type": "service_account", "client_email": "other@x.iam.gserviceaccount.com"})
    )
    env = LOCAL | {"GOOGLE_APPLICATION_CREDENTIALS": str(path)}
    assert "another account" in problem(**env)
    path.write_text(
        json.dumps({"type": "service_account", "client_email": LOCAL["DELEGATION_SERVICE_ACCOUNT"]})
    )
    assert read(env).key_file == str(path)
    path.write_text(json.dumps({"type": "authorized_user"}))
    assert read(env).key_file == ""
    path.write_text("[]")
    assert problem(**env).startswith("GOOGLE_APPLICATION_CREDENTIALS must name")


def test_smtp_keeps_its_password_out_of_sight():
    found = read(LOCAL | {"MAIL": "smtp://user:p%40ss@mail.example.com:587"})
    assert found.mail.url.endswith("@mail.example.com:587")
    assert "p%40ss" not in repr(found)
    assert "p%40ss" not in repr(found.mail)


def test_every_setting_that_is_read_is_in_the_table():
    assert {"BASE_URL", "STORE", "QUEUE", "MAIL", "SESSION_SECRET"} <= {row.name for row in settings.TABLE}
    assert all(row.meaning for row in settings.TABLE)


@pytest.mark.process
def test_a_wrong_setting_is_one_line_and_no_traceback():
    env = {"PATH": os.environ["PATH"], **LOCAL, "BASE_URL": "http://localhost:1/", "PORT": "1"}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:addon.gunicorn_conf",
        "-b",
        "127.0.0.1:0",
        "addon.main:app",
    ]
    ended = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert ended.stderr == (
        "shared-labels: BASE_URL must be a URL like https://labels.example.com: "
        "scheme and host, no path, no trailing slash\n"
    )
