"""The add-on beside what one works on: an open message, a new message, an appointment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator.demo.house import House

from .people import BRUNO, MAYA, add_contact, add_label, be, label_count, open_label, share, until

LABEL = "Press"
READER = "ines@morning-paper.example"
SENDER, ADDRESS = "Noor Haddad", "noor.haddad@riverside-press.example"


@pytest.fixture
def shared(page: Page, house: House) -> str:
    """A label of Maya's with one contact, shared with Bruno."""
    be(page, house, MAYA, "Contacts")
    labels = page.get_by_role("navigation", name="Contacts")
    if not labels.get_by_role("link", name=LABEL, exact=False).count():
        add_label(page, LABEL)
        add_contact(page, "Ines", "Reader", emailAddresses=READER)
        sidebar = be(page, house, MAYA)
        open_label(sidebar, LABEL)
        share(sidebar, ("bru", BRUNO))
    return LABEL


def pick(sidebar: Locator, label: str) -> None:
    """Choose the label in a card that asks for one."""
    sidebar.get_by_role("combobox").first.select_option(label=label)


def test_the_sender_of_a_message_is_added_to_a_label_and_everyone_has_her(
    page: Page, house: House, shared: str
) -> None:
    before = int(label_count(page, house, BRUNO, shared))
    sidebar = be(page, house, MAYA)
    page.get_by_role("link", name=SENDER).click()
    expect(sidebar.get_by_text("Not in a shared label yet")).to_be_visible()
    pick(sidebar, shared)
    sidebar.get_by_role("button").filter(has_text="Add to label").click()
    expect(sidebar.get_by_text("1 of 1 person in a shared label")).to_be_visible()
    expect(sidebar.get_by_text(ADDRESS)).to_be_visible()

    label = page.get_by_role("navigation", name="Contacts").get_by_role("link", name=shared)
    be(page, house, BRUNO, "Contacts")
    until(lambda: label.locator(".count").inner_text() == str(before + 1), page)
    label.click()
    expect(page.get_by_role("link", name=SENDER)).to_be_visible()


def test_the_contacts_of_a_label_become_recipients(page: Page, house: House, shared: str) -> None:
    be(page, house, MAYA)
    page.get_by_role("button", name="Compose").click()
    page.get_by_role("button", name="Write to a label").click()
    window = page.locator("#compose-add-on")
    pick(window, shared)
    window.get_by_role("radio", name="Bcc").check()
    window.get_by_role("button", name="Add all contacts").click()
    expect(page.locator("#compose-bcc")).to_have_value(re.compile(READER))
    expect(page.locator("#compose-to")).to_have_value("")


def test_a_label_is_invited_to_an_appointment(page: Page, house: House, shared: str) -> None:
    sidebar = be(page, house, MAYA, "Calendar")
    page.get_by_role("link", name="Weekly planning").click()
    expect(sidebar.get_by_role("heading", name="Guests of this event")).to_be_visible()
    expect(sidebar.get_by_text("anna@maple.example")).to_be_visible()
    pick(sidebar.locator(".card-section", has_text="Everybody in the label"), shared)
    sidebar.get_by_role("button", name="Invite a label").click()
    expect(page.locator(".guests")).to_contain_text(READER)
