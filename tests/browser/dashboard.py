"""What a person does at the dashboard, in words that the journeys share."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from simulator.demo.house import House


def sign_in(page: Page, house: House, who: str, path: str = "/") -> None:
    """To a page of the dashboard, through Google's consent page."""
    page.goto(f"{house.service}{path}")
    if page.get_by_role("link", name="Sign in with Google").count():
        page.get_by_role("link", name="Sign in with Google").click()
    allow(page, who)


def allow(page: Page, who: str) -> None:
    """On the consent page: this account, and *Allow*."""
    page.locator(f"input[value='{who}']").check()
    page.get_by_role("button", name="Allow").click()


def sign_out(page: Page) -> None:
    """From the menu at the right."""
    page.locator("details.who summary").click()
    page.get_by_role("button", name="Sign out").click()


def labels(page: Page) -> Locator:
    """The labels at the left."""
    return page.get_by_role("navigation", name="Labels")


def open_label(page: Page, label: str) -> None:
    """A label at the left."""
    labels(page).get_by_role("link", name=label).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(label)


def share_with(page: Page, *people: str, level: str = "editor") -> None:
    """From a label's page to the end of copying, with addresses typed in full."""
    page.get_by_role("link", name="Share label").click()
    page.get_by_role("textbox", name="People").fill(", ".join(people))
    page.locator(f"input[name=level][value={level}]").check()
    page.get_by_role("button", name="Share label").click()


def finished(page: Page) -> None:
    """The progress has come to its end by itself."""
    expect(page.locator("#progress")).to_have_attribute("data-state", "finished")
