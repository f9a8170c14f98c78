"""Hypothesis strategies for contacts: what people write, and what Google makes of it.

`contents()` draws content as `contact.content_of` leaves it; `raw_people()` draws whole Persons as
the People API returns them, other sources and output-only parts included.
"""

from __future__ import annotations

from copy import deepcopy

from hypothesis import strategies as st

from services.core.contact import content_of

WORDS = st.sampled_from(
    [
        "Ada",
        "Björn",
        "O’Brien",
        "محمد",
        "李",
        "Zoë",
        "x" * 1024,
        "<b>",
        "a\u200db",
        "Ann-Marie",
        "Ångström",
        "0",
    ]
)
NOTES = st.sampled_from(["met in Oslo", "line one\nline two", "<p>hello</p>", "☎ after five", "  spaced  "])
TYPES = st.sampled_from(["home", "work", "other", "mobile", "Summer house"])
MAILS = st.sampled_from(["ada@a.example", "bob@b.example", "Cy@C.example", "d.d@d.example", "e+f@e.example"])
PHONES = st.sampled_from(
    ["+1 202-555-0101", "(202) 555 0102", "+49 30 901820", "555-0103 x7", "1-800-FLOWERS", "+358 9 1601"]
)
URLS = st.sampled_from(["https://a.example/", "http://b.example/x?y=1", "HTTPS://C.example/z", "d.example"])
DATES = st.fixed_dictionaries(
    {"month": st.integers(1, 12), "day": st.integers(1, 28)}, optional={"year": st.integers(1900, 2026)}
)


def _entry(required, **optional):
    return st.fixed_dictionaries(required, optional=optional)


_NAMES = st.one_of(
    _entry({"givenName": WORDS}, familyName=WORDS, honorificPrefix=st.just("Dr."), middleName=WORDS),
    _entry({"familyName": WORDS}, phoneticFamilyName=WORDS),
    _entry({"unstructuredName": WORDS}),
)

ENTRIES = {
    "addresses": _entry(
        {"streetAddress": WORDS}, city=WORDS, postalCode=st.just("20500"), country=WORDS, type=TYPES
    ),
    "biographies": _entry({"value": NOTES}, contentType=st.sampled_from(["TEXT_PLAIN", "TEXT_HTML"])),
    "birthdays": st.one_of(_entry({"date": DATES}), _entry({"text": st.just("in spring")})),
    "calendarUrls": _entry({"url": URLS}, type=TYPES),
    "emailAddresses": _entry({"value": MAILS}, type=TYPES, displayName=WORDS),
    "events": _entry({"date": DATES}, type=st.sampled_from(["anniversary", "other"])),
    "externalIds": _entry({"value": st.sampled_from(["B000944", "17"])}, type=st.just("customer")),
    "genders": _entry({"value": st.sampled_from(["male", "female", "unspecified"])}),
    "imClients": _entry({"username": WORDS, "protocol": st.sampled_from(["jabber", "qq"])}, type=TYPES),
    "interests": _entry({"value": WORDS}),
    "locales": _entry({"value": st.sampled_from(["fi", "en-GB"])}),
    "locations": _entry({"value": WORDS}, type=st.just("desk"), floor=st.just("3")),
    "miscKeywords": _entry({"value": WORDS}, type=st.just("OUTLOOK_KEYWORD")),
    "names": _NAMES,
    "nicknames": _entry({"value": WORDS}),
    "occupations": _entry({"value": WORDS}),
    "organizations": _entry(
        {"name": WORDS}, title=WORDS, department=WORDS, current=st.booleans(), startDate=DATES
    ),
    "phoneNumbers": _entry({"value": PHONES}, type=TYPES),
    "relations": _entry({"person": WORDS}, type=st.sampled_from(["spouse", "child"])),
    "sipAddresses": _entry({"value": st.just("sip:ada@a.example")}, type=TYPES),
    "urls": _entry({"value": URLS}, type=TYPES),
    "userDefined": _entry({"key": WORDS, "value": WORDS}),
}
"""Field -> one entry of it."""

SINGLE = frozenset({"names", "biographies", "birthdays", "genders"})
COMMON = ("names", "emailAddresses", "phoneNumbers", "organizations", "biographies", "addresses")


def entries(field, *, max_size=3):
    """One field as content holds it: at least one entry."""
    size = 1 if field in SINGLE else max_size
    return st.lists(ENTRIES[field], min_size=1, max_size=size).map(tuple)


def contents(*, fields=tuple(ENTRIES), max_fields=5):
    """The content of a contact."""
    return (
        st.lists(st.sampled_from(fields), unique=True, max_size=max_fields)
        .flatmap(lambda chosen: st.fixed_dictionaries({field: entries(field) for field in chosen}))
        .map(lambda content: dict(sorted(content.items())))
    )


@st.composite
def edits(draw, content, *, fields=COMMON):
    """`content` after a person has edited it: fields set, entries added, removed, retyped."""
    edited = {field: list(value) for field, value in content.items()}
    for _ in range(draw(st.integers(0, 3))):
        field = draw(st.sampled_from(fields))
        here = edited.setdefault(field, [])
        what = draw(st.sampled_from(["add", "remove", "retype", "clear"]))
        if what == "add" and field in SINGLE:
            here[:] = [draw(ENTRIES[field])]
        elif what == "add":
            here.append(draw(ENTRIES[field]))
        elif what == "clear":
            here.clear()
        elif here:
            index = draw(st.integers(0, len(here) - 1))
            if what == "remove":
                del here[index]
            else:
                here[index] = draw(ENTRIES[field])
    return {field: tuple(value) for field, value in edited.items() if value}


@st.composite
def raw_people(draw, content=None, *, resource="people/c1"):
    """A Person as the People API returns it for the content."""
    content = draw(contents()) if content is None else content
    person = {"resourceName": resource, "etag": "%Eg==", "metadata": {"sources": [{"type": "CONTACT"}]}}
    for field, values in content.items():
        served = [served_entry(field, entry, first=index == 0) for index, entry in enumerate(values)]
        if draw(st.booleans()):
            alien = deepcopy(served[0])
            alien["metadata"] = {"source": {"type": "PROFILE", "id": "1"}, "verified": True}
            served.insert(draw(st.integers(0, len(served))), alien)
        person[field] = served
    return person


def served_entry(field, entry, *, first=True):
    """One entry with what Google adds to it."""
    served = deepcopy(dict(entry))
    served["metadata"] = {"source": {"type": "CONTACT", "id": "2a"}} | ({"primary": True} if first else {})
    if "type" in served and field not in {"nicknames", "miscKeywords", "locations"}:
        served["formattedType"] = served["type"].title()
    if field == "phoneNumbers" and served["value"].startswith("+"):
        served["canonicalForm"] = "+" + "".join(char for char in served["value"] if char.isdigit())
    if field == "names":
        parts = [
            served.get(part, "") for part in ("honorificPrefix", "givenName", "middleName", "familyName")
        ]
        served.setdefault("unstructuredName", " ".join(part for part in parts if part))
        served |= {"displayName": served["unstructuredName"], "displayNameLastFirst": "x"}
    if field == "addresses":
        served["formattedValue"] = "\n".join(
            served[part] for part in ("streetAddress", "city", "postalCode", "country") if part in served
        )
    if field == "birthdays" and "date" in served:
        served["text"] = "{month}/{day}".format(**served["date"])
    return served


def tidy(content):
    """The content as it comes back from a Person."""
    return content_of({field: list(entries) for field, entries in content.items()})
