"""Every type that Google names has a word of ours, in every language; a type of her own stays her own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from addon.gallery.pseudo import CLOSE, OPEN, pseudo_words
from addon.words import languages, words_for
from cards.contact import field_line
from cards.kinds import PREDEFINED, offered, type_name, type_of
from services.core.contact import WRITABLE
from services.core.rows import rows_of

DISCOVERY = json.loads(
    (files("googleapiclient") / "discovery_cache/documents/people.v1.json").read_text(encoding="utf-8")
)
NOT_SHOWN = {("biographies", "contentType")}
"""Of a note: whether it is HTML."""
NONE_CHOSEN = {"DEFAULT", "TYPE_UNSPECIFIED"}


def predefined() -> Iterator[tuple[str, str]]:
    """(field, value) for each value that people.v1 lists for a sub-value of a field that is shared."""
    schemas = DISCOVERY["schemas"]
    for field in WRITABLE:
        schema = schemas["Person"]["properties"][field]
        for part, said in schemas[schema["items"]["$ref"]]["properties"].items():
            if (field, part) in NOT_SHOWN:
                continue
            _, listed, values = said.get("description", "").partition("predefined values:")
            found = said.get("enum") or (re.findall(r"\* `(\w+)`", values) if listed else [])
            yield from ((field, value) for value in found if value not in NONE_CHOSEN)


NAMED = sorted(predefined())


def test_googles_document_is_read():
    assert ("phoneNumbers", "workMobile") in NAMED
    assert ("imClients", "googleTalk") in NAMED
    assert ("nicknames", "MAIDEN_NAME") in NAMED
    assert ("genders", "female") in NAMED
    assert len(NAMED) > 90


@pytest.mark.parametrize(("field", "kind"), NAMED)
def test_every_type_that_google_names_has_a_word(field, kind):
    assert type_name(field, kind, words_for("en")) != kind
    said = type_name(field, kind, pseudo_words())
    assert said.startswith(OPEN)
    assert said.endswith(CLOSE)


def test_no_word_is_kept_for_a_type_that_google_does_not_name():
    ours = {(field, kind) for field, kinds in PREDEFINED.items() for kind in kinds}
    assert ours == set(NAMED)


@pytest.mark.parametrize("language", languages())
def test_a_word_stands_for_one_type_of_its_field(language):
    words = words_for(language)
    for field, kinds in PREDEFINED.items():
        for kind in kinds:
            name = type_name(field, kind, words)
            assert type_of(field, name, words) == kind
            assert type_of(field, name.upper(), words) == kind


@pytest.mark.parametrize(
    ("row", "top"),
    [
        (("urls", "homePage", "x", ""), "Verkkosivusto · Kotisivu"),
        (("urls", "profile", "x", ""), "Verkkosivusto · Profiili"),
        (("relations", "spouse", "x", ""), "Läheinen · Puoliso"),
        (("phoneNumbers", "workMobile", "x", ""), "Puhelin · Matkapuhelin (työ)"),
        (("events", "anniversary", "x", ""), "Merkkipäivä · Vuosipäivä"),
    ],
)
def test_a_card_says_it_in_the_readers_language(row, top):
    assert field_line(row, words_for("fi")).top == top


def test_a_type_of_her_own_stays_as_it_is():
    words = words_for("fi")
    assert type_name("phoneNumbers", "Cottage", words) == "Cottage"
    assert type_of("phoneNumbers", "Cottage", words) == "Cottage"
    # What Google names for another field is somebody's own here, and so is the name of a custom field.
    assert type_name("phoneNumbers", "spouse", words) == "spouse"
    assert field_line(("userDefined", "work", "x", ""), words).top.endswith("· work")


def test_a_type_that_nobody_chose_is_not_shown():
    assert field_line(("nicknames", "DEFAULT", "Richie", ""), words_for("en")).top == "Nickname"
    assert field_line(("phoneNumbers", "mobile", "+1 2", ""), words_for("en")).top == "Phone · Mobile"


def test_of_a_chat_the_service_is_told():
    rows = rows_of({"imClients": ({"username": "ada", "protocol": "googleTalk", "type": "work"},)})
    assert field_line(rows[0], words_for("en")).top == "Chat · Google Talk"
    rows = rows_of({"imClients": ({"username": "ada", "type": "work"},)})
    assert field_line(rows[0], words_for("en")).top == "Chat · Work"


def test_a_gender_is_a_word_and_one_of_her_own_is_hers():
    assert field_line(("genders", "", "female", ""), words_for("de")).text == "Weiblich"
    assert field_line(("genders", "", "Agender", ""), words_for("de")).text == "Agender"


def test_a_form_offers_the_services_of_a_chat_and_no_place():
    assert "Skype" in offered("imClients", words_for("en"))
    assert "Home" not in offered("imClients", words_for("en"))
    assert offered("relations", words_for("it"))[0] == "Coniuge"
    assert offered("userDefined", words_for("it")) == ()
