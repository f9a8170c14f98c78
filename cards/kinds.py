"""What Google's predefined types are called, field by field, as Google Contacts calls them.

The values are those that people.v1 names for each field; a test holds this table against it. A type that
is not in the table of its field is somebody's own word and is shown as she wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .text import Words, one_line

Said = Callable[[Words], str]

_NO_TYPE = frozenset({"DEFAULT", "TYPE_UNSPECIFIED"})
"""What Google writes where no type was chosen."""

_PLACE: Mapping[str, Said] = {
    "home": lambda words: words.pgettext("type of a number or address", "Home"),
    "work": lambda words: words.pgettext("type of a number or address", "Work"),
    "mobile": lambda words: words.pgettext("type of a number or address", "Mobile"),
    "other": lambda words: words.pgettext("type of a number or address", "Other"),
}


def _places(*names: str) -> dict[str, Said]:
    return {name: _PLACE[name] for name in names}


_SERVICE: Mapping[str, Said] = {
    "skype": lambda words: words.pgettext("chat service", "Skype"),
    "googleTalk": lambda words: words.pgettext("chat service", "Google Talk"),
    "jabber": lambda words: words.pgettext("chat service", "Jabber"),
    "aim": lambda words: words.pgettext("chat service", "AIM"),
    "yahoo": lambda words: words.pgettext("chat service", "Yahoo"),
    "qq": lambda words: words.pgettext("chat service", "QQ"),
    "msn": lambda words: words.pgettext("chat service", "Windows Live"),
    "icq": lambda words: words.pgettext("chat service", "ICQ"),
    "netMeeting": lambda words: words.pgettext("chat service", "NetMeeting"),
}

PREDEFINED: Mapping[str, Mapping[str, Said]] = {
    "phoneNumbers": {
        **_places("mobile", "work", "home"),
        "main": lambda words: words.pgettext("type of a number or address", "Main"),
        "workMobile": lambda words: words.pgettext("type of a number or address", "Work mobile"),
        "workFax": lambda words: words.pgettext("type of a number or address", "Work fax"),
        "homeFax": lambda words: words.pgettext("type of a number or address", "Home fax"),
        "otherFax": lambda words: words.pgettext("type of a number or address", "Other fax"),
        "workPager": lambda words: words.pgettext("type of a number or address", "Work pager"),
        "pager": lambda words: words.pgettext("type of a number or address", "Pager"),
        "googleVoice": lambda words: words.pgettext("type of a number or address", "Google Voice"),
        **_places("other"),
    },
    "emailAddresses": _places("work", "home", "other"),
    "addresses": _places("work", "home", "other"),
    "imClients": {
        **_SERVICE,
        **_places("work", "home", "other"),
    },
    "sipAddresses": _places("work", "home", "mobile", "other"),
    "calendarUrls": {
        **_places("work", "home"),
        "freeBusy": lambda words: words.pgettext("type of a calendar", "Free/busy"),
    },
    "urls": {
        "homePage": lambda words: words.pgettext("type of a website", "Home page"),
        "profile": lambda words: words.pgettext("type of a website", "Profile"),
        "blog": lambda words: words.pgettext("type of a website", "Blog"),
        **_places("work", "home"),
        "ftp": lambda words: words.pgettext("type of a website", "FTP"),
        "reservations": lambda words: words.pgettext("type of a website", "Reservations"),
        "appInstallPage": lambda words: words.pgettext("type of a website", "App installation"),
        **_places("other"),
    },
    "relations": {
        "spouse": lambda words: words.pgettext("related person", "Spouse"),
        "child": lambda words: words.pgettext("related person", "Child"),
        "mother": lambda words: words.pgettext("related person", "Mother"),
        "father": lambda words: words.pgettext("related person", "Father"),
        "parent": lambda words: words.pgettext("related person", "Parent"),
        "brother": lambda words: words.pgettext("related person", "Brother"),
        "sister": lambda words: words.pgettext("related person", "Sister"),
        "friend": lambda words: words.pgettext("related person", "Friend"),
        "relative": lambda words: words.pgettext("related person", "Relative"),
        "manager": lambda words: words.pgettext("related person", "Manager"),
        "assistant": lambda words: words.pgettext("related person", "Assistant"),
        "referredBy": lambda words: words.pgettext("related person", "Referred by"),
        "partner": lambda words: words.pgettext("related person", "Partner"),
        "domesticPartner": lambda words: words.pgettext("related person", "Domestic partner"),
    },
    "events": {
        "anniversary": lambda words: words.pgettext("type of a date", "Anniversary"),
        "other": lambda words: words.pgettext("type of a date", "Other"),
    },
    "organizations": {
        **_places("work"),
        "school": lambda words: words.pgettext("type of an organization", "School"),
    },
    "nicknames": {
        "MAIDEN_NAME": lambda words: words.pgettext("type of a nickname", "Maiden name"),
        "INITIALS": lambda words: words.pgettext("type of a nickname", "Initials"),
        "GPLUS": lambda words: words.pgettext("type of a nickname", "Google+"),
        "OTHER_NAME": lambda words: words.pgettext("type of a nickname", "Other name"),
        "ALTERNATE_NAME": lambda words: words.pgettext("type of a nickname", "Alternate name"),
        "SHORT_NAME": lambda words: words.pgettext("type of a nickname", "Short name"),
    },
    "genders": {
        "female": lambda words: words.pgettext("gender", "Female"),
        "male": lambda words: words.pgettext("gender", "Male"),
        "unspecified": lambda words: words.pgettext("gender", "Unspecified"),
    },
    "locations": {
        "desk": lambda words: words.pgettext("type of a location", "Desk"),
        "grewUp": lambda words: words.pgettext("type of a location", "Place of childhood"),
    },
    "externalIds": {
        "account": lambda words: words.pgettext("type of an ID", "Account"),
        "customer": lambda words: words.pgettext("type of an ID", "Customer"),
        "loginId": lambda words: words.pgettext("type of an ID", "Login"),
        "network": lambda words: words.pgettext("type of an ID", "Network"),
        "organization": lambda words: words.pgettext("type of an ID", "Organization"),
    },
    "miscKeywords": {
        "OUTLOOK_BILLING_INFORMATION": lambda words: words.pgettext("Outlook", "Billing information"),
        "OUTLOOK_DIRECTORY_SERVER": lambda words: words.pgettext("Outlook", "Directory server"),
        "OUTLOOK_KEYWORD": lambda words: words.pgettext("Outlook", "Keyword"),
        "OUTLOOK_MILEAGE": lambda words: words.pgettext("Outlook", "Mileage"),
        "OUTLOOK_PRIORITY": lambda words: words.pgettext("Outlook", "Priority"),
        "OUTLOOK_SENSITIVITY": lambda words: words.pgettext("Outlook", "Sensitivity"),
        "OUTLOOK_SUBJECT": lambda words: words.pgettext("Outlook", "Subject"),
        "OUTLOOK_USER": lambda words: words.pgettext("Outlook", "User"),
        "HOME": _PLACE["home"],
        "WORK": _PLACE["work"],
        "OTHER": _PLACE["other"],
    },
}
"""Field -> value -> its word, in the order in which they are offered. Of a chat the service counts, of a
gender the value itself."""


def type_name(field: str, kind: str, words: Words) -> str:
    """The type of an entry in words; one of her own as it is, '' where none was chosen."""
    said = PREDEFINED.get(field, {}).get(kind)
    if said is not None:
        return said(words)
    return "" if kind in _NO_TYPE else one_line(kind)


def offered(field: str, words: Words) -> tuple[str, ...]:
    """The words that a form offers for an entry of the field."""
    table = _SERVICE if field == "imClients" else PREDEFINED.get(field, {})
    return tuple(said(words) for said in table.values())


def type_of(field: str, typed: str, words: Words) -> str:
    """The type that the typed word is the name of, in her language; any other word is a type of her own."""
    for kind, said in PREDEFINED.get(field, {}).items():
        if said(words).casefold() == typed.casefold():
            return kind
    return typed
