"""A large label on the dashboard beside a small one: opening it, scrolling, searching; whole answers."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from bench.report import note, table, title
from simulator.seeds import synthetic
from tests.dashboard.conftest import Site
from tests.dashboard.lint import Browser

SMALL, LARGE = 50, 24_900
ROUNDS = 15


def measure() -> None:
    """In this process, SQLite in memory; the same requests for a label of 50 contacts and one of 24,900."""
    title(f"A label of {LARGE:,} contacts on the dashboard, beside one of {SMALL}")
    (small, common, rare), (large, *_) = _shared(SMALL), _shared(LARGE)
    rows = []
    for name, ask in (
        ("the label", partial(_get, "")),
        ("the next rows", _next),
        ("search: a name that many have", partial(_get, f"/rows?q={quote(common)}")),
        ("search: an address", partial(_get, f"/rows?q={quote(rare)}")),
        ("search: nothing found", partial(_get, "/rows?q=zzzz")),
    ):
        few, many = (_median(ask, browser, url) for browser, url in (small, large))
        rows.append((name, many, few, many / few))
    table(("what", "ms", f"ms with {SMALL}", "ratio"), rows)
    note(f"Medians of {ROUNDS}. Rows come a page at a time; a search looks at beginnings of words.")


def _shared(size: int) -> tuple[tuple[Browser, str], str, str]:
    """A signed-in owner with the address of her label, a common word in it and a rare one."""
    site = Site()
    hand = site.hand("maya")
    group = hand.add_label("Customers")
    made = list(synthetic(size))
    for fields in made:
        hand.plant(fields, ["Customers"])
    url = site.share("/groups/" + group.removeprefix("contactGroups/"), "anna")
    first = made[0]
    return (
        (site.browser("maya"), url),
        str(first["names"][0]["givenName"]),
        str(first["emailAddresses"][0]["value"]),
    )


def _get(part: str, browser: Browser, url: str) -> float:
    began = time.perf_counter()
    answer = browser.get(f"{url}{part}")
    spent = time.perf_counter() - began
    assert answer.status_code == 200, answer.status
    return spent * 1000


def _next(browser: Browser, url: str) -> float:
    """The rows that follow the first page, or those of the first where there are no more."""
    page = browser.get(url).get_data(as_text=True)
    _, found, rest = page.partition(f"{url}/rows?")
    return _get(
        f"/rows?{rest.partition(chr(34))[0]}".replace("&amp;", "&") if found else "/rows", browser, url
    )


def _median(ask: Callable[[Browser, str], float], browser: Browser, url: str) -> float:
    return statistics.median(ask(browser, url) for _ in range(ROUNDS))
