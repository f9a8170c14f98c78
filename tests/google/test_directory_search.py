"""What is asked of the directory for what a person types."""

from __future__ import annotations

import pytest

from services.backends.google.directory_search import (
    FEW,
    MANY,
    Query,
    group_queries,
    matches,
    user_queries,
    words_of,
)


@pytest.mark.parametrize(
    ("typed", "queries"),
    [
        ("ma", [("givenName:ma*", FEW), ("familyName:ma*", FEW), ("email:ma*", FEW)]),
        ("maya@ma", [("email:maya@ma*", FEW)]),
        ("Maya Li", [("givenName:Maya*", MANY), ("familyName:Maya*", MANY), ("email:Maya*", MANY)]),
        ("O'Brien", [("givenName:O*", MANY), ("familyName:O*", MANY), ("email:O*", MANY)]),
        ("Groß", [("givenName:Groß*", FEW), ("familyName:Groß*", FEW), ("email:Groß*", FEW)]),
        ("'x' isAdmin:true", [("givenName:x*", MANY), ("familyName:x*", MANY), ("email:x*", MANY)]),
        ("  ", []),
        ("", []),
        ("'*':", []),
        ("<maya@x.example>", [("email:maya@x.example*", FEW)]),
    ],
)
def test_what_is_asked_about_people(typed, queries):
    assert [(query.text, query.most) for query in user_queries(words_of(typed))] == queries


def test_what_is_asked_about_groups():
    assert list(group_queries(words_of("board"))) == [
        Query("email:board*", FEW, whole=True),
        Query("name:board*", FEW, whole=True),
    ]
    assert [query.text for query in group_queries(words_of("board@x"))] == ["email:board@x*"]


@pytest.mark.parametrize("character", list("'\"*\\:=<>()[]{}\x00\n\t"))
def test_does_nothing_typed_become_part_of_a_query(character):
    for typed in (
        f"a{character}b",
        f"{character}ab",
        f"ab{character}",
        f"ab {character}isAdmin{character}true",
    ):
        for query in user_queries(words_of(typed)):
            field, _, value = query.text.partition(":")
            assert field in {"givenName", "familyName", "email"}
            assert value.endswith("*")
            assert character not in value[:-1]
            assert " " not in value


@pytest.mark.parametrize(
    ("typed", "texts", "found"),
    [
        ("li ma", ("Maya Lindqvist",), True),
        ("MAYA", ("maya lindqvist",), True),
        ("indq", ("Maya Lindqvist",), False),
        ("brien", ("Pat O'Brien",), True),
        ("o'b", ("Pat O'Brien",), True),
        ("maya.l", ("maya.lindqvist@x.example",), True),
        ("x.ex", ("maya@x.example",), False),
        ("strasse", ("Anna Straße",), True),
        ("A\u0308nn", ("\u00c4nni",), True),
        ("", ("Maya",), False),
    ],
)
def test_who_is_shown(typed, texts, found):
    assert matches(words_of(typed), *texts) is found


def test_is_a_search_of_ten_thousand_characters_cut():
    assert sum(map(len, words_of("x" * 10_000))) == 100
