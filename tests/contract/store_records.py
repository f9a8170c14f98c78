"""What every store promises about single records: kept whole, by any key, out of other tenants' sight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.core.outcome import Fault
from services.core.records import (
    Account,
    Clash,
    Contact,
    Label,
    Link,
    LinkPage,
    Picture,
    Policies,
    Promise,
    Record,
    Tenant,
    Version,
)
from services.ports import RequestRefused, Scope, Store, Where

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
    Picture(contact="p1.7", print="0f", data="iVBORw0KGgo" * 84_800),  # the largest that is kept
    Promise(id="o1", kind="copy", body={"label": "l1"}, name="n", at=NOON, due=None),
]


class RecordsContract:
    """One record at a time; each tenant its own."""

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
