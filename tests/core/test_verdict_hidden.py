"""What does one look at one copy come to, where fields are hidden from its person?"""

from dataclasses import replace

import pytest

from services.core.contact import fingerprint, masked
from tests.core.looking import (
    COPY,
    EDITED,
    EDITOR,
    HUB,
    LINK,
    MANAGER,
    OLD,
    REMOVER,
    look,
    sight,
)


def test_does_a_hidden_field_reach_the_hub():
    hub = replace(HUB, content=OLD | {"biographies": ({"value": "secret"},)})
    link = replace(LINK, seen=fingerprint(OLD), masked=("biographies",))
    states = {3: hub.content}
    assert look(hub=hub, link=link, states=states, sight=sight(hidden=["biographies"])).content is None
    verdict = look(
        replace(COPY, content=EDITED | {"nicknames": ({"value": "A"},)}),
        hub=hub,
        link=link,
        states=states,
        sight=sight(hidden=["biographies"]),
    )
    assert verdict.content == hub.content | {"nicknames": ({"value": "A"},)}
    assert (verdict.owed, verdict.link.agreed) == (False, 4)


@pytest.mark.parametrize(
    ("masked_then", "hidden_now"),
    [
        ([], ["biographies"]),
        (["biographies"], ["biographies", "nicknames"]),
        (["biographies", "nicknames"], ["biographies"]),
        (["biographies"], ["biographies"]),
    ],
)
def test_is_a_copy_remembered_without_what_was_hidden_when_it_was_written(masked_then, hidden_now):
    content = EDITED | {"nicknames": ({"value": "A"},)}
    link = replace(LINK, masked=tuple(masked_then))
    verdict = look(replace(COPY, content=content), link=link, sight=sight(hidden=hidden_now))
    assert verdict.link.seen == fingerprint(masked(content, masked_then))


def test_is_a_field_that_was_hidden_until_now_removed_by_not_being_there():
    hub = replace(HUB, content=OLD | {"biographies": ({"value": "was hidden"},)})
    link = replace(LINK, masked=("biographies",))
    unseen = look(hub=hub, link=link, states={3: hub.content})
    assert (unseen.content, unseen.owed) == (None, True)
    more = {"nicknames": ({"value": "A"},)}
    edited = look(replace(COPY, content=OLD | more), hub=hub, link=link, states={3: hub.content})
    assert edited.content == hub.content | more
    assert edited.owed


def test_is_a_field_that_is_hidden_from_now_on_owed_and_not_read():
    hub = replace(HUB, content=OLD | {"biographies": ({"value": "to be hidden"},)})
    link = replace(LINK, seen=fingerprint(hub.content))
    copy = replace(COPY, content=OLD | {"biographies": ({"value": "changed before it was hidden"},)})
    verdict = look(copy, hub=hub, link=link, states={3: hub.content}, sight=sight(hidden=["biographies"]))
    assert (verdict.content, verdict.owed) == (None, True)


def test_is_a_field_that_is_hidden_from_now_on_taken_from_a_contact_of_hers():
    hub = replace(HUB, content=OLD | {"biographies": ({"value": "she wrote it"},)})
    mine = replace(LINK, seen=fingerprint(hub.content), adopted=True)
    copy = replace(COPY, content=hub.content, marker="")
    eyes = sight(hidden=["biographies"])
    assert look(copy, hub=hub, link=mine, states={3: hub.content}, sight=eyes).owed is False
    assert eyes.to_remask(mine, hub) == set()
    assert eyes.to_remask(replace(mine, mine=OLD), hub) == {"biographies"}
    assert eyes.to_remask(replace(mine, adopted=False), hub) == {"biographies"}
    assert eyes.to_remask(replace(mine, masked=("biographies", "urls")), hub) == {"urls"}


def test_is_a_field_owed_that_a_label_shows_into_which_she_has_put_the_contact():
    hub = replace(HUB, content=OLD | {"biographies": ({"value": "hidden in l"},)})
    link = replace(LINK, masked=("biographies",))
    eyes = replace(sight(MANAGER, m=EDITOR), hides={"l": frozenset({"biographies"}), "m": frozenset()})
    both = replace(COPY, groups=("contactGroups/l", "contactGroups/m"))
    joined = look(both, link=link, hub=hub, states={3: hub.content}, sight=eyes)
    assert (joined.joined, joined.owed) == ({"m"}, True)
    assert not look(both, link=link, sight=eyes).owed, "there is nothing in it"


def test_is_a_field_owed_that_only_the_label_showed_out_of_which_she_took_the_contact():
    hub = replace(HUB, content=OLD | {"biographies": ({"value": "shown in m"},)}, labels=("l", "m"))
    link = replace(LINK, seen=fingerprint(hub.content), labels=("l", "m"), agreed_labels=("l", "m"))
    eyes = replace(sight(m=REMOVER), hides={"l": frozenset({"biographies"}), "m": frozenset()})
    copy = replace(COPY, content=hub.content)
    left = look(copy, link=link, hub=hub, states={3: hub.content}, sight=eyes)
    assert (left.gone, left.owed) == ({"m"}, True)
    without = replace(HUB, labels=("l", "m"))
    edited = look(copy, link=replace(link, seen=LINK.seen), hub=without, states={3: OLD}, sight=eyes)
    assert (edited.content, edited.gone, edited.owed) == (hub.content, {"m"}, True), "what she wrote as well"
    alone = replace(sight(None, m=REMOVER), hides={"m": frozenset()}, hidden=frozenset({"biographies"}))
    link = replace(link, labels=("m",), agreed_labels=("m",))
    last = look(copy, link=link, hub=replace(hub, labels=("m",)), states={3: hub.content}, sight=alone)
    assert (last.gone, last.owed) == ({"m"}, False), "it is hers alone"


def test_does_a_label_that_shows_a_field_show_it_in_another():
    eyes = replace(sight(m=EDITOR), hides={"l": frozenset({"biographies"}), "m": frozenset()})
    assert eyes.hidden_in(["l"]) == {"biographies"}
    assert eyes.hidden_in(["l", "m"]) == set()
    assert eyes.hidden_in(["l", "nobody's"]) == {"biographies"}
