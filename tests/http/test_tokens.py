"""Every route is refused without its token, and the answer is one word of why."""

from __future__ import annotations

import time

import pytest

from addon.routes import ROUTES, Auth
from tests.http.outside import ADDON, BASE, CLIENT, DELEGATE, Key, Tokens

HOST = sorted(route.path for route in ROUTES if route.auth is Auth.HOST)
TASKS = ["/tasks/copy", "/tasks/mail", "/tasks/nothing-of-ours"]
CRON = sorted(route.path for route in ROUTES if route.auth is Auth.CRON)
EVENT = {"commonEventObject": {"hostApp": "GMAIL", "platform": "WEB"}}


def event(user: str = "") -> dict:
    return EVENT | {"authorizationEventObject": {"userIdToken": user}}


def bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}


def send(client, path: str, headers: dict, body: dict | None = None):
    if path in CRON:
        return client.get(path, headers=headers)
    return client.post(path, headers=headers, json={"tenant": "t"} if body is None else body)


def wrong(tokens: Tokens, stranger: Key, path: str, email: str) -> dict[str, dict]:
    """Headers that prove nothing, by what is wrong with them; `email` would be the right one."""
    other = Tokens(stranger)
    now = int(time.time())

    def made(**changes) -> dict:
        return bearer(tokens.system(path, **({"email": email} | changes)))

    claims = {
        "iss": "https://accounts.google.com",
        "aud": BASE + path,
        "email": email,
        "email_verified": True,
    }
    claims |= {"sub": "1", "iat": now, "exp": now + 3600}
    right = tokens.system(path, email=email)
    return {
        "none": {},
        "empty": bearer(""),
        "basic": {"Authorization": f"Basic {right}"},
        "no scheme": {"Authorization": right},
        "garbage": bearer("x"),
        "three dots": bearer("a.b.c"),
        "cut": bearer(right[:-20]),
        "long": bearer("a" * 100_000),
        "non-ascii": {"Authorization": "Bearer ä.ö.ü"},
        "expired": made(iat=now - 7200, exp=now - 60),
        "not yet": made(iat=now + 600, exp=now + 3600),
        "no expiry": made(exp=None),
        "other path": made(aud=BASE + "/addon/other"),
        "other host": made(aud="https://elsewhere.example.com" + path),
        "query": made(aud=BASE + path + "?x=1"),
        "no audience": made(aud=None),
        "list": made(aud=[BASE + path]),
        "other issuer": made(iss="https://accounts.evil.example"),
        "issuer by http": made(iss="http://accounts.google.com"),
        "other account": made(email="service-2@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"),
        "account in capitals": made(email=email.upper()),
        "no e-mail": made(email=None),
        "unverified": made(email_verified=False),
        "verified in words": made(email_verified="true"),
        "a user's": bearer(tokens.user()),
        "alg none": bearer(tokens.key.sign(claims, alg="none")),
        "HS256 with the public key": bearer(tokens.key.sign(claims, alg="HS256")),
        "unknown key": bearer(tokens.key.sign(claims, kid="k9")),
        "another key under a known id": bearer(other.system(path, email=email)),
    }


@pytest.mark.parametrize("path", [*HOST, *TASKS, *CRON])
def test_a_wrong_token_opens_nothing(client, tokens, stranger, path):
    email = ADDON if path in HOST else DELEGATE
    for what, headers in wrong(tokens, stranger, path, email).items():
        answer = send(client, path, headers)
        assert answer.status_code == 401, what
        assert answer.get_json()["error"]["reason"].startswith("token-"), what


@pytest.mark.parametrize("path", HOST)
def test_the_account_of_the_queue_is_not_the_host(client, tokens, path):
    assert client.post(path, headers=bearer(tokens.task(path)), json=event(tokens.user())).status_code == 401


@pytest.mark.parametrize("path", [*TASKS, *CRON])
def test_the_host_is_not_the_queue(client, tokens, path):
    assert send(client, path, bearer(tokens.system(path))).status_code == 401


