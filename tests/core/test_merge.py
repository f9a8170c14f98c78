"""What becomes of two people's edits?"""

import pytest

from services.core.merge import Merged, merge
from services.core.records import Clash
from tests.core.merging import entry, merged, phones


def name(given, family="Lee"):
    return {"names": ({"givenName": given, "familyName": family},)}


def org(**parts):
    return {"organizations": (parts,)}


def clash(field, kept, lost, *, won="copy"):
    return Clash(field, kept, lost, won, "hub" if won == "copy" else "copy")


# --- one-valued fields ----------------------------------------------------------------------------


def test_does_a_name_changed_in_the_copy_reach_the_hub():
    assert merged(name("Ann"), name("Ann"), name("Anne")) == Merged(name("Anne"), ("names",))


def test_does_a_name_changed_in_the_hub_stay():
    assert merged(name("Anne"), name("Ann"), name("Ann")) == Merged(name("Anne"))


def test_is_the_same_correction_twice_a_conflict():
    assert merged(name("Anne"), name("Ann"), name("Anne")) == Merged(name("Anne"), ("names",))


def test_which_of_two_names_wins_and_is_the_other_shown():
    result = merged(name("Hanna"), name("Ann"), name("Anne"))
    assert result.content == name("Anne")
    assert result.clashes == (clash("names", name("Anne")["names"], name("Hanna")["names"]),)


def test_is_a_name_made_up_of_two_peoples_parts():
    result = merged(name("Ann", "Kay"), name("Ann", "Lee"), name("Anne", "Lee"))
    assert result.content == name("Anne", "Lee")
    assert len(result.clashes) == 1


def test_does_a_removed_note_stay_removed():
    note = {"biographies": ({"value": "met in Oslo"},)}
    assert merged(note, note, {}) == Merged({}, ("biographies",))
    assert merged({}, note, note) == Merged({})
    assert merged({}, note, {}) == Merged({}, ("biographies",))


def test_does_an_edited_note_survive_that_the_other_one_removed_it():
    old, new = {"biographies": ({"value": "old"},)}, {"biographies": ({"value": "new"},)}
    removed_here = merged(new, old, {})
    assert removed_here.content == new
    assert removed_here.edits == ("biographies",)
    assert removed_here.clashes == (clash("biographies", new["biographies"], (), won="hub"),)
    removed_there = merged({}, old, new)
    assert removed_there.content == new
    assert removed_there.clashes == (clash("biographies", new["biographies"], ()),)


def test_do_two_names_of_one_contact_ever_come_out():
    two = {"names": ({"givenName": "A"}, {"givenName": "B"})}
    assert merged({}, {}, two).content == {"names": ({"givenName": "A"},)}


# --- many-valued fields ---------------------------------------------------------------------------


def test_do_two_numbers_added_at_once_both_arrive():
    assert merged(phones("1", "2"), phones("1"), phones("1", "3")).content == phones("1", "2", "3")


def test_is_a_removed_number_removed_while_another_comes():
    assert merged(phones("1", "2", "4"), phones("1", "2"), phones("2", "3")).content == phones("2", "4", "3")


def test_do_two_corrections_of_one_number_both_stay():
    result = merged(phones("1", "20"), phones("1", "2"), phones("1", "21"))
    assert result.content == phones("1", "20", "21")
    assert result.clashes == ()


def test_is_a_number_written_with_other_spaces_an_edit():
    result = merged(phones("+1 202-555-0101"), phones("+1 202-555-0101"), phones("+1 (202) 5550101"))
    assert result == Merged(phones("+1 202-555-0101"))


def test_does_an_edit_arrive_behind_a_field_that_is_only_written_otherwise():
    hub = {"emailAddresses": ({"value": "a@a.example"},)} | phones("1")
    copy = {"emailAddresses": ({"value": "A@a.example"},)} | phones("1", "2")
    result = merged(hub, hub, copy)
    assert result.content == {"emailAddresses": ({"value": "a@a.example"},)} | phones("1", "2")
    assert result.edits == ("phoneNumbers",)


