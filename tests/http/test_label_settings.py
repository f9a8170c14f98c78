"""A label's settings in the side panel, what is hidden from a member, the next owner; and what goes wrong."""

from __future__ import annotations

import pytest

from services.core.levels import Level
from services.core.records import Event, Grant, Label
from simulator.seeds import MAYA
from tests.http.beside import ANNA, Desk, buttons, filled, pressed, zoe
from tests.http.hosting import words

BRUNO, OTTO = "bruno@maple.example", "otto@birch.example"
SETTINGS = "/addon/label/settings"
FORMS = {
    f"{SETTINGS}/name": {"name": ["Forged"]},
    f"{SETTINGS}/brake": {"floor": ["1"], "percent": ["1"]},
    f"{SETTINGS}/whom": {},
    f"{SETTINGS}/hide": {"fields": ["phoneNumbers"]},
}


@pytest.fixture
def desk():
    """Maya shares Finance with Anna, who may manage it, and has another label."""
    made = Desk()
    made.label = made.share(zoe(), level=Level.MANAGER)
    made.company = made.tenant()
    made.world.hand(MAYA).add_label("Board")
    return made


def stored(desk):
    return desk.service.deps.store.tenant(desk.company).get(Label, desk.label)


def principal(desk, who=ANNA):
    return desk.world.account(who).id


def opened(desk, who=MAYA):
    return desk.act(who, SETTINGS, parameters={"label": desk.label})


def send(desk, path, *, who=MAYA, label="", drawn="viewer", **inputs):
    """One of the forms, with all that stands in the others; `drawn`: the level whose boxes are shown."""
    parameters = {"label": label or desk.label}
    if path.endswith("/hide"):
        parameters["whom"] = drawn
    given = {"name": ["Finance"], "floor": ["10"], "percent": ["10"], "whom": ["viewer"]} | inputs
    return desk.act(who, path, parameters=parameters, inputs={k: v for k, v in given.items() if v})


def member(desk, path, *, who=MAYA, of=ANNA, **inputs):
    here = {"label": desk.label, "principal": of if "@" not in of else principal(desk, of)}
    return desk.act(who, f"/addon/member/{path}", parameters=here, inputs=inputs)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (None, "Type a name of at most 200 characters."),
        (["   "], "Type a name of at most 200 characters."),
        (["x" * 201], "Type a name of at most 200 characters."),
        (["x" * 50_000], "Type a name of at most 200 characters."),
        (["board"], "You have another label of that name"),
    ],
)
def test_a_name_that_cannot_be_is_said_beside_what_was_typed(desk, name, why):
    said = send(desk, f"{SETTINGS}/name", name=name, floor=["7"], percent=["x"], fields=["urls"])
    assert why in words(said)
    again = filled(said)
    assert again.get("name", [""])[0] == (name or [""])[0].strip()[:1_000]
    assert (again["floor"], again["percent"], again["fields"]) == (["7"], ["x"], ["urls"])
    assert stored(desk).name == "Finance"


@pytest.mark.parametrize(
    ("floor", "percent"),
    [
        ("", "10"), ("10", ""), ("x", "10"), ("-1", "10"), ("1.5", "10"), ("1001", "10"), ("9" * 30, "10"),
        ("10", "0"), ("10", "101"), ("10", "10 %"), ("٣", "10"), ("1,000", "10"),
    ],
)  # fmt: skip
def test_a_brake_that_is_none_is_said_beside_what_was_typed(desk, floor, percent):
    said = send(desk, f"{SETTINGS}/brake", name=["Typed"], floor=[floor], percent=[percent], fields=["urls"])
    assert "Type whole numbers: 0 to 1,000 contacts, 1 to 100 percent." in words(said)
    again = filled(said)
    assert again.get("floor", [""]) == [floor[:8]]
    assert again.get("percent", [""]) == [percent]
    assert (again["name"], again["fields"]) == (["Typed"], ["urls"])
    assert (stored(desk).brake_floor, stored(desk).brake_percent) == (10, 10)


def test_saving_one_form_keeps_what_stands_in_the_others(desk):
    said = send(desk, f"{SETTINGS}/brake", name=["Typed"], floor=["03"], percent=["10"], fields=["urls"])
    assert "Saved." in words(said)
    assert filled(said) == {
        "name": ["Typed"],
        "floor": ["3"],
        "percent": ["10"],
        "whom": ["viewer"],
        "fields": ["urls"],
    }
    assert (stored(desk).name, stored(desk).brake_floor, stored(desk).hidden) == ("Finance", 3, {})


