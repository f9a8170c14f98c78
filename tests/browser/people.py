"""What a person does in the demo, in words that the journeys share."""

from __future__ import annotations

import re
from collections.abc import Callable

import requests
from playwright.sync_api import Locator, Page, expect

from simulator.demo.house import House

MAYA, ANNA, BRUNO, CLARA = (f"{name}@maple.example" for name in ("maya", "anna", "bruno", "clara"))
DAWID, EKA, FRANK = (f"{name}@maple.example" for name in ("dawid", "eka", "frank"))
ROUNDS = 120


def by_hand(house: House, who: str, act: str, *args: object) -> None:
    """Something that a person does in Google Contacts, without the pages of it."""
    url = f"{house.simulator}/_simulator/people/{who}/{act}"
    requests.post(url, json={"args": args}, timeout=30).raise_for_status()


def label_by_hand(house: House, who: str, name: str, size: int) -> str:
    """A label of somebody's, with contacts *Guest 0*, *Guest 1*, ...; its name.

    Google counts the calls of a person, and a page is one or more: not every journey can be Maya's.
    """
    by_hand(house, who, "add_label", name)
    for number in range(size):
        by_hand(house, who, "add", {"names": [{"givenName": "Guest", "familyName": str(number)}]}, [name])
    return name


def be(page: Page, house: House, who: str, app: str = "Mail") -> Locator:
    """From the first page to one of a person's pages; her sidebar."""
    page.goto(house.simulator)
    card = page.locator("li.person", has_text=who)
    card.get_by_role("link", name=app, exact=True).click()
    return page.locator("#sidebar")


def open_label(sidebar: Locator, label: str) -> None:
    """From home to the card of a label, by searching."""
    sidebar.get_by_label("Search labels and contacts").fill(label)
    sidebar.get_by_role("button", name="Search", exact=True).click()
    sidebar.get_by_role("button", name=label).first.click()
    expect(sidebar.get_by_role("heading", level=2)).to_contain_text(label)


def choose(sidebar: Locator, typed: str, suggestion: str) -> None:
    """Add somebody to the form by typing the beginning of a name and choosing."""
    people = sidebar.get_by_label("People")
    people.press("End")
    people.press_sequentially(typed, delay=20)
    sidebar.get_by_role("option").filter(has_text=suggestion).click()


def share(sidebar: Locator, *people: tuple[str, str], level: str = "Can edit") -> None:
    """From a label's card to the end of copying: people are (typed, chosen)."""
    sidebar.get_by_role("button", name="Share label").click()
    sidebar.get_by_role("radio", name=f"{level}:").check()
    for index, (typed, chosen) in enumerate(people):
        choose(sidebar, f"{', ' if index else ''}{typed}", chosen)
    sidebar.get_by_role("button", name="Share label").click()
    until_copied(sidebar)


def until_copied(sidebar: Locator) -> None:
    """Press Refresh until nobody is waiting any more."""
    waiting = sidebar.locator(".card").get_by_text(re.compile(r"copying \d+ of \d+"))
    expect(sidebar.get_by_text("Shared with").first).to_be_visible()
    for _ in range(ROUNDS):
        if not waiting.count():
            return
        sidebar.page.wait_for_timeout(250)
        sidebar.get_by_role("button", name="Refresh").click()
        expect(sidebar).not_to_have_attribute("aria-busy", "true")
    raise AssertionError(sidebar.inner_text())


def label_count(page: Page, house: House, who: str, label: str) -> str:
    """The number beside a label at the left of a person's Contacts."""
    be(page, house, who, "Contacts")
    return (
        page.get_by_role("navigation", name="Contacts")
        .get_by_role("link", name=label)
        .locator(".count")
        .inner_text()
    )


def open_contact(page: Page, house: House, who: str, label: str, name: str = "") -> str:
    """A contact of a label in somebody's Contacts: the first one, or the one of that name. Its name."""
    be(page, house, who, "Contacts")
    page.get_by_role("navigation", name="Contacts").get_by_role("link", name=label).click()
    found = page.locator("tbody a", has_text=name) if name else page.locator("tbody a")
    chosen = found.first.inner_text()
    found.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(chosen)
    return chosen


def edit(page: Page, words: str, value: str) -> None:
    """Change one input of the contact that is open."""
    page.get_by_role("link", name="Edit").click()
    page.get_by_label(words, exact=True).first.fill(value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Contact saved")).to_be_visible()


def fields(page: Page) -> Locator:
    """What the open contact says."""
    return page.locator(".contact-fields")


def until(true: Callable[[], bool], page: Page, *, shown: Locator | None = None) -> None:
    """Look again at the page, until something is so; `shown` is there once the page has been drawn."""
    for _ in range(ROUNDS):
        if shown is not None:
            expect(shown).to_be_visible()
        if true():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(page.locator("body").inner_text())


def allow(page: Page, house: House) -> None:
    """Press Allow on the consent page; whoever has pressed it before is sent on at once."""
    if page.url.startswith(house.simulator):
        page.get_by_role("button", name="Allow").click()
    expect(page).to_have_url(re.compile(re.escape(house.service)))


def add_contact(page: Page, first: str, last: str, **more: str) -> None:
    """A new contact through the form of Contacts, into the label that is open; `more` by field."""
    page.get_by_role("link", name="Create contact").click()
    page.get_by_label("First name").fill(first)
    page.get_by_label("Last name").fill(last)
    for name, value in more.items():
        page.locator(f"[name='{name}.0.value']").fill(value)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{first} {last}")


def add_label(page: Page, name: str) -> None:
    """A new label, which is open then."""
    page.get_by_text("Labels", exact=True).first.click()
    page.get_by_label("Name of the label").fill(name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
