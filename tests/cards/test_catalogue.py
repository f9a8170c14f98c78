"""Every word that a person reads goes through the catalogue, with its gaps kept by translators."""

from __future__ import annotations

import html
import re

import pytest

from addon.gallery.cards import SAMPLES
from addon.gallery.pseudo import OPEN, pseudo_words
from cards.responses import Shown, to_json

SHOWN = {"text", "title", "subtitle", "header", "label", "hintText", "topLabel", "bottomLabel", "altText"}

USERS_OWN = re.compile(
    r"[\w.+-]*@[\w.-]*|(Person|Label|Theirs|Member|P) ?[\w-]+|Finance|Budget|Agriculture|Empty"
    r"|Customers|Suppliers|Partners|Maya Lopez|Noah Berg|Ada Cole|Bo Dahl|Cy Eng|Di Fox|Ed Gil"
    r"|Flo Hay|Gus Ito|Hal Jay|Ida Kay"
    r"|Eva Korhonen|Eva|Sales|Ron Wyden|Maria Cantwell|Full House|Jo|\+1 [\d ]+|221 Dirksen\nWashington DC"
    r"|javascript:alert\(1\)|Note & <b>more</b>|kept|Here they are.\nMaya|Back on Monday|1f2e3d4c|en-GB"
    r"|Europe/Helsinki|somethingNew|English|Suomi|Finance and Customers|20 Nov 2026, 15:05:00"
    r"|Nancy Wyden|ron\.wyden|https://ron\.example\.com|24 Nov 2005"
    r"|example\.com and example\.org|107|https://www\.googleapis\.com/\S+"
)
"""Data of the samples: names, addresses, notes, ids."""


def texts(value):
    if isinstance(value, dict):
        for key, child in value.items():
            if key in SHOWN and isinstance(child, str):
                yield html.unescape(re.sub(r"</?b>", "", child.replace("<br>", "\n")))
            yield from texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts(child)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_does_a_word_come_past_the_catalogue(name):
    card = SAMPLES[name](pseudo_words("Europe/Helsinki"))
    shown = texts(to_json(Shown(card), "https://labels.example.com"))
    past = {text for text in shown if OPEN not in text and not USERS_OWN.fullmatch(text)}
    assert past == set()
