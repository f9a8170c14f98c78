"""What one does in Google Contacts, one does here: the demo is only as good as the edits one can try."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .people import EKA, FRANK, MAYA, add_contact, add_label, be


def test_a_contact_is_made_edited_deleted_and_recovered(
    page: Page, house: House, expected_trouble: list[str]
) -> None:
    expected_trouble.append("status of 400")  # the date that is none
    be(page, house, FRANK, "Contacts")
    add_contact(page, "Rosa", "Nyman", emailAddresses="rosa@nyman.example", phoneNumbers="+1 202 555 0147")
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Job title").first.fill("Editor")
    page.get_by_label("YYYY-MM-DD or MM-DD").first.fill("02-30-1980")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("is not a date")
    expect(page.get_by_label("Job title").first).to_have_value("Editor")
    page.get_by_label("YYYY-MM-DD or MM-DD").first.fill("1980-02-28")
    page.get_by_role("button", name="Save").click()
    fields = page.locator(".contact-fields")
    expect(fields).to_contain_text("Editor")
    expect(fields).to_contain_text("1980-02-28")
    expect(fields).to_contain_text("rosa@nyman.example")

    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("link", name="Rosa Nyman")).to_have_count(0)
    page.get_by_role("link", name="Trash").click()
    page.get_by_role("row", name="Rosa Nyman").get_by_role("button", name="Recover").click()
    page.get_by_role("navigation", name="Contacts").get_by_role("link", name="Contacts").click()
    expect(page.get_by_role("link", name="Rosa Nyman")).to_be_visible()


def test_contacts_are_labelled_unlabelled_and_merged(page: Page, house: House) -> None:
    be(page, house, EKA, "Contacts")
    for name in ("Ada", "Bo"):
        be(page, house, EKA, "Contacts")
        add_contact(page, name, "Merge", emailAddresses=f"{name.lower()}@merge.example")
    add_label(page, "Printers")
    left = page.get_by_role("navigation", name="Contacts")
    printers = left.get_by_role("link", name="Printers")
    expect(printers.locator(".count")).to_have_text("0")

    left.get_by_role("link", name="Contacts").click()
    for name in ("Ada Merge", "Bo Merge"):
        page.get_by_role("checkbox", name=name).check(force=True)
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_label("Label", exact=True).select_option(label="Printers")
    page.get_by_role("button", name="Add to label").click()
    expect(printers.locator(".count")).to_have_text("2")

    for name in ("Ada Merge", "Bo Merge"):
        page.get_by_role("checkbox", name=name).check(force=True)
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("link", name="Bo Merge")).to_have_count(0)
    page.get_by_role("link", name="Ada Merge").click()
    expect(page.locator(".contact-fields")).to_contain_text("bo@merge.example")
    page.get_by_title("Remove from this label").filter(has_text="Printers").click()
    expect(printers.locator(".count")).to_have_text("0")

    printers.click()
    page.get_by_title("Rename or delete this label").click()
    page.get_by_label("New name of the label").fill("Printing")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Printing")


def test_a_search_narrows_five_hundred_contacts_while_typing(page: Page, house: House) -> None:
    be(page, house, MAYA, "Contacts")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Contacts \(5\d\d\)"))
    expect(page.get_by_text("1–100 of 5")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("101–200 of 5")).to_be_visible()
    page.get_by_role("searchbox").press_sequentially("warren eliz", delay=20)
    expect(page.get_by_role("heading", level=1)).to_have_text("Contacts (1)")
    expect(page.get_by_role("link", name="Elizabeth Warren")).to_be_visible()


def test_the_pages_work_without_scripts(new_page, house: House) -> None:  # type: ignore[no-untyped-def]
    page = new_page(java_script_enabled=False)
    page.goto(f"{house.simulator}/u/{MAYA}/contacts?q=warren")
    page.get_by_role("link", name="Elizabeth Warren").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elizabeth Warren")
    page.goto(f"{house.simulator}/u/{MAYA}/mail")
    page.locator(".mails a").first.click()
    expect(page.get_by_role("heading", level=2)).to_be_visible()
