"""The first share, from the page where one chooses who to be to the colleagues who have it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .own import Own
from .people import ANNA, CLARA, MAYA, allow, be, choose, label_count, open_label, until, until_copied

LABEL = Own.FIRST_SHARE
SIZE = "27"


def test_a_newcomer_shares_a_label_and_both_colleagues_have_it(
    page: Page, house: House, picture: Callable[..., None]
) -> None:
    sidebar = be(page, house, MAYA)
    expect(sidebar.get_by_text("My labels")).to_be_visible()
    picture(page, "sidebar")

    open_label(sidebar, LABEL)
    sidebar.get_by_role("button", name="Share label").click()
    expect(sidebar.get_by_role("radio", name="Can edit:")).to_be_checked()
    choose(sidebar, "ann", "anna@maple.example")
    choose(sidebar, ", schm", "clara@maple.example")
    picture(sidebar, "share")
    sidebar.get_by_role("button", name="Preview").click()
    expect(sidebar.get_by_text("Nothing is shared yet")).to_be_visible()
    expect(sidebar.get_by_text("Clara Schmidt")).to_be_visible()
    sidebar.get_by_role("button", name="Share label").click()
    expect(sidebar.get_by_text("Shared with 2").first).to_be_visible()
    until_copied(sidebar)
    expect(sidebar.get_by_text(f"Up to date · {SIZE} contacts")).to_have_count(2)

    # Anna has a label of that name already, which stays hers; the shared one says whose it is.
    assert label_count(page, house, ANNA, f"{LABEL} (shared by Maya)") == SIZE
    assert label_count(page, house, CLARA, LABEL) == SIZE
    page.get_by_role("link", name=LABEL).click()
    expect(page.locator("tbody tr")).to_have_count(int(SIZE))
    page.get_by_role("link", name="Ron Wyden").click()
    details = page.locator(".contact-fields")
    copied = details.inner_text()
    be(page, house, MAYA, "Contacts")
    page.get_by_role("search").get_by_role("searchbox").fill("ron wyden")
    page.get_by_role("link", name="Ron Wyden").click()
    original = details.inner_text()
    assert "202-224-5244" in original
    assert copied == original

    sidebar = be(page, house, CLARA)
    expect(sidebar.get_by_text("Shared with me")).to_be_visible()
    expect(sidebar.get_by_role("button", name=LABEL)).to_be_visible()

    be(page, house, CLARA, "Mailbox")
    allow(page, house)
    # It waits a little for more to tell her: several labels of one moment are one mail.
    until(page.get_by_text(LABEL).first.is_visible, page)
