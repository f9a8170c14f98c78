"""The service and a small Google in one process, and browsers in which somebody is signed in."""

from __future__ import annotations

from functools import partial

import pytest

from addon import create_app, tasks
from tests.dashboard.lint import Browser
from tests.http.hosting import Host
from tests.http.outside import BASE

DOMAIN = "maple.example"


class Site(Host):
    """One company at its dashboard."""

    def __init__(self, world=None) -> None:
        super().__init__(world)
        self.app = create_app(self.service.settings, self.service)
        self.app.test_client_class = Browser
        self.queue = self.service.queue
        self.queue.deliver = partial(tasks.deliver, self.service)

    def browser(self, name: str = "", domain: str = DOMAIN) -> Browser:
        """A browser of its own, with somebody signed in."""
        client = self.app.test_client()
        if name:
            account = self.world.account(f"{name}@{domain}")
            with client.session_transaction(base_url=BASE) as session:
                session["person"] = {
                    "sub": account.id,
                    "email": account.email,
                    "hd": domain,
                    "name": account.name,
                }
        return client

    def hand(self, name: str):
        return self.world.hand(f"{name}@{DOMAIN}")

    def id(self, name: str) -> str:
        return self.world.account(f"{name}@{DOMAIN}").id

    def settle(self) -> None:
        """Do what is due until nothing is."""
        for _ in range(200):
            if not self.queue.run_due():
                return
        raise AssertionError("tasks do not end")

    def label(self, name: str = "Finance", size: int = 3, owner: str = "maya") -> str:
        """A label with contacts in somebody's Google Contacts; the address of its page."""
        hand = self.hand(owner)
        group = hand.add_label(name)
        for number in range(size):
            hand.add(
                {
                    "names": [{"givenName": f"Person{number:04d}", "familyName": "Berg"}],
                    "emailAddresses": [{"value": f"p{number}@berg.example", "type": "work"}],
                    "phoneNumbers": [{"value": f"+358 40 123 {number:04d}", "type": "mobile"}],
                    "biographies": [{"value": "A note.", "contentType": "TEXT_PLAIN"}],
                },
                labels=[name],
            )
        return "/groups/" + group.removeprefix("contactGroups/")

    def share(self, url: str, *members: str, level: str = "editor", owner: str = "maya") -> str:
        """Share a label; the address of its page from then on."""
        browser = self.browser(owner)
        page = browser.see(f"{url}/share")
        people = ", ".join(f"{name}@{DOMAIN}" for name in members)
        answer = browser.send(page, f"{url}/share", ("do", "share"), people=people, level=level)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        self.settle()
        return answer.headers["Location"].removesuffix("/progress")


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def maya(site):
    return site.browser("maya")


@pytest.fixture
def shared(site):
    """A label of Maya's that Anna may edit and Bruno may only see."""
    url = site.share(site.label(), "anna")
    return site.share(url, "bruno", level="viewer")
