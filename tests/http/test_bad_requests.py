"""What is not a call at all: a status, one word, and never a stack trace."""

from __future__ import annotations

import pytest

from addon.routes import ROUTES, Auth
from tests.http.outside import BASE

HOST = sorted(route.path for route in ROUTES if route.auth is Auth.HOST)
PATTERNS = {"<kind>": "copy", "<key>": "1", "<label>": "1"}


def filled(path: str) -> str:
    for gap, value in PATTERNS.items():
        path = path.replace(gap, value)
    return path


def bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"not json", b"[]", b"{}", b"null", b'{"commonEventObject": []}', b"\x00", b"\xff",
        b'{"a":' + b"[" * 50_000,
    ],
)  # fmt: skip
def test_a_malformed_event_is_400(client, tokens, body):
    for path in HOST:
        answer = client.post(path, headers=bearer(tokens.system(path)), data=body)
        assert answer.status_code == 400, path
        assert client.post(path, data=body).status_code == 401, path


def test_a_malformed_event_of_a_known_person_is_400(client, tokens):
    for common in (5, [], {"formInputs": []}, {"parameters": {"label": {}}}):
        body = {"commonEventObject": common, "authorizationEventObject": {"userIdToken": tokens.user()}}
        answer = client.post("/addon/back", headers=bearer(tokens.system("/addon/back")), json=body)
        assert answer.status_code == 400, common


@pytest.mark.parametrize(
    "body",
    [b"", b"no json", b"[]", b"{}", b'{"tenant": 5}', b'{"tenant": ""}', b'{"tenant": "t", "label": {}}'],
)
def test_a_malformed_task_is_400(client, tokens, body):
    answer = client.post("/tasks/copy", headers=bearer(tokens.task("/tasks/copy")), data=body)
    assert answer.status_code == 400


def test_a_task_without_its_ids_is_400(client, tokens):
    answer = client.post("/tasks/copy", headers=bearer(tokens.task("/tasks/copy")), json={"tenant": "t"})
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["tenant", "account", "label"])
@pytest.mark.parametrize("value", ["a/b", "..", "__x__", "x" * 2000, "a\nb"])
def test_a_task_whose_ids_are_none_is_400(client, tokens, name, value):
    body = {"tenant": "t", "account": "a", "label": "l", name: value}
    answer = client.post("/tasks/copy", headers=bearer(tokens.task("/tasks/copy")), json=body)
    assert answer.status_code == 400


def test_an_unknown_task_is_404(client, tokens):
    answer = client.post("/tasks/dance", headers=bearer(tokens.task("/tasks/dance")), json={"tenant": "t"})
    assert answer.status_code == 404


def test_a_large_task_is_413(client, tokens):
    body = {"tenant": "t", "contacts": "x" * 10_001}
    answer = client.post("/tasks/copy", headers=bearer(tokens.task("/tasks/copy")), json=body)
    assert answer.status_code == 413


def test_a_large_event_is_413_and_only_for_the_host(client, tokens):
    large = b'{"a":"' + b"x" * 2_000_000 + b'"}'
    assert client.post("/addon/home", data=large).status_code == 401
    answer = client.post("/addon/home", headers=bearer(tokens.system("/addon/home")), data=large)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/addon", "/addon/", "/addon/home/", "/addon//home", "/addon/nothing", "/tasks/",
        "/tasks/a/b", "/cron/", "/cron/x", "/webhooks/x", "/nothing", "/_ah/x", "/.env",
        "/mailbox/a/b/c", "/labels", "/labels/a/b",
    ],
)  # fmt: skip
def test_an_unknown_path_is_404(client, path):
    for send in (client.get, client.post):
        answer = send(path)
        assert answer.status_code == 404
        assert answer.get_json()["error"]["reason"] == "not-found"


@pytest.mark.parametrize(
    "path", ["/static/../main.py", "/static/%2e%2e/main.py", "/static//etc/passwd", "/static/"]
)
def test_only_static_files_are_static(client, path):
    assert client.get(path).status_code == 404


def test_a_wrong_method_is_405(client):
    methods = {route.path: set() for route in ROUTES}
    for route in ROUTES:
        methods[route.path] |= set(route.methods)
    for path, allowed in methods.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} - allowed:
            answer = client.open(filled(path), method=method)
            assert answer.status_code == 405, (path, method)
            assert set(answer.headers["Allow"].split(", ")) >= allowed


def test_people_get_a_page_and_programs_get_json(client):
    page = client.get("/nothing", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "This page is not here" in page.get_data(as_text=True)
    assert client.get("/nothing", headers={"Accept": "*/*"}).is_json
    assert client.get("/addon/nothing", headers={"Accept": "text/html"}).is_json


def test_a_garbage_language_is_english(client):
    for language in ("xx-klingon;q=5", "*", ",,,;;", "fi" * 5000, "\x00"):
        page = client.get(
            "/nothing", headers={"Accept": "text/html", "Accept-Language": language.replace("\x00", "-")}
        )
        assert 'lang="en"' in page.get_data(as_text=True)


def test_no_answer_names_the_server_address_it_was_asked_under(client):
    answer = client.get("/", base_url="https://elsewhere.example.com")
    assert "elsewhere" not in answer.get_data(as_text=True)
    assert BASE not in answer.headers.get("Location", "")
