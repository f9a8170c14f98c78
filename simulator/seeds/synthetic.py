"""Made-up contacts in any number, the same ones each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

_GIVEN = [
    *("Ada", "Ben", "Chloé", "Dario", "Elif", "Femi", "Grażyna", "Hugo", "Ines", "Jun"),
    *("Kofi", "Lena", "Mikko", "Nadia", "Omar", "Putri", "Quinn", "Rosa", "Sven", "Tala"),
]
_FAMILY = [
    *("Aalto", "Bianchi", "Castro", "Dvořák", "Eriksen", "Fischer", "Gupta"),
    *("Hakimi", "Ivanov", "Jansen", "Kowalski", "Lim", "Moreau", "Nguyen"),
]
_FIRMS = ["Alder", "Bay", "Cedar", "Delta", "Elm", "Fjord", "Grove", "Harbor", "Iris", "Juniper"]


def synthetic(count: int) -> Iterator[dict[str, Any]]:
    """`count` contacts as People JSON; no two have the same e-mail address."""
    rng = random.Random(0)  # noqa: S311 - test data
    for number in range(count):
        given, family, firm = rng.choice(_GIVEN), rng.choice(_FAMILY), rng.choice(_FIRMS)
        made: dict[str, Any] = {
            "names": [{"givenName": given, "familyName": f"{family}-{number}"}],
            "emailAddresses": [{"value": f"person{number}@{firm.lower()}.example", "type": "work"}],
            "phoneNumbers": [
                {"value": f"+1202555{number % 10000:04d}", "type": rng.choice(["work", "mobile"])}
            ],
            "organizations": [{"name": f"{firm} Works", "title": rng.choice(["Buyer", "Engineer", "Owner"])}],
        }
        if number % 3 == 0:
            made["biographies"] = [{"value": f"Met at the fair, row {number}.", "contentType": "TEXT_PLAIN"}]
        if number % 5 == 0:
            made["addresses"] = [
                {
                    "streetAddress": f"{number} Main Street",
                    "city": "Springfield",
                    "region": "IL",
                    "type": "work",
                }
            ]
        if number % 7 == 0:
            made["birthdays"] = [
                {"date": {"year": 1950 + number % 50, "month": 1 + number % 12, "day": 1 + number % 28}}
            ]
        yield made
