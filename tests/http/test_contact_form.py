"""Contacts in the side panel: edited, added, taken out, and the settings of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.core.levels import Level
from services.core.records import Account, Contact, Label
from simulator.seeds import MAYA
from tests.http.beside import ANNA, ZOE, Desk, buttons, filled, pressed, zoe
from tests.http.hosting import words


@pytest.fixture
def desk():
    return Desk()


def only_contact(desk):
    scope = desk.service.deps.store.tenant(desk.tenant())
    return next(one for one in scope.find(Contact) if one.labels)


def edited(desk, who=MAYA):
    """The form of the one contact, and the contact."""
    hub = only_contact(desk)
    here = {"label": hub.labels[0], "contact": hub.id}
    body = desk.act(who, "/addon/contact/open", parameters=here)
    path, carried = pressed(buttons(body)["Edit"])
    return desk.act(who, path, parameters=carried), hub


def test_does_saving_an_untouched_form_change_nothing(desk):
    desk.share(zoe(birthdays=[{"date": {"month": 5, "day": 3}}], addresses=[{"city": "Turku"}]))
    form, hub = edited(desk)
    path, carried = pressed(buttons(form)["Save"])
    saved = desk.act(MAYA, path, parameters=carried, inputs=filled(form))
    assert "Nothing was changed." in words(saved)
    assert only_contact(desk) == hub


def test_is_every_input_saved_and_what_has_none_kept(desk):
    desk.share(
        zoe(
            names=[{"givenName": "Zoe", "familyName": "Wu", "honorificPrefix": "Dr"}],
            emailAddresses=[{"value": ZOE, "type": "work"}, {"value": "old@x.example"}],
            organizations=[{"name": "Wu & Sons", "department": "Tea"}, {"name": "Second"}],
            birthdays=[{"date": {"year": 1990, "month": 1, "day": 2}}],
            addresses=[{"city": "Turku"}],
        )
    )
    form, _ = edited(desk, ANNA)
    path, carried = pressed(buttons(form)["Save"])
    inputs = filled(form)
    assert inputs["birthday"]["dateInput"]["msSinceEpoch"] == 631238400000
    del inputs["mail.1"]
    picked = int(datetime(1991, 3, 4, tzinfo=UTC).timestamp() * 1000)
    inputs |= {
        "family": ["Wu-Berg"],
        "mail_type.0": ["home"],
        "phone.0": ["+1 202 555 0199"],
        "job": ["Taster"],
        "note": ["Prefers evenings\nand tea"],
        "birthday": {"dateInput": {"msSinceEpoch": picked}},
    }
    saved = desk.act(ANNA, path, parameters=carried, inputs=inputs)
    assert "Saved. It reaches everyone in a moment." in words(saved)
    desk.settle()
    for who in (MAYA, ANNA):
        (one,) = desk.world.hand(who).contacts("Finance")
        assert (one["names"][0]["familyName"], one["names"][0]["honorificPrefix"]) == ("Wu-Berg", "Dr")
        assert [(m["value"], m["type"]) for m in one["emailAddresses"]] == [(ZOE, "home")]
        assert one["phoneNumbers"][0]["value"] == "+1 202 555 0199"
        first, second = one["organizations"]
        assert (first["name"], first["title"], first["department"]) == ("Wu & Sons", "Taster", "Tea")
        assert second["name"] == "Second"
        assert one["birthdays"][0]["date"] == {"year": 1991, "month": 3, "day": 4}
        assert one["biographies"][0]["value"] == "Prefers evenings\nand tea"
        assert one["addresses"][0]["city"] == "Turku"


def test_is_another_input_added_without_losing_what_was_typed(desk):
    desk.share(zoe())
    form, _ = edited(desk)
    path, carried = pressed(buttons(form)["Add another phone"])
    inputs = {**filled(form), "given": ["Zoë"]}
    more = desk.act(MAYA, path, parameters=carried, inputs=inputs)
    assert filled(more)["given"] == ["Zoë"]
    path, carried = pressed(buttons(more)["Save"])
    inputs = {**filled(more), "phone.1": ["+1 202 555 0177"], "phone_type.1": ["mobile"]}
    desk.act(MAYA, path, parameters=carried, inputs=inputs)
    numbers = only_contact(desk).content["phoneNumbers"]
    assert [one["value"] for one in numbers] == ["+1 202 555 0100", "+1 202 555 0177"]


def test_is_a_birthday_removed_only_when_that_is_said(desk):
    desk.share(zoe(birthdays=[{"date": {"year": 1990, "month": 1, "day": 2}}]))
    form, _ = edited(desk)
    path, carried = pressed(buttons(form)["Save"])
    inputs = filled(form)
    del inputs["birthday"]
    desk.act(MAYA, path, parameters=carried, inputs=inputs)
    assert "birthdays" in only_contact(desk).content
    desk.act(MAYA, path, parameters=carried, inputs={**inputs, "no_birthday": ["yes"]})
    assert "birthdays" not in only_contact(desk).content


def test_is_a_hidden_field_neither_shown_nor_changed(desk):
    label = desk.share(zoe())
    scope = desk.service.deps.store.tenant(desk.tenant())
    scope.put(replace(scope.get(Label, label), hidden={"editor": ("phoneNumbers",)}))
    form, hub = edited(desk, ANNA)
    assert "Phone is hidden from you by the owner" in words(form)
    assert "+1 202" not in words(form)
    path, carried = pressed(buttons(form)["Save"])
    forged = {**filled(form), "phone.0": ["+1 666"], "note": ["x"]}
    assert "Phone is hidden from you" in words(desk.act(ANNA, path, parameters=carried, inputs=forged))
    assert only_contact(desk) == hub
    desk.act(ANNA, path, parameters=carried, inputs={**filled(form), "note": ["x"]})
    assert only_contact(desk).content["phoneNumbers"] == hub.content["phoneNumbers"]
    assert only_contact(desk).content["biographies"][0]["value"] == "x"


def test_may_a_viewer_edit_add_or_remove(desk):
    label = desk.share(zoe(), level=Level.VIEWER)
    hub = only_contact(desk)
    here = {"label": label, "contact": hub.id}
    shown = buttons(desk.act(ANNA, "/addon/contact/open", parameters=here))
    assert {"Edit", "Remove from label"}.isdisjoint(shown)
    for path in ("edit", "save", "remove"):
        inputs = {"given": ["x"]}
        said = words(
            desk.act(
                ANNA,
                f"/addon/contact/{path}",
                parameters={**here, "version": "1"} if path == "save" else here,
                inputs=inputs,
            )
        )
        assert "Your level does not allow this" in said, path
    for path in ("new", "save"):
        said = words(desk.act(ANNA, f"/addon/contact/{path}", parameters={"label": label}, inputs=inputs))
        assert "Your level does not allow this" in said, path
    assert only_contact(desk) == hub


def test_is_a_new_contact_added_and_an_empty_one_not(desk):
    label = desk.share(zoe())
    opened = desk.act(MAYA, "/addon/label/open", parameters={"label": label})
    path, carried = pressed(buttons(opened)["Add contact"])
    form = desk.act(MAYA, path, parameters=carried)
    path, carried = pressed(buttons(form)["Save"])
    assert "Fill in at least" in words(desk.act(MAYA, path, parameters=carried, inputs=filled(form)))
    said = words(desk.act(MAYA, path, parameters=carried, inputs={"given": ["Ada"], "note": ["n" * 2000]}))
    assert "Added. It reaches everyone" in said
    long = {"given": ["A" * 2000]}
    assert "too long" in words(desk.act(MAYA, path, parameters=carried, inputs=long))
    desk.settle()
    assert len(desk.world.hand(ANNA).contacts("Finance")) == 2


def test_is_a_contact_taken_out_once_it_is_confirmed(desk):
    desk.share(zoe())
    hub = only_contact(desk)
    here = {"label": hub.labels[0], "contact": hub.id}
    ask = desk.act(
        MAYA,
        *[pressed(buttons(desk.act(MAYA, "/addon/contact/open", parameters=here))["Remove from label"])[0]],
        parameters=here,
    )
    path, carried = pressed(buttons(ask)["Remove for everyone"])
    assert "Removed." in words(desk.act(MAYA, path, parameters=carried))
    desk.settle()
    assert desk.world.hand(ANNA).contacts("Finance") == []


def test_are_settings_kept_and_refused_when_there_is_no_such_language(desk):
    body = desk.act(MAYA, "/addon/settings")
    path, carried = pressed(buttons(body)["Save"])
    inputs = {**filled(body), "language": ["en"], "digest": ["yes"]}
    del inputs["mails"]
    assert "Saved" in words(desk.act(MAYA, path, parameters=carried, inputs=inputs))
    account = desk.service.deps.store.tenant(desk.tenant()).get(Account, desk.world.account(MAYA).id)
    assert (account.language, account.mails, account.digest) == ("en", False, True)
    again = desk.act(MAYA, "/addon/settings")
    assert filled(again) == {"language": ["en"], "digest": ["yes"]}
    refused = desk.act(MAYA, path, parameters=carried, inputs={"language": ["tlh"]})
    assert "Something is missing" in words(refused)
    desk.act(MAYA, path, parameters=carried, inputs={"language": ["google"], "mails": ["yes"]})
    assert filled(desk.act(MAYA, "/addon/settings")) == {"language": ["google"], "mails": ["yes"]}
