"""Which entries are the same one, and which values are the same value?"""

import time
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core import normal
from tests.core import strategies


@pytest.fixture(autouse=True)
def _no_number_known():
    """Numbers are read anew by every test, not remembered from one that ran before."""
    normal.phone.cache_clear()


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+1 202-555-0101", "+12025550101"),
        ("+1 (202) 555.0101 ext. 12", "+12025550101;ext=12"),
        ("+49 (0)30 901820", "+4930901820"),
        ("(202) 555-0101", "2025550101"),
        ("00358 9 1601", "+35891601"),
        ("+358 9 1601", "+35891601"),
        ("00 12", "0012"),
        ("000", "000"),
        ("٠٤٠ ١٢٣", "040123"),
        ("1-800-FLOWERS", "1800flowers"),
        ("555 0101 (ask for Bob)", "5550101askforbob"),
        ("555,,9#", "555,,9#"),
        ("*100#", "*100#"),
        ("+999", "+999"),
        ("\u202a555\u202c", "555"),
        ("--", "--"),
        ("", ""),
    ],
)
def test_which_number_is_dialled(written, dialled):
    assert normal.phone(written) == dialled


@pytest.mark.parametrize(
    "written", ["one\n  two", "one\r\n  two", "one\r  two", "one \n  two\t", " \none\n  two\n\n"]
)
def test_are_line_ends_and_what_cannot_be_seen_at_them_a_difference(written):
    assert normal.text(written) == "one\n  two"


@pytest.mark.parametrize(
    ("written", "comparable"),
    [
        ("https://A.example/", "https://a.example"),
        ("https://a.example", "https://a.example"),
        ("HTTP://a.example/Path/", "http://a.example/Path"),
        ("https://a.example/?q=/", "https://a.example/?q=/"),
        ("https://a.example/#/", "https://a.example/#/"),
        ("a.example/x ", "a.example/x"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_which_page_is_meant(written, comparable):
    assert normal.url(written) == comparable


@pytest.mark.parametrize(
    ("written", "comparable"),
    [
        ({"year": 1815, "month": 12, "day": 10}, "1815-12-10"),
        ({"month": 2, "day": 29}, "0000-02-29"),
        ({"year": 0, "month": 2, "day": 29}, "0000-02-29"),
        ({"year": 2026}, "2026-00-00"),
        ({}, ""),
        ({"year": "x"}, ""),
    ],
)
def test_which_day_is_meant(written, comparable):
    assert normal.date(written) == comparable


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("phoneNumbers", {"value": "+1 202 555 0101", "type": "home"}, {"value": "+12025550101"}),
        ("emailAddresses", {"value": "A@a.example", "type": "home"}, {"value": "a@A.example"}),
        ("emailAddresses", {"value": "ada\x07@a.example"}, {"value": "ada@a.example"}),
        ("urls", {"value": "https://a.example/"}, {"value": "https://a.example", "type": "blog"}),
        ("organizations", {"name": "Acme", "title": "CEO"}, {"name": "acme"}),
        ("addresses", {"city": "Oslo", "type": "home"}, {"city": "Oslo", "type": "work"}),
        ("relations", {"person": "Al\u200bbert", "type": "spouse"}, {"person": "Albert"}),
        ("userDefined", {"key": "Shoe", "value": "42"}, {"key": "shoe", "value": "43"}),
        ("events", {"date": {"month": 1, "day": 2}, "type": "other"}, {"date": {"month": 1, "day": 2}}),
        ("imClients", {"username": "a", "protocol": "qq", "type": "x"}, {"username": "a", "protocol": "qq"}),
        ("names", {"givenName": "A"}, {"givenName": "B"}),
        ("unheardOf", {"a": "b", "type": "x"}, {"a": "b", "type": "y"}),
    ],
)
def test_is_it_the_same_entry(field, one, other):
    assert normal.key(field, one) == normal.key(field, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("phoneNumbers", {"value": "+1 202 555 0101"}, {"value": "+1 202 555 0102"}),
        ("imClients", {"username": "a", "protocol": "qq"}, {"username": "a", "protocol": "icq"}),
        ("organizations", {"title": "CEO"}, {"title": "CTO"}),
        ("addresses", {"city": "Oslo"}, {"city": "Rome"}),
        ("addresses", {"city": "Vaals", "countryCode": "NL"}, {"city": "Vaals", "countryCode": "DE"}),
        ("addresses", {"formattedValue": "Oslo"}, {"formattedValue": "Rome"}),
        ("unheardOf", {"type": "x"}, {"type": "y"}),
    ],
)
def test_is_it_another_entry(field, one, other):
    assert normal.key(field, one) != normal.key(field, other)


