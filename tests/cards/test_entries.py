"""Dates of a contact's entries are words of the reader's language, not of Google's interface."""

import pytest

from addon.words import words_for
from cards.entries import entry_text


@pytest.mark.parametrize(
    ("locale", "written", "read"),
    [
        ("en", "1990-12-10", "Dec 10, 1990"),
        ("en", "--02-29", "Feb 29"),
        ("de", "1990-12-10", "10.12.1990"),
        ("de", "--02-29", "29. Feb."),
        ("fi", "--02-29", "29.2."),
        ("en", "0988-01-02", "Jan 2, 988"),
        ("en", "1999-05-01 · --05-01", "May 1, 1999 · May 1"),
        ("en", "2001-02-30", "2001-02-30"),
        ("en", "some day in May", "some day in May"),
        ("en", "", ""),
    ],
)
def test_a_date_is_read_as_the_language_writes_it(locale, written, read):
    assert entry_text("birthdays", written, words_for(locale)) == read


def test_what_looks_like_a_date_elsewhere_is_left_alone():
    assert entry_text("biographies", "see 1990-12-10", words_for("en")) == "see 1990-12-10"
    assert entry_text("phoneNumbers", "040-12-10", words_for("en")) == "040-12-10"
