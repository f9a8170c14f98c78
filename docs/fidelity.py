"""Which field of a contact arrives in a copy, found out by sending one of each there and back.

For each field that Google lets an app write there is a contact with every part of that field filled in.
It is shared, and the copy compared; then the colleague, who may edit, writes the same into a contact of
her own in the label, and the owner's is compared. What is shown is what came back from the People API.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from services.core.contact import WRITABLE
from tests.town import Town

NOT_SHARED = {
    "memberships": "labels are each person's own",
    "clientData": "what apps keep for themselves; ours marks our copies",
    "photos": "copied by tasks of their own, only when changed",
    "metadata": "made by Google",
    "ageRanges": "made by Google",
    "coverPhotos": "made by Google",
    "fileAses": "Google does not let an app write it",
    "skills": "Google does not let an app write it",
}
LABEL = "Everything"
_VALUES: Mapping[str, Any] = {
    "emailAddresses.value": "ada@cole.example",
    "phoneNumbers.value": "+1 202-555-0101",
    "sipAddresses.value": "sip:ada@cole.example",
    "urls.value": "https://cole.example/ada",
    "calendarUrls.url": "https://cole.example/calendar",
    "biographies.contentType": "TEXT_PLAIN",
    "locales.value": "fi",
    "genders.value": "female",
    "miscKeywords.type": "HOME",
    "nicknames.type": "DEFAULT",
    "externalIds.type": "account",
    "events.type": "anniversary",
    "relations.type": "assistant",
    "imClients.protocol": "jabber",
    "addresses.countryCode": "FI",
    "addresses.country": "Finland",
    "organizations.domain": "cole.example",
}
_SKIPPED = {"addresses.formattedValue", "names.unstructuredName"}
"""Google makes these from the other parts, and lets them be written only in their place."""


@cache
def schemas() -> Mapping[str, Any]:
    """Google's own description of a person."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    document = json.loads((folder / "people.v1.json").read_text(encoding="utf-8"))
    found: Mapping[str, Any] = document["schemas"]
    return found


def entry(field: str) -> dict[str, Any]:
    """One entry of a field with every part that can be written."""
    parts = schemas()[schemas()["Person"]["properties"][field]["items"]["$ref"]]["properties"]
    made = {}
    for name, part in parts.items():
        key = f"{field}.{name}"
        if name != "metadata" and not part.get("readOnly") and key not in _SKIPPED:
            made[name] = _VALUES.get(key, _value(name, part))
    return made


def _value(name: str, part: Mapping[str, Any]) -> object:
    if part.get("$ref") == "Date":
        return {"year": 1987, "month": 6, "day": 15}
    if part["type"] == "boolean":
        return True
    if part["type"] == "integer":
        return 50_000
    return "work" if name == "type" else f"{name} of Ada"


def round_trips() -> Iterator[tuple[str, list[str], list[str]]]:
    """For each writable field: its parts, and those that did not arrive unchanged, there or back."""
    town = Town("maya", "anna")
    maya, anna = town.hand("maya"), town.hand("anna")
    maya.add_label(LABEL)
    sent = {field: entry(field) for field in WRITABLE}
    for field, made in sent.items():
        maya.add(_contact(field, made, "there"), [LABEL])
    town.share("maya", LABEL, "anna")
    for field, made in sent.items():
        anna.add(_contact(field, made, "back"), [LABEL])
    town.later(minutes=15)
    town.pull("anna")
    for field, made in sent.items():
        there = _lost(field, made, "there", anna.contacts(LABEL))
        back = _lost(field, made, "back", maya.contacts(LABEL))
        yield field, sorted(made), sorted(there | back)


def _contact(field: str, made: Mapping[str, Any], way: str) -> dict[str, list[Mapping[str, Any]]]:
    """A contact with one entry of the field, and a mark to find it by."""
    mark = {"key": way, "value": field}
    return {field: [made, mark]} if field == "userDefined" else {field: [made], "userDefined": [mark]}


def _lost(field: str, made: Mapping[str, Any], way: str, people: list[dict[str, Any]]) -> set[str]:
    """Parts of the entry that are not as they were sent."""
    for person in people:
        if any(one.get("key") == way and one.get("value") == field for one in person["userDefined"]):
            arrived = person.get(field, [{}])[0]
            return {part for part in made if arrived.get(part) != made[part]}
    return set(made)


def others() -> Iterator[tuple[str, str]]:
    """Fields that are not shared, and why."""
    for field, part in schemas()["Person"]["properties"].items():
        if field in WRITABLE or part.get("type") != "array":
            continue
        yield field, "ended by Google" if part.get("deprecated") else NOT_SHARED[field]
