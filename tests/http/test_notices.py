"""What everybody may read, signed in or not, and what it promises."""

from __future__ import annotations

import pytest

from services import history, outbox


@pytest.mark.parametrize("path", ["/help", "/privacy", "/terms"])
def test_can_anybody_read_it(client, path):
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "<h1>" in answer.text
    assert "script" not in answer.headers["Content-Security-Policy"]


def test_does_it_promise_what_the_code_does(client):
    text = client.get("/privacy").text
    assert f"{history.TRASH.days} days" in text
    assert f"{outbox.KEPT.days} days" in text
    for subject in ("History", "Audit log", "sub-processors", "erased", "Limited Use"):
        assert subject in text


def test_is_a_garbled_language_english(client):
    assert "Privacy" in client.get("/privacy", headers={"Accept-Language": "x" * 3000}).text
