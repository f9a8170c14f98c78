"""A draft is open: contacts of a label become its recipients, and nobody who is there is lost."""

from __future__ import annotations

import pytest

from cards.actions import WRITE_DRAFT
from services.core.levels import Level
from services.core.records import Label
from simulator.seeds import MAYA
from tests.http.beside import ANNA, IDENTITY, ZOE, Desk, buttons, pressed, zoe
from tests.http.hosting import cards, words


@pytest.fixture
def desk():
    return Desk()


def person(name, *mails):
    return {"names": [{"givenName": name}], "emailAddresses": [{"value": mail} for mail in mails]}


def recipients(body):
    """(list, addresses) of an answer that fills the draft."""
    assert set(body) == {"renderActions"}
    update = body["renderActions"]["hostAppAction"]["gmailAction"]["updateDraftActionMarkup"]
    ((name, value),) = update.items()
    ((listed, people),) = value.items()
    assert name == f"update{listed[0].upper()}{listed[1:]}"
    assert all(set(one) == {"email"} for one in people)
    return listed, [one["email"] for one in people]


def test_is_a_whole_label_put_into_the_draft_beside_those_who_are_there(desk):
    label = desk.share(zoe(), person("Ada", "ada@x.example", "ada@home.example"), person("Bo"))
    gmail = {"toRecipients": ["Kim <kim@k.example>", "half@"], "ccRecipients": ["ada@x.example"]}
    body = desk.act(ANNA, "/addon/compose", gmail=gmail)
    assert "3 recipients are in the draft already and stay." in words(body)
    path, carried = pressed(buttons(body)["Add all contacts"])
    for where, expected in (
        ("to", ["kim@k.example", "half@", ZOE]),
        ("cc", ["ada@x.example", ZOE]),
        ("bcc", [ZOE]),
    ):
        inputs = {"label": [label], "where": [where]}
        assert recipients(desk.act(ANNA, path, parameters=carried, inputs=inputs)) == (
            f"{where}Recipients",
            expected,
        )


def test_are_chosen_contacts_put_into_the_draft(desk):
    label = desk.share(zoe(), person("Ada", "ada@x.example"), person("Bo"))
    body = desk.act(MAYA, "/addon/compose", gmail={})
    path, carried = pressed(buttons(body)["Choose contacts"])
    chooser = desk.act(MAYA, path, parameters=carried, inputs={"label": [label], "where": ["bcc"]})
    assert "1 contact here has no address." in words(chooser)
    (card,) = cards(chooser)
    widgets = [widget for section in card["sections"] for widget in section["widgets"]]
    (choice,) = [one["selectionInput"] for one in widgets if "selectionInput" in one]
    (ada,) = [item["value"] for item in choice["items"] if item["text"].startswith("Ada")]
    path, carried = pressed(buttons(chooser)["Add chosen contacts"])
    found = desk.act(MAYA, path, parameters=carried, inputs={"contacts": [ada]})
    assert recipients(found) == ("bccRecipients", ["ada@x.example"])
    assert "Choose at least one" in words(desk.act(MAYA, path, parameters=carried))


def test_is_the_choice_searched_and_kept_to_the_label(desk):
    label = desk.share(zoe(), person("Ada", "ada@x.example"))
    parameters = {"label": label, "where": "to"}
    found = desk.act(MAYA, "/addon/compose/show", parameters=parameters, inputs={"query": ["ad"]})
    assert "Ada" in words(found)
    assert "Zoe" not in words(found)
    bruno = "bruno@maple.example"
    assert "This label is not here" in words(desk.act(bruno, "/addon/compose/show", parameters=parameters))
    assert "This label is not here" in words(desk.act(bruno, "/addon/compose/all", parameters=parameters))


def test_are_hidden_addresses_put_nowhere(desk):
    label = desk.share(zoe(), level=Level.VIEWER)
    scope = desk.service.deps.store.tenant(desk.tenant())
    from dataclasses import replace

    scope.put(replace(scope.get(Label, label), hidden={"viewer": ("emailAddresses",)}))
    said = words(desk.act(ANNA, "/addon/compose/all", parameters={"label": label, "where": "to"}))
    assert "None of these contacts has a mail address." in said
    opened = desk.act(ANNA, "/addon/message", **desk.opened(ANNA, desk.received(ANNA)))
    assert "Prefers mornings" not in words(opened)


def test_is_a_label_too_large_for_a_message_refused(desk, monkeypatch):
    monkeypatch.setattr("services.addressing.MOST", 2)
    label = desk.share(zoe(), person("Ada", "ada@x.example"), person("Bo", "bo@x.example"))
    said = words(desk.act(MAYA, "/addon/compose/all", parameters={"label": label}))
    assert "Gmail takes 2 recipients of one message." in said


def test_is_the_permission_to_write_asked_for_before_the_draft_is_touched(desk):
    label = desk.share(zoe())
    granted = {"authorizedScopes": [IDENTITY]}
    for path in ("/addon/compose", "/addon/compose/all"):
        answer = desk.send(MAYA, path, parameters={"label": label}, authorization=granted)
        assert answer.get_json() == {"requesting_google_scopes": {"scopes": [WRITE_DRAFT]}}


def test_does_the_card_say_when_the_draft_is_not_told(desk):
    desk.share(zoe())
    assert "are replaced" in words(desk.act(MAYA, "/addon/compose"))


@pytest.mark.parametrize("carried", [{"where": "from"}, {"to": "x"}, {"label": "../x"}, {"after": "a/b"}])
def test_is_what_no_card_carries_refused(desk, carried):
    label = desk.share(zoe())
    body = desk.act(MAYA, "/addon/compose/show", parameters={"label": label, **carried})
    assert "Something is missing" in words(body) or "not here" in words(body)
