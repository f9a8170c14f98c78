"""Administration in the sidebar, through HTTP and the simulated Google."""

from __future__ import annotations

import pytest

from services.core.records import Tenant
from simulator.seeds import MAYA
from simulator.world import ALL_SCOPES, DELEGATION_SERVICE_ACCOUNT, SCOPE
from tests.http.beside import Desk, buttons, pressed
from tests.http.hosting import words

ADMIN = "admin@maple.example"


@pytest.fixture
def desk():
    return Desk()


def admin_known(desk):
    return [company.admin for company in desk.service.deps.store.root.find(Tenant)]


def test_an_admin_is_led_from_settings_to_administration_and_nobody_else_is(desk):
    assert "Administration" not in buttons(desk.act(MAYA, "/addon/settings"))
    path, carried = pressed(buttons(desk.act(ADMIN, "/addon/settings"))["Administration"])
    said = words(desk.act(ADMIN, path, parameters=carried))
    assert "Everything is in place." in said
    assert "maple.example" in said
    refused = desk.act(MAYA, path, parameters=carried)
    assert "Only for admins" in words(refused)


def test_the_first_admin_who_opens_the_add_on_is_remembered(desk):
    desk.act(MAYA, "/addon/home")
    assert admin_known(desk) == [""]
    desk.act(ADMIN, "/addon/home")
    assert admin_known(desk) == [ADMIN]


def test_what_is_missing_is_named_with_the_text_to_paste(desk):
    desk.act(ADMIN, "/addon/home")
    company = desk.world.company_of("maple.example")
    gone = SCOPE + "admin.directory.group.member.readonly"
    desk.world.delegate(company, DELEGATION_SERVICE_ACCOUNT, ALL_SCOPES - {gone})
    body = desk.act(ADMIN, "/addon/admin/open")
    said = words(body)
    assert "1 thing is missing." in said
    assert gone in said
    assert DELEGATION_SERVICE_ACCOUNT in said
    link = buttons(body)["Open the Admin console"]["openLink"]["url"]
    assert link == "https://admin.google.com/ac/owl/domainwidedelegation"
    desk.world.delegate(company, DELEGATION_SERVICE_ACCOUNT, ALL_SCOPES)
    path, carried = pressed(buttons(body)["Check again"])
    assert "Everything is in place." in words(desk.act(ADMIN, path, parameters=carried))


def test_an_admin_of_a_company_that_allowed_nothing_yet_sees_what_to_paste(desk):
    desk.world.delegate(desk.world.company_of("maple.example"), DELEGATION_SERVICE_ACCOUNT, [])
    body = desk.act(ADMIN, "/addon/home")
    said = words(body)
    assert SCOPE + "contacts" in said
    assert "uniqueId" in said
    assert "Open the Admin console" in buttons(body)
