"""Which labels does one look at one copy bring a contact into, and out of which?"""

from dataclasses import replace

import pytest

from services.core.records import Link
from tests.core.looking import (
    COPY,
    EDITED,
    EDITOR,
    GONE,
    HUB,
    LINK,
    MANAGER,
    NEW,
    OLD,
    OWNER,
    REMOVER,
    VIEWER,
    look,
    sight,
)


@pytest.mark.parametrize(
    ("level", "gone", "denied"), [(VIEWER, [], ["remove"]), (EDITOR, [], ["remove"]), (REMOVER, ["l"], [])]
)
@pytest.mark.parametrize("person", [GONE, replace(COPY, groups=())])
def test_who_may_take_a_contact_out_of_the_label(person, level, gone, denied):
    verdict = look(person, sight=sight(level))
    assert verdict.gone == set(gone)
    assert verdict.denied == set(denied)
    assert verdict.owed is not bool(gone)


@pytest.mark.parametrize("person", [GONE, replace(COPY, groups=())])
def test_does_an_edit_of_others_beat_a_removal(person):
    hub = replace(HUB, version=4, content=NEW)
    verdict = look(person, hub=hub, states={3: OLD, 4: NEW}, sight=sight(REMOVER))
    assert verdict.gone == frozenset()
    assert verdict.owed
    assert verdict.link.contact == "p.1"


@pytest.mark.parametrize("person", [GONE, replace(COPY, groups=())])
def test_does_an_edit_beat_a_removal_of_which_nothing_is_known_or_she_is_not_shown(person):
    hub = replace(HUB, version=4, content=NEW)
    assert look(person, hub=hub, states={}, sight=sight(REMOVER)).gone == {"l"}
    secrets = [OLD | {"biographies": ({"value": value},)} for value in ("before", "after")]
    hub = replace(HUB, version=4, content=secrets[1])
    eyes = sight(REMOVER, hidden=["biographies"])
    link = replace(LINK, masked=("biographies",))
    assert look(person, link=link, hub=hub, states={3: secrets[0]}, sight=eyes).gone == {"l"}


def test_does_a_contact_come_back_that_was_taken_out_while_she_edited_it():
    out = replace(HUB, labels=(), version=4)
    link = replace(LINK, labels=("k", "l"), agreed_labels=("k", "l"))
    edited = replace(COPY, content=EDITED)
    verdict = look(edited, link=link, hub=out, sight=sight(EDITOR, k=EDITOR))
    assert (verdict.content, verdict.joined, verdict.owed) == (EDITED, {"l"}, False)
    further = replace(edited, groups=("contactGroups/l", "contactGroups/m"))
    assert look(further, hub=out, sight=sight(EDITOR, m=EDITOR)).joined == {"l", "m"}
    both = replace(LINK, labels=("l", "m"))
    assert look(further, link=both, hub=out, sight=sight(EDITOR, m=VIEWER)).joined == {"l"}
    assert look(further, link=both, hub=replace(out, labels=("m",)), sight=sight(m=EDITOR)).joined == set()


def test_does_an_edit_beat_a_removal_from_the_one_label_that_let_her_edit():
    both = replace(COPY, content=EDITED, groups=("contactGroups/l", "contactGroups/m"))
    link = replace(LINK, labels=("l", "m"), agreed_labels=("l", "m"))
    verdict = look(both, link=link, sight=sight(VIEWER, m=EDITOR))
    assert verdict.content == EDITED
    assert (verdict.joined, verdict.denied) == ({"m"}, frozenset())
    never = replace(link, agreed_labels=("l",))  # where she alone has put it
    alone = look(both, link=never, sight=sight(VIEWER, m=OWNER))
    assert (alone.content, alone.joined, alone.denied) == (None, frozenset(), {"edit"})
    taken_out = replace(both, groups=("contactGroups/l",))
    assert look(taken_out, link=link, sight=sight(VIEWER, m=EDITOR)).content is None


def test_does_a_contact_come_back_that_was_taken_out_and_not_edited():
    verdict = look(hub=replace(HUB, labels=("another's",), version=4))
    assert (verdict.content, verdict.joined, verdict.owed) == (None, frozenset(), True)


def test_is_a_contact_removed_from_one_of_two_labels_still_in_the_other():
    hub = replace(HUB, labels=("l", "m"))
    link = replace(LINK, labels=("l", "m"), agreed_labels=("l", "m"))
    verdict = look(GONE, hub=hub, link=link, sight=sight(REMOVER, m=VIEWER))
    assert verdict.gone == {"l"}
    assert verdict.owed
    assert look(COPY, hub=hub, link=link, sight=sight(REMOVER, m=REMOVER)).gone == {"m"}


