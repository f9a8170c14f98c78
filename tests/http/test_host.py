"""The Workspace host is answered with cards, whatever becomes of its wish."""

from __future__ import annotations

import json
import logging
import re

import pytest

from addon import log
from cards.actions import Kind
from services.callers import tenant_id
from services.core.records import Grant
from simulator.seeds import MAYA
from tests.http.hosting import KINDS, Host, cards, words

ANNA = "anna@maple.example"


@pytest.fixture
def host():
    return Host()


def test_home_is_a_card_with_full_urls_of_ours(host):
    body = host.act(MAYA, "/addon/home")
    found = re.findall(r'"function": "([^"]+)"', json.dumps(body))
    assert found
    assert all(url.startswith("https://labels.example.com/addon/") for url in found)


def test_a_refusal_is_a_card_on_top_that_says_what_to_do(host):
    body = host.act(MAYA, "/addon/label/open", parameters={"label": "l0000000000000000000000"})
    assert body["renderActions"]["action"]["navigations"][0].keys() == {"pushCard"}
    assert "This label is not here" in words(body)


def test_a_forged_level_is_refused_with_a_card(host):
    body = host.act(
        MAYA,
        "/addon/member/level",
        parameters={"label": "l0", "principal": "1"},
        inputs={"level": ["emperor"]},
    )
    assert "Something is missing" in words(body)


@pytest.mark.parametrize(
    "parameters",
    [
        {"label": "a/b"},
        {"label": "../../x"},
        {"label": ".."},
        {"label": "l" * 2000},
        {"label": "l'; DROP TABLE records; --"},
        {"label": "l\n\u202e"},
        {"group": "contactGroups/../people/me"},
        {"group": "contactGroups/a?b=c"},
        {"group": "people/me"},
        {"group": "contactGroups/none"},
        {"label": "l1", "contact": "a/b"},
        {"label": "l1", "principal": "a/b"},
        {"label": "l1", "hold": "__x__"},
        {"label": "l1", "field": "<b>"},
        {"label": "l1", "run": "x y"},
        {"label": "l1", "version": "-1"},
        {"label": "l1", "page": "1e9"},
        {},
    ],
)
def test_forged_parameters_are_refused_everywhere(host, parameters):
    for path, kind in KINDS.items():
        body = host.act(
            MAYA, path, parameters=parameters, inputs={"people": [ANNA], "level": ["editor"], "query": ["x"]}
        )
        if kind is Kind.CALLBACK:
            assert "Something went wrong" not in words(body), path
    assert host.service.store.tenant(callers_of(host)).count(Grant) == 0


def test_google_in_trouble_is_said_so(host):
    host.world.faults.add("503", path="/v1/contactGroups*", times=50)
    body = host.act(MAYA, "/addon/label/open", parameters={"group": "contactGroups/abc"})
    assert "Google does not answer" in words(body)


def test_suggestions_go_quiet_when_they_fail(host, monkeypatch):
    _break(monkeypatch, "services.share_form.suggest", RuntimeError("x"))
    body = host.act(MAYA, "/addon/label/share/suggest", inputs={"people": ["an"]})
    assert body == {"autoComplete": {"items": []}}


@pytest.mark.parametrize("path", ["/addon/home", "/addon/home/show"])
def test_the_unexpected_is_a_card_with_a_number_that_the_log_has(host, monkeypatch, caplog, path):
    secret = "maya@maple.example has the number +358 40 1234567"
    _break(monkeypatch, "services.homepage.home", RuntimeError(secret))
    body = host.act(MAYA, path)
    assert "Something went wrong" in words(body)
    assert "RuntimeError" not in words(body)
    number = re.search(r"\b[0-9a-f]{8}\b", words(body))[0]
    incident = next(record for record in caplog.records if getattr(record, "incident", "") == number)
    assert incident.error == "RuntimeError"
    assert "addon/host.py" in incident.at
    assert secret not in _lines(caplog)


def test_somebody_of_no_company_gets_steps_not_an_error(host):
    world = host.world
    nobody = world.add_company("", [])
    person = world.add_person(nobody, "solo@gmail.example", "Solo", "Person")
    body = host.act(person.email, "/addon/home")
    assert cards(body)[0]["name"] != "error"


def test_a_company_that_has_not_delegated_gets_steps(host):
    company = host.world.account(MAYA).company
    host.world.delegate(company, host.service.settings.delegation_service_account, [])
    body = host.act(MAYA, "/addon/home")
    assert "Admin console" in words(body)


@pytest.mark.parametrize(
    "locale", ["en", "en-US", "pt-BR", "xx", "", "zh-Hant-TW", "../../etc", "\U0001f600" * 50]
)
def test_any_locale_is_answered(host, locale):
    host.act(MAYA, "/addon/home", locale=locale)


def test_one_line_for_each_event_and_nothing_personal_in_it(host, caplog):
    caplog.set_level(logging.INFO)
    host.act(MAYA, "/addon/home")
    host.act(
        MAYA,
        "/addon/label/share/preview",
        parameters={"label": "Maya's <b>own</b> \n forged=1"},
        inputs={"people": [ANNA], "message": ["secret words"]},
    )
    lines = [record for record in caplog.records if record.message == "event"]
    assert [(line.action, line.outcome) for line in lines] == [
        ("home", "done"),
        ("share.preview", "no-such-label"),
    ]
    assert lines[0].who == host.world.account(MAYA).id
    assert lines[0].calls > 0
    assert lines[0].ms >= 0
    assert not hasattr(lines[1], "label")
    said = _lines(caplog)
    for private in (MAYA, ANNA, "Maya", "secret", "Bearer", "eyJ"):
        assert private not in said, private


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        ("X-Cloud-Trace-Context", "4bf92f3577b34da6a3ce929d0e0e4736/123;o=1"),
    ],
)
def test_lines_bear_the_trace_of_their_request(host, caplog, header, value):
    seen = []
    caplog.set_level(logging.INFO)
    log.logger.addFilter(lambda record: seen.append(log.JsonLines().format(record)) or True)
    host.client.get("/readyz", headers={header: value})
    host.client.post("/addon/home", headers={header: value})
    log.logger.filters.clear()
    assert json.loads(seen[-1])["logging.googleapis.com/trace"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    host.client.post("/addon/home", headers={header: 'forged" line'})
    assert re.fullmatch("[0-9a-f]{32}", log.trace.get())


def test_pressing_is_counted_by_thread(host):
    host.act(MAYA, "/addon/home")
    assert host.service.calls() > 0


def callers_of(host) -> str:
    return tenant_id(host.world.account(MAYA).company.id)


def _break(monkeypatch, target, error):
    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr(target, fail)


def _lines(caplog) -> str:
    """The log as it would be written, both ways."""
    both = (log.JsonLines(), log.TextLines())
    return "\n".join(style.format(record) for record in caplog.records for style in both)
