"""Does a record come back from its document as it was?"""

import dataclasses
import json
import typing
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core import records
from services.core.codec import (
    from_document,
    index_of,
    indexed_value,
    time_from_text,
    time_to_text,
    to_document,
)
from services.core.levels import Level
from services.core.outcome import Fault

NOON = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=UTC)
CONTENT: records.Fields = {
    "names": ({"givenName": "Ada", "familyName": "Lovelace"},),
    "birthdays": ({"date": {"month": 12, "day": 10}},),
}

KINDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, records.Record) and kind is not records.Record
]

EXAMPLES = [
    records.Tenant("t", domains=("a.example",), policies=records.Policies(default_level=Level.VIEWER)),
    records.Domain("a.example", "t"),
    records.Account("a", "a@a.example", fault=Fault.QUOTA, retry_at=NOON, aliases=("b@a.example",)),
    records.Label("l", "Finance", "a", hidden={"viewer": ("birthdays",)}, created_at=NOON),
    records.Grant("l", "p", "p@a.example", level=Level.OWNER, state="active", at=NOON),
    records.Copy("l", "a", group="contactGroups/1", fault=Fault.FULL),
    records.Contact("1.2", ("l", "m"), CONTENT, version=3, purge_at=NOON),
    records.Version(
        "1.2",
        2,
        ("l",),
        NOON,
        "a",
        "pull",
        "r",
        before=CONTENT,
        after={"names": ()},
        clashes=(records.Clash("names", ({"givenName": "A"},), (), "a", "b"),),
        clashed=True,
    ),
    records.LinkPage("a", "1", {"1.2": records.Link("1.2", "people/c1", agreed=3, flips=("x",))}),
    records.Hold("h", label="l", account="a", contacts=("1.2",), total=1, at=NOON),
    records.Promise("p", "copy", {"label": "l"}, "n", NOON, due=NOON),
    records.MailRecord("m", "shared", "a", facts={"level": "editor"}),
    records.Event("e", NOON, "a", "shared"),
    records.Grant("l", "p", "p@a.example", former=records.Former(Level.EDITOR, NOON)),
]


JSON_ENTRIES = st.lists(
    st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.booleans() | st.integers(), max_size=3),
    max_size=3,
).map(tuple)
AWARE = st.datetimes(min_value=datetime(1000, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001 - zone follows
OVERRIDES = {
    records.Fields: st.dictionaries(st.text(max_size=5), JSON_ENTRIES, max_size=3),
    tuple[Mapping[str, Any], ...]: JSON_ENTRIES,
    datetime: AWARE,
    datetime | None: st.none() | AWARE,
}


def any_of(kind):
    """Any instance of a record, or of a part of one."""
    parts = {}
    for field in dataclasses.fields(kind):
        hint = typing.get_type_hints(kind)[field.name]
        if hint in OVERRIDES:
            parts[field.name] = OVERRIDES[hint]
        elif records.Clash in typing.get_args(hint):
            parts[field.name] = st.lists(any_of(records.Clash), max_size=2).map(tuple)
    return st.builds(kind, **parts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_does_any_record_come_back_from_json_as_it_was(kind, data):
    record = data.draw(any_of(kind))
    assert from_document(kind, json.loads(json.dumps(to_document(record)))) == record


@pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: type(record).__name__)
def test_does_a_record_come_back_from_json_as_it_was(record):
    document = json.loads(json.dumps(to_document(record)))
    assert from_document(type(record), document) == record


@pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: type(record).__name__)
def test_does_a_document_hold_plain_json_values_only(record):
    def plain(value):
        if type(value) is dict:
            return all(type(key) is str and plain(item) for key, item in value.items())
        if type(value) is list:
            return all(plain(item) for item in value)
        return value is None or type(value) in {str, int, bool, float}

    assert plain(to_document(record))


def test_can_an_older_program_read_what_a_newer_one_wrote():
    document = to_document(records.Domain("a.example", "t")) | {"from-tomorrow": {"x": 1}}
    assert from_document(records.Domain, document) == records.Domain("a.example", "t")


def test_can_a_newer_program_read_what_an_older_one_wrote():
    assert from_document(records.Label, {"id": "l", "name": "n", "owner": "o"}) == records.Label(
        "l", "n", "o"
    )


def test_is_a_level_stored_as_its_number_and_a_fault_as_its_word():
    assert to_document(records.Grant("l", "p", "e", level=Level.REMOVER))["level"] == 3
    assert to_document(records.Copy("l", "a", fault=Fault.GONE))["fault"] == "gone"


def test_is_an_unknown_level_refused_instead_of_guessed():
    with pytest.raises(ValueError):
        from_document(records.Grant, {"label": "l", "principal": "p", "email": "e", "level": 9})


def test_does_a_page_of_200_links_fit_a_document():
    links = {
        f"abcdef.{n}": records.Link(
            f"abcdef.{n}",
            resource=f"people/c{10**18 + n}",
            source="0123456789abcdef",
            etag="%EgUBAgkuNxoEAQIFByIMVGVzdEV0YWdWYWx1ZQ==",
            updated="2026-11-22T03:52:18.123456Z",
            agreed=12,
            pending=13,
            seen="0" * 32,
            labels=("abcdefghijkl",),
        )
        for n in range(200)
    }
    assert len(json.dumps(to_document(records.LinkPage("a", "abcdef", links)))) < 100_000


def test_does_a_time_without_a_zone_get_in():
    with pytest.raises(ValueError):
        time_to_text(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake itself
    with pytest.raises(ValueError):
        time_from_text("2026-01-01T00:00:00")


TIMES = st.datetimes(
    min_value=datetime(1000, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001 - hypothesis adds the zone
)


@given(TIMES, TIMES)
def test_do_times_sort_as_their_texts_do(one, other):
    assert (one < other) == (time_to_text(one) < time_to_text(other))
    assert time_from_text(time_to_text(one)) == one


@given(st.sampled_from(EXAMPLES))
def test_are_all_indexed_fields_in_the_index(record):
    index = index_of(record)
    for name in record.indexed:
        value = getattr(record, name)
        assert (name in index) == (value is not None)
        assert name not in index or type(index[name]) in {str, bool, int, list}


def test_what_does_an_index_hold():
    assert index_of(EXAMPLES[6])["labels"] == ["l", "m"]
    assert index_of(EXAMPLES[6])["purge_at"] == "2026-11-22T12:00:00.000005Z"
    assert indexed_value(Fault.GONE) == "gone"
    assert type(indexed_value(Fault.GONE)) is str
    assert indexed_value(Level.OWNER) == 5
    assert type(indexed_value(Level.OWNER)) is int
    assert indexed_value(True) is True
    with pytest.raises(TypeError):
        indexed_value({"a": 1})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_does_every_record_name_its_collection_and_indexed_fields_that_exist(kind):
    assert kind.collection
    assert set(kind.indexed) <= set(typing.get_type_hints(kind)) - {"collection", "indexed"}


def test_does_every_collection_belong_to_one_record():
    assert len({kind.collection for kind in KINDS}) == len(KINDS)
