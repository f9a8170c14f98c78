"""What does one look at one copy come to?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.contact import fingerprint, masked, same
from services.core.records import Link
from services.core.verdict import FOREIGN
from tests.core import strategies
from tests.core.looking import (
    COPY,
    EDITED,
    EDITOR,
    GONE,
    HUB,
    LINK,
    NEW,
    OLD,
    OWNER,
    VIEWER,
    look,
    sight,
)


def test_is_an_echo_of_our_own_write_anything():
    verdict = look()
    assert verdict.content is None
    assert not any((verdict.owed, verdict.denied, verdict.gone, verdict.joined, verdict.clashes))
    assert verdict.link == replace(LINK, etag="e2", updated="2026-11-22T03:00:01Z")


def test_is_an_echo_recognised_whose_answer_was_lost():
    written = replace(LINK, agreed=2, pending=3, seen=fingerprint({}))
    verdict = look(link=written, states={2: {}, 3: OLD})
    assert (verdict.link.agreed, verdict.link.pending, verdict.owed) == (3, 0, False)


def test_is_our_older_write_an_edit_when_the_hub_went_on():
    hub = replace(HUB, version=4, content=NEW)
    written = replace(LINK, agreed=2, pending=3, seen=fingerprint({}))
    verdict = look(link=written, hub=hub, states={2: {}, 3: OLD, 4: NEW})
    assert verdict.content is None
    assert (verdict.link.agreed, verdict.link.pending, verdict.owed) == (3, 0, True)


def test_does_an_editors_edit_reach_the_hub():
    verdict = look(replace(COPY, content=EDITED))
    assert verdict.content == EDITED
    assert (verdict.link.agreed, verdict.owed, verdict.denied) == (4, False, frozenset())
    assert verdict.link.seen == fingerprint(EDITED)
    assert verdict.joined == frozenset()


def test_is_a_write_still_open_when_an_edit_that_was_made_upon_it_is_in_the_hub():
    written = replace(LINK, agreed=1, pending=3, absorbed=2)
    verdict = look(replace(COPY, content=EDITED), link=written, states={1: {}, 2: {}, 3: OLD})
    assert verdict.content == EDITED
    assert (verdict.link.agreed, verdict.link.pending, verdict.link.absorbed) == (4, 0, 0)


def test_is_an_edit_a_new_version_that_somebody_else_has_made_as_well():
    hub = replace(HUB, version=4, content=NEW | EDITED | {"phoneNumbers": NEW["phoneNumbers"]})
    verdict = look(replace(COPY, content=EDITED), hub=hub, states={3: OLD, 4: hub.content})
    assert verdict.content is None
    assert (verdict.owed, verdict.link.agreed, verdict.link.absorbed) == (True, 3, 4)


def test_does_an_edit_meet_what_others_did():
    hub = replace(HUB, version=4, content=NEW)
    verdict = look(replace(COPY, content=EDITED), hub=hub, states={3: OLD, 4: NEW})
    assert same(verdict.content, NEW | EDITED | {"phoneNumbers": NEW["phoneNumbers"]})
    assert verdict.owed
    assert (verdict.link.agreed, verdict.link.absorbed) == (3, 5)


def test_is_a_viewers_edit_put_right_and_is_she_told():
    verdict = look(replace(COPY, content=EDITED), sight=sight(VIEWER))
    assert verdict.content is None
    assert verdict.owed
    assert verdict.denied == {"edit"}
    again = look(replace(COPY, content=EDITED), link=verdict.link, sight=sight(VIEWER))
    assert again.owed
    assert again.denied == frozenset()


def test_does_the_highest_of_her_levels_count_for_an_edit():
    hub = replace(HUB, labels=("l", "m"))
    both = replace(COPY, content=EDITED, groups=("contactGroups/l", "contactGroups/m"))
    link = replace(LINK, labels=("l", "m"), agreed_labels=("l", "m"))
    assert look(both, hub=hub, link=link, sight=sight(VIEWER, m=EDITOR)).content == EDITED
    assert look(both, hub=hub, link=link, sight=sight(VIEWER, m=VIEWER)).content is None


@pytest.mark.parametrize(("level", "content"), [(EDITOR, EDITED), (OWNER, EDITED), (VIEWER, None)])
def test_what_she_makes_of_a_contact_of_no_label_of_hers_counts_where_she_may_put_it(level, content):
    hub = replace(HUB, labels=("stopped",))
    link = replace(LINK, labels=("stopped",), agreed_labels=(), adopted=True)
    person = replace(COPY, content=EDITED)
    verdict = look(person, hub=hub, link=link, sight=sight(level))
    assert verdict.content == content
    assert verdict.joined == ({"l"} if content else frozenset())
    assert ("edit" in verdict.denied) is (content is None)
    assert look(person, hub=hub, link=link, sight=sight(None, m=level)).denied == {"edit"}


@pytest.mark.parametrize("mine", [{}, {"names": ({"givenName": "Ada"},)}])
def test_is_a_contact_of_others_hers_because_her_copy_is_in_a_label_of_her_own(mine):
    """Not to change, nor to share; what nobody has in a label any more is."""
    hub = replace(HUB, labels=("k",))
    link = replace(LINK, labels=("k", "l"), agreed_labels=("k",), adopted=bool(mine), mine=mine)
    person = replace(COPY, content=EDITED)
    verdict = look(person, hub=hub, link=link, sight=sight(OWNER))
    assert (verdict.content, verdict.joined, verdict.denied) == (None, frozenset(), {"edit"})
    before = replace(link, agreed_labels=("k", "l"))
    assert look(person, hub=hub, link=before, sight=sight(OWNER)).joined == {"l"}, "edit beats removal"
    assert look(person, hub=replace(hub, labels=()), link=link, sight=sight(OWNER)).joined == {"l"}


def test_is_a_late_listing_believed():
    late = replace(COPY, content=EDITED, updated="2026-11-22T02:59:59.999Z")
    verdict = look(late)
    assert verdict.link == LINK
    assert verdict.content is None
    assert look(replace(late, updated="2026-11-22T03:00:00.001Z")).content == EDITED


def test_what_is_remembered_of_a_copy_whose_edit_was_absorbed_before():
    link = replace(LINK, agreed=2, pending=0, absorbed=3)
    verdict = look(link=link, states={2: {}, 3: OLD})
    assert (verdict.link.agreed, verdict.link.pending, verdict.link.absorbed) == (3, 0, 0)
    lost = replace(LINK, agreed=1, pending=3, absorbed=2, seen="x")
    hub = replace(HUB, version=4, content=NEW)
    verdict = look(link=lost, hub=hub, states={1: {}, 2: EDITED, 3: OLD, 4: NEW})
    assert (verdict.link.agreed, verdict.link.pending, verdict.link.absorbed) == (3, 0, 0)
    assert verdict.owed


@pytest.mark.parametrize("hidden", [(), ("biographies",)])
def test_is_a_copy_still_at_the_agreed_version_an_edit(hidden):
    hub = replace(HUB, version=4, content=NEW)
    verdict = look(
        link=replace(LINK, seen="forgotten", masked=hidden),
        hub=hub,
        states={3: EDITED if hidden else OLD, 4: NEW},
        sight=sight(VIEWER, hidden=hidden),
    )
    assert verdict.content is None
    assert (verdict.link.agreed, verdict.owed, verdict.denied) == (3, True, frozenset())


@pytest.mark.parametrize(
    ("pending", "etag", "edited"), [(0, "e1", False), (0, "e2", False), (4, "e1", False), (4, "e2", True)]
)
def test_is_a_state_seen_before_an_edit_when_nothing_is_known_of_its_version(pending, etag, edited):
    """Only where a write of ours may have come between: then she has put it back."""
    hub = replace(HUB, version=4, content=NEW)
    link = replace(LINK, pending=pending)
    verdict = look(replace(COPY, etag=etag), link=link, hub=hub, states={4: NEW}, sight=sight(VIEWER))
    assert verdict.content is None
    assert verdict.owed
    assert verdict.denied == ({"edit"} if edited else set())


def test_does_nothing_known_of_what_was_agreed_lose_anything():
    hub = replace(HUB, version=4, content=OLD | {"names": ({"givenName": "Augusta"},)})
    verdict = look(replace(COPY, content=EDITED), hub=hub, states={})
    assert verdict.content == EDITED
    assert [(one.field, one.kept_by, one.lost_by) for one in verdict.clashes] == [("names", "maya", "olga")]


def test_are_the_versions_between_which_a_copy_may_stand_all_bases():
    agreed, pending, absorbed = ({"nicknames": ({"value": value},)} for value in "abc")
    hub = replace(HUB, version=4, content=absorbed | {"urls": ({"value": "u"},)})
    link = replace(LINK, agreed=1, pending=2, absorbed=3, seen="x")
    states = {1: agreed, 2: pending, 3: absorbed, 4: hub.content}
    copy = replace(COPY, content=pending | {"biographies": ({"value": "mine"},)}, etag="e9")
    verdict = look(copy, link=link, hub=hub, states=states)
    assert verdict.content == hub.content | {"biographies": ({"value": "mine"},)}
    assert verdict.owed
    assert (verdict.link.agreed, verdict.link.pending, verdict.link.absorbed) == (1, 2, 5)


def test_is_the_source_of_a_copy_forgotten_when_google_leaves_it_out():
    verdict = look(replace(COPY, source="", updated="", resource="people/c9"))
    assert (verdict.link.source, verdict.link.updated) == ("2a", LINK.updated)
    assert verdict.link.resource == "people/c9"
    assert look(replace(COPY, source="3b")).link.source == "3b"


def test_is_a_program_that_writes_the_same_again_and_again_left_alone():
    eyes = replace(sight(VIEWER), day="2026-11-22")
    link = LINK
    for time in range(3):
        verdict = look(replace(COPY, content=EDITED, etag=f"x{time}"), link=link, sight=eyes)
        assert verdict.owed is (time < 2)
        link = replace(verdict.link, seen=fingerprint(OLD))
    assert verdict.link.refused == FOREIGN
    assert verdict.link.flips == (f"2026-11-22:{fingerprint(EDITED)}",) * 3
    assert verdict.denied == frozenset()
    still = look(replace(COPY, content=NEW), link=link, sight=eyes)
    assert (still.link.refused, still.owed) == (FOREIGN, False)
    tomorrow = look(replace(COPY, content=NEW), link=link, sight=replace(eyes, day="2026-11-23"))
    assert (tomorrow.link.refused, tomorrow.owed, tomorrow.denied) == ("", True, {"edit"})
    assert tomorrow.link.flips == (f"2026-11-23:{fingerprint(NEW)}",)


@given(strategies.contents(), st.data(), st.sampled_from([None, VIEWER]))
def test_does_anything_of_a_viewer_ever_reach_the_hub(base, data, level):
    copy = data.draw(strategies.edits(base))
    hub = replace(HUB, version=data.draw(st.integers(3, 5)), content=data.draw(strategies.edits(base)))
    link = replace(LINK, seen=fingerprint(base), pending=data.draw(st.sampled_from([0, 3, 4])), labels=("l",))
    groups = data.draw(st.sampled_from([(), ("contactGroups/l",)]))
    person = data.draw(st.sampled_from([GONE, replace(COPY, content=copy, groups=groups)]))
    states = {3: base, hub.version: hub.content}
    verdict = look(person, link=link, hub=hub, states=states, sight=sight(level))
    assert verdict.content is None
    assert not verdict.joined
    assert not verdict.gone


@given(strategies.contents(), st.data(), st.sets(st.sampled_from(strategies.COMMON)))
def test_does_an_edit_settle(base, data, hidden):
    """Edit, look, write what is owed, look again: the hub stays, and nothing is owed any more."""
    others = data.draw(strategies.edits(base))
    hub = replace(HUB, version=4, content=others)
    states = {3: base, 4: others}
    mine = data.draw(strategies.edits(masked(base, hidden)))
    eyes = sight(EDITOR, hidden=hidden)
    link = replace(LINK, seen=fingerprint(masked(base, hidden)), masked=tuple(sorted(hidden)))
    first = look(replace(COPY, content=mine), link=link, hub=hub, states=states, sight=eyes)
    if first.content is not None:
        hub = replace(hub, version=5, content=first.content)
        states[5] = first.content
    shown = masked(hub.content, hidden)
    if not first.owed:
        assert same(masked(mine, hidden), shown)
    second = look(replace(COPY, content=shown), link=first.link, hub=hub, states=states, sight=eyes)
    assert second.content is None
    assert not second.owed
    assert (second.link.agreed, second.link.pending, second.link.absorbed) == (hub.version, 0, 0)
    unwritten = look(replace(COPY, content=mine), link=first.link, hub=hub, states=states, sight=eyes)
    assert unwritten.content is None
    assert unwritten.owed is (not same(masked(mine, hidden), shown))


def test_does_an_edit_of_an_adopted_contact_become_hers_as_well():
    mine = {"names": OLD["names"]}
    edited = replace(COPY, content=OLD | {"urls": ({"value": "https://x.example"},)}, etag="e3")
    verdict = look(edited, link=replace(LINK, adopted=True, mine=mine))
    assert verdict.link.mine == mine | {"urls": ({"value": "https://x.example"},)}
    put_right = look(edited, link=replace(LINK, adopted=True, mine=mine), sight=sight(VIEWER))
    assert put_right.link.mine == mine
    assert look(edited, link=LINK).link.mine == {}
    masked_by_us = replace(edited, content={"urls": edited.content["urls"]})
    hides_names = look(
        masked_by_us, link=replace(LINK, adopted=True, mine=mine), sight=sight(hidden=["names"])
    )
    assert hides_names.link.mine == mine | {"urls": ({"value": "https://x.example"},)}


def test_is_anything_read_that_she_does_in_a_label_of_hers_alone():
    edited = replace(COPY, content=EDITED, etag="e3", groups=())
    hers = replace(sight(None, m=VIEWER), quiet=frozenset({"l"}))
    verdict = look(edited, sight=hers)
    assert (verdict.content, verdict.owed, verdict.denied) == (None, False, frozenset())
    assert (verdict.link.seen, verdict.link.etag) == (LINK.seen, LINK.etag), "a write of ours would be stale"
    renamed = look(replace(edited, resource="people/c2", source="2b"), sight=hers).link
    assert (renamed.resource, renamed.source) == ("people/c2", "2b")
    found = look(edited, link=Link("p.1", pending=3, absorbed=2), sight=hers)
    assert (found.link.resource, found.link.seen, found.owed) == ("people/c1", fingerprint(OLD), False)
    assert (found.link.agreed, found.link.pending, found.link.absorbed) == (3, 0, 0), "as it was before"
    assert look(edited, hub=replace(HUB, labels=("l", "m")), sight=hers).denied == {"edit"}
    assert look(edited, sight=sight(None, m=VIEWER)).denied == {"edit"}
    later = replace(HUB, content=NEW, version=4)
    behind = look(replace(COPY, groups=()), hub=later, states={3: OLD, 4: NEW}, sight=hers)
    assert behind.owed, "what colleagues did before still reaches her"


def test_is_a_refusal_over_when_the_copy_is_as_it_should_be():
    assert look(link=replace(LINK, refused="3:too-long")).link.refused == ""


def test_is_a_copy_owed_anything_while_the_brake_holds_it():
    behind = replace(LINK, agreed=2, seen="old")
    assert look(link=behind, hub=replace(HUB, content=NEW, version=4)).owed
    assert not look(link=replace(behind, held="h"), hub=replace(HUB, content=NEW, version=4)).owed


def test_which_earlier_names_are_remembered_of_a_copy():
    """All that were told or known, but not its present one; of one that was deleted none."""
    renamed = replace(COPY, resource="people/c9", previous=("people/c8", "people/c9"))
    link = look(renamed, link=replace(LINK, former=("people/c7",))).link
    assert link.former == tuple(sorted({LINK.resource, "people/c7", "people/c8"}))
    assert look(replace(COPY, previous=()), link=replace(LINK, former=("people/c7",))).link.former == (
        "people/c7",
    )
    assert look(link=replace(LINK, resource="")).link.former == ()
    assert look(GONE, link=replace(LINK, former=("people/c7",))).link.former == ()
