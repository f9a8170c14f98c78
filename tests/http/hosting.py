"""Google's side of the add-on: events as the host sends them, and a strict look at every answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from addon import create_app
from addon.wiring import Service
from cards.actions import ACTIONS, Kind
from services.backends.google.http import Google
from simulator.app import create_app as create_google
from simulator.inprocess import Http
from simulator.seeds import small
from simulator.world import (
    ADDON_SERVICE_ACCOUNT,
    DELEGATION_SERVICE_ACCOUNT,
    OAUTH_CLIENT_ID,
    OAUTH_CLIENT_SECRET,
    World,
)
from tests.cards.lint import complaints, strictly_parsed
from tests.http.embedded import embedded
from tests.http.outside import BASE, lint

KINDS = {action.path: action.kind for action in ACTIONS.values()}
STEPS = {"pushCard", "updateCard", "pop", "popToRoot", "popToCard"}


class Host:
    """Gmail with the add-on in its side panel, for everybody of a small world."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world or small(colleagues=3)
        there = create_google(self.world)
        settings = embedded(
            delegate=DELEGATION_SERVICE_ACCOUNT,
            addon=ADDON_SERVICE_ACCOUNT,
            client=OAUTH_CLIENT_ID,
            secret=OAUTH_CLIENT_SECRET,
        )
        self.service = Service(settings)
        google = Google(
            root="http://google.test",
            http_factory=lambda: Http(self.world, there),
            on_call=self.service.count,
            read_pause=0,
        )
        vars(self.service)["google"] = google
        self.client = lint(create_app(settings, self.service))

    def send(
        self,
        who: str,
        path: str,
        *,
        parameters=None,
        inputs=None,
        locale="en-GB",
        authorization=None,
        user=None,
        **more: Any,
    ):
        """One call of the host, as it comes back.

        `inputs` are lists of texts, or Google's objects of dates; `user` changes claims of the user's token.
        """
        common: dict[str, Any] = {
            "userLocale": locale,
            "hostApp": "GMAIL",
            "platform": "WEB",
            "timeZone": {"id": "Europe/Helsinki", "offset": 7_200_000.0},
        }
        if parameters:
            common["parameters"] = parameters
        if inputs:
            common["formInputs"] = {
                name: values if isinstance(values, dict) else {"stringInputs": {"value": values}}
                for name, values in inputs.items()
            }
        system = self.world.tokens.service_id_token(ADDON_SERVICE_ACCOUNT, BASE + path)
        token = self.world.tokens.user_id_token(self.world.account(who), OAUTH_CLIENT_ID, **(user or {}))
        event = {
            "commonEventObject": common,
            "authorizationEventObject": {
                "userIdToken": token,
                "systemIdToken": system,
                **(authorization or {}),
            },
            **more,
        }
        return self.client.post(path, json=event, headers={"Authorization": f"Bearer {system}"})

    def act(self, who: str, path: str, **more: Any) -> dict[str, Any]:
        """One call of the host that must succeed; the answer, looked at strictly."""
        answer = self.send(who, path, **more)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body = answer.get_json()
        envelope(KINDS[path], body)
        for card in cards(body):
            strictly_parsed(card)
            assert complaints(card, BASE) == []
        return body


def envelope(kind: Kind, body: Mapping[str, Any]) -> None:
    """Raises when the answer is not the one of its kind, member for member."""
    match kind:
        case Kind.AUTOCOMPLETE:
            assert set(body) == {"autoComplete"}
            assert set(body["autoComplete"]) == {"items"}
            assert all(set(item) == {"text"} for item in body["autoComplete"]["items"])
        case Kind.TRIGGER:
            assert set(body) == {"action"}
            assert set(body["action"]) == {"navigations"}
            assert [set(step) for step in body["action"]["navigations"]] == [{"pushCard"}]
        case Kind.CALLBACK:
            assert set(body) <= {"renderActions", "stateChanged"}
            assert set(body["renderActions"]) in ({"action"}, {"hostAppAction"})
            action = body["renderActions"].get("action", {})
            host = body["renderActions"].get("hostAppAction", {})
            assert set(host) <= {"gmailAction", "calendarAction"}
            assert all(len(one) == 1 for one in host.values())
            assert set(action) <= {"navigations", "notification", "link"}
            for step in action.get("navigations", ()):
                assert len(step) == 1
                assert set(step) <= STEPS
            if "notification" in action:
                assert set(action["notification"]) == {"text"}


def cards(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All cards of an answer."""
    action = body.get("action") or body.get("renderActions", {}).get("action", {})
    steps = action.get("navigations", ())
    return [step[name] for step in steps for name in ("pushCard", "updateCard") if name in step]


def words(value: Any) -> str:
    """All texts of an answer in one string."""
    if isinstance(value, dict):
        return " ".join(words(entry) for entry in value.values())
    if isinstance(value, list):
        return " ".join(words(entry) for entry in value)
    return value if isinstance(value, str) else ""
