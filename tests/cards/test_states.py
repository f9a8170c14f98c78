"""The words of every state: what it is, and what to do about it."""

from __future__ import annotations

import pytest

from addon.gallery.facts import AT
from cards.audit import detail, kind_name
from cards.faults import fault_mend, fault_reason
from cards.levels import level_line
from cards.refused import refused_why
from cards.states import copy_state, member_state, shared_line
from services.core.admin_facts import EVENT_KINDS, AuditRow
from services.core.facts import CopyFacts, RefusedAddress
from services.core.levels import Level
from services.core.outcome import Fault, Outcome, outcome_of


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        (CopyFacts("waiting", 0, 23), "Waiting to copy"),
        (CopyFacts("copying", 40, 200), "Copying 40 of 200"),
        (CopyFacts("current", 23, 23), "Up to date · 23 contacts"),
        (CopyFacts("current", 1, 1), "Up to date · 1 contact"),
        (CopyFacts("current", 0, 0), "Up to date · 0 contacts"),
        (CopyFacts("current", 25000, 25000), "Up to date · 25,000 contacts"),
        (
            CopyFacts("current", 4, 5),
            "Up to date · 4 contacts · Google did not accept some of the contacts.",
        ),
        (CopyFacts("later", 0, 1, Fault.QUOTA, AT), "Waiting for Google's quota until 15:05"),
        (CopyFacts("later", 0, 1, Fault.QUOTA), "Waiting for Google's quota"),
        (CopyFacts("later", 0, 1, Fault.UNAVAILABLE, AT), "Google does not answer. Next try at 15:05"),
        (CopyFacts("ending", 1, 2), "Taking the contacts back"),
        (CopyFacts("ended"), "No longer shared"),
        (CopyFacts("something new"), "Waiting to copy"),
    ],
)
def test_what_does_a_state_say(copy, said, words):
    assert copy_state(copy, words).line == said


@pytest.mark.parametrize("fault", [*Fault, None])
def test_says_every_fault_why_and_what_to_do(fault, words):
    state = copy_state(CopyFacts("attention", 0, 23, fault), words)
    assert state.needs
    assert state.text.startswith("Needs attention: ")
    assert state.text.endswith(".")
    assert state.mend.endswith(".")
    assert fault_reason(fault, words) in state.line


@pytest.mark.parametrize("fault", [*Fault, None])
def test_says_a_copy_that_needs_attention_when_it_is_tried_again(fault, words):
    state = copy_state(CopyFacts("attention", 0, 23, fault, AT), words)
    assert state.line.endswith("Next try at 15:05.") is (fault is not Fault.GONE)


def test_has_every_fault_its_own_words(words):
    assert len({fault_reason(fault, words) for fault in [*Fault, None]}) == len(Fault) + 1


def test_is_waiting_all_that_a_passing_fault_needs(words):
    for fault in Fault:
        if outcome_of(fault) is Outcome.LATER:
            assert fault_mend(fault, words) == "It goes on by itself."


def test_is_every_level_explained_in_its_own_line(words):
    lines = [level_line(level, words) for level in Level]
    assert lines[1] == "Can edit: change and add contacts"
    assert len(set(lines)) == len(Level)


@pytest.mark.parametrize(
    "why",
    [
        "malformed",
        "self",
        "owner",
        "unknown",
        "suspended",
        "outside",
        "other-domain",
        "groups-need-admin",
        "group-too-large",
        "empty-group",
        "too-many",
        "higher",
        "same",
    ],
)
def test_has_every_refused_address_its_own_reason(why, words):
    said = refused_why(RefusedAddress("x", why), words)
    assert said.endswith(".")
    assert said != refused_why(RefusedAddress("x", "other"), words)


