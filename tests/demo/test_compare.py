"""The tour's eyes: whatever differs between a copy and its original is seen and named."""

from __future__ import annotations

import copy

import pytest

from simulator.demo.compare import differences

ADA = {
    "resourceName": "people/c1",
    "etag": "1",
    "names": [{"givenName": "Ada", "displayName": "Ada Cole", "metadata": {"primary": True}}],
    "emailAddresses": [{"value": "ada@cole.example"}, {"value": "ada@work.example", "type": "work"}],
    "biographies": [{"value": "Met in Oslo."}],
    "memberships": [{"contactGroupMembership": {"contactGroupResourceName": "contactGroups/1"}}],
}
BEN = {"resourceName": "people/c2", "names": [{"givenName": "Ben", "displayName": "Ben"}]}


def _copied(person):
    """As it comes back from another account: other names, metadata and labels, same content."""
    made = copy.deepcopy(person)
    made |= {"resourceName": f"{person['resourceName']}9", "etag": "other", "memberships": []}
    made["clientData"] = [{"key": "shared-labels.contact", "value": "p.1"}]
    for entry in made["names"]:
        entry["metadata"] = {"source": {"type": "CONTACT", "id": "9"}}
    return made


def test_a_true_copy_has_no_differences():
    assert differences([ADA, BEN], [_copied(BEN), _copied(ADA)]) == []


def test_the_order_of_entries_is_no_difference():
    turned = _copied(ADA)
    turned["emailAddresses"].reverse()
    assert differences([ADA], [turned]) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda person: person["emailAddresses"].pop(),
        lambda person: person["emailAddresses"][0].update(type="home"),
        lambda person: person.pop("biographies"),
        lambda person: person["biographies"][0].update(value="Met in Oslo"),
        lambda person: person.update(urls=[{"value": "https://cole.example"}]),
        lambda person: person.update(aFieldOfTomorrow=[{"value": "1"}]),
    ],
)
def test_a_difference_in_any_field_is_named_with_its_contact(spoil):
    spoiled = _copied(ADA)
    spoil(spoiled)
    (line,) = differences([ADA, BEN], [spoiled, _copied(BEN)])
    assert line.startswith("Ada Cole: ")


def test_a_missing_copy_is_named():
    assert differences([ADA, BEN], [_copied(ADA)]) == ["2 originals, 1 copies", "no copy of Ben"]


def test_a_doubled_copy_is_named():
    assert differences([BEN], [_copied(BEN), _copied(BEN)]) == [
        "1 originals, 2 copies",
        "a copy of nothing: Ben",
    ]
