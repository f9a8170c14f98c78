"""The CSV that Google Contacts exports, read into People JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

SEPARATOR = " ::: "
_NAME = {
    "Name Prefix": "honorificPrefix",
    "First Name": "givenName",
    "Middle Name": "middleName",
    "Last Name": "familyName",
    "Name Suffix": "honorificSuffix",
    "Phonetic First Name": "phoneticGivenName",
    "Phonetic Middle Name": "phoneticMiddleName",
    "Phonetic Last Name": "phoneticFamilyName",
}
_ORGANIZATION = {
    "Organization Name": "name",
    "Organization Title": "title",
    "Organization Department": "department",
}
_ADDRESS = {
    "Formatted": "formattedValue",
    "Street": "streetAddress",
    "City": "city",
    "PO Box": "poBox",
    "Region": "region",
    "Postal Code": "postalCode",
    "Country": "country",
    "Extended Address": "extendedAddress",
}
_KNOWN_TYPES = {
    "Work": "work", "Home": "home", "Mobile": "mobile", "Main": "main", "Other": "other",
    "Work Fax": "workFax", "Home Fax": "homeFax", "Pager": "pager", "Home Page": "homePage",
    "Profile": "profile", "Blog": "blog",
}  # fmt: skip
# Numbered columns: column word, People field, key of the value.
_LISTS = (
    ("E-mail", "emailAddresses", "value"),
    ("Phone", "phoneNumbers", "value"),
    ("Website", "urls", "value"),
    ("Relation", "relations", "person"),
    ("IM", "imClients", "username"),
)


def read(path: Path) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """(contact as People JSON, names of its labels) for each line; `* myContacts` is left out."""
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield contact(row), labels(row)


def labels(row: Mapping[str, str]) -> list[str]:
    """The user's own labels of one line."""
    return [x for x in row.get("Labels", "").split(SEPARATOR) if x and not x.startswith("* ")]


def contact(row: Mapping[str, str]) -> dict[str, Any]:
    """One line as the content of a Person."""
    found: dict[str, Any] = {}
    if name := _picked(row, _NAME):
        found["names"] = [name]
    if row.get("Nickname"):
        found["nicknames"] = [{"value": row["Nickname"]}]
    if organization := _picked(row, _ORGANIZATION):
        found["organizations"] = [organization]
    if row.get("Birthday"):
        found["birthdays"] = [{"date": _date(row["Birthday"])}]
    if row.get("Notes"):
        found["biographies"] = [{"value": row["Notes"], "contentType": "TEXT_PLAIN"}]
    for word, field, key in _LISTS:
        if entries := list(_numbered(row, word, key)):
            found[field] = entries
    if addresses := list(_addresses(row)):
        found["addresses"] = addresses
    if custom := list(_numbered(row, "Custom Field", "value")):
        found["userDefined"] = [{"key": e.get("label", ""), "value": e["value"]} for e in custom]
    if events := list(_numbered(row, "Event", "date")):
        found["events"] = [e | {"date": _date(e["date"])} for e in events]
    return found


def _picked(row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    return {key: row[column] for column, key in columns.items() if row.get(column)}


def _numbered(row: Mapping[str, str], word: str, key: str) -> Iterator[dict[str, Any]]:
    number = 1
    while f"{word} {number} - Value" in row:
        value = row[f"{word} {number} - Value"]
        label = row.get(f"{word} {number} - Label", "")
        # Google writes several values of one kind into one cell.
        for part in filter(None, value.split(SEPARATOR)):
            entry = {key: part}
            if word == "Custom Field":
                entry["label"] = label
            elif label:
                entry["type"] = _type(label)
            yield entry
        number += 1


def _addresses(row: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    number = 1
    while f"Address {number} - Formatted" in row:
        entry = _picked(row, {f"Address {number} - {c}": k for c, k in _ADDRESS.items()})
        label = row.get(f"Address {number} - Label", "")
        if entry:
            yield entry | ({"type": _type(label)} if label else {})
        number += 1


def _type(label: str) -> str:
    """`* Work` marks the preferred one in exports."""
    label = label.removeprefix("* ")
    return _KNOWN_TYPES.get(label, label)


def _date(text: str) -> dict[str, int]:
    """`1958-10-13`, or `--10-13` without a year."""
    parts = text.removeprefix("--").split("-")
    numbers = [int(p) for p in parts]
    keys = ("month", "day") if text.startswith("--") else ("year", "month", "day")
    return dict(zip(keys, numbers, strict=False))
