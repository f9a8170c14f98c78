"""Every language says everything, with the same gaps, and nothing half sure."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2] / "locales"
LANGUAGES = sorted(path.name for path in ROOT.iterdir() if path.is_dir())
GAP = re.compile(r"\{\w+\}")


def _read(path, language=None):
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


TEMPLATE = {(_forms(m.id)[0], m.context): m for m in _read(ROOT / "messages.pot") if m.id}


def test_there_are_languages():
    assert {"de", "fi", "it", "pl"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_every_message_translated_with_its_gaps(language):
    said = {
        (_forms(m.id)[0], m.context): m
        for m in _read(ROOT / language / "LC_MESSAGES/messages.po", language)
        if m.id
    }
    assert not TEMPLATE.keys() - said.keys()
    for key, message in TEMPLATE.items():
        found = said[key]
        assert not found.fuzzy, key
        gaps = {gap for form in _forms(message.id) for gap in GAP.findall(form)}
        for form in _forms(found.string):
            assert form.strip(), key
            assert set(GAP.findall(form)) <= gaps, key
        written = {gap for form in _forms(found.string) for gap in GAP.findall(form)}
        assert written | {"{n}"} >= gaps, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_what_is_served_what_was_translated(language):
    catalogue = gettext.translation("messages", ROOT, languages=[language])
    for message in _read(ROOT / language / "LC_MESSAGES/messages.po", language):
        if message.id and isinstance(message.id, str) and not message.context:
            assert catalogue.gettext(message.id) == message.string
