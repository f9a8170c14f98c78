"""Pages and mails take their words from the catalogue, in the reader's language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from addon.words import language_of, words_for
from cards.states import contacts_count

ROOT = Path(__file__).resolve().parents[2]


def test_pages_have_no_words_of_their_own():
    for page in (ROOT / "addon" / "templates").glob("*.html"):
        text = re.sub(r"{[{%#].*?[}%#]}|<[^>]*>", " ", page.read_text(), flags=re.DOTALL)
        assert set(text.split()) <= {"Shared", "Labels", "·", "<", ">", "&lt;", "&gt;"}, page.name


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("", "en"),
        ("en", "en"),
        ("en-US", "en"),
        ("xx", "en"),
        ("garbage!", "en"),
        ("x" * 9999, "en"),
        ("_", "en"),
    ],
)
def test_an_unknown_language_is_english(locale, language):
    assert language_of(locale) == language


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("fi", "fi"),
        ("fi-FI", "fi"),
        ("fi_FI", "fi"),
        ("sv-FI", "en"),
        ("pt-BR", "en"),
        ("id", "id"),
        ("in", "id"),  # Android, like all that grew up with Java
        ("in-ID", "id"),
        ("id-ID", "id"),
        ("pl-PL", "pl"),
        ("de-AT", "de"),
        ("it-CH", "it"),
    ],
)
def test_a_known_language_is_found_however_it_is_written(locale, language):
    assert language_of(locale) == language


def test_numbers_and_dates_go_with_the_words():
    assert words_for("fi").number(12345) == "12\u00a0345"
    assert words_for("en-US").number(12345) == "12,345"
    assert words_for("pt-BR").number(12345) == "12,345"
    at = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
    for locale in ("id", "in", "id-ID", "in-ID"):
        assert words_for(locale).number(12345) == "12.345"
        assert words_for(locale).date(at) == "20 Nov 2026"
        assert words_for(locale, "Asia/Jakarta").clock(at) == "20.05"
        assert words_for(locale).names(["Maya", "Noah", "Ada"]) == "Maya, Noah, dan Ada"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("id", ("0 kontak", "1 kontak", "2 kontak", "25.000 kontak")),
        ("fi", ("0 yhteystietoa", "1 yhteystieto", "2 yhteystietoa", "25\u00a0000 yhteystietoa")),
        ("it", ("0 contatti", "1 contatto", "2 contatti", "25.000 contatti")),
        ("de", ("0 Kontakte", "1 Kontakt", "2 Kontakte", "25.000 Kontakte")),
        ("pl", ("0 kontaktów", "1 kontakt", "2 kontakty", "25\u00a0000 kontaktów")),
        ("en", ("0 contacts", "1 contact", "2 contacts", "25,000 contacts")),
    ],
)
def test_numbers_have_their_plurals(locale, said):
    assert tuple(contacts_count(n, words_for(locale)) for n in (0, 1, 2, 25_000)) == said
