"""What every store promises about finding records: conditions, ranges, orders, pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.core.levels import Level
from services.core.records import (
    Contact,
    Event,
    Grant,
    Label,
    Version,
)
from services.ports import Scope, Where

from .store_records import NOON


def event(number: int, *, who: str = "maya", label: str = "", what: str = "shared") -> Event:
    """The `number`-th of a row of events, one a minute; its key goes the other way."""
    return Event(
        id=f"e{999 - number:03d}",
        at=NOON + timedelta(minutes=number),
        who=who,
        what=what,
        label=label,
    )


def numbers(events: list[Event]) -> list[int]:
    """Which events these are."""
    return [999 - int(one.id[1:]) for one in events]


class FindingContract:
    """Many records, by what they hold."""

    def test_are_records_found_by_key_when_no_order_is_asked(self, scope: Scope) -> None:
        for key in ("b", "a", "B", "a.1", "é", "z"):
            scope.put(Label(key, "Board", "a1"))
        keys = [label.id for label in scope.find(Label)]
        assert keys == ["B", "a", "a.1", "b", "z", "é"]  # by the bytes of UTF-8
        down = scope.find(Label, Where("owner", "==", "a1"), descending=True)
        assert [label.id for label in down] == keys[::-1]

    def test_do_all_conditions_hold(self, scope: Scope) -> None:
        scope.put(
            Grant("l1", "a1", "1@x", state="active"),
            Grant("l1", "a2", "2@x", state="ended"),
            Grant("l2", "a1", "1@x", state="active", level=Level.OWNER),
        )
        found = scope.find(Grant, Where("label", "==", "l1"), Where("state", "==", "active"))
        assert [grant.key for grant in found] == ["l1.a1"]
        assert scope.count(Grant, Where("principal", "==", "a1")) == 2
        assert scope.find(Grant, Where("label", "==", "l3")) == []

    def test_is_an_empty_text_a_value_like_others(self, scope: Scope) -> None:
        scope.put(Grant("l1", "a1", "1@x"), Grant("l1", "a2", "2@x", via="g1"))
        assert [g.principal for g in scope.find(Grant, Where("via", "==", ""))] == ["a1"]

    def test_does_contains_look_into_a_tuple(self, scope: Scope) -> None:
        scope.put(
            Contact("p.1", ("l1", "l2"), {}),
            Contact("p.2", ("l2",), {}),
            Contact("p.3", (), {}, purge_at=NOON),
        )
        found = scope.find(Contact, Where("labels", "contains", "l2"))
        assert [contact.id for contact in found] == ["p.1", "p.2"]
        assert scope.count(Contact, Where("labels", "contains", "l1")) == 1
        assert scope.count(Contact) == 3

    def test_is_a_truth_value_found(self, scope: Scope) -> None:
        for number, clashed in enumerate((True, False, True)):
            scope.put(Version("p.1", number, ("l1",), NOON, "a1", "pull", "r", clashed=clashed))
        found = scope.find(
            Version, Where("labels", "contains", "l1"), Where("clashed", "==", True), order="at"
        )
        assert [version.number for version in found] == [0, 2]

    def test_do_ranges_include_their_ends(self, scope: Scope) -> None:
        scope.put(*(event(n) for n in range(5)))
        found = scope.find(Event, Where("at", ">=", event(1).at), Where("at", "<=", event(3).at), order="at")
        assert numbers(found) == [1, 2, 3]

    def test_is_a_range_in_the_order_of_its_field(self, scope: Scope) -> None:
        scope.put(*(event(n) for n in range(4)))
        assert numbers(scope.find(Event, Where("at", "<=", event(2).at))) == [0, 1, 2]
        latest = scope.find(Event, Where("at", "<=", event(2).at), descending=True, limit=2)
        assert numbers(latest) == [2, 1]

    def test_is_a_microsecond_told_apart(self, scope: Scope) -> None:
        at = NOON + timedelta(microseconds=1)
        scope.put(Event("e1", at, "maya", "shared"))
        assert scope.find(Event, Where("at", "<=", NOON)) == []
        assert scope.find(Event, Where("at", "<=", at))[0].at == at

    def test_are_records_without_a_value_left_out_of_ranges_and_orders(self, scope: Scope) -> None:
        scope.put(Contact("p.1", (), {}, purge_at=NOON), Contact("p.2", ("l1",), {}))
        found = scope.find(Contact, Where("purge_at", "<=", NOON + timedelta(days=9)))
        assert [contact.id for contact in found] == ["p.1"]
        assert [contact.id for contact in scope.find(Contact, order="purge_at")] == ["p.1"]

    def test_does_the_key_decide_between_equals(self, scope: Scope) -> None:
        events = [Event(key, NOON, "maya", "shared") for key in "cab"]
        scope.put(*events)
        assert [e.id for e in scope.find(Event, order="at")] == ["a", "b", "c"]
        assert [e.id for e in scope.find(Event, order="at", descending=True)] == ["c", "b", "a"]

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("order", ["", "at", "who"])
    def test_do_pages_hold_each_record_once(self, scope: Scope, order: str, descending: bool) -> None:
        scope.put(*(event(n, who=f"w{n % 3}", label="l1") for n in range(23)))
        scope.put(event(50, label="l2"))
        seen: list[Event] = []
        while page := scope.find(
            Event,
            Where("label", "==", "l1"),
            order=order,
            descending=descending,
            after=seen[-1] if seen else None,
            limit=5,
        ):
            assert len(page) <= 5
            seen += page
        assert len(seen) == 23
        whole = sorted(seen, key=lambda e: (getattr(e, order) if order else "", e.key))
        assert seen == (whole[::-1] if descending else whole)

    def test_do_pages_of_a_range_go_on_where_they_ended(self, scope: Scope) -> None:
        scope.put(*(event(n) for n in range(10)))
        wanted = Where("at", "<=", event(7).at)
        first = scope.find(Event, wanted, order="at", descending=True, limit=5)
        second = scope.find(Event, wanted, order="at", descending=True, limit=5, after=first[-1])
        assert numbers(first + second) == [7, 6, 5, 4, 3, 2, 1, 0]

    @pytest.mark.parametrize(
        ("where", "order"),
        [
            ((Where("detail", "==", "x"),), ""),
            ((), "detail"),
            ((Where("at", "<=", NOON), Where("who", ">=", "a")), ""),
            ((Where("at", "<=", NOON),), "who"),
        ],
    )
    def test_is_a_query_refused_that_no_store_answers(
        self, scope: Scope, where: tuple[Where, ...], order: str
    ) -> None:
        with pytest.raises(ValueError, match=r"indexed|range"):
            scope.find(Event, *where, order=order)

    def test_does_a_scan_of_everything_go_upwards_only(self, scope: Scope) -> None:
        with pytest.raises(ValueError, match="descends"):  # Firestore's rule
            scope.find(Event, descending=True)
