"""The gallery: everything in every language, on a machine of one's own and nowhere else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from addon import create_app
from addon import settings as reading
from addon.gallery.beside import BESIDE
from addon.gallery.cards import SAMPLES
from addon.gallery.letters import LETTERS
from addon.gallery.pages import PAGES
from addon.gallery.pseudo import CLOSE, OPEN, pseudo_words, stretched
from addon.letters.sayings import SAYINGS
from addon.wiring import Service
from tests.cards.lint import complaints, strictly_parsed
from tests.http.outside import BASE, lint

EVERY_PAGE = PAGES | BESIDE
ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["en", "de", "fi", "id", "it", "pl", "pseudo"]
PATHS = ["/gallery", "/gallery/cards", "/gallery/mails/shared", "/gallery/pages/members"]
LOCAL = {
    "BASE_URL": "http://localhost:8080",
    "DELEGATION_SERVICE_ACCOUNT": "a@b.example",
    "ADDON_SERVICE_ACCOUNT": "a@b.example",
    "OAUTH_CLIENT_ID": "c",
}
ELSEWHERE = {"OAUTH_CLIENT_SECRET": "s", "SESSION_SECRET": "s" * 32}


@pytest.fixture
def here(settings):
    there = replace(settings, local=True)
    return lint(create_app(there, Service(there)))


@pytest.mark.parametrize("path", PATHS)
def test_it_is_not_there_for_anybody_else(client, here, path):
    assert here.get(path).status_code == 200
    assert client.get(path).status_code == 404


def test_it_is_the_whole_set_up_that_has_to_be_local():
    assert reading.read(LOCAL).local
    cloud = {"QUEUE": "cloudtasks", "CLOUD_TASKS_QUEUE": "projects/p/locations/l/queues/q"}
    store = {"STORE": "firestore", "GOOGLE_CLOUD_PROJECT": "p"}
    for there in ({"BASE_URL": "https://labels.example.com"}, cloud, store):
        assert not reading.read(LOCAL | ELSEWHERE | there).local


def test_what_is_made_up_is_not_loaded_where_it_is_not_shown():
    code = "import sys, addon.routes; print(*(m for m in sys.modules if m.startswith('addon.gallery.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) == {"addon.gallery.serving", "addon.gallery.pseudo"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_one_that_google_takes(here, language):
    answer = here.get(f"/gallery/cards?language={language}").get_json()
    assert answer["languages"] == LANGUAGES
    assert answer["cards"].keys() == SAMPLES.keys()
    for name, card in answer["cards"].items():
        strictly_parsed(card)
        assert complaints(card, BASE) == [], name


def test_no_picture_of_a_card_is_looked_for_outside(here):
    text = json.dumps(here.get("/gallery/cards").get_json())
    assert "lh3.example.com" not in text


def test_every_kind_of_mail_is_shown():
    assert {mail.kind for mail in LETTERS.values()} == set(SAYINGS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_and_every_page_is_there(here, language):
    text = here.get(f"/gallery?language={language}").get_data(as_text=True)
    for name in LETTERS:
        url = f"/gallery/mails/{name}?language={language}"
        assert url in text
        mail = here.get(url)
        assert mail.status_code == 200
        assert mail.headers["Content-Security-Policy"].startswith("sandbox ")
        assert mail.headers["X-Frame-Options"] == "SAMEORIGIN"
    for name in EVERY_PAGE:
        url = f"/gallery/pages/{name}?language={language}"
        assert url in text
        page = here.get(url)
        assert page.status_code == 200
        assert "script" not in page.headers["Content-Security-Policy"]
        assert "<script" not in page.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    ["/gallery?language=xx", "/gallery/mails/party", "/gallery/pages/x", "/gallery/cards?language=../../etc"],
)
def test_what_is_not_there_is_not_found(here, path):
    assert here.get(path).status_code == 404


def test_every_template_of_a_page_is_shown():
    folder = ROOT / "addon/dashboard/templates"
    pages = {f"{path.parent.name}/{path.name}" for path in folder.glob("*/*.html")}
    pages = {name for name in pages if name.startswith(("pages/", "bare/"))}
    pages |= {path.name for path in (ROOT / "addon/templates").glob("*.html")} - {"base.html"}
    assert pages == {make(pseudo_words())[0] for make in EVERY_PAGE.values()}


def test_every_part_of_a_page_stands_in_one_that_is_shown(here):
    """A part is asked for by a script, and stands in a page that is asked for without one."""
    folder = ROOT / "addon/dashboard/templates"
    sources = {path: path.read_text(encoding="utf-8") for path in folder.glob("pages/*.html")}
    parts = {f"parts/{path.name}" for path in (folder / "parts").glob("*.html")}
    stands = {part for part in parts if any(f'"{part}"' in text for text in sources.values())}
    assert parts - stands == {"parts/options.html"}  # what an input offers while somebody types


class Words(HTMLParser):
    """All that a person reads or hears on a page."""

    SAID = frozenset({"aria-label", "title", "placeholder", "alt"})

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in self.SAID and value]

    def handle_data(self, data):
        if data.strip():
            self.found.append(" ".join(data.split()))


def test_what_is_the_matter_and_its_mend_are_two_sentences(here):
    """A template's own line break is not one of the page."""
    text = here.get("/gallery/pages/member").get_data(as_text=True)
    said = " ".join(Words(text.replace("<br>", " ")).found)
    assert "the trash included. Delete contacts there" in said


