"""Mistakes, and how they are taken back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .own import Own
from .people import EKA, FRANK, MAYA, be, edit, fields, label_count, open_contact, open_label, share, until


def test_whoever_deletes_everything_deletes_it_for_nobody_until_somebody_decides(
    page: Page, house: House
) -> None:
    sidebar = be(page, house, MAYA)
    open_label(sidebar, Own.HELD_DELETIONS)
    share(sidebar, ("fran", FRANK), level="Can edit and delete")
    size = label_count(page, house, FRANK, Own.HELD_DELETIONS)

    page.get_by_role("navigation", name="Contacts").get_by_role("link", name=Own.HELD_DELETIONS).click()
    page.get_by_label("Tick all on this page").check()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text(f"{size} contacts moved to the trash")).to_be_visible()
    expect(be(page, house, FRANK).get_by_text("Shared with me")).to_be_visible()

    sidebar = be(page, house, MAYA)
    until(
        sidebar.get_by_text("1 deletion to decide").first.is_visible,
        page,
        shown=sidebar.get_by_text("My labels"),
    )
    open_label(sidebar, Own.HELD_DELETIONS)
    sidebar.get_by_role("button", name=f"deleted {size} contacts").click()
    expect(sidebar.get_by_text("nothing is deleted for the others yet")).to_be_visible()
    sidebar.get_by_role("button", name="Restore").click()
    expect(sidebar.get_by_role("status")).to_contain_text("Restored")

    assert label_count(page, house, MAYA, Own.HELD_DELETIONS) == size
    label = page.get_by_role("navigation", name="Contacts").get_by_role("link", name=Own.HELD_DELETIONS)
    be(page, house, FRANK, "Contacts")
    until(lambda: label.locator(".count").inner_text() == size, page)


def test_a_change_is_found_under_activity_and_undone(page: Page, house: House) -> None:
    sidebar = be(page, house, MAYA)
    open_label(sidebar, Own.UNDO)
    share(sidebar, ("eka", EKA))
    name = open_contact(page, house, EKA, Own.UNDO)
    edit(page, "Nickname", "A slip of the keyboard")
    expect(be(page, house, EKA).get_by_text("Shared with me")).to_be_visible()
    open_contact(page, house, MAYA, Own.UNDO, name)
    until(lambda: "A slip" in fields(page).inner_text(), page)

    sidebar = be(page, house, MAYA)
    open_label(sidebar, Own.UNDO)
    sidebar.get_by_role("button", name="Activity").click()
    sidebar.get_by_role("button", name=name).first.click()
    expect(sidebar.get_by_text("A slip of the keyboard")).to_be_visible()
    sidebar.get_by_role("button", name="Undo this change").click()
    confirm = sidebar.get_by_role("button", name="Undo", exact=True)
    if confirm.count():
        confirm.click()
    for who in (MAYA, EKA):
        open_contact(page, house, who, Own.UNDO, name)
        until(lambda: "A slip" not in fields(page).inner_text(), page)
