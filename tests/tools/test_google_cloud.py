"""Each step of a deployment, run against a gcloud that only knows what Google's knows."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from addon import cron, settings

ROOT = Path(__file__).resolve().parents[2]
STEPS = ROOT / "tools" / "google-cloud"
HERE = Path(__file__).parent
THERE = {
    "app describe --format=value(locationId)": "europe-west",
    "app describe --format=value(defaultHostname)": "p.ew.r.appspot.com",
    "iam service-accounts describe": "1234567890",
    "secrets describe": "there",
    "firestore databases describe": "FIRESTORE_NATIVE",
    "firestore backups schedules list": "projects/p/databases/(default)/backupSchedules/1",
    "tasks queues describe": "RUNNING",
    "workspace-add-ons deployments describe": "there",
    "logging metrics describe": "there",
}
ALWAYS = {
    "app describe --format=value(defaultHostname)": "p.ew.r.appspot.com",
    "auth print-access-token": "token-of-the-operator",
    "workspace-add-ons get-authorization --format=value(serviceAccountEmail)": (
        "service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
    ),
    "workspace-add-ons get-authorization --format=value(oauthClientId)": "1-abc.apps.googleusercontent.com",
}
CURL = """#!/bin/sh
cat >>"$CALLS.curl"
printf '%s\\n' "$*" >>"$CALLS.curl"
printf '{"name": "projects/p/rulesets/1"}'
"""


@pytest.fixture
def step(tmp_path):
    """Run one step; `new` when nothing of the project is there yet."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "gcloud").symlink_to(HERE / "fake_gcloud.py")
    (folder / "curl").write_text(CURL)
    (folder / "curl").chmod(0o755)

    def run(name, *words, new=False, given="", env=None):
        calls = tmp_path / "calls"
        calls.write_text("")
        state = ALWAYS | ({} if new else THERE)
        (tmp_path / "state").write_text("".join(f"{known}\t{answer}\n" for known, answer in state.items()))
        done = subprocess.run(
            [STEPS / f"{name}.sh", *words],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={
                "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(tmp_path),
                "PROJECT": "p",
                "REGION": "europe-west1",
                "PYTHON": shutil.which("python3", path=str(ROOT / ".venv/bin")) or "python3",
                "CALLS": str(calls),
                "STATE": str(tmp_path / "state"),
            }
            | (env or {}),
        )
        assert done.returncode == 0, done.stderr
        run.said = done
        return [json.loads(line) for line in calls.read_text().splitlines()]

    return run


def made(calls):
    """The calls that change something: command -> the words of each."""
    looks = ("describe", "list", "get-authorization", "print-access-token")
    return [(call["command"], call["words"]) for call in calls if not call["command"].endswith(looks)]


def names(calls):
    return [command for command, _words in made(calls)]


@pytest.mark.parametrize(
    ("name", "first", "again"),
    [
        ("create-app", ["app create"], []),
        ("create-queue", ["tasks queues create"], ["tasks queues update"]),
        ("deploy-addon", ["workspace-add-ons deployments create"], ["workspace-add-ons deployments replace"]),
        ("create-metrics", ["logging metrics create"] * 7, ["logging metrics update"] * 7),
        (
            "create-secrets",
            ["secrets create", "secrets add-iam-policy-binding"] * 2,
            [],
        ),
    ],
)
def test_can_a_step_be_run_again(step, name, first, again):
    assert names(step(name, new=True, given="client-secret")) == first
    assert names(step(name)) == again


def test_is_a_secret_never_an_argument(step):
    calls = step("create-secrets", new=True, given="client-secret")
    kept = {call["words"][2]: call["stdin"] for call in calls if call["command"] == "secrets create"}
    assert kept["oauth-client-secret"] == "client-secret"
    assert len(kept["session-secret"]) == 64
    for call in calls:
        assert not [word for word in call["words"] if word in kept.values()]


def test_does_the_account_get_what_it_uses_and_nothing_else(step):
    roles = {
        (command.split()[0], word.removeprefix("--role="))
        for command, words in made(step("create-account", new=True))
        for word in words
        if word.startswith("--role=")
    }
    assert roles == {
        ("projects", "roles/datastore.user"),
        ("projects", "roles/cloudtasks.enqueuer"),
        ("projects", "roles/cloudtasks.viewer"),
        ("projects", "roles/logging.logWriter"),
        ("iam", "roles/iam.serviceAccountTokenCreator"),
        ("iam", "roles/iam.serviceAccountUser"),
    }


