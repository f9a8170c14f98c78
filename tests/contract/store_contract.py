"""What every store promises; a backend's test class inherits this and overrides `store`."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from services.core.levels import Level
from services.core.outcome import Fault
from services.core.records import (
    Account,
    Clash,
    Contact,
    Copy,
    Event,
    Grant,
    Label,
    Link,
    LinkPage,
    Policies,
    Promise,
    Record,
    Tenant,
    Version,
)
from services.ports import AlreadyExists, RequestRefused, Scope, Store, Transaction, Where

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

IMPOSSIBLE = ["", ".", "..", "__x__", "a/b", "x" * 1501, "\ud800"]

EVERY_KIND_OF_VALUE: list[Record] = [
    Tenant(
        id="t1",
        customer="C01",
        domains=("example.com", "example.org"),
        policies=Policies(who_may_share="group", outside_domains=("x.org",), mails=False),
        created_at=NOON,
    ),
    Account(id="a1", email="maya@example.com", fault=Fault.QUOTA, lease_until=NOON, resync=True),
    Label(id="l1", name="Board <&> ☃", owner="a1", hidden={"viewer": ("birthdays", "notes")}),
    Contact(
        id="p1.7",
        labels=("l1", "l2"),
        content={
            "names": ({"givenName": "Zoë", "familyName": "O'Brien \U0001f600"},),
            "birthdays": ({"date": {"year": 0, "month": 2, "day": 29}},),
            "customs": ({"flags": [True, None, 1, 2.5, ["x"]]},),
        },
        purge_at=NOON + timedelta(microseconds=1),
    ),
    Version(
        contact="p1.7",
        number=2,
        labels=("l1",),
        at=NOON,
        who="a1",
        cause="pull",
        run="r",
        before={"names": ({"givenName": "Zoe"},)},
        after={"names": ()},
        clashes=(Clash("names", ({"givenName": "Z"},), (), "a1", "a2"),),
    ),
    LinkPage(account="a1", page="p1", links={"p1.7": Link("p1.7", flips=("x", "y"), pending=3)}),
    Promise(id="o1", kind="copy", body={"label": "l1"}, name="n", at=NOON, due=None),
]


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


def _together(body: Callable[[str], bool], keys: str) -> list[bool]:
    """What `body` answers for each key, all of them running at the same time."""
    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(body, keys))


class StoreContract:
    """Inherit and override `store` (empty)."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    @pytest.fixture
    def scope(self, store: Store) -> Scope:
        return store.tenant("t1")

    # --- one record -----------------------------------------------------------------------------

    @pytest.mark.parametrize("record", EVERY_KIND_OF_VALUE, ids=lambda r: type(r).__name__)
    def test_does_every_record_come_back_as_it_was(self, scope: Scope, record: Record) -> None:
        scope.put(record)
        assert scope.get(type(record), record.key) == record

    def test_is_a_record_that_was_never_written_none(self, scope: Scope) -> None:
        assert scope.get(Label, "l1") is None

    def test_does_put_replace(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"))
        scope.put(Label("l1", "Staff", "a2"))
        assert scope.get(Label, "l1") == Label("l1", "Staff", "a2")
        assert scope.find(Label, Where("owner", "==", "a1")) == []
        assert [label.name for label in scope.find(Label, Where("owner", "==", "a2"))] == ["Staff"]

    def test_may_one_call_put_different_kinds(self, scope: Scope) -> None:
        scope.put(Label("x", "Board", "a1"), Account("x", "maya@example.com"))
        assert scope.get(Label, "x") is not None
        assert scope.get(Account, "x") is not None

    def test_does_an_empty_put_do_nothing(self, scope: Scope) -> None:
        scope.put()
        scope.delete(Label)
        assert scope.count(Label) == 0

    def test_is_a_deleted_record_gone_from_every_answer(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"), Label("l2", "Staff", "a1"))
        scope.delete(Label, "l1")
        assert scope.get(Label, "l1") is None
        assert scope.get_many(Label, ["l1", "l2"]).keys() == {"l2"}
        assert [label.id for label in scope.find(Label, Where("owner", "==", "a1"))] == ["l2"]
        assert scope.count(Label) == 1

    def test_is_deleting_a_missing_record_no_error(self, scope: Scope) -> None:
        scope.delete(Label, "l1", "l2")

    def test_do_many_records_come_by_key(self, scope: Scope) -> None:
        labels = {f"l{n}": Label(f"l{n}", f"Label {n}", "a1") for n in range(700)}
        for start in range(0, 700, 100):
            scope.put(*list(labels.values())[start : start + 100])
        assert scope.get_many(Label, [*labels, "missing", "l1"]) == labels
        assert scope.get_many(Label, []) == {}

    @pytest.mark.parametrize("key", IMPOSSIBLE)
    def test_is_a_key_that_firestore_refuses_refused(self, scope: Scope, key: str) -> None:
        with pytest.raises(ValueError, match="key"):
            scope.put(Label(key, "Board", "a1"))
        with pytest.raises(ValueError, match="key"):
            scope.transact(lambda t: t.create(Label(key, "Board", "a1")))

    @pytest.mark.parametrize("key", IMPOSSIBLE)
    def test_is_there_nothing_under_a_key_that_cannot_be(self, scope: Scope, key: str) -> None:
        # Keys come through a person's browser: asking for nonsense is not an error of ours.
        scope.put(Label("l1", "Board", "a1"))
        assert scope.get(Label, key) is None
        assert scope.get_many(Label, [key, "l1"]).keys() == {"l1"}
        assert scope.transact(lambda t: t.get(Label, key)) is None
        scope.delete(Label, key)
        scope.transact(lambda t: t.delete(Label, key))

    @pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\x00", "☃", "x" * 3000])
    def test_may_anything_be_looked_for(self, scope: Scope, text: str) -> None:
        assert scope.find(Label, Where("owner", "==", text)) == []
        assert scope.count(Contact, Where("labels", "contains", text)) == 0

    @pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\x00", "☃" * 2000, "x" * 3000])
    def test_may_anything_be_kept(self, scope: Scope, text: str) -> None:
        labels = [Label(key, text, owner=text) for key in ("l1", "l2", "l3")]
        scope.put(*labels)
        assert scope.find(Label, order="owner") == labels
        assert scope.find(Label, order="owner", after=labels[0], limit=1) == labels[1:2]
        assert scope.count(Label, Where("owner", "==", text)) == 3

    @pytest.mark.parametrize("key", ["maya@example.com", "p1.7", "å'\"%_\\ ~*[]`", "x" * 1500])
    def test_is_an_odd_key_taken(self, scope: Scope, key: str) -> None:
        scope.put(Label(key, "Board", "a1"))
        assert [label.id for label in scope.find(Label)] == [key]

    # --- tenants --------------------------------------------------------------------------------

    def test_can_a_tenant_see_another(self, store: Store) -> None:
        store.tenant("t1").put(Label("l1", "Board", "a1"))
        store.root.put(Tenant("t1"))
        other = store.tenant("t2")
        assert other.get(Label, "l1") is None
        assert other.get_many(Label, ["l1"]) == {}
        assert other.find(Label) == []
        assert other.find(Label, Where("owner", "==", "a1")) == []
        assert other.count(Label) == 0
        other.delete(Label, "l1")
        assert store.tenant("t1").get(Label, "l1") is not None
        assert store.root.get(Label, "l1") is None
        assert [tenant.id for tenant in store.root.find(Tenant)] == ["t1"]

    @pytest.mark.parametrize("tenant", ["", ".", "t1/labels"])
    def test_is_a_tenant_that_reaches_elsewhere_refused(self, store: Store, tenant: str) -> None:
        with pytest.raises(ValueError, match="key"):
            store.tenant(tenant)

    # --- find -----------------------------------------------------------------------------------

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

    # --- transactions ---------------------------------------------------------------------------

    def test_does_a_transaction_answer_what_its_body_answers(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1", version=4))

        def raised(t: Transaction) -> int:
            label = t.get(Label, "l1")
            assert label is not None
            assert t.get_many(Label, ["l1", "l2"]) == {"l1": label}
            assert t.find(Label, Where("owner", "==", "a1")) == [label]
            t.put(Label("l1", "Board", "a1", version=label.version + 1))
            t.create(Label("l2", "Staff", "a1"))
            t.delete(Label, "l3")
            return label.version + 1

        assert scope.transact(raised) == 5
        assert [label.version for label in scope.find(Label)] == [5, 1]

    def test_is_what_was_written_let_go_without_the_collector(self, scope: Scope) -> None:
        gc.collect()
        gc.disable()
        try:
            scope.transact(lambda t: t.put(*(Label(f"let-go-{n}", "Board", "a1") for n in range(20))))
            alive = [one for one in gc.get_objects() if isinstance(one, Label) and "let-go" in one.id]
        finally:
            gc.enable()
        assert alive == []

    def test_is_nothing_written_when_the_body_raises(self, scope: Scope) -> None:
        def broken(t: Transaction) -> None:
            t.put(Label("l1", "Board", "a1"))
            raise LookupError("no")

        with pytest.raises(LookupError, match="no"):
            scope.transact(broken)
        assert scope.get(Label, "l1") is None

    def test_does_create_refuse_what_is_there(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"))

        def created(t: Transaction) -> None:
            t.put(Label("l2", "Staff", "a1"))
            t.create(Label("l1", "Other", "a2"))

        with pytest.raises(AlreadyExists):
            scope.transact(created)
        assert scope.get(Label, "l2") is None
        assert scope.get(Label, "l1") == Label("l1", "Board", "a1")

    def test_may_a_deleted_record_be_created_again(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"))
        scope.delete(Label, "l1")
        scope.transact(lambda t: t.create(Label("l1", "Staff", "a1")))
        found = scope.get(Label, "l1")
        assert found is not None
        assert found.name == "Staff"

    def test_must_a_transaction_read_before_it_writes(self, scope: Scope) -> None:
        def reads_late(t: Transaction) -> None:
            t.put(Label("l1", "Board", "a1"))
            t.get(Label, "l1")

        with pytest.raises(RuntimeError, match="reads first"):
            scope.transact(reads_late)
        assert scope.get(Label, "l1") is None

    def test_do_the_writes_of_a_transaction_happen_in_order(self, scope: Scope) -> None:
        def twice(t: Transaction) -> None:
            t.put(Label("l1", "Board", "a1"), Label("l2", "Other", "a1"))
            t.put(Label("l1", "Staff", "a1"))
            t.delete(Label, "l2")

        scope.transact(twice)
        assert [label.name for label in scope.find(Label)] == ["Staff"]

    def test_is_no_increment_lost_between_threads(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1", version=0))

        def one_more(t: Transaction) -> None:
            label = t.get(Label, "l1")
            assert label is not None
            t.put(Label("l1", "Board", "a1", version=label.version + 1))

        def ten_more() -> None:
            for _ in range(10):
                scope.transact(one_more)

        threads = [threading.Thread(target=ten_more) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        label = scope.get(Label, "l1")
        assert label is not None
        assert label.version == 30

    def test_does_only_one_of_many_create(self, scope: Scope) -> None:
        won: list[int] = []

        def create(number: int) -> None:
            try:
                scope.transact(lambda t: t.create(Copy("l1", "a1", total=number)))
            except AlreadyExists:
                return
            won.append(number)

        threads = [threading.Thread(target=create, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        copy = scope.get(Copy, "l1.a1")
        assert copy is not None
        assert won == [copy.total]

    def test_is_what_was_listed_still_so_when_it_is_written(self, scope: Scope) -> None:
        def takes_a_place(key: str) -> bool:
            def body(t: Transaction) -> bool:
                if len(t.find(Grant, Where("label", "==", "l1"))) >= 3:
                    return False
                t.create(Grant("l1", key, "x@example.com"))
                return True

            return scope.transact(body)

        assert sorted(_together(takes_a_place, "abcde")) == [False, False, True, True, True]
        assert scope.count(Grant) == 3

    def test_is_what_was_read_still_so_when_something_else_is_written(self, scope: Scope) -> None:
        # Each may leave when the other stays: without care, both leave.
        scope.put(Grant("l1", "a", "a@x", state="active"), Grant("l1", "b", "b@x", state="active"))

        def leaves(key: str) -> bool:
            def body(t: Transaction) -> bool:
                other = t.get(Grant, "l1.b" if key == "a" else "l1.a")
                assert other is not None
                if other.state != "active":
                    return False
                t.put(Grant("l1", key, "x", state="ended"))
                return True

            return scope.transact(body)

        assert sorted(_together(leaves, "ab")) == [False, True]
        assert scope.count(Grant, Where("state", "==", "active")) == 1

    def test_does_a_value_that_is_gone_leave_the_index(self, scope: Scope) -> None:
        scope.put(Contact("p.1", ("l1",), {}, purge_at=NOON))

        def restore(t: Transaction) -> None:
            contact = t.get(Contact, "p.1")
            assert contact is not None
            t.put(Contact("p.1", (), {}))

        scope.transact(restore)
        assert scope.find(Contact, order="purge_at") == []
        assert scope.find(Contact, Where("labels", "contains", "l1")) == []
        assert scope.get(Contact, "p.1") == Contact("p.1", (), {})

    def test_is_a_record_read_and_deleted_gone_once(self, scope: Scope) -> None:
        scope.put(Label("l1", "Board", "a1"))

        def take(number: str) -> bool:
            def body(t: Transaction) -> bool:
                there = t.get(Label, "l1") is not None
                t.delete(Label, "l1")
                return there

            return scope.transact(body)

        assert sorted(_together(take, "abc")) == [False, False, True]

    def test_is_a_record_too_large_for_a_document_refused(self, scope: Scope) -> None:
        noise = [f"{n * 2654435761 % 2**64:016x}{n * 40503 % 2**32:08x}" for n in range(30_000)]
        huge = Contact("p.1", (), {"notes": ({"value": " ".join(noise)},)})
        with pytest.raises(RequestRefused, match="larger than a document"):
            scope.put(huge)
        with pytest.raises(RequestRefused, match="larger than a document"):
            scope.transact(lambda t: t.put(huge))

    def test_does_a_version_of_the_largest_contact_fit(self, scope: Scope) -> None:
        # 128 KB of text before and as much after: Google's own limit, twice.
        entries = tuple({"value": f"Line {n} of many, as people write them ☃"} for n in range(2800))
        version = Version(
            "p.1", 2, ("l1",), NOON, "a1", "pull", "r", {"notes": entries}, {"notes": entries[::-1]}
        )
        scope.put(version)
        assert scope.get(Version, version.key) == version

    def test_does_a_full_page_of_links_fit(self, scope: Scope) -> None:
        links = {
            f"abcdefghijkl.{n:03d}": Link(
                contact=f"abcdefghijkl.{n:03d}",
                resource=f"people/c{n:019d}",
                source=f"{n:016x}",
                etag=f"%EgcBAj0JPjcuGgQBAgUHIgx{n:012d}=",
                updated="2026-03-01T12:00:00.123456Z",
                seen="0123456789abcdef" * 2,
                labels=("abcdefghijklmnop", "qrstuvwxyzabcdef", "ghijklmnopqrstuv"),
                photo="0123456789abcdef" * 2,
                flips=("0123456789abcdef" * 2,) * 4,
            )
            for n in range(200)
        }
        page = LinkPage("123456789012345678901", "abcdefghijkl", links)
        scope.put(page)
        assert scope.get(LinkPage, page.key) == page

    def test_does_the_store_answer(self, store: Store) -> None:
        store.ping()
