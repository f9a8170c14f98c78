"""What the fields of a contact are called, as Google Contacts calls them."""

from __future__ import annotations

from .text import Words


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
