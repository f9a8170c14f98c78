"""The sub-values of a contact's fields that have an input, and what each is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cards.fields import field_name
from cards.text import Words


@dataclass(frozen=True, slots=True)
class Part:
    """One sub-value: its name in People, and the kind of its input.

    What is of kind `type` is shown and typed as a word of the reader's language, and kept as Google's.
    """

    name: str
    kind: str = "text"  # an input's type, textarea, day, month, year or type


TYPE = Part("type", "type")
_DATE = (Part("date.day", "day"), Part("date.month", "month"), Part("date.year", "year"))

SHAPES: Mapping[str, tuple[Part, ...]] = {
    "names": tuple(
        Part(name) for name in ("honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix")
    ),
    "nicknames": (Part("value"),),
    "organizations": (Part("name"), Part("title"), Part("department")),
    "emailAddresses": (Part("value", "email"), TYPE),
    "phoneNumbers": (Part("value", "tel"), TYPE),
    "addresses": (
        Part("streetAddress", "textarea"),
        Part("extendedAddress"),
        Part("postalCode"),
        Part("city"),
        Part("region"),
        Part("country"),
        TYPE,
    ),
    "birthdays": _DATE,
    "events": (*_DATE, TYPE),
    "urls": (Part("value", "url"), TYPE),
    "relations": (Part("person"), TYPE),
    "imClients": (Part("username"), Part("protocol", "type")),
    "userDefined": (Part("key"), Part("value")),
    "biographies": (Part("value", "textarea"),),
}
"""Fields with inputs, in the order of the form."""


def part_name(field: str, part: str, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912 - a table whose entries gettext can find
    """What an input is called."""
    match part:
        case "honorificPrefix":
            return words.gettext("Prefix")
        case "givenName":
            return words.gettext("First name")
        case "middleName":
            return words.gettext("Middle name")
        case "familyName":
            return words.gettext("Last name")
        case "honorificSuffix":
            return words.gettext("Suffix")
        case "unstructuredName" | "displayName":
            return words.gettext("Name")
        case "formattedValue":
            return words.gettext("Address")
        case "name":
            return words.gettext("Company")
        case "title":
            return words.gettext("Job title")
        case "department":
            return words.gettext("Department")
        case "streetAddress":
            return words.gettext("Street")
        case "extendedAddress":
            return words.gettext("Address line 2")
        case "postalCode":
            return words.gettext("Postal code")
        case "city":
            return words.gettext("City")
        case "region":
            return words.gettext("Region")
        case "country":
            return words.gettext("Country")
        case "date.day":
            return words.gettext("Day")
        case "date.month":
            return words.gettext("Month")
        case "date.year":
            return words.gettext("Year (may be empty)")
        case "type" if field == "relations":
            return words.gettext("Kind, such as spouse or friend")
        case "type" if field == "events":
            return words.gettext("Kind, such as anniversary")
        case "type":
            return words.gettext("Kind, such as work or home")
        case "person":
            return words.gettext("Person")
        case "username":
            return words.gettext("User name")
        case "protocol":
            return words.gettext("Service")
        case "key":
            return words.gettext("Name of the field")
        case "value" if field == "userDefined":
            return words.gettext("Value")
        case _:
            return field_name(field, words)
