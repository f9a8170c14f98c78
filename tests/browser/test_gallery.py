"""The gallery in a real browser: whatever can be shown is drawn, in its box, in every language.

Pictures differ from one Chromium and one set of fonts to the next, so none is compared pixel by pixel: see
docs/decisions/gallery.md. What is asked of the browser is where things are.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from addon.gallery.beside import BESIDE
from addon.gallery.cards import SAMPLES
from addon.gallery.letters import LETTERS
from addon.gallery.pages import PAGES
from addon.gallery.pseudo import PSEUDO
from simulator.demo.house import House

EVERY_PAGE = PAGES | BESIDE
LANGUAGES = ("en", "de", "fi", "id", "it", "pl", PSEUDO)
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def sizes(language: str) -> tuple[dict[str, int], ...]:
    """A phone in every language; a wide screen, where there is room, in the shortest and the longest."""
    return (PHONE, WIDE) if language in {"en", PSEUDO} else (PHONE,)


LOOK = re.sub(
    r"^//.*\n", "", Path(__file__).with_name("boxes.js").read_text(encoding="utf-8"), flags=re.MULTILINE
)


def ink(png: bytes) -> float:
    """The part of a picture's lines in which something is drawn: none of a blank one, whatever its colour."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    lines, stride = zlib.decompress(data), 1 + width * {2: 3, 6: 4}[kind]
    # A line of one colour, told from its neighbours, is made of two or three different bytes.
    drawn_in = [len(set(lines[n * stride + 1 : (n + 1) * stride])) > BLANK for n in range(height)]
    return sum(drawn_in) / height


BLANK = 12
DRAWN = 0.1


def drawn(page: Page, house: House, language: str) -> None:
    page.goto(f"{house.simulator}/_simulator/gallery/cards?language={language}")
    expect(page.locator("#gallery[data-drawn]")).to_have_count(1)
    # What is folded is part of the card.
    page.evaluate("for (const fold of document.querySelectorAll('.fold-button')) fold.click()")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_drawn_in_its_box(page: Page, house: House, language: str) -> None:
    drawn(page, house, language)
    expect(page.locator(".wrong")).to_have_count(0)
    panes = page.locator(".gallery-pane")
    assert panes.count() == len(SAMPLES)
    found = page.evaluate(
        f"() => {{ const look = {LOOK.strip()};"
        "return Object.fromEntries([...document.querySelectorAll('.gallery-pane')]"
        ".map((pane) => [pane.dataset.card, look(pane.querySelector('.card-view'))])"
        ".filter(([, wrong]) => wrong.length)); }"
    )
    assert found == {}


def test_a_card_that_does_not_fit_is_noticed(page: Page, house: House) -> None:
    drawn(page, house, "en")
    pane = page.locator("[data-card=home] .card-view")
    assert pane.evaluate(LOOK) == []
    pane.evaluate("(view) => { view.querySelector('.card-header h2').style.minWidth = '500px'; }")
    assert any("runs out of its box" in wrong for wrong in pane.evaluate(LOOK))
    pane.evaluate("(view) => view.replaceChildren()")
    assert "says nothing" in pane.evaluate(LOOK)


def test_a_broken_word_and_a_tab_out_of_sight_are_noticed(
    new_page: Callable[..., Page], house: House
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{house.service}/gallery/pages/trash")
    body = page.locator("body")
    assert body.evaluate(LOOK) == []
    page.locator("h1").evaluate("(one) => { one.style.width = '3ch'; }")
    assert any("“Finance” is broken" in wrong for wrong in body.evaluate(LOOK))
    page.locator("nav.tabs ul").evaluate("(one) => { one.style.flexWrap = 'nowrap'; }")
    assert any("is scrolled away" in wrong for wrong in body.evaluate(LOOK))


def test_pictures_of_cards_are_not_blank(page: Page, house: House, picture: Callable[..., None]) -> None:
    drawn(page, house, "en")
    picture(page, "gallery-cards")
    for name in ("home", "label_states", "share_form_refused", "message", "compose", "error_incident"):
        pane = page.locator(f"[data-card={name}]")
        pane.scroll_into_view_if_needed()
        assert ink(pane.screenshot()) > DRAWN, name
    page.evaluate("document.querySelector('[data-card=home] .card-view').replaceChildren()")
    blank = page.locator("[data-card=home] .card-view")
    assert ink(blank.screenshot()) < DRAWN / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_is_drawn_on_a_phone_and_beside_others(
    new_page: Callable[..., Page], house: House, language: str
) -> None:
    page = new_page(viewport=PHONE)
    for name in LETTERS:
        page.goto(f"{house.service}/gallery/mails/{name}?language={language}")
        for size in sizes(language):
            page.set_viewport_size(size)
            assert page.locator("body").evaluate(LOOK) == [], (name, size)
        assert page.locator("td[bgcolor] a").count() == 1
        if language == PSEUDO:
            assert ink(page.screenshot()) > DRAWN, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_drawn_on_a_phone_and_on_a_wide_screen(
    new_page: Callable[..., Page], house: House, language: str
) -> None:
    page = new_page(viewport=PHONE)
    for name in EVERY_PAGE:
        page.goto(f"{house.service}/gallery/pages/{name}?language={language}")
        for size in sizes(language):
            page.set_viewport_size(size)
            assert page.locator("body").evaluate(LOOK) == [], (name, size)
        if language == PSEUDO:
            assert ink(page.screenshot()) > DRAWN, name


def test_the_front_page_of_the_demo_leads_there(
    page: Page, house: House, picture: Callable[..., None]
) -> None:
    page.goto(house.simulator)
    page.get_by_role("link", name="Gallery of all cards").click()
    expect(page.get_by_role("heading", name="Every card of the service")).to_be_visible()
    page.get_by_role("link", name="fi", exact=True).click()
    expect(page.locator("[data-card=home]").get_by_text("Omat tunnisteet")).to_be_visible()
    page.get_by_role("link", name="Mails and pages").click()
    picture(page, "gallery-mails")
    expect(page.get_by_role("heading", name="Gallery")).to_be_visible()
    mail = page.frame_locator("#mail-shared iframe")
    expect(mail.get_by_text("Hei Noah Berg,")).to_be_visible()
    expect(page.locator("#mail-shared pre")).to_contain_text("> Here they are.")
    assert page.locator("section.shown iframe").count() == len(LETTERS) + len(EVERY_PAGE)
