"""*See as this member* in the side panel: what she is shown and no more; and what was made up is refused."""

from __future__ import annotations

import pytest

from services.core.levels import Level
from services.core.records import Contact, Grant, Label, Tenant
from simulator.seeds import MAYA
from tests.http.beside import ANNA, ZOE, Desk, buttons, pressed, zoe
from tests.http.hosting import cards, words

BRUNO, OTTO = "bruno@maple.example", "otto@birch.example"
SEES = "/addon/member/sees"
WAYS = (SEES, f"{SEES}/show", f"{SEES}/search", f"{SEES}/contact")


@pytest.fixture
def desk():
    """Anna may manage Finance, Bruno may view it; another label has a contact of its own."""
    made = Desk()
    made.label = made.share(zoe(), level=Level.MANAGER)
    give(made, BRUNO, "viewer")
    other = {"names": [{"givenName": "Elsewhere"}], "emailAddresses": [{"value": "else@where.example"}]}
    made.other = made.share(other, label="Board", to=BRUNO)
    scope = made.service.deps.store.tenant(made.tenant())
    found = {name: one.id for one in scope.find(Contact) for name in one.labels}
    made.contact, made.elsewhere = found[made.label], found[made.other]
    return made


def give(desk, who, level):
    inputs = {"people": [who], "level": [level]}
    desk.act(MAYA, "/addon/label/share/submit", parameters={"label": desk.label}, inputs=inputs)
    desk.settle()


def hide(desk, whom, *fields):
    parameters = {"label": desk.label, "whom": whom}
    inputs = {"whom": [whom], "name": ["Finance"], "floor": ["10"], "percent": ["10"], "fields": [*fields]}
    said = desk.act(MAYA, "/addon/label/settings/hide", parameters=parameters, inputs=inputs)
    assert "Saved." in words(said)
    desk.settle()


def principal(desk, who):
    return desk.world.account(who).id


def look(desk, path=SEES, *, who=MAYA, of=BRUNO, query="", **more):
    parameters = {
        "label": desk.label,
        "principal": principal(desk, of) if "@" in of else of,
        "contact": desk.contact,
        **more,
    }
    return desk.act(who, path, parameters=parameters, inputs={"query": [query]} if query else {})


def listed(said):
    """Titles and second lines of the contacts of the card."""
    heading = next(s for s in cards(said)[-1]["sections"] if "contact" in s.get("header", ""))
    rows = [w["decoratedText"] for w in heading["widgets"] if "decoratedText" in w]
    return [(row["text"], row.get("bottomLabel", "")) for row in rows]


def test_the_member_card_opens_it(desk):
    here = {"label": desk.label, "principal": principal(desk, BRUNO)}
    path, carried = pressed(
        buttons(desk.act(MAYA, "/addon/member/open", parameters=here))["See as this member"]
    )
    assert (path, carried) == (SEES, here)
    said = words(desk.act(MAYA, path, parameters=carried))
    for line in (
        "As Bruno",
        "Up to date",
        "Can view: use the contacts",
        "Nothing is hidden from this member.",
    ):
        assert line in said, line


def test_what_is_hidden_from_her_is_on_no_card(desk):
    assert listed(look(desk)) == [("Zoe Wu", ZOE.upper())]
    assert "Prefers mornings" in words(look(desk, f"{SEES}/contact"))
    hide(desk, "viewer", "emailAddresses", "biographies")
    assert listed(look(desk)) == [("Zoe Wu", "+1 202 555 0100")]
    assert "E-mail" in words(look(desk))
    one = words(look(desk, f"{SEES}/contact"))
    assert "+1 202 555 0100" in one
    assert "Hidden from this member" in one
    assert ZOE.upper() not in one
    assert "Prefers mornings" not in one
    assert ZOE.upper() in words(look(desk, of=ANNA))


def test_a_search_finds_what_she_is_shown(desk):
    for query in ("zoe", "outside"):
        assert listed(look(desk, f"{SEES}/search", query=query)) == [("Zoe Wu", ZOE.upper())]
    hide(desk, "viewer", "emailAddresses")
    said = words(look(desk, f"{SEES}/search", query="outside"))
    assert "Nothing found for “outside”." in said
    assert ZOE not in said.lower()
    again = look(desk, f"{SEES}/search", query="zoe")
    path, carried = pressed(buttons(again)["Refresh"])
    assert (path, carried["query"]) == (f"{SEES}/show", "zoe")


def test_nothing_on_a_contact_can_be_changed(desk):
    pressable = {
        text for text, on_click in buttons(look(desk, f"{SEES}/contact")).items() if "action" in on_click
    }
    assert pressable == {"Back"}


def test_a_title_is_what_she_can_read(desk):
    hand = desk.world.hand(MAYA)
    hand.add(
        {"organizations": [{"name": "Acme"}], "phoneNumbers": [{"value": "+1 202 555 0199"}]}, ["Finance"]
    )
    desk.act(MAYA, "/addon/label/sync", parameters={"label": desk.label})
    desk.settle()
    assert ("Acme", "+1 202 555 0199") in listed(look(desk))
    hide(desk, "viewer", "organizations")
    said = look(desk)
    assert ("(no name)", "+1 202 555 0199") in listed(said)
    assert "Acme" not in words(said)
    scope = desk.service.deps.store.tenant(desk.tenant())
    acme = next(one.id for one in scope.find(Contact) if "names" not in one.content)
    assert "Acme" not in str(look(desk, f"{SEES}/contact", contact=acme))


