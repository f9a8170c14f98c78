"""What a member changes in her own Google Contacts, and where it goes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from simulator.demo.house import House

from .own import Own
from .people import BRUNO, DAWID, MAYA, be, edit, fields, open_contact, open_label, share, until


def test_an_edit_by_one_who_may_edit_reaches_the_owner(page: Page, house: House) -> None:
    sidebar = be(page, house, MAYA)
    open_label(sidebar, Own.EDIT_ARRIVES)
    share(sidebar, ("bru", BRUNO))

    name = open_contact(page, house, BRUNO, Own.EDIT_ARRIVES)
    edit(page, "Nickname", "The quiet one")
    # Opening the add-on looks for changes at once; otherwise the next round of the clock does.
    expect(be(page, house, BRUNO).get_by_text("Shared with me")).to_be_visible()

    open_contact(page, house, MAYA, Own.EDIT_ARRIVES, name)
    until(lambda: "The quiet one" in fields(page).inner_text(), page)


def test_an_edit_by_one_who_may_only_look_is_put_right(page: Page, house: House) -> None:
    sidebar = be(page, house, MAYA)
    open_label(sidebar, Own.VIEWER_PUT_RIGHT)
    share(sidebar, ("daw", DAWID), level="Can view")

    name = open_contact(page, house, DAWID, Own.VIEWER_PUT_RIGHT)
    edit(page, "Nickname", "Not for me to say")
    expect(be(page, house, DAWID).get_by_text("Shared with me")).to_be_visible()

    open_contact(page, house, DAWID, Own.VIEWER_PUT_RIGHT, name)
    until(lambda: "Not for me to say" not in fields(page).inner_text(), page)
    open_contact(page, house, MAYA, Own.VIEWER_PUT_RIGHT, name)
    expect(fields(page)).not_to_contain_text("Not for me to say")
