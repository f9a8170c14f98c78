"""axe-core finds nothing on any page, in light and in the dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .axe import SCHEMES, looks_like, violations
from .own import Own
from .people import MAYA, be, open_label

PAGES = [
    "/",
    f"/u/{MAYA}/mail/sent",
    f"/u/{MAYA}/contacts",
    f"/u/{MAYA}/contacts/new",
    f"/u/{MAYA}/contacts/trash",
    "/_simulator",
]


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(new_page: Callable[..., Page], scheme: str) -> Page:
    """One page, in light and again in the dark. What is half faded in would be hard to read for axe-core."""
    return new_page(color_scheme=scheme, reduced_motion="reduce")


@pytest.mark.parametrize("path", PAGES)
def test_the_simulators_pages(page: Page, house: House, path: str, scheme: str) -> None:
    page.goto(house.simulator + path)
    assert looks_like(page.locator("body")) == scheme
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_a_contact_a_message_and_an_event(page: Page, house: House) -> None:
    for start, link in (("contacts", "tbody a"), ("mail", ".mails a"), ("calendar", ".event")):
        page.goto(f"{house.simulator}/u/{MAYA}/{start}")
        page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
        assert violations(page) == []


def test_the_gallery_of_the_sidebar(page: Page, house: House) -> None:
    page.goto(f"{house.simulator}/_simulator/gallery")
    page.wait_for_load_state("networkidle")
    for fold in page.locator(".fold-button").all():
        fold.click()
    assert violations(page) == []


def test_the_cards_of_a_first_share(page: Page, house: House) -> None:
    sidebar = be(page, house, MAYA)
    expect(sidebar.get_by_text("My labels")).to_be_visible()
    assert violations(page) == []
    open_label(sidebar, Own.CARDS)
    assert violations(page) == []
    sidebar.get_by_role("button", name="Share label").click()
    expect(sidebar.get_by_label("People")).to_be_visible()
    assert violations(page) == []


def test_signing_in_and_the_mailbox(page: Page, house: House) -> None:
    page.goto(f"{house.service}/signin?next=/mailbox")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("radio", name="Maya Lindqvist").check()
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_role("heading", name="Mailbox")).to_be_visible()
    assert violations(page) == []
