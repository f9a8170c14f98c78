"""What admins decide holds everywhere."""

from dataclasses import replace

import pytest

from services import policy_settings, share_form
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Event, Label, Policies
from services.core.refusals import BadInput, NobodyChosen, NotAdmin, PolicyForbids
from services.ports import Where
from tests.town import contact
from tests.usecases.company import Company


@pytest.fixture
def town():
    town = Company("maya", "anna", "bruno")
    town.opened_by_admin()
    return town


def set_(town, **wanted):
    policy_settings.set_policies(town.boss, Policies(**wanted), deps=town.deps)


def test_only_admins_may_decide(town):
    with pytest.raises(NotAdmin):
        policy_settings.set_policies(town.caller("maya"), Policies(), deps=town.deps)
    with pytest.raises(NotAdmin):
        policy_settings.decided(town.caller("maya"), deps=town.deps)


def test_only_admins_may_share_when_that_is_decided(town):
    set_(town, who_may_share="admins")
    with pytest.raises(PolicyForbids):
        town.share_with("anna@maple.example")
    boss = town.hand("boss")
    boss.add_label("Finance")
    boss.add(contact("B"), ["Finance"])
    assert town.share_with("anna@maple.example", owner="boss").added == 1


def test_only_people_of_a_group_may_share_when_that_is_decided(town):
    town.world.add_group(town.company, "sharers@maple.example", "Sharers", ["maya@maple.example"])
    set_(town, who_may_share="group", sharing_group="Sharers@maple.example")
    assert town.share_with("anna@maple.example").added == 1
    town.company.groups[0].members.clear()
    with pytest.raises(PolicyForbids):
        town.share_with("bruno@maple.example")


def test_within_a_domain_means_ones_own_and_those_listed(town):
    town.company.domains += ["elm.example", "oak.example"]
    for domain in ("elm", "oak"):
        town.world.add_person(town.company, f"eva@{domain}.example", "Eva")
    town.store.root.put(replace(town.tenant, domains=("elm.example", "maple.example", "oak.example")))
    assert town.share_with("eva@oak.example").added == 1
    set_(town, within="domain", outside_domains=("elm.example",))
    shared = town.share_with("eva@elm.example", "eva@oak.example", level=Level.VIEWER)
    assert (shared.added, [one.why for one in shared.refused]) == (1, ["other-domain"])


def test_another_company_is_not_reached_whatever_is_decided(town):
    birch = town.world.add_company("Birch", ["birch.example"])
    town.world.add_person(birch, "otto@birch.example", "Otto")
    with pytest.raises(BadInput, match="outside_domains"):
        set_(town, outside_domains=("birch.example",))
    town.decide(outside_domains=("birch.example",))
    with pytest.raises(NobodyChosen):
        town.share_with("otto@birch.example")


def test_the_form_begins_with_the_level_decided(town):
    set_(town, default_level=Level.VIEWER)
    group = town.hand("maya").labels()[0]["resourceName"]
    facts = share_form.form(town.caller("maya"), group=group, form=ShareForm(), deps=town.deps)
    assert facts.form.level is Level.VIEWER
    chosen = ShareForm(typed="anna@maple.example", level=Level.EDITOR)
    facts = share_form.form(town.caller("maya"), group=group, form=chosen, deps=town.deps)
    assert facts.form.level is Level.EDITOR


def test_new_labels_begin_with_the_brake_decided(town):
    set_(town, brake_percent=33)
    label = town.share_with("anna@maple.example").label
    assert town.scope().get(Label, label).brake_percent == 33


def test_no_mails_when_that_is_decided(town):
    set_(town, mails=False)
    town.share_with("anna@maple.example")
    assert town.mailer.to("anna@maple.example") == []


def test_mails_to_people_whose_language_is_not_known_are_in_the_companys(town, monkeypatch):
    seen = []
    real = type(town.deps.letters).compose

    def compose(letters, facts, /, *, locale):
        seen.append(locale)
        return real(letters, facts, locale=locale)

    monkeypatch.setattr(type(town.deps.letters), "compose", compose)
    set_(town, language="fi")
    town.share_with("anna@maple.example")
    assert seen == ["fi"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"who_may_share": "nobody"},
        {"who_may_share": "group", "sharing_group": "no-such@maple.example"},
        {"within": "world"},
        {"default_level": Level.OWNER},
        {"brake_percent": 0},
        {"language": "<script>"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_nonsense_is_refused_and_named(town, wrong):
    with pytest.raises(BadInput, match=list(wrong)[-1]):
        set_(town, **wrong)


def test_each_thing_that_changes_is_in_the_audit_log(town):
    set_(town, mails=False, default_level=Level.VIEWER)
    set_(town, mails=False, default_level=Level.VIEWER)
    notes = town.scope().find(Event, Where("what", "==", "policy"))
    assert {(note.target, note.detail) for note in notes} == {("mails", "false"), ("default_level", "viewer")}
    assert len(notes) == 2
