"""What Google refuses and what it changes when a contact is written.

Limits are those of Google's help pages: 500 fields, 128 KB, 1,024 characters in a field. Notes are
exempt from the last one; they are longer than that in many address books.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ..errors import GoogleError, invalid
from .fields import CONTENT, SINGLETONS, SUBSTANCE, read_only

Entry = dict[str, Any]
Fields = dict[str, list[Entry]]

MAX_FIELDS = 500
MAX_BYTES = 128 * 1024
MAX_CHARACTERS = 1024
LEAP_YEAR = 2000  # a date without a year may be 29 February


def clean(person: Mapping[str, Any], wanted: Collection[str] = CONTENT) -> Fields:
    """The content of a person as it will be stored: trimmed, completed, without output-only parts.

    Raises GoogleError (400) for more than one entry in a singleton, an empty entry, an impossible date
    and values beyond the limits.
    """
    found: Fields = {}
    for name in sorted(wanted):
        entries = person.get(name)
        if not entries:
            continue
        if name in SINGLETONS and len(entries) > 1:
            raise invalid(f"Only one {name} field can be specified for contact sources.")
        found[name] = [_entry(name, entry) for entry in entries]
    return found


def check_limits(fields: Fields) -> None:
    """Hold a whole contact against Google's limits. Raises GoogleError (400)."""
    if sum(len(entries) for entries in fields.values()) > MAX_FIELDS:
        raise invalid(f"Contact has too many fields; the maximum is {MAX_FIELDS}.")
    if sum(_size(e) for entries in fields.values() for e in entries) > MAX_BYTES:
        raise invalid("Contact is too large; the maximum is 128 KB.")


def _size(entry: Mapping[str, Any]) -> int:
    return sum(len(v.encode()) if isinstance(v, str) else 8 for v in entry.values())


def _entry(field: str, raw: Mapping[str, Any]) -> Entry:
    hidden = read_only(field)
    entry: Entry = {}
    for key, value in raw.items():
        if key == "metadata" or key in hidden or value is None:
            continue
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").strip()  # noqa: PLW2901 - the stored form replaces it
            if len(value) > MAX_CHARACTERS and field != "biographies":
                raise invalid(f"Field {field}.{key} is too long; the maximum is {MAX_CHARACTERS} characters.")
            if not value:
                continue
        elif key in {"date", "startDate", "endDate"}:
            value = _date(value)  # noqa: PLW2901 - the stored form replaces it
        entry[key] = value
    if not entry.keys() - SUBSTANCE:
        raise invalid(f"Field {field} has an entry without a value.")
    special = _SPECIAL.get(field)
    return special(entry) if special else entry


def _date(raw: Mapping[str, Any]) -> Entry:
    """google.type.Date: full, without year, year alone, or year and month."""
    year, month, day = (int(raw.get(k) or 0) for k in ("year", "month", "day"))
    if day:
        ok = bool(month) and _exists(year or LEAP_YEAR, month, day)
    else:
        ok = bool(year) and _exists(year, month or 1, 1)
    if not ok:
        raise invalid("Date is not valid.")
    return {k: v for k, v in (("year", year), ("month", month), ("day", day)) if v}


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _name(entry: Entry) -> Entry:
    """Structured parts win; a free-form name alone is taken apart at its last space."""
    parts = ("honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix")
    given = [entry[p] for p in parts if entry.get(p)]
    if not given and entry.get("unstructuredName"):
        first, _, last = entry["unstructuredName"].rpartition(" ")
        entry |= {"givenName": first, "familyName": last} if first else {"givenName": last}
        return entry
    if given:
        entry["unstructuredName"] = display_name(entry)
    return entry


def display_name(name: Mapping[str, Any]) -> str:
    """`Dr. Ada B. Lovelace, Jr.` as Google formats it in English."""
    words = [name.get(p, "") for p in ("honorificPrefix", "givenName", "middleName", "familyName")]
    text = " ".join(w for w in words if w)
    suffix = name.get("honorificSuffix", "")
    return f"{text}, {suffix}" if text and suffix else text or suffix


def display_name_last_first(name: Mapping[str, Any]) -> str:
    """`Lovelace, Ada B., Jr.`."""
    rest = " ".join(w for w in (name.get("givenName", ""), name.get("middleName", "")) if w)
    words = [name.get("familyName", ""), rest, name.get("honorificSuffix", "")]
    return ", ".join(w for w in words if w)


def _address(entry: Entry) -> Entry:
    """Without an unstructured value Google builds one from the parts."""
    if not entry.get("formattedValue"):
        town = " ".join(entry[k] for k in ("region", "postalCode") if entry.get(k))
        place = ", ".join(w for w in (entry.get("city", ""), town) if w)
        street = (entry.get(k, "") for k in ("streetAddress", "extendedAddress", "poBox"))
        country = entry.get("country") or entry.get("countryCode", "")
        lines = [*street, place, country]
        entry["formattedValue"] = "\n".join(line for line in lines if line)
    return entry


def _biography(entry: Entry) -> Entry:
    entry.setdefault("contentType", "TEXT_PLAIN")
    return entry


def _birthday(entry: Entry) -> Entry:
    if "date" in entry and "text" not in entry:
        parts = entry["date"]
        entry["text"] = "/".join(str(parts[k]) for k in ("month", "day", "year") if parts.get(k))
    return entry


def _email(entry: Entry) -> Entry:
    if "value" not in entry:
        raise invalid("Email address has no value.")
    return entry


def _client_data(entry: Entry) -> Entry:
    if "key" not in entry:
        raise invalid("Client data has no key.")
    return entry


_SPECIAL = {
    "names": _name,
    "addresses": _address,
    "biographies": _biography,
    "birthdays": _birthday,
    "emailAddresses": _email,
    "clientData": _client_data,
}


def overflow() -> GoogleError:
    """The account is at its cap; contacts in the trash count."""
    return GoogleError(
        400,
        "MY_CONTACTS_OVERFLOW_COUNT: the maximum number of contacts has been reached.",
        status="FAILED_PRECONDITION",
    )
