"""Which contacts of hers become copies, instead of getting a double?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.adoption import match_keys, may_adopt, own_part
from services.core.contact import same
from services.core.merge import merge
from tests.core import strategies

ADA = {
    "names": ({"givenName": "Ada", "familyName": "Lovelace"},),
    "emailAddresses": ({"value": "ada@a.example", "type": "work"},),
    "phoneNumbers": ({"value": "+1 202-555-0101"}, {"value": "2"}),
}


def test_is_the_same_contact_adopted():
    assert may_adopt(ADA, ADA)


@pytest.mark.parametrize(
    "part",
    [
        {"names": ADA["names"], "phoneNumbers": ({"value": "+12025550101"},)},
        {"emailAddresses": ({"value": "ADA@a.example", "type": "work"},)},
        {"names": ADA["names"]},
    ],
)
def test_is_a_part_of_it_adopted(part):
    assert may_adopt(part, ADA)
    assert not may_adopt(ADA, part)


@pytest.mark.parametrize(
    "own",
    [
        {"biographies": ({"value": "my dentist"},)},
        {"phoneNumbers": ({"value": "2", "type": "home"},)},
        {"names": ({"givenName": "Ada"},)},
    ],
)
def test_is_a_contact_adopted_that_holds_something_of_her_own(own):
    assert not may_adopt(ADA | own, ADA)


def test_is_a_contact_adopted_that_could_be_anybodys():
    acme = {"organizations": ({"name": "Acme"},)}
    assert not may_adopt(acme, ADA | acme)
    assert not may_adopt({}, ADA)
    assert not may_adopt({}, {})


def test_by_what_is_a_contact_recognised():
    assert len(match_keys(ADA)) == 3
    assert match_keys({"names": ADA["names"]}) == match_keys(
        {"names": ADA["names"], "urls": ({"value": "a"},)}
    )
    as_google_tells_it = {"names": (ADA["names"][0] | {"unstructuredName": "Ada Lovelace"},)}
    assert match_keys(as_google_tells_it) == match_keys({"names": ADA["names"]})
    assert match_keys({"urls": ({"value": "a"},)}) == frozenset()
    written_otherwise = {"phoneNumbers": ({"value": "+1 (202) 555.0101", "type": "home"},)}
    assert match_keys(written_otherwise) < match_keys(ADA)


@given(strategies.contents(), st.data())
def test_is_anything_of_hers_ever_changed_or_leaked(shared, data):
    chosen = {
        field: shared[field]
        for field in data.draw(st.sets(st.sampled_from(sorted(shared) or ["names"])))
        if field in shared
    }
    mine = data.draw(strategies.edits(chosen))
    if may_adopt(mine, shared):
        # Nothing leaks: as a copy that agrees with the hub on nothing, hers would add nothing.
        both = merge(shared, [], mine, hub_by="hub", copy_by="copy")
        assert same(both.content, shared)
        assert both.clashes == ()


@given(strategies.contents(fields=strategies.COMMON))
def test_is_every_contact_its_own_double(content):
    assert may_adopt(content, content) is bool(match_keys(content))


def test_what_is_hers_of_an_adopted_contact():
    mine = {"names": ADA["names"]}
    assert own_part(mine, [ADA], ADA) == mine
    url = {"urls": ({"value": "https://ada.example"},)}
    assert own_part(mine, [ADA], ADA | url) == mine | url
    assert own_part(mine, [], ADA | url) == mine, "it cannot be told from what was written"
    assert own_part(mine, [ADA], ADA | url, {"urls"}) == mine
    later = {"names": ({"givenName": "Ada", "familyName": "King"},)}
    assert own_part(mine, [ADA], ADA | later) == later
    assert own_part(mine, [ADA], {}) == mine, "one of which nothing is left would count as never adopted"
    both = [ADA, ADA | url]
    assert own_part(mine, both, ADA | url) == mine, "that may have been ours, not answered"


@given(strategies.contents(), st.data())
def test_is_anything_that_the_share_brought_taken_for_hers(shared, data):
    mine = {
        field: shared[field]
        for field in data.draw(st.sets(st.sampled_from(sorted(shared) or ["names"])))
        if field in shared
    }
    assert same(own_part(mine, [shared], shared), mine)
