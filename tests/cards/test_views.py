"""Which words, which buttons: decided by the view before there is a card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addon.gallery.facts import (
    AT,
    CURRENT,
    EVERYBODY,
    INVITEES,
    MAYA,
    OWN,
    REFUSED,
    THEIRS,
    attention,
    contact,
    label_facts,
    member,
    member_facts,
    settings_facts,
    share_facts,
    shared_facts,
)
from cards.contact import contact_view
from cards.error import refusal_view
from cards.home import home_view
from cards.label import label_view
from cards.label_settings import SettingsForm, chosen, filled, label_settings_view
from cards.member import member_view
from cards.preview import preview_view
from cards.share import share_view
from cards.shared import shared_view
from cards.suggestions import typed
from cards.widgets import Link
from services.core import refusals
from services.core.facts import ContactFacts, HomeFacts, OwnLabel, RefusedAddress, ShareForm
from services.core.levels import Level
from services.core.outcome import Fault


def ticked(options) -> list[str]:
    return [one.value for one in options if one.selected]


def offered(view) -> list[str]:
    return [offer.text for offer in view.endings] + ([view.share.text] if view.share else [])


def test_is_what_needs_me_first_and_then_what_is_shared(words):
    names = [line.text for line in home_view(HomeFacts(MAYA, OWN), words).mine]
    assert names == ["Budget", "Finance", "Agriculture", "Empty"]


def test_is_it_said_whose_label_it_is(words):
    line = home_view(HomeFacts(MAYA, (), THEIRS), words).shared[0]
    assert line.top == "Eva Korhonen shared it with you · Can edit"
    assert line.bottom == "Up to date · 120 contacts"


def test_are_counts_singular_and_plural(words):
    lines = home_view(HomeFacts(MAYA, OWN), words).mine
    assert [line.bottom.split(" · ")[0] for line in lines] == [
        "42 contacts",
        "23 contacts",
        "1 contact",
        "0 contacts",
    ]


def test_does_an_empty_home_say_what_to_do_first(words):
    view = home_view(HomeFacts(MAYA), words)
    assert view.nothing.startswith("You have no labels yet.")
    assert view.contacts_link is not None
    assert home_view(HomeFacts(MAYA, trouble=Fault.SCOPE), words).nothing == ""


def test_does_the_first_home_lead_straight_to_sharing(words):
    view = home_view(HomeFacts(MAYA, OWN[1:3]), words)
    assert view.welcome_heading == "Share your first label"
    full, empty = view.mine
    assert full.offer.to.action == "share.form"
    assert full.offer.to.parameters == {"group": "contactGroups/2"}
    assert empty.offer is None
    later = home_view(HomeFacts(MAYA, OWN), words)
    assert (later.welcome, later.mine[-1].offer) == ("", None)


def test_is_what_waits_for_me_on_top(words):
    view = home_view(HomeFacts(MAYA, OWN, THEIRS), words)
    assert [line.top for line in view.needs] == ["Budget", "Partners"]
    assert view.needs[0].text == "1 needs attention · 3 deletions to decide · 1 conflict to look at"
    assert home_view(HomeFacts(MAYA, OWN[1:3]), words).needs_heading == ""


def test_is_a_search_without_result_not_taken_for_an_empty_home(words):
    view = home_view(HomeFacts(MAYA, query="zz"), words)
    assert view.nothing == "Nothing found for “zz”."
    assert view.clear is not None


def test_are_labels_that_do_not_fit_counted(words):
    many = tuple(OwnLabel(f"contactGroups/{n}", f"L{n}", 1) for n in range(56))
    assert home_view(HomeFacts(MAYA, many), words).mine_more.startswith("1 more label.")


@pytest.mark.parametrize(
    ("level", "wanted"),
    [
        (Level.OWNER, ["Stop sharing", "Share label"]),
        (Level.MANAGER, ["Leave label", "Share label"]),
        (Level.REMOVER, ["Leave label"]),
        (Level.VIEWER, ["Leave label"]),
    ],
)
def test_is_only_offered_what_the_level_allows(level, wanted, words):
    assert offered(label_view(shared_facts(level=level), words)) == wanted


def test_can_a_label_that_is_not_shared_be_stopped(words):
    assert offered(label_view(label_facts(), words)) == ["Share label"]


def test_is_a_stopped_label_beyond_sharing(words):
    assert offered(label_view(shared_facts(stopped=True), words)) == []


def test_may_an_editor_open_the_card_of_a_member(words):
    assert label_view(shared_facts(level=Level.EDITOR), words).members[0].to is None
    assert label_view(shared_facts(level=Level.MANAGER), words).members[0].to is not None


def test_does_a_pager_keep_the_other_list_and_the_search(words):
    view = label_view(shared_facts(page=1, pages=3, members_page=2, members_pages=4, query="ron"), words)
    assert view.contacts.pager.on.to.parameters == {
        "label": "l1",
        "group": "contactGroups/1",
        "members": "2",
        "query": "ron",
        "page": "2",
    }
    assert view.members_pager.back.to.parameters["page"] == "1"


def test_leads_an_unshared_contact_to_google_contacts(words):
    line = label_view(label_facts(contacts=(contact(7, contact=""),)), words).contacts.lines[0]
    assert line.to == Link("https://contacts.google.com/person/c7")


def test_is_can_edit_preselected(words):
    chosen = [option.value for option in share_view(share_facts(), words).options if option.selected]
    assert chosen == ["editor"]


def test_is_a_level_that_may_not_be_given_replaced_by_the_highest_that_may(words):
    facts = share_facts(levels=EVERYBODY[:2], form=ShareForm(level=Level.MANAGER))
    assert [o.value for o in share_view(facts, words).options if o.selected] == ["editor"]


def test_is_what_was_typed_kept_after_a_refusal(words):
    form = ShareForm('ada@, "A" <b@x.com>', level=Level.VIEWER, message="Hi")
    view = share_view(share_facts(form=form, problem="nobody", refused=REFUSED), words)
    assert (view.typed, view.message) == (form.typed, "Hi")
    assert [line.text for line in view.refused] == [address.typed for address in REFUSED]


@pytest.mark.parametrize("typed", ["", " \n , ;"])
def test_is_a_form_that_names_nobody_asked_for_somebody(words, typed):
    view = share_view(share_facts(form=ShareForm(typed), problem="nobody"), words)
    assert view.problems == ("Name at least one person to share with.",)


def test_are_those_who_were_too_many_in_the_next_form(words):
    refused = (
        RefusedAddress("x@", "malformed"),
        *(RefusedAddress(f"p{n}@a.com", "too-many") for n in (1, 2)),
    )
    form = ShareForm("x@, p0@a.com, p1@a.com, p2@a.com", level=Level.VIEWER, message="Hi")
    more = shared_view(shared_facts(), words, refused=refused, form=form).more
    assert more.to.action == "share.edit"
    assert more.to.parameters["people"] == "p1@a.com\np2@a.com"
    assert (more.to.parameters["level"], more.to.parameters["message"]) == ("viewer", "Hi")
    for view in (
        shared_view(shared_facts(), words, refused=refused[:1], form=form),
        shared_view(shared_facts(), words),
    ):
        assert view.more.to.action == "share.form"


def test_carries_the_preview_the_form_to_the_sharing(words):
    form = ShareForm("noah@example.com", level=Level.VIEWER, message="Hi")
    view = preview_view(share_facts(form=form, invitees=INVITEES), words)
    carried = {
        "group": "contactGroups/1",
        "people": "noah@example.com",
        "level": "viewer",
        "message": "Hi",
    }
    assert view.share.to.parameters == carried
    assert view.edit.to.parameters == carried


def test_does_the_preview_tell_new_from_changed_and_count_calls(words):
    view = preview_view(share_facts(invitees=INVITEES), words)
    assert (view.fresh_heading, view.changed_heading) == ("3 new", "1 changes level")
    assert view.changed[0].top == "Can view → Can edit"
    assert view.cost == "27 calls to Google are needed."


def test_is_the_owner_left_out_of_what_came_of_sharing(words):
    rows = (member("Maya Lopez", CURRENT, Level.OWNER, me=True), member())
    view = shared_view(shared_facts(members=rows, members_total=1, current=1), words)
    assert [line.text for line in view.members] == ["Noah Berg"]
    assert view.status.text == "Shared with 1 · all up to date"
    assert view.notes == ()


def test_is_trying_again_offered_where_it_can_help(words):
    assert member_view(member_facts(member(copy=attention(Fault.FULL))), words).retry is not None
    assert member_view(member_facts(member(copy=attention(Fault.GONE))), words).retry is None
    assert member_view(member_facts(member()), words).retry is None


def test_may_a_manager_end_what_she_may_not(words):
    assert member_view(member_facts(member(), may_end=False), words).end is None


def test_does_a_contact_lead_where_a_stranger_wants(words):
    facts = ContactFacts(
        MAYA, "p.1", "l1", "Finance", "Jo", (("urls", "", "x", "javascript:alert(1)"),), Level.VIEWER
    )
    assert contact_view(facts, words).fields[0].to is None
    site = replace(facts, rows=(("urls", "", "x", "https://example.com"),))
    assert contact_view(site, words).fields[0].to is None
    mail = replace(facts, rows=(("emailAddresses", "", "x", "mailto:a@example.com"),))
    assert contact_view(mail, words).fields[0].to == Link("mailto:a@example.com")


def test_has_every_refusal_its_own_words(words):
    kinds = [
        k for k in refusals.Refusal.__subclasses__() if k not in {refusals.NotReady, refusals.ConsumerAccount}
    ]
    made = [kind(AT) if kind is refusals.TooMany else kind() for kind in kinds]
    titles = [refusal_view(one, words).title for one in made]
    assert len(set(titles)) == len(kinds)
    assert "This is not possible" not in titles


@pytest.mark.parametrize(
    ("text", "before", "last"),
    [
        ("", "", ""),
        ("ma", "", "ma"),
        ("a@x.com, ma", "a@x.com, ", "ma"),
        ("a@x.com,b@x.com;ma", "a@x.com,b@x.com; ", "ma"),
        ("a@x.com\nma", "a@x.com\n", "ma"),
    ],
)
def test_is_only_what_is_typed_last_looked_for(text, before, last):
    cut = typed(text)
    assert (cut.before, cut.last) == (before, last)
    assert cut.with_("Maya Lopez", "maya@x.com") == f"{before}Maya Lopez <maya@x.com>, "
    assert cut.with_("Lopez, Maya", "maya@x.com") == f"{before}maya@x.com, "


def test_may_the_owner_decide_about_her_label_and_nobody_else(words):
    def leads(level):
        past = label_view(shared_facts(level=level), words).past
        return [one.text for one in past if one.to.action == "label.settings"]

    assert leads(Level.OWNER) == ["Settings"]
    assert leads(Level.MANAGER) == []


def test_is_what_was_typed_into_the_settings_kept_beside_the_reason(words):
    typed = SettingsForm("Budget", "-3", "999", Level.MANAGER, ("urls",), "brake")
    view = label_settings_view(settings_facts(hidden={"manager": ("addresses",)}), typed, words)
    assert (view.name, view.floor, view.percent) == ("Budget", "-3", "999")
    assert ticked(view.whom) == ["manager"]
    assert ticked(view.fields) == ["urls"]
    assert view.brake_problem.startswith("Type whole numbers")
    assert view.name_problem == ""
    assert label_settings_view(settings_facts(), replace(typed, problem="in-use"), words).name_problem


def test_are_the_boxes_those_of_the_chosen_level(words):
    facts = settings_facts(hidden={"viewer": ("phoneNumbers",), "editor": ("urls", "addresses")})
    form = filled(facts)
    assert ticked(label_settings_view(facts, form, words).fields) == ["phoneNumbers"]
    view = label_settings_view(facts, chosen(replace(form, name="Typed"), Level.EDITOR, facts), words)
    assert ticked(view.fields) == ["addresses", "urls"]
    assert view.save_hidden.to.parameters == {"label": "l1", "whom": "editor"}
    assert view.name == "Typed"


def test_is_it_said_what_is_hidden_from_whom(words):
    hidden = {"viewer": ("phoneNumbers", "biographies"), "account:n": ("addresses",)}
    facts = settings_facts(hidden=hidden, people=(("n", "Noah Berg"),))
    view = label_settings_view(facts, filled(facts), words)
    assert [(line.top, line.text) for line in view.hidden] == [
        ("Can view", "Phone and Notes"),
        ("Noah Berg", "Address"),
    ]
    assert view.hidden[1].to.parameters == {"label": "l1", "principal": "n"}
    assert view.hidden_none == ""
    assert label_settings_view(settings_facts(), SettingsForm("", "", ""), words).hidden_none


def test_is_only_the_owner_asked_what_to_hide_from_a_member(words):
    facts = member_facts(member(), hidden=("phoneNumbers",), level_hidden=("addresses",))
    view = member_view(facts, words)
    assert [(line.top, line.text) for line in view.hidden] == [
        ("From this member alone", "Phone"),
        ("From everybody of this level", "Address"),
    ]
    assert ticked(view.hideable) == ["phoneNumbers"]
    assert ticked(member_view(facts, words, ("urls",)).hideable) == ["urls"]
    nothing = member_view(member_facts(member()), words)
    assert [line.text for line in nothing.hidden] == ["Nothing is hidden from this member."]
    others = member_view(member_facts(member(), may_hide=False, may_own=False), words)
    assert (others.hidden, others.hideable, others.heir) == ((), (), None)


def test_is_the_label_offered_to_whom_it_can_be_given(words):
    heir = member_view(member_facts(member()), words).heir
    assert heir.to.action == "member.owner.ask"
    assert member_view(member_facts(member(), may_own=False), words).heir is None


def test_is_the_label_to_be_seen_as_a_member_sees_it(words):
    seen = member_view(member_facts(member()), words).sees
    assert seen.text == "See as this member"
    assert (seen.to.action, dict(seen.to.parameters)) == (
        "member.sees",
        {"label": "l1", "principal": "id-noah"},
    )
    assert member_view(member_facts(member("Sales", kind="group")), words).sees is None
    assert member_view(replace(member_facts(member(), may_end=False), levels=()), words).sees is None
