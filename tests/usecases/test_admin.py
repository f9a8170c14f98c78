"""What admins see: whether everything is in place, and all labels of the company."""

import pytest

from services import admin, admin_labels, auditlog, erasing, offboarding, policy_settings
from services.core.outcome import Fault
from services.core.records import Event, Label, Policies
from services.core.refusals import NoSuchLabel, NoSuchMember, NotAdmin
from services.ports import Where
from simulator.world import ALL_SCOPES, DELEGATION_SERVICE_ACCOUNT, SCOPE
from tests.usecases.company import Company


@pytest.fixture
def town():
    return Company("maya", "anna", "bruno")


def test_everything_in_place_is_said_so(town):
    facts = admin.setup(town.boss, deps=town.deps)
    assert facts.complete
    assert {check.what for check in facts.checks} == {"scope", "people", "groups"}
    assert facts.service_account == DELEGATION_SERVICE_ACCOUNT
    assert facts.domains == ("maple.example",)


@pytest.mark.parametrize("name", ["contacts", "gmail.send", "admin.directory.group.member.readonly"])
def test_a_missing_scope_is_named_with_the_page_and_what_to_paste(town, name):
    town.world.delegate(town.company, DELEGATION_SERVICE_ACCOUNT, ALL_SCOPES - {SCOPE + name})
    facts = admin.setup(town.boss, deps=town.deps)
    missing = [check for check in facts.checks if check.fault is not None]
    assert [(one.what, one.detail) for one in missing] == [("scope", SCOPE + name)]
    assert missing[0].page == "https://admin.google.com/ac/owl/domainwidedelegation"
    assert SCOPE + name in missing[0].paste.split(",")
    assert missing[0].paste == facts.paste


def test_groups_that_cannot_be_asked_for_are_a_finding(town):
    scopes = ALL_SCOPES - {SCOPE + "admin.directory.group.readonly"}
    town.world.delegate(town.company, DELEGATION_SERVICE_ACCOUNT, scopes)
    faults = {check.what: check.fault for check in admin.setup(town.boss, deps=town.deps).checks}
    assert faults["groups"] is Fault.SCOPE
    assert faults["people"] is None


def test_nobody_else_is_shown_any_of_it(town):
    maya = town.caller("maya")
    label = town.share_with("anna@maple.example").label
    for ask in (
        lambda: admin.setup(maya, deps=town.deps),
        lambda: admin_labels.labels(maya, deps=town.deps),
        lambda: admin_labels.transfer(maya, label=label, principal=town.id("anna"), deps=town.deps),
    ):
        with pytest.raises(NotAdmin):
            ask()


def test_who_was_an_admin_yesterday_is_none_today(town):
    boss = town.boss
    assert admin.is_admin(boss, deps=town.deps)
    town.world.account("boss@maple.example").admin = False
    assert not admin.is_admin(boss, deps=town.deps)


def test_the_first_admin_who_opens_is_who_groups_are_asked_for_as(town):
    assert not admin.notice(town.caller("maya"), deps=town.deps)
    assert town.tenant.admin == ""
    assert admin.notice(town.boss, deps=town.deps)
    assert town.tenant.admin == "boss@maple.example"
    town.calls.clear()
    admin.notice(town.caller("anna"), deps=town.deps)
    assert town.calls["directory.users.get"] == 0


def test_an_admin_who_looks_takes_the_place_of_one_who_is_none_any_more(town):
    town.opened_by_admin()
    town.world.add_person(town.company, "chief@maple.example", "Chief", admin=True)
    admin.setup(town.caller("chief"), deps=town.deps)
    assert town.tenant.admin == "boss@maple.example"
    town.world.suspend("boss@maple.example")
    admin.setup(town.caller("chief"), deps=town.deps)
    assert town.tenant.admin == "chief@maple.example"


def test_all_labels_with_owner_members_and_state(town):
    town.share_with("anna@maple.example", "bruno@maple.example")
    (one,) = admin_labels.labels(town.boss, deps=town.deps).labels
    assert (one.name, one.owner_email, one.size, one.members) == ("Finance", "maya@maple.example", 3, 2)
    assert one.states == {"current": 3}


def test_labels_come_page_by_page(town):
    boss = town.boss
    scope = town.scope()
    scope.put(*(Label(id=f"l{n:02d}", name=f"L{n}", owner=town.id("maya")) for n in range(60)))
    seen, after = [], ""
    for _ in range(3):
        page = admin_labels.labels(boss, after=after, deps=town.deps)
        assert page.total == 60
        seen += [one.label for one in page.labels]
        after = page.next
    assert after == ""
    assert seen == [f"l{n:02d}" for n in range(60)]


def test_an_admin_hands_a_label_over(town):
    label = town.share_with("anna@maple.example").label
    admin_labels.transfer(town.boss, label=label, principal=town.id("anna"), deps=town.deps)
    town.settle()
    assert town.scope().get(Label, label).owner == town.id("anna")
    assert town.mailer.to("anna@maple.example") == ["shared: Finance", "ownership: Finance"]
    (note,) = town.scope().find(Event, Where("what", "==", "transferred"))
    assert (note.who, note.target) == (town.id("boss"), town.id("anna"))


def test_a_label_of_another_company_cannot_be_handed_over(town):
    with pytest.raises(NoSuchLabel):
        admin_labels.transfer(town.boss, label="l1", principal=town.id("anna"), deps=town.deps)
    label = town.share_with("anna@maple.example").label
    with pytest.raises(NoSuchMember):
        admin_labels.transfer(town.boss, label=label, principal=town.id("bruno"), deps=town.deps)


def test_an_admin_with_a_small_role_may_look_and_not_act(town):
    label = town.share_with("anna@maple.example").label
    town.world.account("bruno@maple.example").delegated_admin = True
    bruno = town.caller("bruno")
    assert admin_labels.labels(bruno, deps=town.deps).total == 1
    assert admin.setup(bruno, deps=town.deps).complete
    for act in (
        lambda: admin_labels.transfer(bruno, label=label, principal=town.id("anna"), deps=town.deps),
        lambda: offboarding.begin(
            bruno, person="maya@maple.example", heir="bruno@maple.example", deps=town.deps
        ),
        lambda: policy_settings.set_policies(bruno, Policies(), deps=town.deps),
        lambda: auditlog.export(bruno, auditlog.Filter(), form="csv", deps=town.deps),
        lambda: erasing.begin(bruno, typed="maple.example", take_back=False, deps=town.deps),
    ):
        with pytest.raises(NotAdmin):
            act()


def test_one_label_with_its_members(town, monkeypatch):
    label = town.share_with("anna@maple.example", "bruno@maple.example").label
    found = admin_labels.one(town.boss, label=label, deps=town.deps)
    assert found.members[0].email == "maya@maple.example"
    assert {row.email for row in found.members} == {
        f"{one}@maple.example" for one in ("maya", "anna", "bruno")
    }
    assert found.next == ""
    monkeypatch.setattr(admin_labels, "MEMBERS", 2)
    first = admin_labels.one(town.boss, label=label, deps=town.deps)
    rest = admin_labels.one(town.boss, label=label, after=first.next, deps=town.deps)
    assert len(first.members) == 2
    assert {row.email for row in (*first.members, *rest.members)} == {row.email for row in found.members}
    with pytest.raises(NoSuchLabel):
        admin_labels.one(town.boss, label="l1", deps=town.deps)
    with pytest.raises(NotAdmin):
        admin_labels.one(town.caller("maya"), label=label, deps=town.deps)
