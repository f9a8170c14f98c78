"""What of a Google contact is content, what is it called, and when has it changed?"""

from pathlib import Path

import googleapiclient
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.contact import (
    OUTPUT_ONLY,
    READ_MASK,
    SINGLETONS,
    WRITABLE,
    changed_fields,
    content_of,
    fingerprint,
    masked,
    same,
    subtitle,
    title,
)
from tests.core import strategies


def the_people_api():
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    return __import__("json").loads((folder / "people.v1.json").read_text())


def test_are_the_writable_fields_those_of_googles_update_mask():
    method = the_people_api()["resources"]["people"]["methods"]["updateContact"]
    mask = method["parameters"]["updatePersonFields"]["description"]
    named = {word.strip("* ") for word in mask.split("\n")[0].split("Valid values are:")[1].split("*")}
    assert {word for word in named if word} == {*WRITABLE, "memberships", "clientData"}


def test_are_all_singletons_of_the_people_api_known():
    schemas = the_people_api()["schemas"]
    single = {
        field
        for field, schema in schemas["Person"]["properties"].items()
        if "singleton for contact sources" in schema.get("description", "")
    }
    assert single == set(SINGLETONS)


@pytest.mark.parametrize("field", WRITABLE)
def test_is_every_output_only_part_of_a_field_left_out(field):
    schemas = the_people_api()["schemas"]
    shape = schemas[schemas["Person"]["properties"][field]["items"]["$ref"]]["properties"]
    sample = {"string": "x", "boolean": True, "integer": 7}
    entry = {
        name: [] if part.get("type") == "array" else sample.get(part.get("type", ""), {"year": 2000})
        for name, part in shape.items()
    }
    content = content_of({field: [entry]})[field][0]
    for name, part in shape.items():
        assert (name in content) == (not part.get("readOnly") and name != "metadata"), name


def test_is_every_mask_a_field_of_a_person():
    assert set(READ_MASK) <= set(the_people_api()["schemas"]["Person"]["properties"])
    assert "metadata" in OUTPUT_ONLY


def entry(value, source="CONTACT", **more):
    return {"value": value, "metadata": {"source": {"type": source}, "primary": True}, **more}


def test_does_a_colleagues_own_profile_leak_into_the_shared_contact():
    person = {"phoneNumbers": [entry("1", "PROFILE"), entry("2"), entry("3", "DOMAIN_PROFILE")]}
    assert content_of(person) == {"phoneNumbers": ({"value": "2"},)}


def test_which_of_two_names_counts_when_one_is_of_the_profile():
    person = {
        "names": [
            {"givenName": "Profile", "metadata": {"source": {"type": "PROFILE"}}},
            {"givenName": "Contact", "metadata": {"source": {"type": "CONTACT"}}},
            {"givenName": "Second"},
        ]
    }
    assert content_of(person) == {"names": ({"givenName": "Contact"},)}


def test_is_an_entry_without_metadata_the_contacts_own():
    person = {"urls": [{"value": "a", "metadata": None}, {"value": "b", "metadata": {}}, {"value": "c"}]}
    assert len(content_of(person)["urls"]) == 3


def test_are_empty_values_and_empty_entries_left_out():
    person = {
        "phoneNumbers": [{"value": "", "type": "home"}, {"value": " "}, {}, {"value": "1", "type": ""}],
        "emailAddresses": [],
        "urls": None,
        "birthdays": [{"date": {}}],
        "biographies": [{"value": None, "contentType": "TEXT_PLAIN"}],
        "organizations": [{"name": "Acme", "current": False, "startDate": {"year": 0}}],
        "relations": "nonsense",
        "events": ["nonsense"],
    }
    assert content_of(person) == {
        "phoneNumbers": ({"value": "1"},),
        "organizations": ({"name": "Acme", "current": False, "startDate": {"year": 0}},),
    }


def test_are_sub_values_that_nobody_told_us_about_kept():
    kept = {"value": "1", "fromTomorrow": {"a": [{"b": "c"}], "d": ""}}
    assert content_of({"phoneNumbers": [kept]})["phoneNumbers"] == (
        {"value": "1", "fromTomorrow": {"a": [{"b": "c"}]}},
    )


def test_are_labels_photos_markers_and_read_only_fields_content():
    person = {
        "memberships": [{"contactGroupMembership": {"contactGroupResourceName": "contactGroups/1"}}],
        "clientData": [{"key": "k", "value": "v"}],
        "photos": [{"url": "https://p.example"}],
        "skills": [{"value": "juggling"}],
        "coverPhotos": [{"url": "https://p.example"}],
    }
    assert content_of(person) == {}


def test_is_a_mail_addresses_own_display_name_kept():
    person = {"emailAddresses": [{"value": "a@a.example", "displayName": "Ada", "formattedType": "x"}]}
    assert content_of(person) == {"emailAddresses": ({"value": "a@a.example", "displayName": "Ada"},)}


