"""The host draws what cards say: the gallery has every widget, and answers with what was sent."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from simulator.demo.house import House


@pytest.fixture
def gallery(page: Page, house: House) -> Callable[[str], Locator]:
    """One card of the gallery, by name."""
    page.goto(f"{house.simulator}/_simulator/gallery")

    def card(name: str) -> Locator:
        found = page.locator(f"[data-card={name}]")
        expect(found.locator(".card")).to_be_visible()
        return found

    return card


def sent(card: Locator) -> dict[str, Any]:
    """What the host sent, as the gallery's answer shows it."""
    expect(card.get_by_role("heading", name="What was sent")).to_be_visible()
    found: dict[str, Any] = json.loads(card.locator(".paragraph").inner_text())
    return found


def test_basic_html_is_shown_and_nothing_else_of_html(gallery: Callable[[str], Locator]) -> None:
    text = gallery("widgets").locator(".paragraph").first
    expect(text.locator("b")).to_have_text("bold")
    expect(text.get_by_role("link", name="a link")).to_have_attribute("href", "https://example.com/x")
    expect(text).to_contain_text("<escaped>")
    expect(text.locator("script")).to_have_count(0)


def test_a_folded_section_shows_its_first_widgets_and_opens(gallery: Callable[[str], Locator]) -> None:
    members = gallery("widgets").locator(".card-section", has_text="Members").first
    expect(members.get_by_text("Oskar Berg")).to_be_visible()
    expect(members.get_by_text("Weekly digest")).to_be_hidden()
    members.get_by_role("button", name="Show more").click()
    expect(members.get_by_role("switch", name="Weekly digest")).to_be_checked()
    members.get_by_role("button", name="Show less").click()
    expect(members.get_by_text("Weekly digest")).to_be_hidden()


def test_pressing_a_row_sends_its_parameters_and_back_returns(gallery: Callable[[str], Locator]) -> None:
    card = gallery("widgets")
    card.get_by_role("button", name="Maya Lindqvist").click()
    assert sent(card)["parameters"] == [{"key": "who", "value": "maya"}]
    card.get_by_role("button", name="Back").click()
    expect(card.get_by_role("heading", name="Finance Committee")).to_be_visible()
    expect(card.get_by_role("button", name="Back")).to_be_hidden()


def test_a_grid_tells_which_item_was_pressed(gallery: Callable[[str], Locator]) -> None:
    card = gallery("widgets")
    card.get_by_role("button", name="House 437 people").click()
    assert sent(card)["parameters"] == [{"key": "grid_item_id", "value": "house"}]


