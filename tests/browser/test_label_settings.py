"""What an owner decides in the sidebar: one form does not take from another what stands in it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .own import Own
from .people import CLARA, be, label_by_hand, open_label, share


def test_a_level_is_chosen_and_its_boxes_follow_while_the_name_stays_typed(page: Page, house: House) -> None:
    label = label_by_hand(house, CLARA, Own.SETTINGS, 2)
    sidebar = be(page, house, CLARA)
    open_label(sidebar, label)
    share(sidebar, ("frank", "frank@maple.example"), level="Can view")
    page.reload()
    open_label(sidebar, label)
    sidebar.get_by_role("button", name="Settings", exact=True).click()
    sidebar.get_by_role("checkbox", name="Phone").check()
    sidebar.get_by_role("button", name="Save what is hidden").click()
    expect(sidebar.get_by_role("status")).to_contain_text("Saved.")

    sidebar.get_by_label("Name", exact=True).fill("Choir and band")
    sidebar.get_by_label("Hide from").select_option("Can edit")
    expect(sidebar.get_by_text("Fields hidden from: Can edit")).to_be_visible()
    expect(sidebar.get_by_role("checkbox", name="Phone")).not_to_be_checked()
    sidebar.get_by_label("Hide from").select_option("Can view")
    expect(sidebar.get_by_role("checkbox", name="Phone")).to_be_checked()
    sidebar.get_by_role("button", name="Rename", exact=True).click()
    expect(sidebar.get_by_role("status")).to_contain_text("Renamed.")
    sidebar.get_by_role("button", name="Back").click()
    expect(sidebar.get_by_role("heading", level=2)).to_contain_text("Choir and band")
