"""Ids prove nothing: with every id of a shared label, whoever is not in it gets nothing of it."""

from __future__ import annotations

import json
from functools import partial

import pytest

from addon import tasks
from addon.routes import ROUTES
from services.core.records import Contact, Copy, Grant, Hold, Label, Promise, Tenant
from simulator.seeds import MAYA
from tests.http.hosting import KINDS, Host, words

ANNA, BRUNO, OTTO = "anna@maple.example", "bruno@maple.example", "otto@birch.example"
SECRET = "Zdenka Unmistakable"


@pytest.fixture
def host():
    """Maya has shared a label with Anna."""
    made = Host()
    hand = made.world.hand(MAYA)
    hand.add_label("Cabal")
    hand.add({"names": [{"givenName": "Zdenka", "familyName": "Unmistakable"}]}, labels=["Cabal"])
    made.act(MAYA, "/addon/home")
    group = next(label["resourceName"] for label in hand.labels() if label["name"] == "Cabal")
    made.act(
        MAYA,
        "/addon/label/share/submit",
        parameters={"group": group},
        inputs={"people": [ANNA], "level": ["viewer"]},
    )
    settle(made)
    return made


def settle(host):
    host.service.queue.deliver = partial(tasks.deliver, host.service)
    host.service.queue.drain()


def company(host, domain):
    found = host.service.store.root.find(Tenant, limit=9)
    return next(tenant.id for tenant in found if domain in tenant.domains)


def everything(host):
    """The ids of all that is shared, and a picture of what is stored."""
    tenant = company(host, "maple.example")
    scope = host.service.store.tenant(tenant)
    label = scope.find(Label, limit=9)[0]
    contact = scope.find(Contact, limit=9)[0]
    kinds = (Label, Grant, Copy, Contact, Hold, Promise)
    stored = {kind.__name__: scope.find(kind, limit=99) for kind in kinds}
    ids = {"label": label.id, "contact": contact.id, "principal": host.world.account(ANNA).id, "version": "1"}
    return ids, stored


def test_the_label_is_shared_to_begin_with(host):
    ids, _ = everything(host)
    assert SECRET in words(host.act(ANNA, "/addon/label/open", parameters={"label": ids["label"]}))
    assert "Cabal" in words(host.act(ANNA, "/addon/home"))


@pytest.mark.parametrize("stranger", [BRUNO, OTTO], ids=["a colleague", "another company"])
def test_whoever_is_not_in_it_sees_and_changes_nothing(host, stranger):
    host.act(stranger, "/addon/home")
    ids, before = everything(host)
    calls = dict(host.world.calls)
    for path in KINDS:
        body = host.act(
            stranger,
            path,
            parameters=ids,
            inputs={"people": [BRUNO], "level": ["viewer"], "message": ["x"], "query": ["Unmistakable"]},
        )
        said = json.dumps(body)
        for secret in ("Zdenka", "Cabal", ANNA, MAYA):
            assert secret not in said, path
    settle(host)
    assert everything(host)[1] == before
    writes = {name: count for name, count in host.world.calls.items() if count != calls.get(name, 0)}
    assert not [name for name in writes if "batch" in name or "create" in name or "modify" in name]


def test_a_viewer_may_not_share_end_or_change(host):
    ids, before = everything(host)
    for path in (
        "/addon/label/share/submit",
        "/addon/label/stop",
        "/addon/member/level",
        "/addon/member/end",
    ):
        parameters = {name: ids[name] for name in ("label", "principal")}
        body = host.act(ANNA, path, parameters=parameters, inputs={"people": [BRUNO], "level": ["manager"]})
        assert (
            "does not allow" in words(body)
            or "cannot give" in words(body)
            or "Nothing was changed" in words(body)
        ), path
    settle(host)
    assert everything(host)[1] == before


def test_a_task_for_another_company_touches_only_that_one(host):
    """A task's tenant is its whole world: ids of one company mean nothing in another."""
    host.act(OTTO, "/addon/home")
    ids, before = everything(host)
    otto = company(host, "birch.example")
    for kind in sorted({"copy", "pull", "push", "end", "fan", "mail"}):
        body = {
            "tenant": otto,
            "account": ids["principal"],
            "label": ids["label"],
            "contacts": ids["contact"],
            "mail": "x",
        }
        tasks.deliver(host.service, kind, body)
    assert everything(host)[1] == before


def test_every_route_of_the_host_was_walked():
    assert {route.path for route in ROUTES if route.path.startswith("/addon/")} == set(KINDS)
