"""User text inside our words, and formats of places."""

from __future__ import annotations

import gettext
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.text import GettextWords, escaped, in_sentence, one_line, plain

AT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


def in_(locale, zone=""):
    return GettextWords(gettext.NullTranslations(), locale, zone)


def test_is_markup_of_a_name_shown_and_not_obeyed():
    assert escaped("<script>a & b</script>") == "&lt;script&gt;a &amp; b&lt;/script&gt;"
    assert escaped("two\nlines") == "two<br>lines"
    assert "<" not in plain("<b>")


def test_is_a_name_with_braces_taken_for_a_gap(words):
    assert words.gettext("{name} shared it", name="{evil} %s {0}") == "{evil} %s {0} shared it"


def test_is_a_right_to_left_name_kept_to_itself(words):
    assert words.gettext("{name} shared it", name="שלום") == "\u2068שלום\u2069 shared it"
    assert words.gettext("{name} shared it", name="Maya") == "Maya shared it"


def test_can_a_name_turn_our_words_around():
    assert in_sentence("abc\u202e\u2069def") == "abcdef"


def test_are_line_breaks_in_a_name_spaces():
    assert one_line(" a\r\n b\tc\x00d ") == "a b c d"


def test_is_a_number_kept_together_inside_a_sentence():
    assert in_("fi").ngettext("{n} contact", "{n} contacts", 25_000) == "25\xa0000 contacts"
    assert one_line("\xa0 \u202f") == ""


def test_is_a_long_name_cut_without_halving_an_emoji():
    cut = one_line("x" * 8 + "👩🏽‍🚀" + "y" * 20, 11)
    assert cut == "x" * 8 + "…"


@given(st.text(), st.integers(2, 50))
def test_does_one_line_hold_its_limit(text, limit):
    line = one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line


@pytest.mark.parametrize("locale", ["", "xx", "en-", "garbage" * 1000, "e\x00n", "../../etc", "_"])
def test_does_a_locale_of_garbage_format_as_english(locale):
    assert in_(locale).number(25000) == "25,000"


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../../etc/passwd", "x" * 3000, "\x00", "Europe"])
def test_is_an_unknown_zone_utc_and_said(zone):
    assert in_("en-GB", zone).clock(AT) == "13:05 UTC"


def test_do_numbers_and_times_follow_the_place():
    words = in_("fi", "Europe/Helsinki")
    assert words.number(25000) == "25\xa0000"
    assert words.clock(AT) == "15.05"
    assert words.date(AT) == "20.11.2026"
    assert in_("en-GB", "Europe/Helsinki").date_time(AT) == "20 Nov 2026, 15:05:00"


def test_are_names_listed_as_a_sentence_lists_them(words):
    assert words.names(["Maya", "Noah", "Ada"]) == "Maya, Noah and Ada"
    assert words.names([]) == ""
