"""The store on Firestore, against Google's own emulator."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from itertools import count

import pytest
from google.api_core import exceptions as answers
from google.auth.exceptions import DefaultCredentialsError
from google.cloud import firestore

from services.backends.google.firestore import FirestoreStore
from services.backends.google.firestore_client import FirestoreClient, translated
from services.core import codec
from services.core.records import Contact, Label, Tenant
from services.ports import (
    AlreadyExists,
    Contention,
    PortError,
    QuotaExhausted,
    RequestRefused,
    Store,
    Transaction,
    Unavailable,
)

from .store_contract import StoreContract
from .store_records import NOON

pytestmark = [pytest.mark.emulator, pytest.mark.xdist_group("firestore")]


class TestFirestore(StoreContract):
    @pytest.fixture
    def store(self, firestore_project: str) -> Iterator[Store]:
        store = FirestoreStore(firestore_project)
        yield store
        store.close()


# --- what only Firestore has --------------------------------------------------------------------


@pytest.fixture
def project(firestore_project: str) -> firestore.Client:
    """Google's client itself, to look at what is stored."""
    return firestore.Client(project=firestore_project)


def test_does_everything_of_a_tenant_lie_under_it(firestore_project: str, project: firestore.Client) -> None:
    store = FirestoreStore(firestore_project)
    store.root.put(Tenant("t1", customer="C1"))
    store.tenant("t1").put(Label("l1", "Board", "a1"))
    assert project.document("tenants/t1").get().exists
    assert project.document("tenants/t1/labels/l1").get().exists


def test_are_indexed_values_beside_the_body_and_nothing_else(
    firestore_project: str, project: firestore.Client
) -> None:
    contact = Contact("p.1", ("l1",), {}, purge_at=NOON)
    FirestoreStore(firestore_project).tenant("t1").put(contact)
    stored = project.document("tenants/t1/contacts/p.1").get().to_dict()
    assert stored is not None
    assert json.loads(stored.pop("body"))["id"] == "p.1"
    assert stored.pop("expire_at") == NOON  # a time of Firestore's own: its TTL takes no text
    assert stored == codec.index_of(contact)
    assert stored["labels"] == ["l1"]


def test_does_a_restored_contact_lose_its_expiry(firestore_project: str, project: firestore.Client) -> None:
    scope = FirestoreStore(firestore_project).tenant("t1")
    scope.put(Contact("p.1", (), {}, purge_at=NOON))

    def restore(t: Transaction) -> None:
        assert t.get(Contact, "p.1") is not None
        t.put(Contact("p.1", ("l1",), {}))

    scope.transact(restore)
    stored = project.document("tenants/t1/contacts/p.1").get().to_dict()
    assert stored is not None
    assert "expire_at" not in stored  # Firestore would delete a living contact otherwise
    assert "purge_at" not in stored


def test_does_a_long_body_fit_into_a_document(firestore_project: str, project: firestore.Client) -> None:
    contact = Contact("p.1", (), {"notes": ({"value": "a line of a long note, as people write " * 9000},)})
    scope = FirestoreStore(firestore_project).tenant("t1")
    scope.put(contact)
    stored = project.document("tenants/t1/contacts/p.1").get().to_dict()
    assert stored is not None
    assert len(stored["body"]) < 200_000
    assert scope.get(Contact, "p.1") == contact


def test_are_more_records_than_a_request_may_hold_written(firestore_project: str) -> None:
    scope = FirestoreStore(firestore_project).tenant("t1")
    notes = "a long note " * 12_000
    scope.put(*(Contact(f"p.{n}", (), {"notes": ({"value": notes},)}) for n in range(80)))
    assert scope.count(Contact) == 80


def test_does_a_lost_race_come_to_an_end(firestore_project: str) -> None:
    waits: list[float] = []
    store = FirestoreStore(firestore_project, sleep=waits.append)
    scope = store.tenant("t1")
    scope.put(Label("l1", "Board", "a1"))
    versions = count(2)

    def always_late(t: Transaction) -> None:
        assert t.get(Label, "l1") is not None
        scope.put(Label("l1", "Board", "a1", version=next(versions)))  # somebody else, in between
        t.put(Label("l1", "Late", "a1"))

    with pytest.raises(Contention):
        scope.transact(always_late)
    label = scope.get(Label, "l1")
    assert label is not None
    assert label.name == "Board"
    assert len(waits) > 10
    assert max(waits) <= 2.0


def test_is_a_body_that_needs_locks_run_twice_the_first_time_only(firestore_project: str) -> None:
    scope = FirestoreStore(firestore_project).tenant("t1")
    scope.put(Label("l1", "Board", "a1"))
    runs = []

    def reads_what_it_does_not_write(t: Transaction) -> None:
        runs.append(t.get(Label, "l1"))
        t.put(Label("l2", "Staff", "a1"))

    scope.transact(reads_what_it_does_not_write)
    scope.transact(reads_what_it_does_not_write)
    assert len(runs) == 3


def test_is_a_firestore_that_is_not_there_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", f"127.0.0.1:{listener.getsockname()[1]}")
    with pytest.raises(Unavailable):
        FirestoreStore("nobody").ping()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (answers.AlreadyExists("x"), AlreadyExists),
        (answers.Aborted("x"), Contention),
        (answers.ResourceExhausted("x"), QuotaExhausted),
        (answers.InvalidArgument("x"), RequestRefused),
        (answers.FailedPrecondition("an index is missing"), Unavailable),
        (answers.PermissionDenied("x"), Unavailable),
        (answers.ServiceUnavailable("x"), Unavailable),
        (answers.DeadlineExceeded("x"), Unavailable),
        (answers.RetryError("x", None), Unavailable),
        (DefaultCredentialsError("x"), Unavailable),
    ],
)
def test_does_each_answer_become_its_error(answer: Exception, error: type[PortError]) -> None:
    with pytest.raises(error) as raised, translated():
        raise answer
    assert "maya" not in str(raised.value)


def test_is_a_client_made_anew_after_a_fork(firestore_project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = FirestoreClient(firestore_project)
    first = client()
    assert client() is first
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert client() is not first
