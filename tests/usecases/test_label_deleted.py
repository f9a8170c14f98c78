"""Somebody deletes her label in Google Contacts, which asks whether the contacts shall go as well."""

import pytest

from services import holding, homepage, overview, sharing
from services.core.facts import ShareForm
from services.core.levels import Level
from services.core.records import Copy, Hold, LinkPage
from services.ports import Where
from tests.town import contact
from tests.usecases.finance import finance


@pytest.fixture(params=[False, True], ids=["contacts-kept", "contacts-too"])
def with_contacts(request):
    return request.param


@pytest.fixture
def town():
    return finance("maya", "anna", "bruno", contacts=12)


def shared(town, level):
    town.label = town.share("maya", "Finance", "anna", "bruno", level=level)
    town.hand("anna").add(contact("Hers"))


def delete_label(town, who, with_contacts):
    hand = town.hand(who)
    [group] = [one["resourceName"] for one in hand.labels() if one["name"] == "Finance"]
    hand.delete_label(group, with_contacts=with_contacts)


def decide(town, who, choice):
    [hold] = town.scope().find(Hold)
    holding.decide(town.caller(who), hold=hold.id, choice=choice, deps=town.deps)
    town.settle()
    town.pull()


def everybody_has_it_once(town, n=12):
    assert town.same("Finance", "maya", "anna", "bruno")
    assert len(town.contents("anna", "Finance")) == n
    assert sorted(town.hand("anna").names()) == sorted([*(f"C{i}" for i in range(n)), "Hers"])
    assert sorted(town.hand("maya").names()) == sorted(f"C{i}" for i in range(n))
    assert {copy.state for copy in town.scope().find(Copy)} == {"current"}
    before = town.google_writes()
    town.pull()
    assert town.google_writes() == before


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_who_may_not_remove_has_her_label_back(town, level, with_contacts):
    shared(town, level)
    delete_label(town, "anna", with_contacts)
    town.pull("anna")
    everybody_has_it_once(town)
    assert [mail for mail in town.mailer.to("anna@maple.example") if mail.startswith("put-right")]


def test_who_may_is_asked_and_restores(town, with_contacts):
    shared(town, Level.REMOVER)
    delete_label(town, "anna", with_contacts)
    town.pull("anna")
    assert len(town.contents("maya", "Finance")) == 12
    decide(town, "anna", "restore")
    everybody_has_it_once(town)


def test_who_leaves_by_it_keeps_what_was_her_own_and_nothing_else(town, with_contacts):
    shared(town, Level.REMOVER)
    delete_label(town, "anna", with_contacts)
    town.pull("anna")
    decide(town, "anna", "leave")
    assert town.hand("anna").names() == ["Hers"]
    pages = town.scope().find(LinkPage, Where("account", "==", town.id("anna")))
    assert [link for page in pages for link in page.links] == []
    sharing.share(
        town.caller("maya"),
        label=town.label,
        form=ShareForm(typed="anna@maple.example", level=Level.VIEWER),
        deps=town.deps,
    )
    town.settle()
    everybody_has_it_once(town)


def test_whose_access_ends_before_it_is_noticed_keeps_nothing(town, with_contacts):
    shared(town, Level.VIEWER)
    delete_label(town, "anna", with_contacts)
    town.enqueue_pull("anna")
    town.run()
    sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
    town.settle()
    assert town.hand("anna").names() == ["Hers"]


def test_it_stops_nobody_from_ending_her_access(town, with_contacts):
    town.hand("anna").add(contact("C3", mail="c3@x.example"))
    shared(town, Level.EDITOR)
    delete_label(town, "anna", with_contacts)
    sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
    town.settle()
    assert town.hand("anna").names() == (["Hers"] if with_contacts else ["C3", "Hers"])
    assert {copy.state for copy in town.scope().find(Copy) if copy.account == town.id("anna")} == {"ended"}


def test_the_owner_restores_her_own(town, with_contacts):
    shared(town, Level.VIEWER)
    delete_label(town, "maya", with_contacts)
    town.pull("maya")
    assert len(town.contents("anna", "Finance")) == 12
    decide(town, "maya", "restore")
    everybody_has_it_once(town)


def test_the_owner_finds_her_label_and_what_waits_there(town, with_contacts):
    shared(town, Level.VIEWER)
    delete_label(town, "maya", with_contacts)
    for held in (0, 1):
        [own] = homepage.home(town.caller("maya"), deps=town.deps).own
        assert (own.name, own.label, own.members, own.held) == ("Finance", town.label, 2, held)
        facts = overview.label(town.caller("maya"), label=town.label, deps=town.deps)
        assert (len(facts.held), len(facts.contacts)) == (held, 12)
        town.pull("maya")
    assert homepage.home(town.caller("maya"), query="fin", deps=town.deps).own == (own,)
    assert homepage.home(town.caller("maya"), query="zz", deps=town.deps).own == ()
    sharing.stop(town.caller("maya"), label=town.label, deps=town.deps)
    town.settle()
    assert homepage.home(town.caller("maya"), deps=town.deps).own == ()


def test_what_is_deleted_for_everyone_by_it_leaves_a_label_that_can_be_filled_again(town, with_contacts):
    shared(town, Level.EDITOR)
    delete_label(town, "maya", with_contacts)
    town.pull("maya")
    decide(town, "maya", "delete")
    assert town.contents("anna", "Finance") == []
    town.hand("anna").add(contact("New"), ["Finance"])
    town.pull()
    assert town.same("Finance", "maya", "anna", "bruno")
    assert town.hand("maya").names("Finance") == ["New"]


def test_what_comes_before_it_is_noticed_arrives_all_the_same(town, with_contacts):
    shared(town, Level.VIEWER)
    delete_label(town, "anna", with_contacts)
    maya = town.hand("maya")
    maya.add(contact("C12", mail="c12@x.example"), ["Finance"])
    maya.add(contact("C13", mail="c13@x.example"), ["Finance"])
    town.pull("maya")
    town.pull("anna")
    everybody_has_it_once(town, 14)


def test_an_empty_label_that_was_deleted_comes_back_with_its_first_contact(town, with_contacts):
    shared(town, Level.VIEWER)
    maya = town.hand("maya")
    maya.delete(*(maya.find(f"C{n}") for n in range(12)))
    town.pull("maya")
    decide(town, "maya", "delete")
    delete_label(town, "anna", with_contacts)
    town.pull("anna")
    maya.add(contact("C0", mail="c0@x.example"), ["Finance"])
    town.pull("maya")
    everybody_has_it_once(town, 1)