def test_the_card_below_has_the_new_name(desk):
    said = send(desk, f"{SETTINGS}/name", name=[" Big   money "])
    steps = said["renderActions"]["action"]["navigations"]
    assert [next(iter(step)) for step in steps] == ["pop", "updateCard", "pushCard"]
    assert steps[1]["updateCard"]["header"]["title"] == "Big money"
    assert filled(said)["name"] == ["Big money"]


def test_an_input_that_the_host_leaves_out_stands_in_nobodys_way(desk):
    send(desk, f"{SETTINGS}/name", name=["Money"], floor=None, percent=None, whom=None)
    assert stored(desk).name == "Money"
    send(desk, f"{SETTINGS}/hide", fields=["urls"], whom=None, drawn="editor")
    assert stored(desk).hidden == {"editor": ("urls",)}


def test_another_level_brings_its_own_boxes(desk):
    said = send(desk, f"{SETTINGS}/hide", fields=["phoneNumbers"])
    assert "Saved. What is hidden goes from the copies in a moment." in words(said)
    chosen = send(desk, f"{SETTINGS}/whom", name=["Typed"], whom=["editor"], fields=["phoneNumbers"])
    assert "fields" not in filled(chosen)
    assert (filled(chosen)["whom"], filled(chosen)["name"]) == (["editor"], ["Typed"])
    path, carried = pressed(buttons(chosen)["Save"])
    assert (path, carried["whom"]) == (f"{SETTINGS}/hide", "editor")
    back = send(desk, f"{SETTINGS}/whom", whom=["viewer"])
    assert filled(back)["fields"] == ["phoneNumbers"]
    assert stored(desk).hidden == {"viewer": ("phoneNumbers",)}


def test_boxes_of_one_level_are_not_saved_for_another(desk):
    """Race: the level was changed, and *Save* pressed before its boxes came."""
    send(desk, f"{SETTINGS}/hide", drawn="editor", whom=["editor"], fields=["urls"])
    said = send(desk, f"{SETTINGS}/hide", drawn="viewer", whom=["editor"], fields=["phoneNumbers"])
    assert "Nothing was changed." in words(said)
    assert filled(said)["fields"] == ["urls"]
    assert stored(desk).hidden == {"editor": ("urls",)}


def test_no_box_ticked_shows_everything_again(desk):
    send(desk, f"{SETTINGS}/hide", fields=["phoneNumbers"])
    said = send(desk, f"{SETTINGS}/hide", fields=[])
    assert "Everybody sees all fields." in words(said)
    assert stored(desk).hidden == {}


@pytest.mark.parametrize("who", [ANNA, BRUNO, OTTO], ids=["a manager", "a colleague", "another company"])
@pytest.mark.parametrize("path", FORMS)
def test_only_the_owner_has_the_settings(desk, who, path):
    before = stored(desk)
    for said in (opened(desk, who), send(desk, path, who=who, **FORMS[path])):
        assert "Your level does not allow this" in words(said) or "This label is not here" in words(said)
        assert "Board" not in words(said)
        assert "percent" not in words(said)
    assert stored(desk) == before


@pytest.mark.parametrize("whom", ["owner", "nobody", "", "account:", "account:1"])
def test_a_forged_level_is_refused(desk, whom):
    before = stored(desk)
    for path, inputs in FORMS.items():
        said = send(desk, path, whom=[whom], drawn=whom, **inputs)
        assert "What was sent could not be understood. Nothing was changed." in words(said), path
    said = send(desk, f"{SETTINGS}/hide", drawn=whom, fields=["urls"])
    assert "Nothing was changed." in words(said)
    assert stored(desk) == before


@pytest.mark.parametrize("field", ["names", "memberships", "photos", "", "x" * 5_000])
def test_a_forged_field_is_refused(desk, field):
    for said in (
        send(desk, f"{SETTINGS}/hide", fields=["urls", field]),
        member(desk, "hide", fields=["urls", field]),
    ):
        assert "What was sent could not be understood. Nothing was changed." in words(said)
    assert stored(desk).hidden == {}


