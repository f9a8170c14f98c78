"""Every page of the route table, with a label that everything has happened to: in light and in the dark.

The table is walked, so a page that is new is looked at as well; one whose address has a part that is not
known here fails until it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from addon.routes import ROUTES, Auth
from simulator.demo.house import House

from .axe import complaints, looked_at
from .dashboard import finished, open_label, share_with, sign_in
from .own import Own
from .people import ANNA, DAWID, MAYA, be, label_by_hand, until

ADMIN = "admin@maple.example"
LABEL, SIZE = Own.EVERY_PAGE, 20
FOR_A_BROWSER = [
    route.path
    for route in ROUTES
    if "GET" in route.methods
    and "<form>" not in route.path
    and route.auth in {Auth.SESSION, Auth.NONE}
    and not route.path.startswith("/signin")
    and route.name != "mailbox.body"
]
"""A file is no page; signing in is the simulator's page (see test_accessibility) and a way back. In the
body of a mail no script runs, axe-core's neither; it stands in the page of the mail."""
QUERY = {"/labels/<label>/undo": "?who={anna}"}
BESIDE = ["/?q=guest", "/?q=zzzz", "{label}?q=zzz", "{label}/activity?kind=removed", "/none", "/labels/none"]
"""What a page looks like when it has something to say that it says seldom."""


@dataclass(frozen=True)
class Town:
    """Who is signed in, by address, and what fills the gaps of the paths."""

    sessions: dict[str, object]
    parts: dict[str, str]


def last(page: Page | Locator, part: str) -> str:
    """What stands after this part in the address of the first link that has it."""
    return page.locator(f"a[href*='{part}']").first.get_attribute("href").rpartition("/")[2]  # type: ignore[union-attr]


@pytest.fixture
def town(new_page: Callable[..., Page], house: House) -> Town:
    """A label with a member, a history, a conflict, a trash and deletions that are held."""
    for name in (LABEL, "Not shared yet"):
        label_by_hand(house, DAWID, name, SIZE)
    owner, anna, admin = new_page(), new_page(), new_page()
    sign_in(owner, house, DAWID)
    own = owner.get_by_role("link", name="Not shared yet").get_attribute("href")
    open_label(owner, LABEL)
    share_with(owner, ANNA, level="remover")
    finished(owner)
    owner.get_by_role("link", name="Open label").click()
    contacts = owner.locator("table.contacts th a")
    contact, thrown = contacts.nth(0).get_attribute("href"), contacts.nth(1).get_attribute("href")
    label = owner.url

    sign_in(anna, house, ANNA, f"{contact}/edit")
    owner.goto(f"{house.service}{contact}/edit")
    for page, value in ((anna, "From Anna"), (owner, "From Dawid")):
        page.get_by_label("First name").fill(value)
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(value)
    owner.goto(f"{house.service}{thrown}/remove")
    owner.get_by_role("button", name="Delete").click()
    expect(owner.get_by_role("link", name="Share label")).to_be_visible()

    be(anna, house, ANNA, "Contacts")
    anna.get_by_role("navigation", name="Contacts").get_by_role("link", name=LABEL).click()
    until(lambda: anna.locator("tbody tr").count() == SIZE - 1, anna)
    anna.get_by_label("Tick all on this page").check()
    anna.get_by_role("button", name="Delete", exact=True).click()
    anna.goto(f"{label}/members")
    anna.get_by_role("button", name="Sync now").click()
    owner.goto(f"{label}/conflicts")
    until(lambda: owner.locator("a[href*='/held/']").count() > 0, owner)
    hold = last(owner, "/held/")
    expect(owner.get_by_role("heading", name="From")).to_be_visible()
    owner.goto(f"{house.service}{contact}/history")
    version = last(owner, "/changes/")
    owner.goto(f"{label}/members")
    principal = last(owner.get_by_role("row", name="Anna"), "/members/")
    anna.goto(f"{house.service}/mailbox")
    until(lambda: anna.locator("ul.mails a").count() > 0, anna)
    key = last(anna, "/mailbox/")
    sign_in(admin, house, ADMIN)
    return Town(
        {who: page.context.storage_state() for who, page in ((DAWID, owner), (ANNA, anna), (ADMIN, admin))},
        {
            "label": label.rpartition("/")[2], "contact": contact.rpartition("/")[2], "hold": hold,
            "version": version, "principal": principal, "own": own.rpartition("/")[2], "key": key,
            "tenant": "t", "account": "a", "path:name": "labels.css",
        },
    )  # fmt: skip


def who_opens(path: str) -> str:
    """Whose page it is."""
    if path.startswith("/admin"):
        return ADMIN
    return ANNA if path.startswith("/mailbox") or path.endswith("/leave") else DAWID


@pytest.mark.timeout(900)
def test_every_page_is_for_everybody(
    new_page: Callable[..., Page], house: House, town: Town, expected_trouble: list[str]
) -> None:
    expected_trouble.append("Failed to load resource")  # of the pages that say what is not there
    pages = {who: new_page(storage_state=state) for who, state in town.sessions.items()}
    pages[MAYA] = new_page()
    sign_in(pages[MAYA], house, MAYA)
    stranger = new_page()
    label = f"/labels/{town.parts['label']}"
    wanted = [
        (pages[who_opens(path)], re.sub(r"<([^>]+)>", lambda m: town.parts[m[1]], path) + QUERY.get(path, ""))
        for path in FOR_A_BROWSER
    ]
    wanted += [(pages[DAWID], path.format(label=label)) for path in BESIDE]
    wanted += [(pages[MAYA], "/"), (stranger, "/"), (pages[ANNA], label), (pages[ANNA], "/admin")]
    seen, wrong = set(), {}
    for page, path in wanted:
        url = house.service + path.format(anna=town.parts["principal"])
        answer = page.goto(url)
        assert answer is not None
        assert answer.status < 500, url
        if not answer.text().lstrip().lower().startswith("<!doctype html>"):
            continue  # a word for machines, or a part that stands in pages that are looked at
        seen.add(path)
        if found := looked_at(page):
            wrong[path] = found
    assert not wrong, "\n".join(f"{path}: {one}" for path, found in wrong.items() for one in found)
    assert len(seen) > 45


def test_the_menu_of_a_person(page: Page, house: House) -> None:
    sign_in(page, house, MAYA, "/settings")
    page.locator("details.who summary").click()
    assert complaints(page) == []