def test_a_manager_is_shown_no_more_than_herself(desk):
    hide(desk, "manager", "emailAddresses", "biographies")
    assert listed(look(desk, who=ANNA)) == [("Zoe Wu", "+1 202 555 0100")]
    assert "Nothing found" in words(look(desk, f"{SEES}/search", who=ANNA, query="outside"))
    one = words(look(desk, f"{SEES}/contact", who=ANNA))
    assert ZOE.upper() not in one
    assert "Prefers mornings" not in one
    assert "Prefers mornings" in words(look(desk, f"{SEES}/contact", who=MAYA))


def test_pages_are_those_of_the_label(desk):
    hand = desk.world.hand(MAYA)
    for n in range(24):
        hand.add({"names": [{"givenName": f"P{n:02d}"}]}, ["Finance"])
    desk.act(MAYA, "/addon/label/sync", parameters={"label": desk.label})
    desk.settle()
    first = look(desk)
    assert "Page 1 of 2" in words(first)
    path, carried = pressed(buttons(first)["Next"])
    second = desk.act(MAYA, path, parameters=carried)
    assert "Page 2 of 2" in words(second)
    assert "P00" not in words(second)
    assert "Zoe Wu" in words(second)
    assert words(look(desk, f"{SEES}/show", page="9999")) == words(second)
    assert pressed(buttons(second)["Refresh"])[1]["page"] == "1"


@pytest.mark.parametrize("page", ["-1", "x", "1.5", "9" * 30])
def test_a_forged_page_is_refused(desk, page):
    assert "What was sent could not be understood." in words(look(desk, f"{SEES}/show", page=page))


@pytest.mark.parametrize("who", [BRUNO, OTTO], ids=["who may view", "another company"])
@pytest.mark.parametrize("path", WAYS)
def test_only_who_manages_the_label_looks(desk, who, path):
    said = words(look(desk, path, who=who, of=ANNA, query="zoe"))
    assert "Your level does not allow this" in said or "This label is not here" in said
    assert "Zoe" not in said


@pytest.mark.parametrize("path", WAYS)
@pytest.mark.parametrize("label", ["l0", "../x", "a/b", "x" * 200])
def test_a_forged_label_is_nobodys(desk, path, label):
    assert "This label is not here" in words(look(desk, path, label=label))


@pytest.mark.parametrize("path", WAYS)
@pytest.mark.parametrize("of", ["nobody", "a:b", "x.y", OTTO], ids=str)
def test_a_forged_member_is_none(desk, path, of):
    desk.act(OTTO, "/addon/home")
    said = words(look(desk, path, of=of))
    assert "This person does not have the label" in said
    assert "Zoe" not in said


@pytest.mark.parametrize("path", WAYS)
def test_a_group_sees_nothing(desk, path):
    scope = desk.service.deps.store.tenant(desk.tenant())
    crew = Grant(desk.label, "crew", "crew@maple.example", "Crew", kind="group", state="active")
    scope.transact(lambda tx: tx.put(crew))
    said = words(look(desk, path, of="crew"))
    assert "This person does not have the label" in said
    assert "Zoe" not in said
    here = {"label": desk.label, "principal": "crew"}
    assert "See as this member" not in buttons(desk.act(MAYA, "/addon/member/open", parameters=here))


def test_another_companys_ids_are_nobodys(desk):
    """An owner in Birch, through her own label, asks for a member and a contact of Maple's."""
    desk.act(OTTO, "/addon/home")
    store = desk.service.deps.store
    birch = next(one.id for one in store.root.find(Tenant) if "birch.example" in one.domains)
    otto = principal(desk, OTTO)
    own = Grant("lb", otto, OTTO, "Otto", level=Level.OWNER, state="active")
    store.tenant(birch).transact(lambda tx: tx.put(Label("lb", "Ours", otto), own))
    assert "As Otto" in words(look(desk, who=OTTO, of=OTTO, label="lb"))
    for path in WAYS:
        assert "This person does not have the label" in words(look(desk, path, who=OTTO, label="lb")), path
    said = words(look(desk, f"{SEES}/contact", who=OTTO, of=OTTO, label="lb"))
    assert "This contact is not here" in said
    assert "Zoe" not in said


def test_a_contact_that_is_not_in_the_label_is_not_here(desk):
    for forged in (desk.elsewhere, "p.0"):
        said = words(look(desk, f"{SEES}/contact", contact=forged))
        assert "This contact is not here" in said, forged
        assert "Elsewhere" not in said
    for forged in ("", "../x", "a/b", "x" * 200):
        said = words(look(desk, f"{SEES}/contact", contact=forged))
        assert "What was sent could not be understood." in said, forged


@pytest.mark.parametrize("path", WAYS)
def test_a_member_who_left_meanwhile(desk, path):
    desk.act(BRUNO, "/addon/label/leave", parameters={"label": desk.label})
    assert "This person does not have the label, or not any more." in words(look(desk, path))


@pytest.mark.parametrize("path", WAYS)
def test_a_label_that_is_stopped_meanwhile(desk, path):
    desk.act(MAYA, "/addon/label/stop", parameters={"label": desk.label})
    assert "Sharing of this label was stopped." in words(look(desk, path))