MADE_UP = re.compile(
    r"https?://\S+|[\w.+-]*@[\w.-]*|\+1 [\d ]+|javascript:alert\(1\)|(Person|Member|Label) ?[\w-]+"
    r"|Maya Lopez|Noah Berg|Ada Cole|Bo Dahl|Cy Eng|Di Fox|Ed Gil|Flo Hay|Ida Kay|Eva Korhonen|Ron Wyden"
    r"|Nancy Wyden|ron\.wyden|\bexample\.(com|org)\b|CSV"
    r"|Maria Cantwell|Finance|Budget|Agriculture|Empty|Customers|Suppliers|Partners|Sales|Senate|Nov|Dec"
    r"|Here they are\.|Maya|Back on Monday|221 Dirksen|Washington DC|Note & <b>more</b>|kept"
    r"|somethingNew|Shared Labels|English|Deutsch|Suomi|Indonesia|Italiano|Polski|\band\b|\b[A-Z]\b"
)
"""What the samples are made of: names, addresses, notes; the letter of a
round mark; Babel's *and*."""


def past(found):
    """What came past the catalogue: neither in its brackets nor of the samples."""
    return [text for text in found if any(c.isalpha() for c in MADE_UP.sub(" ", _outside(text)))]


def _outside(text):
    """The text without what is in brackets, which may stand in others."""
    depth, kept = 0, ""
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        kept += character if depth == 0 and character != CLOSE else ""
    return kept


@pytest.mark.parametrize("name", sorted(EVERY_PAGE))
def test_does_a_word_of_a_page_come_past_the_catalogue(here, name):
    text = here.get(f"/gallery/pages/{name}?language=pseudo").get_data(as_text=True)
    assert past(Words(text).found) == []


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_does_a_word_of_a_mail_come_past_the_catalogue(here, name):
    text = here.get(f"/gallery/mails/{name}?language=pseudo").get_data(as_text=True)
    assert past(Words(text).found) == []


def test_a_word_past_the_catalogue_is_noticed():
    assert past(["\u27e6Hello\u27e7 Maya Lopez"]) == []
    assert past(["Hello"]) == ["Hello"]
    assert past(["\u27e6Hello\u27e7 there"]) == ["\u27e6Hello\u27e7 there"]
    assert Words('<p title="Look">x</p>').found == ["Look", "x"]


def test_the_pseudo_language_keeps_gaps_and_is_longer():
    said = stretched("Shared with {name}, {n} contacts")
    assert "{name}" in said
    assert "{n}" in said
    assert len(said) > 1.3 * len("Shared with {name}, {n} contacts")
    assert len(stretched("Share")) >= 2 * len("Share")
