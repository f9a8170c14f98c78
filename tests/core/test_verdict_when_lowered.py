"""What does an edit come to that was made before her level was lowered, and read after it?"""

from dataclasses import replace

import pytest

from services.core.contact import fingerprint
from services.core.sight import Past
from tests.core.looking import (
    COPY,
    EDITED,
    EDITOR,
    GONE,
    HUB,
    LINK,
    MANAGER,
    OLD,
    REMOVER,
    VIEWER,
    look,
    sight,
)

BEFORE, AFTER = "2026-11-22T03:00:05Z", "2026-11-22T03:00:05.000001Z"


def lowered(level, *, hides=(), **now):
    """Her level was lowered at `BEFORE`."""
    past = {"l": Past(level, BEFORE, frozenset(hides))}
    return replace(sight(VIEWER, **now), past=past)


@pytest.mark.parametrize(
    ("moment", "content"), [(COPY.updated, EDITED), (BEFORE, EDITED), (AFTER, None), ("", None)]
)
def test_does_an_edit_count_with_the_level_that_she_had_when_she_made_it(moment, content):
    verdict = look(replace(COPY, content=EDITED, updated=moment), sight=lowered(EDITOR))
    assert verdict.content == content
    assert verdict.owed is (content is None)
    assert verdict.denied == (frozenset() if content else {"edit"})


def test_is_a_level_that_was_lower_before_ever_asked_for():
    once = replace(sight(EDITOR), past={"l": Past(VIEWER, BEFORE)})
    assert look(replace(COPY, content=EDITED), sight=once).content == EDITED
    same_as_now = replace(sight(EDITOR), past={"l": Past(EDITOR, BEFORE, frozenset({"biographies"}))})
    assert look(replace(COPY, content=EDITED), sight=same_as_now).content == EDITED


@pytest.mark.parametrize("person", [GONE, replace(COPY, groups=(), updated=BEFORE)])
def test_is_a_removal_judged_by_the_level_of_now(person):
    verdict = look(person, sight=lowered(REMOVER))
    assert (verdict.gone, verdict.denied, verdict.owed) == (frozenset(), {"remove"}, True)


@pytest.mark.parametrize(("moment", "joined", "denied"), [(BEFORE, {"l"}, set()), (AFTER, set(), {"add"})])
def test_does_a_contact_join_a_label_into_which_she_put_it_while_she_might(moment, joined, denied):
    there = replace(COPY, groups=("contactGroups/l", "contactGroups/m"), updated=moment)
    link = replace(LINK, labels=("m",), agreed_labels=("m",))
    verdict = look(there, link=link, hub=replace(HUB, labels=("m",)), sight=lowered(EDITOR, m=MANAGER))
    assert (verdict.joined, verdict.denied) == (joined, denied)


@pytest.mark.parametrize(("moment", "joined", "denied"), [(BEFORE, {"m"}, set()), (AFTER, set(), {"add"})])
def test_does_a_contact_join_another_label_while_she_might_share_it_on(moment, joined, denied):
    there = replace(COPY, groups=("contactGroups/l", "contactGroups/m"), updated=moment)
    verdict = look(there, sight=lowered(MANAGER, m=EDITOR))
    assert (verdict.joined, verdict.denied) == (joined, denied)


@pytest.mark.parametrize(("moment", "joined"), [(BEFORE, {"l"}), (AFTER, set())])
def test_does_a_contact_come_back_that_was_taken_out_while_she_might_edit_it(moment, joined):
    hub = replace(HUB, version=4, labels=())
    verdict = look(replace(COPY, content=EDITED, updated=moment), hub=hub, sight=lowered(EDITOR))
    assert verdict.joined == joined


@pytest.mark.parametrize(("moment", "content"), [(BEFORE, EDITED), (AFTER, None)])
def test_does_an_edit_count_of_a_field_that_only_her_level_of_now_hides(moment, content):
    now = replace(lowered(EDITOR), hides={"l": frozenset({"biographies"})})
    verdict = look(replace(COPY, content=EDITED, updated=moment), sight=now)
    assert verdict.content == content
    assert verdict.denied == frozenset()
    assert verdict.owed is (content is not None), "what is hidden by now has to be cleared"


def test_is_a_field_removed_that_a_write_under_way_has_cleared():
    hub = replace(HUB, version=4, content=EDITED)
    now = replace(lowered(EDITOR), hides={"l": frozenset({"biographies"})})
    link = replace(LINK, pending=4, seen=fingerprint(EDITED))
    cleared = replace(COPY, content=OLD, updated=BEFORE)
    verdict = look(cleared, link=link, hub=hub, states={3: EDITED, 4: EDITED}, sight=now)
    assert verdict.content is None


def test_in_which_labels_might_she_edit():
    once = lowered(EDITOR, m=EDITOR, n=VIEWER)
    assert [once.might_edit(label) for label in ("l", "m", "n", "x")] == [True, True, False, False]
    assert not lowered(VIEWER).might_edit("l")