def test_is_every_line_of_the_indexes_file_told_to_google(step):
    wanted = json.loads((ROOT / "firestore.indexes.json").read_text())
    told = names(step("create-database", new=True))
    assert told.count("firestore indexes composite create") == len(wanted["indexes"])
    assert told.count("firestore indexes fields update") == len(wanted["fieldOverrides"])
    assert told.count("firestore fields ttls update") == sum("ttl" in one for one in wanted["fieldOverrides"])
    assert told[0] == "firestore databases create"
    assert told[-1] == "firestore backups schedules create"
    assert names(step("create-database"))[0] != "firestore databases create"


def test_are_the_settings_of_a_project_accepted_by_the_service(step):
    step("settings")
    said = dict(line.split("=", 1) for line in step.said.stdout.splitlines())
    read = settings.read(said | {"STORE": "firestore", "QUEUE": "cloudtasks", "GAE_ENV": "standard"})
    assert read.base_url == "https://p.ew.r.appspot.com"
    assert read.cloud_tasks_queue == "projects/p/locations/europe-west1/queues/shared-labels"


def test_does_the_service_go_up_with_its_settings_and_the_clock_after_it(step, tmp_path):
    kept = tmp_path / "kept.yaml"
    # The rendered file is gone afterwards, so the fake's place is taken by one that keeps it.
    wrapper = tmp_path / "bin" / "gcloud"
    wrapper.unlink()
    wrapper.write_text(
        f'#!/bin/sh\n[ "$1 $2" != "app deploy" ] || cat "$3" >>{kept}\nexec {HERE}/fake_gcloud.py "$@"\n'
    )
    wrapper.chmod(0o755)
    calls = made(step("deploy-service"))
    assert [command for command, _ in calls] == ["app deploy", "app deploy"]
    assert "--service-account=shared-labels@p.iam.gserviceaccount.com" in calls[0][1]
    assert calls[1][1][2] == str(ROOT / "cron.yaml")
    text = kept.read_text()
    assert text.startswith((ROOT / "app.yaml").read_text())
    assert '  SESSION_SECRET: "sm://projects/p/secrets/session-secret/versions/latest"\n' in text
    assert text.endswith(cron.render())
    assert not list(ROOT.glob("app.*.yaml"))


def test_do_the_rules_go_up_without_the_token_among_the_arguments(step, tmp_path):
    step("deploy-rules")
    said = (tmp_path / "calls.curl").read_text()
    assert 'header = "Authorization: Bearer token-of-the-operator"' in said
    arguments = [line for line in said.splitlines() if line.startswith("--")]
    assert len(arguments) == 2
    assert not [line for line in arguments if "token-of-the-operator" in line]


def test_does_everything_run_in_one_go(step):
    told = names(step("everything", new=True, given="client-secret"))
    assert told[0] == "services enable"
    assert told.index("iam service-accounts create") < told.index("secrets create") < told.index("app deploy")
    assert told[-1] == "logging metrics create"


def test_does_a_step_say_what_it_needs():
    done = subprocess.run(
        [STEPS / "create-queue.sh"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.returncode != 0
    assert "PROJECT" in done.stderr


def test_are_the_scripts_free_of_what_shellcheck_finds():
    shellcheck = shutil.which("shellcheck", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}")
    assert shellcheck, "shellcheck is missing: pip install -r requirements-dev.txt"
    scripts = sorted((ROOT / "tools").rglob("*.sh"))
    for script in scripts:
        assert script.read_text().count("set -euo pipefail") == (script.name != "project.sh"), script
    done = subprocess.run(
        [shellcheck, "--external-sources", *scripts], capture_output=True, text=True, check=False, cwd=STEPS
    )
    assert done.returncode == 0, done.stdout


def test_does_the_true_gcloud_know_these_commands_and_flags():
    gcloud = shutil.which("gcloud")
    assert gcloud, "the Google Cloud CLI is missing: https://cloud.google.com/sdk/docs/install"
    listed = Path(gcloud).resolve().parent.parent / "data/cli/gcloud_completions.py"
    tree = runpy.run_path(str(listed))["STATIC_COMPLETION_CLI_TREE"]
    for command, flags in json.loads((HERE / "gcloud_commands.json").read_text()).items():
        node = tree
        for word in command.split():
            node = node["commands"][word]
        known = set(node["flags"]) | {flag.replace("--", "--no-", 1) for flag in node["flags"]}
        assert set(flags) <= known, command
