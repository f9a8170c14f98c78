"""What the tour asks of Google, over HTTP alone: tokens, and contacts as the People API shows them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import googleapiclient
import requests

from simulator.ui.host import events

from .compare import Person

PAGE = 1000
SECONDS = 30


class Google:
    """One simulator, from outside."""

    def __init__(self, address: str) -> None:
        """`address` is where it listens, without a trailing slash."""
        self.address = address
        self.calls = requests.Session()
        self.fields = _person_fields()
        self._bearers: dict[str, str] = {}

    def people(self) -> list[dict[str, Any]]:
        """Everybody there is, with labels."""
        found: list[dict[str, Any]] = self._read(
            self.calls.get(f"{self.address}/_simulator/state", timeout=SECONDS)
        )["people"]
        return found

    def by_hand(self, email: str, act: str, *args: Any, **kwargs: Any) -> None:
        """Something that a person does in Google Contacts herself."""
        self._post(f"/_simulator/people/{email}/{act}", {"args": args, "kwargs": kwargs})

    def tokens(self, email: str, function: str, scopes: tuple[str, ...]) -> events.Tokens:
        """What the host puts into an event for one person and one function."""
        minted = self._post("/_simulator/tokens", {"account": email, "audience": function, "scopes": scopes})
        return events.Tokens(minted["systemIdToken"], minted["userIdToken"], minted["userOAuthToken"], scopes)

    def labels(self, email: str) -> dict[str, str]:
        """Names of one person's own labels, by resource name."""
        groups = self._get(email, "/v1/contactGroups", pageSize=PAGE)["contactGroups"]
        return {
            one["resourceName"]: one["name"] for one in groups if one["groupType"] == "USER_CONTACT_GROUP"
        }

    def in_label(self, email: str, label: str) -> list[Person]:
        """All contacts in one label, by its resource name."""
        return [person for person in self.contacts(email) if label in _labels(person)]

    def contacts(self, email: str) -> list[Person]:
        """All contacts of one person, with every field."""
        people: list[Person] = []
        page: dict[str, Any] = {}
        while not people or page.get("nextPageToken"):
            more = {"pageToken": page["nextPageToken"]} if page.get("nextPageToken") else {}
            page = self._get(
                email, "/v1/people/me/connections", pageSize=PAGE, personFields=",".join(self.fields), **more
            )
            people += page.get("connections", ())
            if not people:
                break
        return people

    def _get(self, email: str, path: str, **query: Any) -> dict[str, Any]:
        if email not in self._bearers:
            scopes = ("https://www.googleapis.com/auth/contacts",)
            self._bearers[email] = self.tokens(email, self.address, scopes).user_oauth
        return self._read(
            self.calls.get(
                self.address + path,
                params=query,
                headers={"Authorization": f"Bearer {self._bearers[email]}"},
                timeout=SECONDS,
            )
        )

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._read(self.calls.post(self.address + path, json=body, timeout=SECONDS))

    def _read(self, answer: requests.Response) -> dict[str, Any]:
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body


def _labels(person: Person) -> set[str]:
    return {
        one["contactGroupMembership"]["contactGroupResourceName"]
        for one in person.get("memberships", ())
        if "contactGroupMembership" in one
    }


def _person_fields() -> tuple[str, ...]:
    """Every field that may be asked for, as Google's own discovery document lists them."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    document = json.loads((folder / "people.v1.json").read_text(encoding="utf-8"))
    method = document["resources"]["people"]["resources"]["connections"]["methods"]["list"]
    return tuple(re.findall(r"\* (\w+)", method["parameters"]["personFields"]["description"]))
