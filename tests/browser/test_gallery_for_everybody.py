"""Everything that the gallery shows, looked at by axe-core in light and in the dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from addon.gallery.beside import BESIDE
from addon.gallery.letters import LETTERS
from addon.gallery.pages import PAGES
from simulator.demo.house import House

from .axe import NARROW, SCHEMES, WIDE, complaints, looks_like, violations

Pages = Callable[..., Page]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_card(new_page: Pages, house: House, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{house.simulator}/_simulator/gallery/cards")
    expect(page.locator("#gallery[data-drawn]")).to_have_count(1)
    page.evaluate("for (const fold of document.querySelectorAll('.fold-button')) fold.click()")
    grounds = ("body", ".sidebar", ".card-view .button", ".card-view input.field-control")
    assert {looks_like(page.locator(one).first) for one in grounds} == {scheme}
    assert violations(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_page(new_page: Pages, house: House, scheme: str) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    wrong = {}
    for name in PAGES | BESIDE:
        page.goto(f"{house.service}/gallery/pages/{name}")
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        assert looks_like(page.locator("html")) == scheme, name
        # What a phone shows is part of what a desk shows: its colours are looked at once.
        for size in (WIDE, NARROW) if scheme == "dark" else (WIDE,):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            if found := complaints(page):
                wrong[name, size["width"]] = found
    assert wrong == {}


STANDS_OUT = """(input) => {
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  };
  const edge = light(getComputedStyle(input).borderTopColor);
  const page = light(getComputedStyle(document.documentElement).backgroundColor);
  return Math.max(edge, page) / Math.min(edge, page);
}"""
FILLED_IN = "main :is(input:not([type=hidden]), select, textarea)"
THREE_TO_ONE = 3.0
"""What WCAG 1.4.11 asks for; axe-core looks at words only."""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_filled_in_stands_out_from_its_page(new_page: Pages, house: House, scheme: str) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    for name in ("edit", "settings", "share", "admin_policies", "label"):
        page.goto(f"{house.service}/gallery/pages/{name}")
        inputs = page.locator(FILLED_IN).all()
        assert inputs
        for one in inputs:
            assert one.evaluate(STANDS_OUT) >= THREE_TO_ONE, (name, one.get_attribute("name"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_mail(new_page: Pages, house: House, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    wrong = {}
    for name in LETTERS:
        # Where it is served nothing runs in it, axe-core neither.
        page.set_content(page.request.get(f"{house.service}/gallery/mails/{name}").text())
        if found := violations(page):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_list_of_mails_and_pages(new_page: Pages, house: House, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{house.service}/gallery?language=fi")
    page.wait_for_load_state("networkidle")
    assert looks_like(page.locator("html")) == scheme
    assert violations(page) == []
