"""Which contacts of hers become copies, instead of getting a double?"""

from hypothesis import given
from hypothesis import strategies as st

from services.core.adoption import adoptable, is_part_of
from services.core.contact import same
from services.core.merge import merge
from tests.core import strategies

ADA = {
    "names": ({"givenName": "Ada", "familyName": "Lovelace"},),
    "emailAddresses": ({"value": "ada@a.example", "type": "work"},),
    "phoneNumbers": ({"value": "+1 202-555-0101"}, {"value": "2"}),
}


def test_is_the_same_contact_adopted():
    assert adoptable({"h": ADA}, {"people/1": ADA}) == {"h": "people/1"}


def test_is_a_part_of_it_adopted():
    part = {"names": ADA["names"], "phoneNumbers": ({"value": "+12025550101"},)}
    assert adoptable({"h": ADA}, {"people/1": part}) == {"h": "people/1"}


def test_is_a_contact_adopted_that_holds_something_of_her_own():
    for mine in (
        {"biographies": ({"value": "my dentist"},)},
        {"phoneNumbers": ({"value": "2", "type": "home"},)},
        {"names": ({"givenName": "Ada"},)},
    ):
        assert adoptable({"h": ADA}, {"people/1": ADA | mine}) == {}


def test_is_a_contact_adopted_that_could_be_anybodys():
    acme = {"organizations": ({"name": "Acme"},)}
    assert adoptable({"h": ADA | acme}, {"people/1": acme, "people/2": {}}) == {}


def test_are_namesakes_guessed_at():
    name = {"names": ADA["names"]}
    other = name | {"phoneNumbers": ({"value": "9"},)}
    assert adoptable({"h": ADA, "i": other}, {"people/1": name}) == {}
    assert adoptable({"h": ADA, "i": other}, {"people/1": name, "people/2": other}) == {"i": "people/2"}


def test_which_of_her_doubles_is_taken():
    name = {"names": ADA["names"]}
    assert adoptable({"h": ADA}, {"people/1": name, "people/3": ADA, "people/2": ADA}) == {"h": "people/2"}


@given(st.lists(strategies.contents(), max_size=4), st.lists(strategies.contents(), max_size=4))
def test_is_anything_of_hers_ever_changed_or_leaked(shared, own):
    theirs = {f"h{number}": content for number, content in enumerate(shared)}
    hers = {f"people/{number}": content for number, content in enumerate(own)}
    adopted = adoptable(theirs, hers)
    assert len(set(adopted.values())) == len(adopted)
    for contact, resource in adopted.items():
        assert is_part_of(hers[resource], theirs[contact])
        # Nothing leaks: merged into the hub as a copy that agrees on nothing, it adds nothing.
        both = merge(theirs[contact], [hers[resource]], hers[resource], hub_by="a", copy_by="b")
        assert same(both.content, theirs[contact])


@given(strategies.contents(), st.data())
def test_is_any_part_a_part(content, data):
    kept = data.draw(st.sets(st.sampled_from(sorted(content)))) if content else set()
    assert is_part_of({field: content[field] for field in kept}, content)