def test_inputs_are_sent_in_the_shapes_of_the_event(gallery: Callable[[str], Locator]) -> None:
    card = gallery("inputs")
    card.get_by_label("Add a person").fill("anna")
    card.get_by_label("Or paste a list").fill("a@b.example\nc@d.example")
    card.get_by_role("radio", name="Can view").check()
    card.get_by_role("combobox", name="Order").select_option("company")
    card.get_by_role("checkbox", name="Notes").check()
    card.get_by_role("switch", name="When shared").uncheck()
    card.get_by_label("At", exact=True).fill("09:30")
    card.get_by_role("button", name="Send all").click()
    assert sent(card)["formInputs"] == {
        "person": {"stringInputs": {"value": ["anna"]}},
        "list": {"stringInputs": {"value": ["a@b.example\nc@d.example"]}},
        "level": {"stringInputs": {"value": ["viewer"]}},
        "sort": {"stringInputs": {"value": ["company"]}},
        "which": {"stringInputs": {"value": ["phones", "notes"]}},
        "several": {"stringInputs": {"value": ["f"]}},
        "day": {"dateInput": {"msSinceEpoch": 1800000000000 // 86400000 * 86400000}},
        "hour": {"timeInput": {"hours": 9, "minutes": 30}},
    }


def test_after_an_action_inputs_are_cleared_unless_they_persist(gallery: Callable[[str], Locator]) -> None:
    card = gallery("inputs")
    city = card.get_by_label("City")
    city.fill("Oulu")
    card.get_by_role("button", name="Keep").click()
    expect(card).not_to_have_attribute("aria-busy", "true")
    expect(city).to_have_value("Oulu")
    card.get_by_label("Add a person").fill("anna")
    card.get_by_role("button", name="Send all").click()
    sent(card)
    card.get_by_role("button", name="Back").click()
    expect(city).to_have_value("")


def test_a_required_input_is_asked_for_and_nothing_is_sent(gallery: Callable[[str], Locator]) -> None:
    card = gallery("inputs")
    card.get_by_role("button", name="Send all").click()
    expect(card.get_by_text("This is required")).to_be_visible()
    expect(card.get_by_label("Add a person")).to_be_focused()
    expect(card.get_by_role("heading", name="What was sent")).to_have_count(0)


def test_an_address_that_is_none_is_complained_about(gallery: Callable[[str], Locator]) -> None:
    card = gallery("inputs")
    card.get_by_label("Add a person").fill("anna")
    card.get_by_label("E-mail").fill("nobody")
    card.get_by_role("button", name="Send all").click()
    expect(card.get_by_text("Enter an e-mail address")).to_be_visible()


def test_suggestions_are_chosen_by_keyboard(gallery: Callable[[str], Locator]) -> None:
    card = gallery("inputs")
    person = card.get_by_role("combobox", name="Add a person")
    person.press_sequentially("ann", delay=20)
    expect(card.get_by_role("listbox").get_by_role("option")).to_have_text(
        ["ann@example.com", "ann.lee@example.com", "ann.wu@example.com"]
    )
    person.press("ArrowDown")
    person.press("ArrowDown")
    person.press("Enter")
    expect(person).to_have_value("ann.lee@example.com")
    expect(card.get_by_role("listbox")).to_be_hidden()


def test_fixed_suggestions_are_filtered_while_typing(gallery: Callable[[str], Locator]) -> None:
    card = gallery("inputs")
    card.get_by_label("City").fill("kra")
    card.get_by_role("option", name="Kraków").click()
    expect(card.get_by_label("City")).to_have_value("Kraków")


def test_a_choice_of_several_stops_at_its_limit(gallery: Callable[[str], Locator]) -> None:
    card = gallery("inputs")
    several = card.get_by_role("combobox", name="Labels")
    several.select_option("r")
    expect(card.get_by_role("button", name="Remove Rules")).to_be_visible()
    expect(several).to_be_disabled()
    card.get_by_role("button", name="Remove Finance").click()
    expect(several).to_be_enabled()


def test_menus_hold_card_actions_universal_ones_and_overflow(
    gallery: Callable[[str], Locator], page: Page
) -> None:
    card = gallery("widgets")
    card.get_by_role("button", name="More actions").click()
    items = page.get_by_role("menuitem")
    expect(items).to_have_text(["Rename label", "Settings", "Refresh"])
    page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    card.get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_role("menuitem", name="Not now")).to_be_disabled()
    page.get_by_role("menuitem", name="Write to all").click()
    expect(card.get_by_role("status")).to_contain_text("formInputs")


def test_a_link_opens_elsewhere_and_a_failure_says_so_and_can_be_tried_again(
    gallery: Callable[[str], Locator], page: Page
) -> None:
    card = gallery("widgets")
    opened = card.get_by_role("link", name="Open")
    expect(opened).to_have_attribute("target", "_blank")
    expect(opened).to_have_attribute("rel", re.compile("noopener"))
    card.get_by_role("button", name="Fail").click()
    expect(card.get_by_role("alert")).to_contain_text("Something went wrong")
    card.get_by_role("button", name="Try again").click()
    expect(card.get_by_role("alert")).to_be_visible()
    card.get_by_role("button", name="Back").click()
    expect(card.get_by_role("button", name="Fail")).to_be_visible()


def test_a_card_that_google_would_refuse_is_refused_with_the_reasons(
    gallery: Callable[[str], Locator],
) -> None:
    card = gallery("wrong")
    card.get_by_text("What the simulated host saw").click()
    reasons = card.locator("pre")
    expect(reasons).to_contain_text("TextInput needs label or hintText")
    expect(reasons).to_contain_text("imageUrl: must be an https address")
    expect(reasons).to_contain_text("materialIcon: Google Chat only")
