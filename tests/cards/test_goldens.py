"""Every card in every state: accepted by Google's own message, by our lint, and as it was.

`GOLDENS=write python -m pytest tests/cards` writes the files anew; look at the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from addon.gallery.cards import SAMPLES
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
