"""What Google is told fits what is served."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from addon import cron, deployment
from addon.routes import ROUTES, Auth
from addon.settings import DEFAULTS
from cards.actions import ACTIONS, Kind

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://labels.example.com"

# Members of google.apps.script.type and gsuiteaddons.v1 that we use, and what may be in them.
SCHEMA = {
    "": {"oauthScopes", "addOns"},
    "addOns": {"common", "gmail", "calendar", "httpOptions"},
    "addOns.common": {
        "name", "logoUrl", "layoutProperties", "useLocaleFromApp", "homepageTrigger", "universalActions",
        "openLinkUrlPrefixes", "addOnWidgetSet",
    },
    "addOns.common.layoutProperties": {"primaryColor", "secondaryColor"},
    "addOns.common.homepageTrigger": {"runFunction", "enabled"},
    "addOns.common.universalActions": {"label", "openLink", "runFunction"},
    "addOns.gmail": {
        "homepageTrigger", "contextualTriggers", "universalActions", "composeTrigger",
        "authorizationCheckFunction",
    },
    "addOns.gmail.homepageTrigger": {"runFunction", "enabled"},
    "addOns.gmail.contextualTriggers": {"unconditional", "onTriggerFunction"},
    "addOns.gmail.composeTrigger": {"actions", "draftAccess"},
    "addOns.gmail.composeTrigger.actions": {"runFunction", "label", "logoUrl"},
    "addOns.calendar": {
        "homepageTrigger", "eventOpenTrigger", "eventUpdateTrigger", "currentEventAccess",
        "conferenceSolution", "createSettingsUrlFunction",
    },
    "addOns.calendar.homepageTrigger": {"runFunction", "enabled"},
    "addOns.calendar.eventOpenTrigger": {"runFunction"},
    "addOns.calendar.eventUpdateTrigger": {"runFunction"},
    "addOns.httpOptions": {"authorizationHeader", "granularOauthPermissionSupport"},
}  # fmt: skip


def rendered(base: str = BASE) -> dict:
    return json.loads(deployment.render(base))


def urls(value) -> list[str]:
    if isinstance(value, dict):
        return [url for entry in value.values() for url in urls(entry)]
    if isinstance(value, list):
        return [url for entry in value for url in urls(entry)]
    return [value] if isinstance(value, str) and value.startswith(BASE) else []


def functions(value, names=("runFunction", "onTriggerFunction")) -> list[str]:
    if isinstance(value, dict):
        own = [entry for name, entry in value.items() if name in names]
        return own + [url for entry in value.values() for url in functions(entry)]
    if isinstance(value, list):
        return [url for entry in value for url in functions(entry)]
    return []


def walk(value, path=""):
    if isinstance(value, dict):
        assert set(value) <= SCHEMA.get(path, set()) or not value, path
        for name, entry in value.items():
            walk(entry, f"{path}.{name}".strip("."))
    elif isinstance(value, list):
        for entry in value:
            walk(entry, path)


def test_it_has_only_members_that_google_knows():
    walk(rendered())


def test_every_url_is_served():
    served = {route.path for route in ROUTES}
    for url in urls(rendered()):
        path = url.removeprefix(BASE)
        assert path in served or (ROOT / "addon").joinpath(path.lstrip("/")).is_file(), url


def test_every_function_is_a_route_of_the_host_by_its_full_url():
    found = functions(rendered())
    assert BASE + "/addon/home" in found
    for url in found:
        assert [route.auth for route in ROUTES if BASE + route.path == url] == [Auth.HOST]


def test_triggers_call_triggers_and_universal_actions_call_callbacks():
    by_path = {action.path: action for action in ACTIONS.values()}
    add_ons = rendered()["addOns"]
    for universal in add_ons["common"]["universalActions"]:
        assert ("runFunction" in universal) != ("openLink" in universal)
        if "runFunction" in universal:
            assert by_path[universal.pop("runFunction").removeprefix(BASE)].kind is Kind.CALLBACK
    for url in functions(add_ons):
        assert by_path[url.removeprefix(BASE)].kind is Kind.TRIGGER


def test_every_action_that_only_the_deployment_can_call_is_in_it():
    triggers = {BASE + action.path for action in ACTIONS.values() if action.kind is Kind.TRIGGER}
    assert triggers <= set(functions(rendered()))


def test_the_host_signs_every_call_and_asks_for_what_we_need():
    found = rendered()
    assert found["addOns"]["httpOptions"]["authorizationHeader"] == "SYSTEM_ID_TOKEN"
    assert found["addOns"]["httpOptions"]["granularOauthPermissionSupport"] == "OPT_IN"
    scopes = found["oauthScopes"]
    assert "https://www.googleapis.com/auth/userinfo.email" in scopes
    assert ("https://www.googleapis.com/auth/script.locale" in scopes) == found["addOns"]["common"][
        "useLocaleFromApp"
    ]
    for host in ("gmail", "calendar"):
        assert (f"https://www.googleapis.com/auth/{host}.addons.execute" in scopes) == (
            host in found["addOns"]
        )
    assert len(scopes) == len(set(scopes))
    assert len(found["addOns"]["common"]["name"]) <= 50


def test_every_action_has_a_route_and_every_route_of_the_host_an_action():
    assert {route.path for route in ROUTES if route.auth is Auth.HOST} == {
        action.path for action in ACTIONS.values()
    }


def test_a_path_is_served_once():
    served = [(route.path, method) for route in ROUTES for method in route.methods]
    assert len(served) == len(set(served))
    assert len({route.name for route in ROUTES}) == len(ROUTES)


def test_the_kept_renderings_are_those_of_the_default_address():
    assert (deployment.FOLDER / "deployment.json").read_text() == deployment.render(DEFAULTS["BASE_URL"])
    assert (deployment.FOLDER / "appsscript.json").read_text() == deployment.render_manifest(
        DEFAULTS["BASE_URL"]
    )


def test_the_script_names_functions_and_no_addresses():
    manifest = json.loads(deployment.render_manifest(BASE))
    assert functions(manifest)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in functions(manifest))


def test_cron_yaml_is_rendered_from_the_jobs():
    assert (ROOT / "cron.yaml").read_text() == cron.render()


def test_cron_calls_what_is_served():
    urls_of_cron = set(re.findall(r"^  url: (\S+)$", cron.render(), re.MULTILINE))
    assert urls_of_cron == {route.path for route in ROUTES if route.auth is Auth.CRON}


def test_the_entrypoint_is_one_line_that_listens_on_port():
    found = re.findall(r"^entrypoint: (.+)$", (ROOT / "app.yaml").read_text(), re.MULTILINE)
    assert len(found) == 1
    assert "-b :$PORT" in found[0]
    assert found[0].endswith("addon.main:app")
    assert "secure: always" in (ROOT / "app.yaml").read_text()


@pytest.mark.parametrize("size", [32, 48, 96, 128])
def test_logos_have_the_size_of_their_name(size):
    data = (ROOT / "addon" / "static" / f"logo-{size}.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (size, size)


@pytest.mark.process
def test_the_command_prints_it_for_base_url():
    env = {"PATH": os.environ["PATH"], "BASE_URL": BASE}
    command = [sys.executable, "-m", "addon", "deployment"]
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(ended.stdout) == rendered()
    assert ended.stderr == ""


@pytest.mark.process
def test_the_command_refuses_a_wrong_base_url_in_one_line():
    env = {"PATH": os.environ["PATH"], "BASE_URL": "http://labels.example.com"}
    command = [sys.executable, "-m", "addon", "deployment"]
    ended = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert "BASE_URL" in ended.stderr