@pytest.mark.parametrize("label", ["l0", "../x", "a/b", "x" * 200])
def test_a_forged_label_is_nobodys(desk, label):
    for path, inputs in FORMS.items():
        assert "This label is not here" in words(send(desk, path, label=label, **inputs)), path


@pytest.mark.parametrize("path", FORMS)
def test_a_label_that_is_stopped_meanwhile(desk, path):
    desk.act(MAYA, "/addon/label/stop", parameters={"label": desk.label})
    assert "Sharing of this label was stopped." in words(send(desk, path, **FORMS[path]))
    for act in ("hide", "owner/ask", "owner"):
        assert "Sharing of this label was stopped." in words(member(desk, act)), act


@pytest.mark.parametrize("path", FORMS)
def test_a_label_that_was_handed_over_meanwhile(desk, path):
    member(desk, "owner")
    before = stored(desk)
    assert "Your level does not allow this" in words(send(desk, path, **FORMS[path]))
    assert stored(desk) == before


# --- one member ---


def test_the_boxes_of_a_member_are_hers_alone(desk):
    send(desk, f"{SETTINGS}/hide", drawn="manager", whom=["manager"], fields=["addresses"])
    said = member(desk, "hide", fields=["phoneNumbers"])
    assert filled(said)["fields"] == ["phoneNumbers"]
    assert stored(desk).hidden[f"account:{principal(desk)}"] == ("phoneNumbers",)
    kept = member(desk, "level", level=["editor"], fields=["urls"])
    assert filled(kept)["fields"] == ["urls"]
    assert "fields" not in filled(member(desk, "hide"))
    assert stored(desk).hidden == {"manager": ("addresses",)}
    assert "From this member alone" not in words(opened(desk))


@pytest.mark.parametrize("who", [ANNA, BRUNO, OTTO], ids=["a manager", "a colleague", "another company"])
@pytest.mark.parametrize("act", ["hide", "owner/ask", "owner"])
def test_only_the_owner_decides_about_a_member(desk, who, act):
    before = stored(desk)
    said = words(member(desk, act, who=who, fields=["phoneNumbers"]))
    assert "Your level does not allow this" in said or "This label is not here" in said
    assert stored(desk) == before


def test_a_manager_is_not_shown_what_is_hidden(desk):
    member(desk, "hide", fields=["phoneNumbers"])
    shown = member(desk, "open", who=ANNA)
    assert "Phone" not in words(shown)
    assert {"Make owner", "Save"}.isdisjoint(buttons(shown))


@pytest.mark.parametrize("forged", ["nobody", "a:b", "x.y"])
def test_a_forged_member_is_refused(desk, forged):
    for act in ("hide", "owner/ask", "owner"):
        assert "This person does not have the label" in words(member(desk, act, of=forged)), act


def test_an_owner_is_no_member_to_hide_from(desk):
    said = member(desk, "hide", of=MAYA, fields=["urls"])
    assert "What was sent could not be understood." in words(said)
    assert "Your level does not allow this" in words(member(desk, "owner/ask", of=MAYA))
    assert stored(desk).owner == principal(desk, MAYA)


def test_handing_over_asks_first_and_is_done_once(desk):
    asked = member(desk, "owner/ask")
    assert "Only the new owner can stop sharing it." in words(asked)
    assert "Nobody's contacts change." in words(asked)
    assert stored(desk).owner == principal(desk, MAYA)
    path, carried = pressed(buttons(asked)["Make owner"])
    for _ in range(2):
        assert "The label has a new owner." in words(desk.act(MAYA, path, parameters=carried))
    assert stored(desk).owner == principal(desk)
    scope = desk.service.deps.store.tenant(desk.company)
    assert len([event for event in scope.find(Event) if event.what == "transferred"]) == 1
    assert scope.get(Grant, f"{desk.label}.{principal(desk, MAYA)}").level is Level.MANAGER


def test_a_member_without_a_copy_cannot_be_the_owner_yet(desk):
    inputs = {"people": [BRUNO], "level": ["editor"]}
    desk.act(MAYA, "/addon/label/share/submit", parameters={"label": desk.label}, inputs=inputs)
    assert "Make owner" not in buttons(member(desk, "open", of=BRUNO))
    for act in ("owner/ask", "owner"):
        assert "This member cannot be the owner yet" in words(member(desk, act, of=BRUNO)), act
    desk.settle()
    assert "The label has a new owner." in words(member(desk, "owner", of=BRUNO))