@given(st.sampled_from(sorted(strategies.ENTRIES)), st.data())
def test_is_an_entry_still_the_same_after_google_served_it(field, data):
    entry = data.draw(strategies.ENTRIES[field])
    (back,) = strategies.tidy({field: (strategies.served_entry(field, entry),)})[field]
    assert normal.key(field, back) == normal.key(field, entry)
    assert normal.comparable(field, back) == normal.comparable(field, entry)


@given(st.text())
def test_is_a_normal_form_its_own_normal_form(text):
    for form in (normal.text, normal.mail, normal.visible):
        assert form(form(text)) == form(text)


@given(st.text(alphabet="aÄ:/.?#@[]%\u200b\n"))
def test_is_a_normal_address_of_a_page_its_own_normal_form(text):
    assert normal.url(normal.url(text)) == normal.url(text)


def test_are_zero_width_characters_kept_in_what_is_compared_but_not_in_identity():
    family = {"value": "👨\u200d👩"}
    assert normal.canon("nicknames", family) == {"value": "👨\u200d👩"}
    assert normal.key("nicknames", family) == normal.key("nicknames", {"value": "👨👩"})


@pytest.mark.parametrize(
    ("field", "differs"), [("emailAddresses", False), ("sipAddresses", False), ("nicknames", True)]
)
def test_are_capitals_a_difference(field, differs):
    one, other = (normal.comparable(field, {"value": value}) for value in ("ada@a.example", "Ada@A.example"))
    assert (one != other) is differs


def test_is_the_address_of_a_page_one_wherever_it_is():
    assert normal.canon("unheardOf", {"deep": {"url": "HTTPS://A.example/"}}) == {
        "deep": {"url": "https://a.example"}
    }


def test_is_an_entry_of_an_unexpected_shape_survived():
    odd = {"value": 7, "list": [{"a": " b "}], "deep": {"a": {"b": ""}, "c": " d "}, "none": None}
    assert normal.canon("phoneNumbers", odd) == {"value": 7, "list": [{"a": "b"}], "deep": {"c": "d"}}


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        ("2026-11-22T03:52:18Z", "2026-11-22T03:52:18.5Z", True),
        ("2026-11-22T03:52:18.5Z", "2026-11-22T03:52:18Z", False),
        ("2026-11-22T03:52:18.123Z", "2026-11-22T03:52:18.123000Z", False),
        ("2026-11-22T03:52:18.123Z", "2026-11-22T03:52:18.123000001Z", True),
        ("2026-11-22T03:52:17.9Z", "2026-11-22T03:52:18Z", True),
        ("2026-11-22T03:52:18Z", "2026-11-22T03:52:18Z", False),
        ("", "2026-11-22T03:52:18Z", False),
        ("2026-11-22T03:52:18Z", "", False),
        ("", "", False),
    ],
)
def test_which_of_googles_times_is_earlier(one, other, earlier):
    assert normal.earlier(one, other) is earlier


@pytest.fixture
def _somewhere_else(monkeypatch):
    """The machine's own time is not Greenwich's."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Asia/Jakarta")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_somewhere_else")
def test_how_is_a_time_of_ours_written_as_googles():
    ours = datetime(2026, 11, 22, 5, 52, 18, 500000, tzinfo=timezone(timedelta(hours=2)))
    assert normal.google_time(ours) == "2026-11-22T03:52:18.500000Z"
    assert not normal.earlier(normal.google_time(ours), "2026-11-22T03:52:18.5Z")


def test_is_a_type_of_an_unexpected_shape_survived():
    assert normal.canon("nicknames", {"value": "a", "type": {"x": "y"}}) == {"value": "a", "type": {"x": "y"}}