def test_does_the_first_number_stay_the_first():
    assert merged(phones("1", "2", "3"), phones("1", "2", "3"), phones("3", "2", "1")).edits == ()
    assert merged(phones("1", "2"), phones("1", "2"), phones("3", "2", "1")).content == phones("1", "2", "3")


def test_does_a_corrected_number_stand_where_it_stood():
    assert merged(phones("1", "2"), phones("1", "2"), phones("9", "2")).content == phones("9", "2")
    assert merged(phones("1", "2"), phones("1", "2"), phones("1", "9")).content == phones("1", "9")
    assert merged(phones("1", "2", "3"), phones("1", "2", "3"), phones("1", "8", "9", "3")).content == phones(
        "1", "8", "9", "3"
    )
    assert merged(
        phones("1", "2", "3", "4"), phones("1", "2", "3", "4"), phones("1", "9", "4")
    ).content == phones("1", "9", "4")


def test_does_a_number_that_the_hub_has_too_keep_its_place_there():
    assert merged(phones("1", "2", "3"), phones("1", "2"), phones("3", "2")).content == phones("2", "3")


def test_is_one_number_at_home_and_at_work_two_entries():
    home, work = entry("1", "home"), entry("1", "work")
    both = {"phoneNumbers": (home, work)}
    only = {"phoneNumbers": (home,)}
    assert merged(only, only, both).content == both
    assert merged(both, both, {"phoneNumbers": (work,)}).content == {"phoneNumbers": (work,)}
    other = {"phoneNumbers": (home, entry("1", "other"))}
    assert merged({"phoneNumbers": (home, work, entry("2"))}, both, other).content == {
        "phoneNumbers": (home, entry("1", "other"), entry("2"))
    }
    assert merged(both, only, other).content == {"phoneNumbers": (home, work, entry("1", "other"))}


def test_is_an_entry_that_is_listed_twice_left_alone_until_its_field_is_edited():
    twice = phones("1", "1")
    assert merged(twice, phones("1"), phones("1")).content == twice
    assert merged(twice, twice, phones("1")) == Merged(twice)
    assert merged(twice, twice, phones("1", "2")).content == phones("1", "2")


def test_does_removing_the_last_number_remove_the_field():
    assert merged(phones("1"), phones("1"), {}) == Merged({}, ("phoneNumbers",))
    assert merged(phones("1"), phones("1"), {"phoneNumbers": ()}) == Merged({}, ("phoneNumbers",))


def test_does_a_number_listed_twice_survive_that_two_people_tidy_up():
    home, work = entry("1", "home"), entry("1", "work")
    both, one, other = ({"phoneNumbers": found} for found in ((home, work), (home,), (work,)))
    assert merged(one, both, other) == Merged(one, ("phoneNumbers",))
    assert merged(one, both, {}).content == {}
    assert merged({}, both, one).content == {}


def test_is_a_number_retyped_here_while_it_gets_a_second_type_there():
    home, work, other = entry("1", "home"), entry("1", "work"), entry("1", "other")
    result = merged({"phoneNumbers": (home, work)}, {"phoneNumbers": (home,)}, {"phoneNumbers": (other,)})
    assert result == Merged({"phoneNumbers": (work, other)}, ("phoneNumbers",))


# --- details of an entry --------------------------------------------------------------------------


def typed(kind, **more):
    return {"emailAddresses": ({"value": "a@a.example", "type": kind, **more},)}


def test_does_a_type_changed_on_one_side_only_arrive():
    assert merged(typed("home"), typed("home"), typed("work")) == Merged(typed("work"), ("emailAddresses",))
    assert merged(typed("work"), typed("home"), typed("home")) == Merged(typed("work"))
    assert merged(typed("work"), typed("home"), typed("work")).clashes == ()


def test_do_different_details_of_one_address_both_arrive():
    result = merged(typed("work"), typed("home"), typed("home", displayName="Ada"))
    assert result == Merged(typed("work", displayName="Ada"), ("emailAddresses",))


