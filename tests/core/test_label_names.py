"""What is a copied label called where its name is taken?"""

from hypothesis import given
from hypothesis import strategies as st

from services.core.label_names import collating, free_name

NAMES = st.sampled_from(
    ["Finance", "finance ", "Zoë", "Zoe\u0308", "Finance (shared by Maya)", "{name}", "🌍"]
)


def test_does_a_free_name_stay_as_it_is():
    assert free_name("Finance", [], "Maya") == "Finance"
    assert free_name(" Fin\n ance ", ["Sales"], "Maya") == "Fin ance"


def test_is_the_owner_named_when_the_member_has_such_a_label():
    assert free_name("Finance", ["Finance"], "Maya") == "Finance (shared by Maya)"


def test_how_is_the_owner_called():
    assert free_name("Finance", ["Finance"], "Maya Chen") == "Finance (shared by Maya)"
    assert free_name("Finance", ["Finance"], "maya.chen@acme.example") == "Finance (shared by maya.chen)"


def test_are_further_ones_numbered():
    taken = ["Finance", "Finance (shared by Maya)"]
    assert free_name("Finance", taken, "Maya") == "Finance (shared by Maya) 2"
    assert (
        free_name("Finance", [*taken, "Finance (shared by Maya) 2"], "Maya") == "Finance (shared by Maya) 3"
    )


def test_do_capitals_accents_and_spaces_make_another_label():
    assert free_name("Big  Finance", ["big\tfinance"], "Maya") == "Big Finance (shared by Maya)"
    assert collating(" Big  Finance") == "big finance"
    assert free_name("FINANCE", ["finance "], "Maya") == "FINANCE (shared by Maya)"
    assert free_name("Zoë", ["Zoe\u0308"], "Maya") == "Zoë (shared by Maya)"


def test_do_braces_in_a_name_stay_what_they_are():
    assert free_name("{owner}", ["{owner}"], "{name}") == "{owner} (shared by {name})"


@given(NAMES, st.lists(NAMES, max_size=8), st.sampled_from(["Maya", "", "Zoë"]))
def test_is_the_name_always_free(name, taken, owner):
    for _ in range(4):
        found = free_name(name, taken, owner)
        assert collating(found) not in {collating(other) for other in taken}
        taken = [*taken, found]