@pytest.mark.parametrize(
    ("total", "current", "stuck", "said"),
    [
        (0, 0, 0, "Shared with nobody yet"),
        (1, 0, 0, "Shared with 1 · copying 0 of 1"),
        (2, 0, 0, "Shared with 2 · copying 0 of 2"),
        (2, 1, 0, "Shared with 2 · copying 1 of 2"),
        (2, 2, 0, "Shared with 2 · all up to date"),
        (3, 1, 1, "Shared with 3 · copying 1 of 3"),
        (3, 2, 1, "Shared with 3 · 2 of 3 up to date"),
        (1000, 999, 0, "Shared with 1,000 · copying 999 of 1,000"),
    ],
)
def test_how_far_is_sharing(total, current, stuck, said, words):
    assert shared_line(total, current, words, stuck=stuck) == said


def test_is_nobody_told_to_decide_who_may_not(words):
    assert "Restore" in copy_state(CopyFacts("paused"), words).mend
    assert copy_state(CopyFacts("paused"), words, decides=False).mend == "The owner of the label decides."


def test_is_a_label_that_a_group_has_not_said_to_be_shared_with_nobody(words):
    assert shared_line(0, 0, words, group=True) == "Google Group: its people have the label"
    assert shared_line(2, 0, words, group=True) == "Shared with 2 · copying 0 of 2"


def test_does_an_ended_grant_outweigh_its_copy(words):
    current = CopyFacts("current", 1, 1)
    assert member_state("ended", current, "person", words).text == "No longer shared"
    assert member_state("ended", CopyFacts("ending"), "person", words).text == "Taking the contacts back"
    assert member_state("paused", current, "person", words).needs
    assert member_state("active", CopyFacts(""), "group", words).text.startswith("Google Group")


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_every_kind_of_event_has_words(kind, words):
    assert kind_name(kind, words) != kind


@pytest.mark.parametrize(
    ("what", "target", "said", "read"),
    [
        ("policy", "who_may_share", "group", "The people of a Google Group"),
        ("policy", "within", "domain", "People of the same domain"),
        ("policy", "outside_domains", "a.example b.example", "a.example and b.example"),
        ("policy", "default_level", "viewer", "Can view"),
        ("policy", "brake_percent", "25", "25%"),
        ("policy", "mails", "false", "Are not sent"),
        ("policy", "language", "", "Not decided"),
        ("policy", "sharing_group", "sales@example.com", "sales@example.com"),
        ("level", "", "remover", "Can edit and delete"),
        ("brake", "", "10 25", "More than 10 contacts or 25%"),
        ("brake", "", "off", "off"),
        ("hidden", "", "viewer addresses", "Address"),
    ],
)
def test_the_audit_log_tells_a_decision_in_the_words_of_its_form(words, what, target, said, read):
    row = AuditRow("e", AT, what, "", "", "", target=target, detail=said)
    assert detail(row, words) == read


def test_names_a_copy_what_google_does_not_accept_in_it(words):
    said = copy_state(CopyFacts("current", 22, 23, refused=1, refused_names=("Ron",)), words)
    assert said.needs
    assert said.line == "Up to date · 22 contacts · Google does not accept Ron."
    several = copy_state(CopyFacts("current", 23, 23, refused=5, refused_names=("Ron", "", "Ann")), words)
    assert several.line.endswith("Google does not accept 5 contacts, such as Ron, (no name) and Ann.")


def test_names_a_copy_what_another_program_keeps_changing_in_it(words):
    said = copy_state(CopyFacts("current", 23, 23, fought=1, fought_names=("Ron",)), words)
    assert said.needs
    assert said.line == (
        "Up to date · 23 contacts · Another program keeps changing Ron: left alone until tomorrow."
    )
    several = copy_state(CopyFacts("current", 2, 3, fought=12, fought_names=("Ron", "", "Ann")), words)
    assert several.line.endswith(
        "Google did not accept some of the contacts. · "
        "Another program keeps changing 12 contacts, such as Ron, (no name) and Ann: left alone "
        "until tomorrow."
    )