def test_which_of_two_types_wins():
    result = merged(typed("work"), typed("home"), typed("other"))
    assert result.content == typed("other")
    assert result.clashes == (
        clash("emailAddresses", typed("other")["emailAddresses"], typed("work")["emailAddresses"]),
    )


@pytest.mark.parametrize(("agreed", "there"), [({}, {"type": "DEFAULT"}), ({"type": "DEFAULT"}, {})])
def test_is_a_type_that_google_sets_by_itself_the_loser_of_a_conflict(agreed, there):
    base = {"nicknames": ({"value": "Ada"} | agreed,)}
    hub = {"nicknames": ({"value": "ADA"} | there,)}
    result = merged(hub, base, {"nicknames": ({"value": "Ada", "type": "INITIALS"},)})
    assert result.content == {"nicknames": ({"value": "ADA", "type": "INITIALS"},)}
    assert result.clashes == ()


def test_is_a_detail_removed_here_and_edited_there_kept():
    result = merged(typed("work", displayName="B"), typed("home", displayName="A"), typed("other"))
    assert result.content == typed("other", displayName="B")
    kept = typed("other", displayName="B")["emailAddresses"]
    assert result.clashes == (
        clash("emailAddresses", kept, typed("work", displayName="B")["emailAddresses"]),
        clash("emailAddresses", kept, typed("other")["emailAddresses"], won="hub"),
    )
    only_removed = merged(typed("work", displayName="B"), typed("work", displayName="A"), typed("work"))
    assert only_removed.content == typed("work", displayName="B")
    assert [one.lost_by for one in only_removed.clashes] == ["copy"]


def test_is_a_detail_removed_here_and_left_alone_there_removed():
    result = merged(typed("work", displayName="A"), typed("home", displayName="A"), typed("home"))
    assert result == Merged(typed("work"), ("emailAddresses",))


def test_is_an_entry_retyped_here_and_removed_there_kept():
    result = merged({}, typed("home"), typed("work"))
    assert result.content == typed("work")
    assert result.clashes == (clash("emailAddresses", typed("work")["emailAddresses"], ()),)
    result = merged(typed("work"), typed("home"), {})
    assert result.content == typed("work")
    assert result.clashes == (clash("emailAddresses", typed("work")["emailAddresses"], (), won="hub"),)


def test_does_one_number_added_by_two_people_come_out_once():
    home, work = {"phoneNumbers": (entry("1", "home"),)}, {"phoneNumbers": (entry("1", "work"),)}
    result = merged(home, {}, work)
    assert result.content == work
    assert result.clashes == (clash("phoneNumbers", work["phoneNumbers"], home["phoneNumbers"]),)
    assert merged(home, {}, home).clashes == ()


def test_is_one_job_edited_by_two_people_one_job():
    result = merged(
        org(name="Acme", title="CTO"), org(name="Acme", title="CEO"), org(name="Acme Inc", title="CEO")
    )
    assert result == Merged(org(name="Acme Inc", title="CTO"), ("organizations",))


def test_is_every_detail_of_a_job_looked_at():
    hub = org(department="New", name="Acme", title="CEO", location="Oslo")
    base = org(department="Old", name="Acme", title="CEO", location="Rome")
    copy = org(name="Acme", title="CTO", location="Rome")
    result = merged(hub, base, copy)
    assert result.content == org(department="New", name="Acme", title="CTO", location="Oslo")
    assert [(one.kept_by, one.lost_by) for one in result.clashes] == [("hub", "copy")]
    assert result.clashes[0].lost == copy["organizations"]


def test_is_a_number_written_otherwise_an_edit_when_its_type_is_one():
    result = merged(
        {"phoneNumbers": (entry("+1 202 555 0101", "work"),)},
        {"phoneNumbers": (entry("+12025550101", "home"),)},
        {"phoneNumbers": (entry("+1 202-555-0101", "home") | {"note": "x"},)},
    )
    assert result.content == {"phoneNumbers": (entry("+1 202 555 0101", "work") | {"note": "x"},)}
    assert result.clashes == ()