def test_is_a_gender_without_its_translation_kept():
    person = {"genders": [{"value": "female", "formattedValue": "kvinna", "addressMeAs": "she/her"}]}
    assert content_of(person) == {"genders": ({"value": "female", "addressMeAs": "she/her"},)}


# --- what counts as a change ----------------------------------------------------------------------


@given(st.data())
def test_is_what_google_adds_a_change(data):
    content = data.draw(strategies.contents())
    person = data.draw(strategies.raw_people(content))
    assert same(content_of(person), content)
    assert fingerprint(content_of(person)) == fingerprint(content)


@given(strategies.contents(), st.randoms(use_true_random=False))
def test_is_the_order_of_a_list_a_change(content, random):
    shuffled = {}
    for field in random.sample(sorted(content), len(content)):
        shuffled[field] = tuple(random.sample(content[field], len(content[field])))
        shuffled[field] = tuple(dict(reversed(list(entry.items()))) for entry in shuffled[field])
    assert same(shuffled, content)
    assert fingerprint(shuffled) == fingerprint(content)


@given(strategies.contents())
def test_is_an_entry_that_is_there_twice_a_change(content):
    doubled = {field: entries * 2 for field, entries in content.items()}
    assert same(doubled, content)


@given(strategies.contents(), strategies.contents())
def test_do_fingerprints_tell_contents_apart(one, other):
    assert (fingerprint(one) == fingerprint(other)) == same(one, other)
    assert same(one, other) == same(other, one)


@given(strategies.contents())
def test_is_nothing_added_by_reading_twice(content):
    once = strategies.tidy(content)
    assert strategies.tidy(once) == once
    assert same(once, content)


@given(strategies.contents(), st.sampled_from(sorted(strategies.ENTRIES)), st.data())
def test_which_fields_changed(content, field, data):
    value = data.draw(strategies.entries(field))
    edited = {**content, field: value}
    expected = () if same({field: value}, {field: content.get(field, ())}) else (field,)
    assert changed_fields(content, edited) == expected
    assert changed_fields(edited, content) == expected


def test_are_changed_fields_named_in_a_steady_order_unknown_ones_last():
    one = {"urls": ({"value": "a"},), "zeal": ({"value": "a"},), "addresses": ({"city": "a"},)}
    assert changed_fields(one, {"ardour": ({"value": "b"},)}) == ("addresses", "urls", "ardour", "zeal")


def test_is_an_empty_field_the_same_as_none():
    assert same({"urls": ()}, {})
    assert fingerprint({"urls": ()}) == fingerprint({})


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("names", {"givenName": "Ada", "familyName": "L"}, {"givenName": "Ada", "familyName": "M"}),
        ("names", {"givenName": "Ada"}, {"givenName": "ada"}),
        ("names", {"givenName": "Mary Ann"}, {"givenName": "Mary", "middleName": "Ann"}),
        ("names", {"unstructuredName": "A"}, {"unstructuredName": "B"}),
        ("names", {"givenName": "Ada"}, {"givenName": "Ada", "phoneticGivenName": "ey-da"}),
        ("phoneNumbers", {"value": "1", "type": "home"}, {"value": "1", "type": "work"}),
        ("phoneNumbers", {"value": "1", "type": "home"}, {"value": "1"}),
        ("biographies", {"value": "a\nb"}, {"value": "a b"}),
        ("biographies", {"value": "<b>"}, {"value": "<b>", "contentType": "TEXT_HTML"}),
        ("birthdays", {"date": {"month": 2, "day": 3}}, {"date": {"year": 2000, "month": 2, "day": 3}}),
        ("birthdays", {"text": "spring"}, {"text": "summer"}),
        ("addresses", {"formattedValue": "a"}, {"formattedValue": "b"}),
        ("addresses", {"city": "a"}, {"city": "b"}),
        ("organizations", {"name": "a", "current": True}, {"name": "a"}),
        ("organizations", {"name": "a", "startDate": {"year": 1}}, {"name": "a", "startDate": {"year": 2}}),
        ("userDefined", {"key": "a", "value": "b"}, {"key": "a", "value": "c"}),
        ("urls", {"value": "https://a.example/x"}, {"value": "https://a.example/X"}),
        ("urls", {"value": "https://a.example/MA"}, {"value": "https://a.example/MAX"}),
    ],
)
def test_is_this_a_change(field, one, other):
    assert not same({field: (one,)}, {field: (other,)})
    assert fingerprint({field: (one,)}) != fingerprint({field: (other,)})


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("names", {"givenName": "Ada"}, {"givenName": "Ada", "unstructuredName": "Ada"}),
        ("names", {"givenName": " Ada"}, {"givenName": "Ada "}),
        ("names", {"givenName": "Zoe\u0308"}, {"givenName": "Zoë"}),
        ("names", {"unstructuredName": "Ada L", "givenName": " "}, {"unstructuredName": "Ada L"}),
        ("phoneNumbers", {"value": "+1 (202) 555-0101"}, {"value": "+12025550101"}),
        ("phoneNumbers", {"value": "\u202a+1 202 555 0101\u202c"}, {"value": "+12025550101"}),
        ("phoneNumbers", {"value": "(202) 555.0101"}, {"value": "202 555 0101"}),
        ("emailAddresses", {"value": "Ada@A.example"}, {"value": " ada@a.example"}),
        ("biographies", {"value": "a\r\nb  \n"}, {"value": "a\nb", "contentType": "TEXT_PLAIN"}),
        ("birthdays", {"date": {"year": 0, "month": 2, "day": 3}}, {"date": {"month": 2, "day": 3}}),
        ("birthdays", {"date": {"month": 2, "day": 3}, "text": "x"}, {"date": {"month": 2, "day": 3}}),
        ("addresses", {"city": "a", "formattedValue": "b"}, {"city": "a"}),
        ("addresses", {"country": "F", "countryCode": "FI"}, {"country": "F"}),
        ("organizations", {"name": "a", "current": False}, {"name": "a"}),
        ("nicknames", {"value": "a", "type": "DEFAULT"}, {"value": "a"}),
        ("miscKeywords", {"value": "a", "type": "TYPE_UNSPECIFIED"}, {"value": "a"}),
        ("urls", {"value": "HTTPS://A.example/"}, {"value": "https://a.example"}),
        ("calendarUrls", {"url": "HTTPS://A.example/"}, {"url": "https://a.example"}),
    ],
)
def test_is_this_no_change(field, one, other):
    assert same({field: (one,)}, {field: (other,)})
    assert fingerprint({field: (one,)}) == fingerprint({field: (other,)})