def test_is_a_deleted_copy_of_nothing_of_hers_forgotten():
    assert look(GONE, hub=replace(HUB, labels=())).link is None


@pytest.mark.parametrize(
    ("here", "there", "joined", "denied"),
    [
        (MANAGER, EDITOR, True, False),
        (MANAGER, VIEWER, False, True),
        (REMOVER, EDITOR, False, True),
        (None, EDITOR, False, True),
        (None, OWNER, False, False),
        (MANAGER, OWNER, True, False),
        (REMOVER, OWNER, False, False),
    ],
)
def test_does_a_contact_join_a_label_that_she_put_it_into(here, there, joined, denied):
    """An owner's own label may hold what may not be shared on; from others' it is taken again."""
    both = replace(COPY, groups=("contactGroups/l", "contactGroups/m", "contactGroups/other"))
    verdict = look(both, sight=sight(here, m=there))
    assert verdict.joined == ({"m"} if joined else set())
    assert verdict.denied == ({"add"} if denied else set())
    assert verdict.owed is denied
    mine = {"l"} if here else set()
    assert set(verdict.link.labels) == mine | {"m"}
    assert set(verdict.link.agreed_labels) == mine | verdict.joined


def test_is_a_label_agreed_on_for_as_long_as_the_copy_is_in_it():
    hub = replace(HUB, labels=("m",), version=4)
    link = replace(LINK, labels=("k", "l"), agreed_labels=("k", "l"))
    copy = replace(COPY, groups=("contactGroups/l", "contactGroups/m"))
    verdict = look(copy, link=link, hub=hub, sight=sight(k=OWNER, m=VIEWER))
    assert verdict.link.labels == verdict.link.agreed_labels == ("l", "m")


def test_is_a_copy_owed_labels_that_are_not_hers_or_not_the_contacts():
    assert not look(hub=replace(HUB, labels=("l", "another's")), sight=sight(m=EDITOR)).owed
    assert look(hub=replace(HUB, labels=("l", "m")), sight=sight(m=EDITOR)).owed


def test_does_a_contact_join_again_what_it_was_taken_out_of_before_its_copy_was_known():
    both = replace(COPY, groups=("contactGroups/l", "contactGroups/m"))
    verdict = look(both, link=Link("p.1", pending=3), sight=sight(MANAGER, m=EDITOR))
    assert (verdict.joined, verdict.denied, verdict.owed) == (frozenset(), frozenset(), True)


def test_is_a_deleted_copy_made_anew_from_nothing():
    mine = {"names": ({"givenName": "Ada"},)}
    full = replace(
        LINK, pending=3, absorbed=3, adopted=True, mine=mine, flips=("x",), photo="ab", former=("people/c0",)
    )
    for level in (VIEWER, REMOVER):
        link = look(GONE, link=full, sight=sight(level)).link
        assert link == replace(Link("p.1"), flips=("x",), photo="ab")


def test_is_a_deletion_that_the_brake_holds_asked_about_again():
    verdict = look(GONE, link=replace(LINK, held="h"), sight=sight(REMOVER))
    assert verdict.link == Link("p.1", held="h"), "restored, it is made anew"
    assert not any((verdict.gone, verdict.owed, verdict.denied))


def test_is_she_told_that_she_may_not_remove_what_was_in_no_label():
    verdict = look(GONE, link=replace(LINK, labels=()), sight=sight(VIEWER))
    assert verdict.denied == frozenset()
    assert verdict.owed


def test_does_a_label_that_is_not_the_contacts_any_more_count_as_removed():
    verdict = look(GONE, link=replace(LINK, labels=("l", "m")), sight=sight(REMOVER, m=REMOVER))
    assert verdict.gone == {"l"}


def test_into_which_labels_does_an_edit_bring_a_contact_back():
    levels = {"l": EDITOR, "m": VIEWER, "k": EDITOR, "x": EDITOR, "n": EDITOR}
    link = replace(LINK, labels=("k", "l", "m"), agreed_labels=("l", "m", "x"))
    groups = tuple(f"contactGroups/{label}" for label in "klmn")
    edited = replace(COPY, content=EDITED, groups=groups, etag="e3")
    kept = look(edited, link=link, hub=replace(HUB, labels=("m",)), sight=sight(None, **levels))
    assert kept.content == EDITED
    assert kept.joined == {"l"}, "from which it was taken, and not what she put it into herself"
    hers = look(
        edited, link=replace(link, adopted=True), hub=replace(HUB, labels=("m",)), sight=sight(None, **levels)
    )
    assert hers.joined == {"l"}, "nor of one that was made from her own"
    alone = replace(LINK, agreed_labels=())
    assert look(replace(edited, groups=COPY.groups), link=alone, hub=replace(HUB, labels=())).joined == {"l"}
