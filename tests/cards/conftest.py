"""Words as most people get them: English, in a zone that is not UTC."""

from __future__ import annotations

import gettext

import pytest

from cards.text import GettextWords


@pytest.fixture
def words() -> GettextWords:
    return GettextWords(gettext.NullTranslations(), "en-GB", "Europe/Helsinki")
