"""What does the host accept of an add-on, and what does it tell it? The documented forms only."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from simulator.ui.host import answers, call, cards, deployment, events, make_schema

SCOPE = "https://www.googleapis.com/auth/userinfo.email"
CARD: dict[str, Any] = {
    "header": {"title": "Hello"},
    "sections": [{"widgets": [{"textParagraph": {"text": "Hi"}}]}],
}
PUSH = {"navigations": [{"pushCard": CARD}]}


def read(value: Any, kind: answers.Kind) -> answers.Answer:
    return answers.read(value, kind, scopes=frozenset({SCOPE}))


def refusal(value: Any, kind: answers.Kind) -> str:
    with pytest.raises(answers.Refused) as refused:
        read(value, kind)
    return refused.value.reason


def test_a_trigger_is_answered_with_an_action_and_a_callback_with_render_actions() -> None:
    assert read({"action": PUSH}, "trigger").navigations == ({"pushCard": CARD},)
    answer = read(
        {"renderActions": {"action": {**PUSH, "notification": {"text": "Done"}}}, "stateChanged": True},
        "callback",
    )
    assert (answer.notification, answer.changed) == ("Done", True)


@pytest.mark.parametrize(
    ("value", "kind", "why"),
    [
        (CARD, "trigger", "no field header"),
        ({"renderActions": {"action": PUSH}}, "trigger", "no field renderActions"),
        ({"action": PUSH}, "callback", "no field action"),
        ({}, "callback", "answered with renderActions"),
        ({"action": {"navigations": []}}, "trigger", "answered with a pushCard"),
        ({"action": {"navigations": [{"pushCard": CARD, "pop": True}]}}, "trigger", "exactly one navigation"),
        ({"renderActions": {"action": {"navigations": [{"popCard": True}]}}}, "callback", "no field popCard"),
        (
            {"renderActions": {"action": {"navigations": [{"endNavigation": "x"}]}}},
            "callback",
            "no field endNavigation",
        ),
        ({"renderActions": {"action": {"notification": "Done"}}}, "callback", "must be an object"),
        (
            {"renderActions": {"action": {"link": {"url": "javascript:x"}}}},
            "callback",
            "https, mailto or tel",
        ),
        ({"renderActions": {}, "stateChanged": "yes"}, "callback", "true or false"),
        ({"autoComplete": {"items": ["a"]}}, "suggest", "a list of {text}"),
        ({"requesting_google_scopes": {"scopes": ["https://x"]}}, "callback", "not in the deployment"),
        (
            {"requesting_google_scopes": {"scopes": [SCOPE], "all_scopes": True}},
            "callback",
            "either scopes or all_scopes",
        ),
        ([], "callback", "must be a JSON object"),
    ],
)
def test_what_google_does_not_document_is_refused(value: Any, kind: answers.Kind, why: str) -> None:
    assert why in refusal(value, kind)


def test_missing_scopes_can_be_asked_for_in_both_ways() -> None:
    assert read({"requesting_google_scopes": {"scopes": [SCOPE]}}, "callback").scopes == (SCOPE,)
    assert read({"requesting_google_scopes": {"all_scopes": True}}, "trigger").scopes == (SCOPE,)


@pytest.mark.parametrize(
    ("widget", "why"),
    [
        ({"textParagraph": {"text": ""}}, "needs text"),
        ({"textParagraph": {"text": "a", "textSyntax": "MARKDOWN"}}, "Google Chat only"),
        ({"textParagraph": {"txt": "a"}}, "no such field"),
        ({"textParagraph": {"text": "a"}, "divider": {}}, "exclude each other"),
        ({}, "Widget needs one of"),
        ({"textInput": {"name": "x"}}, "label or hintText"),
        ({"textInput": {"label": "x"}}, "needs name"),
        ({"decoratedText": {"text": "a", "startIcon": {"knownIcon": "SMILE"}}}, "no knownIcon SMILE"),
        ({"decoratedText": {"text": "a", "startIcon": {"materialIcon": {"name": "x"}}}}, "Google Chat only"),
        ({"buttonList": {"buttons": [{"text": "a"}]}}, "needs onClick"),
        (
            {"buttonList": {"buttons": [{"text": "a", "onClick": {"action": {"function": "home"}}}]}},
            "full https address",
        ),
        (
            {
                "buttonList": {
                    "buttons": [{"text": "a", "onClick": {"openLink": {"url": "http://example.com/"}}}]
                }
            },
            "https, mailto or tel",
        ),
        ({"selectionInput": {"name": "a", "type": "TICK_BOX"}}, "not a value of"),
        ({"selectionInput": {"name": "a", "items": [{"text": "a"}] * 101}}, "more than 100 items"),
        ({"image": {"imageUrl": "ftp://x"}}, "must be an https address"),
        ({"columns": {"columnItems": [{"widgets": [{"divider": {}}]}]}}, "no such field"),
    ],
)
def test_a_card_beyond_the_format_is_refused(widget: dict[str, Any], why: str) -> None:
    assert why in "\n".join(cards.problems({"sections": [{"widgets": [widget]}]}))


def test_a_footer_needs_its_primary_button() -> None:
    button = {"text": "a", "onClick": {"openLink": {"url": "https://example.com/"}}}
    assert cards.problems({"fixedFooter": {"primaryButton": button}}) == []
    assert "needs primaryButton" in cards.problems({"fixedFooter": {"secondaryButton": button}})[0]


def test_days_before_1970_are_numbers_too():
    picker = {"dateTimePicker": {"name": "born", "label": "Birthday", "type": "DATE_ONLY"}}
    for value, good in (("-652147200000", True), ("0", True), (-1, True), ("--1", False), ("1.5", False)):
        picker["dateTimePicker"]["valueMsEpoch"] = value
        assert (cards.problems({"sections": [{"widgets": [picker]}]}) == []) is good, value


def test_the_schema_is_what_googles_types_say() -> None:
    assert json.loads(make_schema.SCHEMA.read_text()) == make_schema.schema()


class Visitor:
    locale, zone = "fi", "Europe/Helsinki"


def event(*scopes: str, **more: Any) -> dict[str, Any]:
    tokens = events.Tokens("system", "user", "oauth", scopes)
    now = datetime(2026, 1, 15, 12, tzinfo=UTC)
    return events.event(Visitor(), tokens, events.Place("GMAIL"), now=now, locale_from_app=True, **more)


def test_the_locale_is_told_only_with_its_scope() -> None:
    assert event()["commonEventObject"] == {"hostApp": "GMAIL", "platform": "WEB"}
    common = event(events.LOCALE_SCOPE)["commonEventObject"]
    assert common["userLocale"] == "fi"
    assert common["timeZone"] == {"id": "Europe/Helsinki", "offset": 7_200_000}


def test_inputs_and_parameters_are_left_out_when_there_are_none() -> None:
    assert event(form_inputs={}, parameters={})["commonEventObject"].keys() == {"hostApp", "platform"}
    given = event(form_inputs={"a": {"stringInputs": {"value": ["b"]}}}, parameters={"c": "d"})[
        "commonEventObject"
    ]
    assert (given["formInputs"]["a"], given["parameters"]) == ({"stringInputs": {"value": ["b"]}}, {"c": "d"})


def test_an_action_may_only_call_where_the_deployment_lives() -> None:
    found = deployment.parse(
        {
            "oauthScopes": [SCOPE],
            "addOns": {
                "common": {
                    "name": "A",
                    "logoUrl": "https://a.example/logo.png",
                    "homepageTrigger": {"runFunction": "https://a.example/home"},
                    "universalActions": [{"label": "Settings", "runFunction": "https://b.example/settings"}],
                },
                "gmail": {},
            },
        }
    )
    assert found.gmail.homepage == "https://a.example/home"
    assert found.calendar.homepage == ""
    assert found.origins == {"https://a.example", "https://b.example"}
    with pytest.raises(answers.Refused, match="not a place of this deployment"):
        call.Caller(found).call("https://elsewhere.example/home", event(), "callback")


@pytest.mark.parametrize("value", [{}, {"oauthScopes": [], "addOns": {"common": {"name": "A"}}}, [], None])
def test_a_deployment_that_lacks_something_says_what(value: Any) -> None:
    with pytest.raises(deployment.BadDeployment):
        deployment.parse(value)
