"""What is an add-on told when a page is opened or something is pressed, and what happens to its answers?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from google.auth import jwt

from simulator.app import create_app
from simulator.seeds import demo
from simulator.ui import Settings, extension
from simulator.world import ADDON_SERVICE_ACCOUNT, OAUTH_CLIENT_ID, World
from tests.simulator.echo import CARD, COMPOSE, EMAIL, LOCALE, MESSAGE, Echo, running

MAYA = "maya@maple.example"


@pytest.fixture
def echo() -> Iterator[Echo]:
    with running() as found:
        yield found


@pytest.fixture
def world() -> World:
    return demo(congress=False)


@pytest.fixture
def client(world: World, echo: Echo) -> FlaskClient:
    settings = Settings(deployment=f"{echo.address}/deployment.json")
    return create_app(world, extend=[extension(settings)]).test_client()


def call(client: FlaskClient, kind: str, app: str = "gmail", **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.post(f"/u/{MAYA}/host/{app}/{kind}", json=asked).get_json()
    return found


def grant(client: FlaskClient, *scopes: str) -> None:
    client.post("/_simulator/panel", data={"do": "scopes", "who": MAYA, "scope": list(scopes)})


def test_the_homepage_is_told_who_and_where_and_nothing_of_widgets(
    client: FlaskClient, echo: Echo, world: World
) -> None:
    answer = call(client, "open", trigger="homepage", context={}, formInputs={"a": {}}, parameters=[])
    assert answer == {"answer": {"navigations": [{"pushCard": CARD}]}}
    (event,) = echo.events
    assert event.keys() == {"commonEventObject", "authorizationEventObject"}
    assert event["commonEventObject"]["hostApp"] == "GMAIL"
    assert event["commonEventObject"]["userLocale"] == "en"
    assert event["commonEventObject"].keys() == {"hostApp", "platform", "userLocale", "timeZone"}
    tokens = event["authorizationEventObject"]
    assert echo.headers[0]["Authorization"] == f"Bearer {tokens['systemIdToken']}"
    certificates = world.tokens.certificates()
    system = jwt.decode(tokens["systemIdToken"], certs=certificates, audience=f"{echo.address}/home")
    assert system["email"] == ADDON_SERVICE_ACCOUNT
    user = jwt.decode(tokens["userIdToken"], certs=certificates, audience=OAUTH_CLIENT_ID)
    assert (user["sub"], user["hd"]) == (world.account(MAYA).id, "maple.example")
    assert tokens["authorizedScopes"] == [EMAIL, LOCALE, MESSAGE, COMPOSE]


def test_a_scope_that_was_not_granted_takes_its_part_away(client: FlaskClient, echo: Echo) -> None:
    call(client, "open", trigger="homepage")
    grant(client, MESSAGE)
    call(client, "open", trigger="homepage")
    event = echo.events[-1]
    assert event["commonEventObject"].keys() == {"hostApp", "platform"}
    assert "email" not in jwt.decode(event["authorizationEventObject"]["userIdToken"], verify=False)
    assert event["authorizationEventObject"]["authorizedScopes"] == [MESSAGE]


def test_consent_gives_the_scope_back(client: FlaskClient, echo: Echo) -> None:
    call(client, "open", trigger="homepage")
    grant(client, EMAIL)
    echo.answers["home"] = {"requesting_google_scopes": {"scopes": [LOCALE]}}
    assert call(client, "open", trigger="homepage") == {"answer": {"scopes": [LOCALE]}}
    call(client, "consent", scopes=[LOCALE])
    call(client, "open", trigger="homepage")
    assert echo.events[-1]["authorizationEventObject"]["authorizedScopes"] == [EMAIL, LOCALE]


def test_an_open_message_comes_with_a_token_that_opens_it_and_no_other(
    client: FlaskClient, echo: Echo, world: World
) -> None:
    first, second = world.account(MAYA).mailbox.inbox[:2]
    call(client, "open", trigger="message", context={"message": first.id})
    event = echo.events[0]
    assert event["gmail"]["messageId"] == f"msg-f:{first.id}"
    headers = {
        "Authorization": f"Bearer {event['authorizationEventObject']['userOAuthToken']}",
        "X-Goog-Gmail-Access-Token": event["gmail"]["accessToken"],
    }
    read = client.get(
        f"/gmail/v1/users/me/messages/{event['gmail']['messageId']}?format=metadata", headers=headers
    )
    assert read.get_json().get("id") == first.id, read.get_json()
    assert client.get(f"/gmail/v1/users/me/messages/{second.id}", headers=headers).status_code == 403


def test_the_compose_window_tells_its_recipients_if_the_scope_is_granted(
    client: FlaskClient, echo: Echo
) -> None:
    context = {"compose": 0, "to": ["a@b.example"], "cc": [], "bcc": []}
    call(client, "open", trigger="compose", context=context)
    assert echo.events[0]["gmail"] == {
        "toRecipients": ["a@b.example"],
        "ccRecipients": [],
        "bccRecipients": [],
    }
    grant(client, EMAIL)
    assert COMPOSE in call(client, "open", trigger="compose", context=context)["error"]


@pytest.mark.parametrize(
    ("access", "told", "writes"),
    [("READ", True, False), ("READ_WRITE", True, True), ("METADATA", False, False)],
)
def test_an_open_event_tells_its_guests_where_the_deployment_may_read_it(
    client: FlaskClient, echo: Echo, world: World, access: str, told: bool, writes: bool
) -> None:
    echo.access = access
    meeting = world.account(MAYA).events[0]
    call(client, "open", "calendar", trigger="event", context={"event": meeting["id"]})
    calendar = echo.events[0]["calendar"]
    assert calendar["id"] == meeting["id"]
    assert ("attendees" in calendar) == told
    assert calendar["capabilities"]["canAddAttendees"] == writes
    assert not told or [one["self"] for one in calendar["attendees"] if one["email"] == MAYA] == [True]


def test_an_action_is_told_its_inputs_and_parameters_and_not_what_is_open(
    client: FlaskClient, echo: Echo
) -> None:
    echo.answers["save"] = {"renderActions": {"action": {"notification": {"text": "Saved"}}}}
    inputs = {"name": {"stringInputs": {"value": ["x"]}}}
    answer = call(
        client,
        "act",
        function=f"{echo.address}/save",
        parameters=[{"key": "label", "value": "7"}],
        formInputs=inputs,
        context={"message": "1"},
    )
    assert answer == {"answer": {"notification": "Saved"}}
    common = echo.events[0]["commonEventObject"]
    assert (common["formInputs"], common["parameters"]) == (inputs, {"label": "7"})
    assert "gmail" not in echo.events[0]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (("no", 500), "HTTP 500"),
        (("<html>", 200), "not JSON"),
        ({"action": {}}, "renderActions"),
        (("", 302), "HTTP 302"),
    ],
)
def test_what_the_real_host_would_not_show_becomes_an_error(
    client: FlaskClient, echo: Echo, answer: Any, why: str
) -> None:
    echo.answers["save"] = answer
    assert why in call(client, "act", function=f"{echo.address}/save")["error"]


def test_suggestions_come_as_texts(client: FlaskClient, echo: Echo) -> None:
    echo.answers["find"] = {"autoComplete": {"items": [{"text": "anna"}, {"text": "bruno"}]}}
    assert call(client, "suggest", function=f"{echo.address}/find") == {
        "answer": {"items": ["anna", "bruno"]}
    }


def test_the_host_calls_no_other_place(client: FlaskClient) -> None:
    assert (
        "not a place of this deployment"
        in call(client, "act", function="https://elsewhere.example/x")["error"]
    )


def test_a_service_that_is_down_is_said_to_be_down() -> None:
    app = create_app(
        demo(congress=False), extend=[extension(Settings(deployment="http://127.0.0.1:9/deployment.json"))]
    )
    client = app.test_client()
    assert "cannot read the deployment" in call(client, "open", trigger="homepage")["error"]
    assert "cannot read the deployment" in client.get(f"/u/{MAYA}/mail").text
