"""`firestore.indexes.json` and `firestore.rules`, which Firestore is set up with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import services.backends.local.mailbox  # noqa: F401 its record is stored as well
from services.backends.checks import checked_query
from services.backends.google.firestore_documents import BODY, EXPIRES, EXPIRY
from services.core.records import Event, Record, Version
from services.ports import Where
from tests.firestore_indexes import declared, indexes, missing

ROOT = Path(__file__).parents[2]


def _kinds(kind: type[Record]) -> list[type[Record]]:
    return [one for child in kind.__subclasses__() for one in (child, *_kinds(child))]


# A dataclass with slots is made twice, so the first of the pair is still in the list.
KINDS = {kind.collection: kind for kind in _kinds(Record) if kind.__module__.startswith("services.")}


def test_is_every_index_over_fields_that_are_indexed() -> None:
    for collection, equal, order in indexes():
        fields = {name for name, _ in (*equal, order)}
        assert fields <= set(KINDS[collection].indexed), collection


def test_is_no_body_indexed() -> None:
    # Firestore indexes every field of its own accord: each body would be paid for three times.
    bare = {
        entry["collectionGroup"]
        for entry in declared()["fieldOverrides"]
        if entry["fieldPath"] == BODY and entry["indexes"] == []
    }
    assert bare == set(KINDS)


def test_does_what_may_go_have_a_time_to_live() -> None:
    lasting = {
        entry["collectionGroup"]: entry
        for entry in declared()["fieldOverrides"]
        if entry["fieldPath"] == EXPIRY
    }
    assert lasting.keys() == EXPIRES.keys()
    assert all(entry["ttl"] is True and entry["indexes"] == [] for entry in lasting.values())
    for collection, field in EXPIRES.items():
        assert field in KINDS[collection].__dataclass_fields__


def test_is_a_missing_index_told_with_what_to_add() -> None:
    query = checked_query(
        Event, (Where("what", "==", "x"), Where("who", "==", "y")), "label", descending=True
    )
    assert missing(Event, query) == (
        '{"collectionGroup": "events", "queryScope": "COLLECTION", "fields": ['
        '{"fieldPath": "what", "order": "ASCENDING"}, {"fieldPath": "who", "order": "ASCENDING"}, '
        '{"fieldPath": "label", "order": "DESCENDING"}]}'
    )


@pytest.mark.parametrize(
    ("where", "order"),
    [((), ""), ((), "at"), ((Where("who", "==", "a"), Where("run", "==", "r")), "")],
)
def test_do_single_fields_answer_the_rest(where: tuple[Where, ...], order: str) -> None:
    assert missing(Version, checked_query(Version, where, order)) == ""


def test_does_nobody_reach_the_data_but_the_service() -> None:
    rules = re.sub(r"//.*", "", (ROOT / "firestore.rules").read_text())
    assert re.findall(r"allow[^;]*;", rules) == ["allow read, write: if false;"]
    assert "match /{document=**}" in rules
