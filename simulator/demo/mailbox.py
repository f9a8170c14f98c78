"""One person's mails, read as she would: sign in with Google, open the mailbox, open each mail."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import requests

SECONDS = 30


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is shown."""

    subject: str
    text: str
    html: str


def letters(service: str, email: str) -> list[Letter]:
    """All mails that the service keeps for one person. Raises requests.RequestException."""
    browser = requests.Session()
    consent = _good(browser.get(f"{service}/mailbox", timeout=SECONDS))
    page = _good(browser.post(consent.url, data={"account": email, "answer": "allow"}, timeout=SECONDS))
    found = []
    for address in re.findall(r'href="(/mailbox/[^"/]+)"', page.text):
        shown = _good(browser.get(service + address, timeout=SECONDS)).text
        body = _good(browser.get(f"{service}{address}/html", timeout=SECONDS)).text
        found.append(Letter(_inside("h1", shown), _inside("pre", shown), body))
    return found


def _good(answer: requests.Response) -> requests.Response:
    answer.raise_for_status()
    return answer


def _inside(tag: str, page: str) -> str:
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.DOTALL)
    return html.unescape(found[1]).strip() if found else ""
