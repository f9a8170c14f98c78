"""How long certificates are kept, and what a new key costs."""

from __future__ import annotations

import pytest

from services.backends.google.certificates import LOOKS, LOOKS_SECONDS, PAUSE_SECONDS, Certificates, lifetime
from services.backends.google.http import READ_ATTEMPTS, Google
from services.ports import Unavailable

from .fake_http import Wire, answer

HOUR = {"cache-control": "public, max-age=3600, must-revalidate, no-transform"}


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def wire():
    return Wire()


@pytest.fixture
def certificates(wire, clock):
    return Certificates(Google(root="http://google.test", http_factory=wire, read_pause=0), clock=clock)


def test_are_they_kept_as_long_as_they_may_be(certificates, wire, clock):
    wire.answers = [answer({"k1": "A"}, **HOUR), answer({"k2": "B"}, **HOUR)]
    assert certificates.get("k1") == {"k1": "A"}
    clock.now += 3599
    assert certificates.get("k1") == {"k1": "A"}
    assert len(wire.sent) == 1
    clock.now += 2
    assert certificates.get("k2") == {"k2": "B"}
    assert len(wire.sent) == 2


def test_does_a_new_key_make_one_fetch_even_at_once(certificates, wire):
    wire.answers = [answer({"k1": "A"}, **HOUR), answer({"k1": "A", "k2": "B"}, **HOUR)]
    certificates.get("k1")
    assert "k2" in certificates.get("k2")
    assert "k2" in certificates.get("k2")
    assert len(wire.sent) == 2


def test_do_invented_keys_make_no_storm(certificates, wire, clock):
    wire.always = lambda _sent: answer({"k1": "A"}, **HOUR)
    certificates.get("k1")
    for number in range(50):
        assert f"x{number}" not in certificates.get(f"x{number}")
    assert len(wire.sent) == 1 + LOOKS
    clock.now += LOOKS_SECONDS
    for number in range(50):
        certificates.get(f"x{number}")
    assert len(wire.sent) == 1 + 2 * LOOKS


def test_is_a_new_key_soon_found_in_the_middle_of_a_storm(certificates, wire, clock):
    wire.always = lambda _sent: answer({"k1": "A"}, **HOUR)
    certificates.get("k1")
    for number in range(50):
        certificates.get(f"x{number}")
    wire.always = lambda _sent: answer({"k1": "A", "k2": "B"}, **HOUR)
    assert "k2" not in certificates.get("k2")
    clock.now += PAUSE_SECONDS
    assert "k2" in certificates.get("k2")
    for number in range(50):
        certificates.get(f"y{number}")
    assert len(wire.sent) == 1 + LOOKS + 1


def test_does_a_failed_look_for_a_new_key_keep_the_old_ones(certificates, wire):
    wire.answers = [answer({"k1": "A"}, **HOUR), *[ConnectionError()] * READ_ATTEMPTS]
    certificates.get("k1")
    assert certificates.get("k9") == {"k1": "A"}
    assert certificates.get("k1") == {"k1": "A"}
    assert wire.answers == []


@pytest.mark.parametrize(
    "bad",
    [
        answer(b'{"k1": "A'),
        answer(b""),
        answer([]),
        answer({}),
        answer({}, 404),
        ConnectionError(),
        answer({}, 500),
    ],
)
def test_are_expired_ones_never_used(certificates, wire, clock, bad):
    wire.answers = [answer({"k1": "A"}, **HOUR)]
    certificates.get("k1")
    clock.now += 3601
    wire.always = lambda _sent: bad
    with pytest.raises(Unavailable):
        certificates.get("k1")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=19845"}, 19845),
        ({"cache-control": "public, Max-Age=100", "age": "40"}, 60),
        ({"cache-control": "max-age=100", "age": "400"}, 0),
        ({"cache-control": "no-store, max-age=100"}, 0),
        ({"cache-control": "no-cache"}, 0),
        ({"cache-control": "s-maxage=100"}, 0),
        ({"expires": "Thu, 01 Jan 1970 00:20:00 GMT"}, 200),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "0"}, 0),
        ({"cache-control": "max-age=10", "expires": "Thu, 01 Jan 1970 00:20:00 GMT"}, 10),
        ({}, 0),
    ],
)
def test_how_long_an_answer_may_be_kept(headers, seconds):
    assert lifetime(headers, 1000.0) == seconds
