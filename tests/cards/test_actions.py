"""The table of actions: what cards may name, and that somebody answers each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from addon.gallery.cards import SAMPLES
from addon.routes import ROUTES
from addon.sidebar import HANDLERS
from cards.actions import ACTIONS, Kind, UnknownAction, press
from cards.responses import Shown, to_json

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://labels.example.com"


def pressed(value):
    """Every `function` of a card, with the parameters beside it."""
    if isinstance(value, dict):
        if "function" in value:
            yield value["function"], {p["key"] for p in value.get("parameters", ())}
        for child in value.values():
            yield from pressed(child)
    elif isinstance(value, list):
        for child in value:
            yield from pressed(child)


def test_has_every_action_a_handler_and_every_handler_an_action():
    assert set(HANDLERS) == set(ACTIONS)


def test_has_every_action_a_route_and_every_route_of_the_host_an_action():
    routes = {route.path for route in ROUTES if route.path.startswith("/addon/")}
    assert routes == {action.path for action in ACTIONS.values()}


def test_are_names_and_paths_unique_and_without_query():
    paths = [action.path for action in ACTIONS.values()]
    assert len(paths) == len(set(paths))
    assert all(path.startswith("/addon/") and "?" not in path for path in paths)


def test_is_every_action_that_a_widget_can_call_on_some_card(words):
    made = [to_json(Shown(make(words)), BASE) for make in SAMPLES.values()]
    found = {function.removeprefix(BASE) for card in made for function, _ in pressed(card)}
    in_the_deployment_only = {"/addon/settings", "/addon/help"}
    wanted = {a.path for a in ACTIONS.values() if a.kind is not Kind.TRIGGER} - in_the_deployment_only
    assert found == wanted


def test_does_the_deployment_let_every_link_be_opened(words):
    template = json.loads((ROOT / "appsscript_manifest/deployment.template.json").read_text())
    prefixes = [
        p.replace("${path:", BASE).rstrip("}") for p in template["addOns"]["common"]["openLinkUrlPrefixes"]
    ]
    opened = {
        url
        for make in SAMPLES.values()
        for url in re.findall(r'"openLink": {"url": "([^"]+)"', json.dumps(to_json(Shown(make(words)), BASE)))
    }
    assert opened
    assert [url for url in opened if not url.startswith(tuple(prefixes))] == []


def test_can_a_card_name_an_action_that_is_not_there():
    with pytest.raises(UnknownAction):
        press("label.explode")


def test_can_a_card_send_a_parameter_that_the_action_does_not_carry():
    with pytest.raises(UnknownAction):
        press("label.stop", label="l1", everybody="yes")


def test_are_empty_parameters_left_out():
    assert press("label.open", label="", group="contactGroups/1").parameters == {"group": "contactGroups/1"}