def test_are_two_jobs_told_apart_by_the_company():
    two = {"organizations": ({"name": "Acme"}, {"name": "Beta"})}
    edited = {"organizations": ({"name": "Acme", "title": "CEO"}, {"name": "Beta"})}
    hub = {"organizations": ({"name": "Acme"}, {"name": "Beta", "title": "CFO"})}
    assert merged(hub, two, edited).content == {
        "organizations": ({"name": "Acme", "title": "CEO"}, {"name": "Beta", "title": "CFO"})
    }


def test_does_what_google_made_of_the_parts_come_along_with_them():
    old = {"addresses": ({"city": "Oslo", "formattedValue": "Oslo"},)}
    new = {"addresses": ({"city": "Rome", "formattedValue": "Rome"},)}
    assert merged(old, old, new).content == new
    moved = {"addresses": ({"city": "Oslo", "formattedValue": "Oslo", "type": "work"},)}
    assert merged(old, old, moved).content == moved


# --- bases, masks, the unknown --------------------------------------------------------------------


def test_is_our_own_write_that_was_never_confirmed_an_edit():
    old, new = name("Ann"), name("Anne")
    assert merged(new, [old, new], old) == Merged(new)
    assert merged(new, [old, new], new) == Merged(new)
    later = name("Anna")
    assert merged(later, [old, new], old) == Merged(later)
    assert merged(later, [old, new], new) == Merged(later)


def test_is_an_edit_after_a_write_that_was_never_confirmed_shown_beside_what_it_replaced():
    result = merged(name("Anne"), [name("Ann"), name("Anne")], name("Hanna"))
    assert result.content == name("Hanna")
    assert result.clashes == (clash("names", name("Hanna")["names"], name("Anne")["names"]),)


def test_is_a_number_that_only_one_of_two_bases_has_removed_when_it_is_missing():
    assert merged(phones("1", "2"), [phones("1"), phones("1", "2")], phones("1")) == Merged(phones("1", "2"))
    result = merged(phones("1", "2"), [phones("1"), phones("1", "2")], phones("1", "3"))
    assert result.content == phones("1", "2", "3")
    assert merged(phones("1"), [phones("1", "2"), phones("1")], phones("1", "2", "3")).content == phones(
        "1", "3"
    )
    assert merged(phones("1", "2"), [phones("1", "2"), phones("1", "2")], phones("1")).content == phones("1")


def test_does_an_heir_that_only_our_own_write_has_come_twice():
    """The copy shows our unconfirmed write (2 for 1) and has another number in the place of 5."""
    agreed, pending = phones("5", "1"), phones("5", "2")
    result = merged(phones("5", "3"), [agreed, pending], phones("2", "4"))
    assert result.content == phones("3", "4")


def test_are_repeated_values_safe_in_the_crash_window_too():
    home, work, other = entry("1", "home"), entry("1", "work"), entry("1", "other")
    agreed, pending = {"phoneNumbers": (home,)}, {"phoneNumbers": (home, work)}
    copy = {"phoneNumbers": (home, other)}
    assert merged(pending, [agreed, pending], copy).content == {"phoneNumbers": (home, work, other)}


def test_is_a_state_between_two_bases_an_edit():
    home, work = entry("1", "home"), entry("1", "work")
    agreed, pending = {"phoneNumbers": (home,)}, {"phoneNumbers": (work,)}
    mixed = {"phoneNumbers": (home, work)}
    assert merged(pending, [agreed, pending], mixed) == Merged(pending)


def test_is_nothing_agreed_no_reason_to_lose_anything():
    result = merge(phones("1") | name("Ann"), [], phones("2") | name("Anne"), hub_by="hub", copy_by="copy")
    assert result.content == phones("1", "2") | name("Anne")
    assert [one.field for one in result.clashes] == ["names"]


def test_are_fields_merged_that_nobody_told_us_about():
    old, new = {"zeal": ({"value": "a"},)}, {"zeal": ({"value": "b"},)}
    assert merged(old, old, new).content == new
    assert merged(old, {}, new).content == {"zeal": ({"value": "a"}, {"value": "b"})}
