"""Every card in every state: accepted by Google's own message, by our lint, and as it was.

`GOLDENS=write python -m pytest tests/cards` writes the files anew; look at the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from addon.gallery.cards import SAMPLES
from addon.words import languages, words_for
from cards.responses import Shown, to_json
from tests.cards.lint import complaints, strictly_parsed
from tests.cards.samples import AWKWARD, awkward

GOLDEN = Path(__file__).parent / "golden"
BASE = "https://labels.example.com"


def card_json(make, words):
    return to_json(Shown(make(words)), BASE)["action"]["navigations"][0]["pushCard"]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_is_the_card_as_it_was(name, words):
    made = json.dumps(card_json(SAMPLES[name], words), ensure_ascii=False, indent=1) + "\n"
    file = GOLDEN / f"{name}.json"
    if os.environ.get("GOLDENS") == "write":
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")


def test_is_there_a_card_for_every_golden():
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(SAMPLES)
    spoken = {(file.parent.name, file.stem) for file in GOLDEN.glob("*/*.json")}
    assert spoken == {(language, name) for language in OTHERS for name in FIRST_SHARE}


FIRST_SHARE = (
    "home_first",
    "label_not_shared",
    "share_form",
    "share_form_nobody",
    "preview",
    "shared",
    "label_copying",
    "label_current",
)
"""From the first card to everybody having the label."""
OTHERS = tuple(language for language in languages() if language != "en")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", FIRST_SHARE)
def test_is_the_first_share_as_it_was_in_every_language(name, language):
    made = card_json(SAMPLES[name], words_for(language, "Europe/Helsinki"))
    assert complaints(made, BASE) == []
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    file = GOLDEN / language / f"{name}.json"
    if os.environ.get("GOLDENS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_does_google_take_the_card(name, words):
    made = card_json(SAMPLES[name], words)
    strictly_parsed(made)
    assert complaints(made, BASE) == []


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text)[:20])
def test_can_any_name_be_shown(text, words):
    for name, make in awkward(text).items():
        made = card_json(make, words)
        strictly_parsed(made)
        assert complaints(made, BASE) == [], name
