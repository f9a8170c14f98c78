"""The short form of a contact: what it changes, and what it must not touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from services.core.typing_in import ENTRIES, Line, Typed, birthday_of, changes, typed_of
from tests.core.strategies import contents

WHOLE = {
    "names": (
        {"givenName": "Zoe", "familyName": "Wu", "honorificPrefix": "Dr", "unstructuredName": "Dr Zoe Wu"},
    ),
    "emailAddresses": (
        {"value": "z@x.example", "type": "work", "displayName": "Z"},
        {"value": "b@x.example"},
    ),
    "organizations": ({"name": "Tea", "department": "Green"}, {"name": "Other"}),
    "biographies": ({"value": "<b>x</b>", "contentType": "TEXT_HTML"},),
}


@given(contents())
def test_does_an_untouched_form_change_anything(content):
    assert changes(content, typed_of(content)) == {}


def test_is_a_name_changed_in_its_parts_and_the_whole_left_out():
    made = changes(WHOLE, replace(typed_of(WHOLE), given="Zoë"))
    assert made == {"names": [{"givenName": "Zoë", "familyName": "Wu", "honorificPrefix": "Dr"}]}


def test_is_a_name_in_one_piece_changed_as_it_is_shown():
    content = {"names": ({"unstructuredName": "Zoe Wu"},)}
    assert typed_of(content).given == "Zoe Wu"
    assert changes(content, replace(typed_of(content), family="X")) == {
        "names": [{"givenName": "Zoe Wu", "familyName": "X"}]
    }


def test_are_details_of_a_changed_entry_kept_and_cleared_entries_gone():
    typed = replace(typed_of(WHOLE), mails=(Line("new@x.example", "home"), Line("")))
    assert changes(WHOLE, typed) == {
        "emailAddresses": [{"value": "new@x.example", "type": "home", "displayName": "Z"}]
    }


def test_are_entries_beyond_the_inputs_kept():
    content = {"phoneNumbers": tuple({"value": f"+{n}"} for n in range(1, ENTRIES + 4))}
    typed = typed_of(content)
    assert len(typed.phones) == ENTRIES
    made = changes(content, replace(typed, phones=(Line("+99"), *typed.phones[1:])))
    assert [one["value"] for one in made["phoneNumbers"]] == [
        "+99",
        *(f"+{n}" for n in range(2, ENTRIES + 4)),
    ]


def test_is_a_second_company_left_alone_and_an_empty_first_one_gone():
    assert changes(WHOLE, replace(typed_of(WHOLE), company="")) == {
        "organizations": [{"department": "Green"}, {"name": "Other"}]
    }
    bare = {"organizations": ({"name": "Tea", "type": "work"},)}
    assert changes(bare, replace(typed_of(bare), company="")) == {"organizations": []}


def test_is_a_note_in_html_left_until_it_is_changed():
    assert changes(WHOLE, replace(typed_of(WHOLE), note="y")) == {
        "biographies": [{"value": "y", "contentType": "TEXT_PLAIN"}]
    }
    assert changes(WHOLE, replace(typed_of(WHOLE), note="")) == {"biographies": []}


def test_is_a_birthday_without_year_kept_until_a_date_is_picked():
    content = {"birthdays": ({"date": {"month": 2, "day": 29}},)}
    assert birthday_of(content) is None
    typed = typed_of(content)
    assert changes(content, typed) == {}
    picked = {"birthdays": [{"date": {"year": 2000, "month": 2, "day": 29}}]}
    assert changes(content, replace(typed, birthday=date(2000, 2, 29))) == picked
    assert changes(content, replace(typed, no_birthday=True)) == {"birthdays": []}


def test_is_what_is_typed_for_a_hidden_field_a_change_to_be_refused():
    typed = Typed(phones=(Line("+1"),), mails=(Line(""),))
    assert changes({}, typed) == {"phoneNumbers": [{"value": "+1"}]}
