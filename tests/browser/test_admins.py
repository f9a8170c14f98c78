"""The admin's pages, in a company that no other journey touches: what is decided, and somebody leaves."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .dashboard import finished, labels, open_label, share_with, sign_in
from .own import Own
from .people import ROUNDS, be, by_hand, label_count, until

OTTO, PETRA = "otto@birch.example", "petra@birch.example"
LABEL = Own.LEAVER


def test_an_admin_decides_and_is_told_what_cannot_be(
    page: Page, house: House, expected_trouble: list[str], picture: Callable[..., None]
) -> None:
    expected_trouble.append("422")
    sign_in(page, house, OTTO, "/settings")
    page.get_by_role("link", name="Administration").click()
    page.get_by_role("link", name="Policies").click()
    expect(page.get_by_role("radio", name="Can edit", exact=True)).to_be_checked()
    picture(page, "dashboard-policies")
    page.get_by_role("radio", name="The people of a Google Group").check()
    page.get_by_label("Address of the group").fill("nobody@birch.example")
    page.get_by_role("spinbutton").fill("25")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("No Google Group of your company has this address.")
    expect(page.get_by_label("Address of the group")).to_be_focused()
    expect(page.get_by_label("Address of the group")).to_have_value("nobody@birch.example")
    expect(page.get_by_role("spinbutton")).to_have_value("25")
    page.get_by_role("radio", name="Everybody in the company").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    expect(page.get_by_role("spinbutton")).to_have_value("25")


def test_somebody_leaves_and_her_label_stays(new_page: Callable[..., Page], house: House) -> None:
    by_hand(house, PETRA, "add_label", LABEL)
    for name in ("Nils", "Olga"):
        by_hand(house, PETRA, "add", {"names": [{"givenName": name}]}, [LABEL])
    petra, otto = new_page(), new_page(java_script_enabled=False)
    sign_in(petra, house, PETRA)
    open_label(petra, LABEL)
    share_with(petra, OTTO)
    finished(petra)

    sign_in(otto, house, OTTO, "/admin/leavers")
    otto.get_by_label("Address of the person").fill(PETRA)
    otto.get_by_role("button", name="Show what it comes to").click()
    expect(otto.get_by_role("row", name=LABEL)).to_contain_text("2 contacts")
    otto.get_by_label("New owner", exact=True).fill(OTTO)
    otto.get_by_role("button", name="Offboard Petra Birch").click()
    for _ in range(ROUNDS):
        if otto.get_by_text("It is done.").count():
            break
        otto.wait_for_timeout(250)
        otto.reload()
    expect(otto.get_by_text("1 label has a new owner.")).to_be_visible()
    expect(labels(otto).get_by_role("link", name=LABEL)).to_be_visible()
    assert label_count(otto, house, OTTO, LABEL) == "2"
    # What was hers before she shared it stays hers.
    be(petra, house, PETRA, "Contacts")
    until(lambda: petra.get_by_role("link", name="Olga").count() > 0, petra)