def test_is_a_fingerprint_that_was_stored_last_year_still_that_of_the_same_contact():
    """Fingerprints are kept in links: if this fails, every contact will look edited once."""
    content = {
        "names": ({"givenName": "Zoë", "familyName": "李", "unstructuredName": "Zoë 李"},),
        "phoneNumbers": ({"value": "+1 202-555-0101", "type": "work"}, {"value": "(202) 555 0102"}),
        "emailAddresses": ({"value": "Zoe@A.example"},),
        "birthdays": ({"date": {"year": 1815, "month": 12, "day": 10}},),
        "organizations": ({"name": "Acme", "current": True, "startDate": {"year": 2020}},),
    }
    assert fingerprint(content) == "ba9d2570626b8c408262dfec91b60c81"
    assert fingerprint({}) == "44136fa355b3678a1146ad16f7e8649e"


def test_is_a_lone_surrogate_survived():
    assert len(fingerprint({"names": ({"givenName": "\ud800"},)})) == 32


# --- names in lists -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "first", "second"),
    [
        ({"names": ({"givenName": "Ada", "familyName": "Lovelace"},)}, "Ada Lovelace", ""),
        ({"names": ({"honorificPrefix": "Dr.", "givenName": "A", "honorificSuffix": "Jr"},)}, "Dr. A Jr", ""),
        ({"names": ({"givenName": "明", "familyName": "李", "unstructuredName": "李明"},)}, "李明", ""),
        ({"names": ({"givenName": "New", "unstructuredName": "Old"},)}, "New", ""),
        ({"names": ({"unstructuredName": "Ada\n Lovelace"},)}, "Ada Lovelace", ""),
        ({"names": ({"phoneticGivenName": "ey-da"},), "nicknames": ({"value": "Ad"},)}, "Ad", ""),
        ({"organizations": ({"title": "CEO"}, {"name": "Acme"})}, "Acme", ""),
        ({"organizations": ({"name": "Acme"},), "phoneNumbers": ({"value": "1"},)}, "Acme", "1"),
        ({"names": ({"givenName": "A"},), "organizations": ({"name": "Acme"},)}, "A", "Acme"),
        (
            {"emailAddresses": ({"value": "a@a.example"},), "phoneNumbers": ({"value": "1"},)},
            "",
            "a@a.example",
        ),
        ({"phoneNumbers": ({"type": "home"}, {"value": "1"})}, "", "1"),
        ({"nicknames": ({"value": "A"},), "phoneNumbers": ({"type": "home"}, {"value": "1"})}, "A", "1"),
        ({}, "", ""),
    ],
)
def test_what_is_a_contact_called(content, first, second):
    assert (title(content), subtitle(content)) == (first, second)


@given(strategies.contents(), st.sets(st.sampled_from(sorted(strategies.ENTRIES))))
def test_does_a_mask_hide_its_fields_and_no_others(content, hidden):
    shown = masked(content, frozenset(hidden))
    assert shown == {field: entries for field, entries in content.items() if field not in hidden}
