"""An open message, the compose window, an open event, missing consent: with an add-on that only echoes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from simulator.app import create_app
from simulator.seeds import demo
from simulator.ui import Settings, extension
from tests.simulator.echo import LOCALE, Echo, running

from .people import MAYA


@pytest.fixture
def echo() -> Iterator[Echo]:
    """The add-on."""
    with running() as found:
        yield found


@pytest.fixture
def simulator(echo: Echo) -> Iterator[str]:
    """A simulator with that add-on."""
    app = create_app(demo(congress=False), extend=[extension(Settings(f"{echo.address}/deployment.json"))])
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def mail(simulator: str, page: Page, expected_trouble: list[str]) -> Callable[[str], Page]:
    """One of Maya's pages. (They are closed before the simulator is, hence the order.)"""
    expected_trouble.append("logo.png")  # the echo has no pictures

    def go(where: str) -> Page:
        page.goto(f"{simulator}/u/{MAYA}/{where}")
        return page

    return go


def card(title: str, *buttons: tuple[str, str]) -> dict[str, Any]:
    """A card whose buttons call functions."""
    drawn = [{"text": text, "onClick": {"action": {"function": function}}} for text, function in buttons]
    widgets = [{"buttonList": {"buttons": drawn}}] if drawn else []
    return {"header": {"title": title}, "sections": [{"widgets": [*widgets, {"divider": {}}]}]}


def push(shown: dict[str, Any]) -> dict[str, Any]:
    """A trigger's answer."""
    return {"action": {"navigations": [{"pushCard": shown}]}}


def test_opening_a_message_shows_the_card_for_it(mail: Callable[[str], Page], echo: Echo) -> None:
    echo.answers["message"] = push(card("People in this message"))
    page = mail("mail")
    expect(page.get_by_role("heading", name="Echo", level=2)).to_be_visible()
    page.get_by_role("link", name="Thursday’s hearing").click()
    expect(page.get_by_role("heading", name="People in this message")).to_be_visible()
    assert echo.events[-1]["gmail"]["messageId"].startswith("msg-f:")


def test_the_add_on_fills_in_the_recipients_of_a_new_message(mail: Callable[[str], Page], echo: Echo) -> None:
    echo.answers["compose"] = push(card("Insert a label", ("Put all into Bcc", f"{echo.address}/insert")))
    draft = {
        "updateBccRecipients": {"bccRecipients": [{"email": "a@b.example"}, {"email": "c@d.example"}]},
        "updateSubject": {"subject": "For all"},
    }
    echo.answers["insert"] = {
        "renderActions": {"hostAppAction": {"gmailAction": {"updateDraftActionMarkup": draft}}}
    }
    page = mail("mail")
    page.get_by_role("button", name="Compose").click()
    page.get_by_label("To", exact=True).fill("anna@maple.example")
    page.get_by_role("button", name="Insert").click()
    page.get_by_role("button", name="Put all into Bcc").click()
    expect(page.get_by_label("Bcc")).to_have_value("a@b.example, c@d.example")
    expect(page.get_by_label("To", exact=True)).to_have_value("anna@maple.example")
    assert echo.events[-2]["gmail"]["toRecipients"] == ["anna@maple.example"]
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("region", name="New message")).to_be_hidden()
    page.get_by_role("link", name="Sent").click()
    expect(page.get_by_role("link", name="For all")).to_be_visible()


def test_the_add_on_adds_guests_to_an_open_event(mail: Callable[[str], Page], echo: Echo) -> None:
    echo.answers["event"] = push(card("Guests", ("Invite a label", f"{echo.address}/invite")))
    added = {"editAttendeesActionMarkup": {"addAttendeeEmails": ["new@guest.example"]}}
    echo.answers["invite"] = {"renderActions": {"hostAppAction": {"calendarAction": added}}}
    page = mail("calendar")
    page.get_by_role("link", name="Weekly planning").click()
    page.get_by_role("button", name="Invite a label").click()
    expect(page.get_by_text("new@guest.example")).to_be_visible()
    expect(page.get_by_role("heading", name="5 guests")).to_be_visible()


def test_a_missing_consent_is_asked_for_and_the_action_goes_on(
    mail: Callable[[str], Page], echo: Echo
) -> None:
    echo.answers["home"] = {"requesting_google_scopes": {"scopes": [LOCALE]}}
    page = mail("mail")
    expect(page.get_by_role("heading", name="Authorization needed")).to_be_visible()
    del echo.answers["home"]
    page.get_by_role("button", name="Authorize access").click()
    expect(page.get_by_role("heading", name="Echo", level=2)).to_be_visible()


def test_an_add_on_that_fails_can_be_tried_again(mail: Callable[[str], Page], echo: Echo) -> None:
    echo.answers["home"] = ("broken", 500)
    page = mail("mail")
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong")
    del echo.answers["home"]
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="Echo", level=2)).to_be_visible()
