"""What the fields of a contact are called, as Google Contacts calls them, and which can be hidden."""

from __future__ import annotations

from collections.abc import Collection

from services.core.contact import HIDEABLE

from .text import Words
from .widgets import Option


def field_name(name: str, words: Words) -> str:  # noqa: C901, PLR0911, PLR0912 - a table whose entries gettext can find
    """The People field in words; one that we have no word for keeps its own."""
    match name:
        case "names":
            return words.gettext("Name")
        case "nicknames":
            return words.gettext("Nickname")
        case "emailAddresses":
            return words.gettext("E-mail")
        case "phoneNumbers":
            return words.gettext("Phone")
        case "addresses":
            return words.gettext("Address")
        case "organizations":
            return words.gettext("Company")
        case "birthdays":
            return words.gettext("Birthday")
        case "events":
            return words.gettext("Significant date")
        case "relations":
            return words.gettext("Related person")
        case "urls":
            return words.gettext("Website")
        case "imClients":
            return words.gettext("Chat")
        case "sipAddresses":
            return words.gettext("Internet call")
        case "biographies":
            return words.gettext("Notes")
        case "userDefined":
            return words.gettext("Custom field")
        case "calendarUrls":
            return words.gettext("Calendar")
        case "externalIds":
            return words.gettext("External ID")
        case "fileAses":
            return words.gettext("File as")
        case "genders":
            return words.gettext("Gender")
        case "interests":
            return words.gettext("Interest")
        case "locales":
            return words.gettext("Language")
        case "locations":
            return words.gettext("Location")
        case "miscKeywords":
            return words.gettext("Keyword")
        case "occupations":
            return words.gettext("Occupation")
        case "photos":
            return words.gettext("Photo")
        case "skills":
            return words.gettext("Skill")
        case "labels":
            return words.gettext("Labels")
        case _:
            return name


_ASKED_FIRST = (
    "emailAddresses",
    "phoneNumbers",
    "addresses",
    "organizations",
    "birthdays",
    "biographies",
)
"""What is hidden most often stands where nobody has to look for it."""


def fields_to_hide(ticked: Collection[str], words: Words) -> tuple[Option, ...]:
    """The fields that can be hidden, as boxes to tick."""
    ordered = (*_ASKED_FIRST, *(field for field in HIDEABLE if field not in _ASKED_FIRST))
    return tuple(Option(field, field_name(field, words), selected=field in ticked) for field in ordered)
