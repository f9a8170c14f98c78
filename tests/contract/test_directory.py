"""The Directory port, through the real client, against the simulated Google."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.backends.google.delegation import DIRECTORY
from services.core.person import DirectoryPerson
from services.ports import (
    DelegationMissing,
    NotFound,
    PortError,
    QuotaExhausted,
    RequestRefused,
    Unavailable,
)
from simulator.world import DELEGATION_SERVICE_ACCOUNT, Member

from .simulated_google import ADMIN, ANNA, MAYA, Simulated


@pytest.fixture
def sim() -> Simulated:
    return Simulated()


@pytest.fixture
def maple(sim):
    return sim.world.account(MAYA).company


class TestPeople:
    def test_who_somebody_is(self, sim, maple):
        anna = sim.world.account(ANNA)
        found = sim.directory.person(ANNA, asked_by=MAYA)
        assert found.photo_url.endswith(f"/profile-{anna.id}=s96-c")
        assert replace(found, photo_url="") == DirectoryPerson(
            id=anna.id, email=ANNA, name="Anna Virtanen", customer=maple.id
        )

    @pytest.mark.parametrize("spelt", [ANNA, ANNA.upper(), "a.virtanen@maple.example"])
    def test_by_address_alias_or_id(self, sim, spelt):
        anna = sim.world.account(ANNA)
        anna.aliases.append("a.virtanen@maple.example")
        assert sim.directory.person(spelt, asked_by=MAYA).id == anna.id
        assert sim.directory.person(anna.id, asked_by=MAYA).email == ANNA

    @pytest.mark.parametrize(
        "nobody",
        ["nobody@maple.example", "otto@birch.example", "x@gmail.com", "117", "no address", "a/b?c#d"],
    )
    def test_is_nobody_not_found(self, sim, nobody):
        with pytest.raises(NotFound):
            sim.directory.person(nobody, asked_by=MAYA)

    def test_is_a_person_without_rights_enough_to_ask(self, sim):
        assert sim.directory.person(ADMIN, asked_by=ANNA).email == ADMIN

    def test_is_a_suspended_person_said_to_be_even_to_those_who_are_no_admins(self, sim):
        sim.world.suspend(ANNA)
        assert sim.directory.person(ANNA, asked_by=MAYA).suspended
        assert not sim.directory.person(ADMIN, asked_by=MAYA).suspended

    def test_is_missing_delegation_no_trait_of_a_person(self, sim, maple):
        sim.world.delegate(maple, DELEGATION_SERVICE_ACCOUNT, [DIRECTORY])
        assert not sim.directory.person(ANNA, asked_by=MAYA).suspended

    def test_how_many_calls_it_costs_to_know_oneself(self, sim):
        sim.directory.person(MAYA, asked_by=MAYA)
        assert sim.calls == ["directory.users.get", "iamcredentials.signJwt", "oauth2.token"]

    def test_is_a_refusal_about_an_outsider_no_refusal_of_the_asker(self, sim):
        sim.fail("403", "/admin/directory/v1/users/*")
        with pytest.raises(NotFound):
            sim.directory.person("somebody@birch.example", asked_by=MAYA)
        sim.fail("403", "/admin/directory/v1/users/*")
        with pytest.raises(RequestRefused):
            sim.directory.person(ANNA, asked_by=MAYA)


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("an", ["Anna Virtanen"]),
            ("Vir", ["Anna Virtanen"]),
            ("virtanen anna", ["Anna Virtanen"]),
            ("anna@ma", ["Anna Virtanen"]),
            (ANNA, ["Anna Virtanen"]),
            ("d", ["Dawid Nowak"]),
            ("anna r", []),
            ("zz", []),
            ("", []),
            ("'", []),
            ("* isAdmin:true", []),
        ],
    )
    def test_who_is_found(self, sim, typed, found):
        assert [person.name for person in sim.directory.search(typed, asked_by=MAYA)] == found

    def test_is_nobody_of_another_company_found(self, sim):
        assert sim.directory.search("otto", asked_by=MAYA) == []

    def test_is_an_alias_found(self, sim):
        sim.world.account(ANNA).aliases.append("treasurer@maple.example")
        assert [person.email for person in sim.directory.search("treasurer", asked_by=MAYA)] == [ANNA]

    def test_are_names_with_quotes_and_accents_found(self, sim, maple):
        sim.world.add_person(maple, "pat@maple.example", "Pat", "O'Brien")
        sim.world.add_person(maple, "omer@maple.example", "Ömer", "Oz")
        assert [person.name for person in sim.directory.search("o'b", asked_by=MAYA)] == ["Pat O'Brien"]
        assert [person.name for person in sim.directory.search("öm", asked_by=MAYA)] == ["Ömer Oz"]

    def test_are_no_more_shown_than_asked_for(self, sim, maple):
        for number in range(30):
            sim.world.add_person(maple, f"z{number:02}@maple.example", "Zoe", f"Number{number:02}")
        assert len(sim.directory.search("zoe", asked_by=MAYA, limit=7)) == 7
        assert [p.name for p in sim.directory.search("zoe number29", asked_by=MAYA)] == ["Zoe Number29"]

    def test_how_many_calls_a_search_costs(self, sim):
        sim.directory.search(ANNA, asked_by=MAYA)
        assert sim.api_calls() == ["directory.users.list"]
        sim.calls.clear()
        sim.directory.search("zz", asked_by=MAYA)
        assert sim.api_calls() == ["directory.users.list"] * 3


class TestAdmins:
    def test_who_is_an_admin(self, sim):
        assert sim.directory.is_admin(ADMIN)
        assert not sim.directory.is_admin(MAYA)

    def test_is_trouble_no_answer(self, sim):
        sim.fail("503", "/admin/*", times=9)
        with pytest.raises(Unavailable):
            sim.directory.is_admin(ADMIN)


class TestGroups:
    @pytest.fixture
    def board(self, sim, maple):
        inner = sim.world.add_group(maple, "inner@maple.example", "Inner circle", ["dawid@maple.example"])
        members = [ANNA, "inner@maple.example", "ext@else.example"]
        board = sim.world.add_group(maple, "board@maple.example", "Board of Directors", members)
        sim.world.join(maple, inner, "board@maple.example")
        return board

    def test_what_a_group_is(self, sim, board):
        group = sim.directory.group("BOARD@maple.example", admin=ADMIN)
        assert (group.id, group.email, group.name, group.size) == (
            board.id,
            "board@maple.example",
            "Board of Directors",
            3,
        )
        assert sim.directory.group(board.id, admin=ADMIN) == group

    @pytest.mark.parametrize("nothing", ["none@maple.example", "list@else.example", ANNA])
    def test_is_no_group_not_found(self, sim, nothing):
        with pytest.raises(NotFound):
            sim.directory.group(nothing, admin=ADMIN)

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("boa", ["board@maple.example"]),
            ("direct", ["board@maple.example"]),
            ("board dir", ["board@maple.example"]),
            ("inner@m", ["inner@maple.example"]),
            ("zz", []),
            ("", []),
        ],
    )
    def test_which_groups_are_found(self, sim, board, typed, found):
        assert [group.email for group in sim.directory.search_groups(typed, admin=ADMIN)] == found

    def test_are_members_of_members_members(self, sim, maple, board):
        inner = maple.group("inner@maple.example")
        sim.world.leave(inner, "board@maple.example")
        members = sim.directory.members("board@maple.example", admin=ADMIN)
        assert {member.email for member in members} == {ANNA, "dawid@maple.example", "ext@else.example"}
        anna = next(member for member in members if member.email == ANNA)
        assert anna.id == sim.world.account(ANNA).id

    def test_do_groups_in_a_circle_end(self, sim, board):
        assert len(sim.directory.members("board@maple.example", admin=ADMIN)) == 3

    def test_is_a_suspended_member_said_to_be(self, sim, board):
        sim.world.suspend(ANNA)
        members = {member.email: member for member in sim.directory.members(board.id, admin=ADMIN)}
        assert members[ANNA].suspended
        assert not members["dawid@maple.example"].suspended

    def test_is_everybody_in_a_group_of_everybody(self, sim, maple):
        sim.world.add_group(maple, "all@maple.example", "All", ["*"])
        members = sim.directory.members("all@maple.example", admin=ADMIN)
        assert {member.email for member in members} == {person.email for person in maple.people}

    def test_are_a_thousand_members_all_there(self, sim, maple):
        people = [sim.world.add_person(maple, f"p{n}@maple.example", "P", f"{n}") for n in range(1000)]
        group = sim.world.add_group(maple, "big@maple.example", "Big")
        group.members += [Member(person.id, person.email) for person in people]
        assert len(sim.directory.members(group.id, admin=ADMIN)) == 1000
        assert sim.calls.count("directory.members.list") == 5

    def test_is_a_group_without_members_empty(self, sim, maple):
        sim.world.add_group(maple, "none@maple.example", "None")
        assert sim.directory.members("none@maple.example", admin=ADMIN) == []

    def test_may_only_an_admin_ask_about_groups(self, sim, board):
        for ask in (
            lambda: sim.directory.group("board@maple.example", admin=MAYA),
            lambda: sim.directory.members("board@maple.example", admin=MAYA),
            lambda: sim.directory.search_groups("board", admin=MAYA),
        ):
            with pytest.raises(RequestRefused):
                ask()


class TestTrouble:
    CALLS = (
        lambda directory: directory.person(ANNA, asked_by=ADMIN),
        lambda directory: directory.search("an", asked_by=ADMIN),
        lambda directory: directory.is_admin(ADMIN),
        lambda directory: directory.group("g@maple.example", admin=ADMIN),
        lambda directory: directory.search_groups("g", admin=ADMIN),
        lambda directory: directory.members("g@maple.example", admin=ADMIN),
    )

    @pytest.mark.parametrize("call", CALLS)
    def test_delegation_is_missing(self, sim, maple, call):
        sim.world.delegate(maple, DELEGATION_SERVICE_ACCOUNT, ())
        with pytest.raises(DelegationMissing):
            call(sim.directory)

    @pytest.mark.parametrize("call", CALLS)
    @pytest.mark.parametrize(("kind", "expected"), [("429", QuotaExhausted), ("503", Unavailable)])
    def test_google_is_in_trouble(self, sim, call, kind, expected):
        sim.fail(kind, "/admin/*", times=9)
        with pytest.raises(expected) as raised:
            call(sim.directory)
        assert isinstance(raised.value, PortError)
        assert "maple" not in str(raised.value)

    def test_each_call_asks_for_its_own_scope_only(self, sim, maple):
        scopes = "https://www.googleapis.com/auth/admin.directory."
        sim.world.add_group(maple, "g@maple.example", "G")
        for scope, call in (
            ("user.readonly", self.CALLS[0]),
            ("group.readonly", self.CALLS[3]),
            ("group.member.readonly", self.CALLS[5]),
        ):
            sim.world.delegate(maple, DELEGATION_SERVICE_ACCOUNT, [scopes + scope])
            call(sim.directory)
