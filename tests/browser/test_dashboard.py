"""The dashboard in a real browser: the first share, on a phone, in the dark, without scripts, signing out."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable

from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .axe import NARROW, complaints
from .dashboard import allow, finished, labels, open_label, share_with, sign_in, sign_out
from .own import Own
from .people import ANNA, BRUNO, CLARA, EKA, FRANK, MAYA, ROUNDS, label_by_hand


def test_a_label_is_shared_from_the_dashboard(page: Page, house: House, picture: Callable[..., None]) -> None:
    sign_in(page, house, MAYA)
    open_label(page, Own.DESK_SHARE)
    expect(page.get_by_text("Not shared")).to_be_visible()
    page.get_by_role("link", name="Share label").click()

    box = page.get_by_role("textbox", name="People")
    box.press_sequentially("ann", delay=20)
    expect(page.get_by_role("button", name=re.compile("Anna Virtanen"))).to_be_visible()
    picture(page, "dashboard-share")
    box.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="Chosen people").get_by_text(ANNA)).to_be_visible()
    expect(box).to_be_focused()
    page.keyboard.type("bruno@maple.example, x")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Nothing is shared yet")).to_be_visible()
    expect(page.get_by_text("This is not an e-mail address.")).to_be_visible()
    page.get_by_role("button", name="Share label").click()

    expect(page.get_by_role("status").filter(has_text="Shared with 2").last).to_be_visible()
    finished(page)
    expect(page.get_by_text("Up to date · 10 contacts")).to_have_count(2)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2_500)
    assert asked == []

    page.get_by_role("link", name="Open label").click()
    expect(page.locator("table.contacts tbody tr")).to_have_count(10)
    picture(page, "dashboard")
    page.get_by_role("link", name="Members", exact=True).click()
    expect(page.get_by_role("row", name="Bruno Ricci")).to_contain_text("Up to date · 10 contacts")
    picture(page, "dashboard-members")


def test_rows_follow_while_one_scrolls_and_results_while_one_types(page: Page, house: House) -> None:
    label = label_by_hand(house, EKA, Own.DESK_SCROLL, 66)
    sign_in(page, house, EKA)
    open_label(page, label)
    share_with(page, BRUNO)
    finished(page)
    page.get_by_role("link", name="Open label").click()
    rows = page.locator("table.contacts tbody tr:not(.more)")
    expect(rows).not_to_have_count(0)
    first = rows.count()
    page.locator("tr.more").scroll_into_view_if_needed()
    expect(page.locator("tr.more")).to_have_count(0)
    assert first == 50 < rows.count()
    names = rows.locator("th").all_inner_texts()
    assert len(names) == len(set(names))

    box = page.get_by_label("Search in this label")
    box.press_sequentially("guest 61", delay=20)
    expect(rows).to_have_count(1)
    expect(box).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=guest\+61$"))
    page.reload()
    expect(rows).to_have_count(1)
    box.fill("nobody of that name")
    expect(page.get_by_text("Nothing found for “nobody of that name”.")).to_be_visible()


def test_missing_pages_say_so_quietly(page: Page, house: House, expected_trouble: list[str]) -> None:
    expected_trouble.append("Failed to load resource")
    sign_in(page, house, ANNA, "/labels/none")
    expect(page.get_by_role("heading", name="This label is not here")).to_be_visible()


def test_on_a_phone(new_page: Callable[..., Page], house: House, picture: Callable[..., None]) -> None:
    page = new_page(viewport=NARROW, has_touch=True, is_mobile=True)
    sign_in(page, house, MAYA)
    open_label(page, Own.DESK_PHONE)
    expect(labels(page)).to_be_hidden()
    share_with(page, ANNA)
    finished(page)
    picture(page, "dashboard-phone")
    page.get_by_role("link", name="All labels").click()
    expect(labels(page).get_by_text("shared with 1").first).to_be_visible()
    assert complaints(page) == []


def brightness(page: Page, what: str, of: str) -> int:
    """The brightest of red, green and blue, of something that has a colour of its own."""
    colour = page.evaluate(f"getComputedStyle(document.querySelector('{what}')).{of}")
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)]
    assert len(parts) == 3 or parts[3] == 1, colour
    return int(max(parts[:3]))


def test_in_the_dark(new_page: Callable[..., Page], house: House, picture: Callable[..., None]) -> None:
    page = new_page(color_scheme="dark")
    sign_in(page, house, MAYA)
    open_label(page, Own.DESK_DARK)
    share_with(page, BRUNO)
    finished(page)
    page.get_by_role("link", name="Open label").click()
    expect(page.locator("table.contacts tbody tr")).to_have_count(13)
    for ground, ink in (
        ("html", "table.contacts a"),
        ("header.bar", ".brand"),
        (".find input", ".find input"),
    ):
        assert brightness(page, ground, "backgroundColor") < 60, ground
        assert brightness(page, ink, "color") > 150, ink
    picture(page, "dashboard-dark")
    # It follows the system while the page is open.
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert brightness(page, "html", "backgroundColor") > 200
    assert brightness(page, "table.contacts a", "color") < 100


def test_without_scripts(new_page: Callable[..., Page], house: House) -> None:
    page = new_page(java_script_enabled=False)
    label = label_by_hand(house, FRANK, Own.DESK_NO_SCRIPTS, 5)
    sign_in(page, house, FRANK)
    open_label(page, label)
    page.get_by_role("link", name="Share label").click()
    page.get_by_role("textbox", name="People").fill("virt")
    page.get_by_role("button", name="Find colleagues").click()
    page.get_by_role("button", name=re.compile("Anna Virtanen")).click()
    expect(page.get_by_role("list", name="Chosen people").get_by_text(ANNA)).to_be_visible()
    page.get_by_role("button", name="Share label").click()
    expect(page.get_by_text("Shared with 1").first).to_be_visible()
    for _ in range(ROUNDS):
        if not page.get_by_role("link", name="Refresh").count():
            break
        page.wait_for_timeout(250)
        page.get_by_role("link", name="Refresh").click()
    expect(page.locator("#progress")).to_contain_text("Up to date")
    page.get_by_role("link", name="Open label").click()
    page.get_by_label("Search in this label").fill("guest")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?q=guest$"))
    page.locator("table.contacts th a").first.click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_role("button", name="Add another: Phone").click()
    page.get_by_label("Phone").last.fill("+358 9 1234")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("link", name="+358 9 1234")).to_be_visible()
    page.get_by_role("link", name="History").click()
    page.get_by_role("link", name="Changed Phone").click()
    page.get_by_role("button", name="Undo this change").click()
    expect(page.get_by_text("Undone. It reaches everyone in a moment.")).to_be_visible()


def test_signing_in_leads_back_and_signing_out_ends_it(page: Page, house: House) -> None:
    page.goto(f"{house.service}/labels/none/members")
    expect(page.get_by_text("Choose an account")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("link", name="Sign in with Google")).to_be_visible()
    page.goto(f"{house.service}/mailbox")
    allow(page, BRUNO)
    expect(page).to_have_url(f"{house.service}/mailbox")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, house, BRUNO)
    sign_out(page)
    expect(page.get_by_role("link", name="Sign in with Google")).to_be_visible()
    page.goto(f"{house.service}/mailbox")
    expect(page.get_by_text("Choose an account")).to_be_visible()


def test_a_session_that_ends_while_a_form_is_filled_in(
    page: Page, house: House, expected_trouble: list[str]
) -> None:
    expected_trouble.append("Failed to load resource")
    label = label_by_hand(house, CLARA, Own.DESK_SESSION_ENDS, 2)
    sign_in(page, house, CLARA)
    open_label(page, label)
    page.get_by_role("link", name="Share label").click()
    page.get_by_label("Message (optional)").fill("Words that must not be lost")
    page.context.clear_cookies()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="You are not signed in")).to_be_visible()
    expect(page.get_by_text("Words that must not be lost")).to_be_visible()
    with page.context.expect_page() as other:
        page.get_by_role("link", name="Sign in with Google in another tab").click()
    allow(other.value, CLARA)
    expect(other.value.get_by_role("navigation", name="Labels")).to_be_visible()
    page.get_by_role("button", name="Send again").click()
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_label("Message (optional)")).to_have_value("Words that must not be lost")


def test_a_progress_whose_session_ends_goes_to_sign_in(
    page: Page, house: House, expected_trouble: list[str]
) -> None:
    expected_trouble.append("401")
    label = label_by_hand(house, CLARA, Own.DESK_PROGRESS_ENDS, 3)
    sign_in(page, house, CLARA)
    slow(house, ANNA)
    open_label(page, label)
    share_with(page, ANNA)
    expect(page.locator("#progress")).to_have_attribute("data-state", "moving")
    page.context.clear_cookies()
    expect(page.get_by_text("Choose an account")).to_be_visible()


def slow(house: House, who: str) -> None:
    """Google has no time for this person's contacts, once or twice."""
    body = {"kind": "503", "path": "/v1/people:batchCreateContacts", "times": 2, "account": who}
    request = urllib.request.Request(
        f"{house.simulator}/_simulator/faults",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request).close()


def test_with_the_keyboard_alone(page: Page, house: House) -> None:
    sign_in(page, house, MAYA)
    # A page that is still being put in place lets go of the focus again.
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    labels(page).get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    share = page.get_by_role("link", name="Share label")
    for _ in range(80):
        page.keyboard.press("Tab")
        if share.evaluate("one => one === document.activeElement"):
            break
    assert share.evaluate("one => one === document.activeElement")
    outline = share.evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline != "none"
