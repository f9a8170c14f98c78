"""A real Chromium, the service and the simulator: started once, used by every journey.

Journeys share one world, so each keeps to a label of its own (own.py) and asks for nothing that another
may have changed. A page that says something on its console, or throws, fails the journey that opened it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, expect, sync_playwright

from simulator.demo.house import House, plan, running

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1280, "height": 800}
LISTING = Path(__file__).resolve().parents[2] / "appsscript_manifest" / "listing"
LISTED = frozenset({"sidebar", "dashboard", "dashboard-share"})
"""Pictures of the window that the Marketplace listing shows too, there in Google's size."""
PATIENCE_MS = 45_000
"""How long anything is waited for. Nothing takes that long; two loaded cores stretch what does not."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test, and starts programs."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.process)
            item.add_marker(pytest.mark.timeout(420))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo, on free ports."""
    found = plan(folder=tmp_path_factory.mktemp("house"))
    with running(found):
        # The demo's colleagues read Finnish, Italian, German, Polish; the journeys press English words.
        for local in ("anna", "bruno", "clara", "dawid", "eka"):
            address = f"{found.simulator}/_simulator/accounts/{local}@maple.example"
            requests.post(address, json={"locale": "en"}, timeout=10).raise_for_status()
        yield found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium; without it the tests fail, as skipping them would hide that nobody has looked."""
    path = os.environ.get("CHROMIUM", CHROMIUM)
    if not Path(path).exists():
        pytest.fail(
            f"There is no browser at {path}: install Debian's `chromium`, or set CHROMIUM.", pytrace=False
        )
    try:
        found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    except Error as error:
        pytest.fail(f"{path} does not start: {error.message}", pytrace=False)
    yield found
    found.close()


@pytest.fixture
def expected_trouble() -> list[str]:
    """Parts of console messages that this test brings about itself; to be appended to."""
    return []


@pytest.fixture
def new_page(browser: Browser, expected_trouble: list[str]) -> Iterator[Callable[..., Page]]:
    """Makes a page in a context (cookies) of its own; all are listened to."""
    trouble: list[str] = []
    contexts = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            trouble.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def make(**options: object) -> Page:
        sharp = {"device_scale_factor": 2} if os.environ.get("PICTURES") else {}
        context = browser.new_context(**{"viewport": SIZE, **sharp, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        context.on(
            "page",
            lambda page: (page.on("console", listen), page.on("pageerror", lambda e: trouble.append(str(e)))),
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert [one for one in trouble if not any(part in one for part in expected_trouble)] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page."""
    return new_page()


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Takes a picture for README and docs, when PICTURES says where; else nothing.

    `picture(page, "share")` takes the window, with a locator instead of a page that part of it.
    """
    where = os.environ.get("PICTURES", "")

    def take(what: object, name: str) -> None:
        if where:
            folder = Path(where)
            folder.mkdir(parents=True, exist_ok=True)
            what.screenshot(path=folder / f"{name}.png")  # type: ignore[attr-defined]
            if name in LISTED:
                what.screenshot(path=LISTING / f"screenshot-{name}.png", scale="css")  # type: ignore[attr-defined]

    return take
