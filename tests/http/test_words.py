"""Pages and mails take their words from the catalogue, in the reader's language."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from addon import words
from addon.words import language_of, words_for

ROOT = Path(__file__).resolve().parents[2]


def test_every_word_of_pages_and_mails_is_in_the_template():
    known = {message.id for message in read_po(io.BytesIO((ROOT / "locales/messages.pot").read_bytes()))}
    found = list(extract_from_dir(ROOT / "addon", [("**.py", "python"), ("**.html", "jinja2")]))
    assert len(found) > 50
    for file, line, message, _, _ in found:
        assert message in known, (file, line)


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


@pytest.fixture
def finnish(monkeypatch):
    """A Finnish catalogue, wherever the translators are by now."""
    monkeypatch.setattr(words, "languages", lambda: ("en", "fi", "id"))
    monkeypatch.setattr(words, "_catalogue", lambda _language: gettext.NullTranslations())


@pytest.mark.usefixtures("finnish")
@pytest.mark.parametrize(
    ("locale", "language"),
    [("fi", "fi"), ("fi-FI", "fi"), ("fi_FI", "fi"), ("sv-FI", "en"), ("in", "id"), ("id-ID", "id")],
)
def test_a_known_language_is_found_however_it_is_written(locale, language):
    assert language_of(locale) == language


@pytest.mark.usefixtures("finnish")
def test_numbers_and_dates_go_with_the_words():
    assert words_for("fi").number(12345) == "12\u00a0345"
    assert words_for("en-US").number(12345) == "12,345"
    assert words_for("de-DE").number(12345) == "12,345"