def test_a_wrong_user_token_opens_nothing(client, tokens, stranger):
    now = int(time.time())
    claims = {
        "iss": "accounts.google.com",
        "aud": CLIENT,
        "sub": "1",
        "email": "a@b.c",
        "email_verified": True,
    }
    claims |= {"iat": now, "exp": now + 3600}
    bad = {
        "none": "",
        "garbage": "x.y.z",
        "expired": tokens.user(iat=now - 7200, exp=now - 60),
        "another client's": tokens.user(aud="2.apps.googleusercontent.com"),
        "for our address": tokens.user(aud=BASE + "/addon/home"),
        "other issuer": tokens.user(iss="accounts.evil.example"),
        "nobody": tokens.user(sub=None),
        "no e-mail": tokens.user(email=None),
        "unverified": tokens.user(email_verified=False),
        "alg none": tokens.key.sign(claims, alg="none"),
        "HS256": tokens.key.sign(claims, alg="HS256"),
        "another key": Tokens(stranger).user(),
    }
    for path in HOST:
        right = bearer(tokens.system(path))
        for what, token in bad.items():
            assert client.post(path, headers=right, json=event(token)).status_code == 401, (path, what)
        assert client.post(path, headers=right, json=EVENT).status_code == 401
        no_system = {"authorizationEventObject": {"userIdToken": tokens.user(), "systemIdToken": "x"}}
        assert client.post(path, json=EVENT | no_system).status_code == 401


@pytest.mark.parametrize("skew", [-8, 8])
def test_clocks_may_differ_by_ten_seconds(client, tokens, skew):
    now = int(time.time()) + skew
    token = tokens.system("/addon/home", iat=now, exp=now if skew < 0 else now + 60)
    # Far enough to be asked for a good body.
    assert client.post("/addon/home", headers=bearer(token), data=b"no json").status_code == 400


def test_both_spellings_of_the_issuer_are_googles(client, tokens):
    token = tokens.system("/addon/home", iss="accounts.google.com")
    assert client.post("/addon/home", headers=bearer(token), data=b"no json").status_code == 400


def test_a_query_is_no_part_of_the_audience(client, tokens):
    token = tokens.system("/addon/home")
    assert client.post("/addon/home?x=1", headers=bearer(token), data=b"no json").status_code == 400


def test_the_host_header_decides_nothing(client, tokens):
    elsewhere = {"base_url": "https://elsewhere.example.com"}
    token = tokens.system("/addon/home", aud="https://elsewhere.example.com/addon/home")
    assert client.post("/addon/home", headers=bearer(token), json=EVENT, **elsewhere).status_code == 401
    token = tokens.system("/addon/home")
    assert client.post("/addon/home", headers=bearer(token), data=b"no json", **elsewhere).status_code == 400


@pytest.mark.parametrize("path", [*TASKS, *CRON])
def test_google_headers_prove_nothing_off_app_engine(client, path):
    headers = {
        "X-AppEngine-QueueName": "default",
        "X-CloudTasks-QueueName": "default",
        "X-Appengine-Cron": "true",
        "X-AppEngine-TaskName": "1",
    }
    assert send(client, path, headers).status_code == 401


def test_on_app_engine_its_own_headers_count(on_app_engine):
    assert on_app_engine.get(CRON[0]).status_code == 401
    assert on_app_engine.get(CRON[0], headers={"X-Appengine-Cron": "false"}).status_code == 401
    assert on_app_engine.get(CRON[0], headers={"X-AppEngine-QueueName": "q"}).status_code == 401
    assert on_app_engine.get(CRON[0], headers={"X-Appengine-Cron": "true"}).status_code == 200
    for headers in ({}, {"X-CloudTasks-QueueName": "q"}, {"X-Appengine-Cron": "true"}):
        assert on_app_engine.post("/tasks/copy", headers=headers, json={"tenant": "t"}).status_code == 401
    queue = {"X-AppEngine-QueueName": "q"}
    assert on_app_engine.post("/tasks/unheard-of", headers=queue, json={"tenant": "t"}).status_code == 404
    assert on_app_engine.post("/addon/home", headers=queue, json=event()).status_code == 401


def test_without_certificates_nobody_is_called_a_liar(client, certs, tokens):
    certs.down = True
    answer = client.post(
        "/addon/home", headers=bearer(tokens.system("/addon/home")), json=event(tokens.user())
    )
    assert answer.status_code == 503
    assert answer.get_json()["error"]["reason"] == "certificates-unavailable"


def test_certificates_are_fetched_once(client, certs, tokens):
    for _ in range(3):
        client.post("/addon/home", headers=bearer(tokens.system("/addon/home")), data=b"no json")
    assert certs.asked == 1


def test_the_log_has_the_reason_and_nothing_of_the_token(client, tokens, caplog):
    caplog.set_level("INFO", logger="shared-labels")
    token = tokens.system("/addon/home", email="spy@evil.example")
    client.post("/addon/home", headers=bearer(token), json=event(tokens.user()))
    records = [record for record in caplog.records if record.name == "shared-labels"]
    assert [record.reason for record in records] == ["token-of-another-account"]
    said = json_of(records)
    assert "spy@evil.example" not in said
    assert token[:20] not in said


def json_of(records) -> str:
    return " ".join(str(vars(record)) for record in records)
