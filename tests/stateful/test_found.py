"""Histories that once did not settle, cut down to what it takes, so that they are tried every time."""

from __future__ import annotations

from services.core.levels import Level
from tests.stateful.test_hiding_settles import Hiding
from tests.stateful.test_merging_settles import Merging
from tests.stateful.test_undoing_settles import Undoing


def _begin(*first, of=Undoing, seed=0, quiet=False):
    state = of()
    state.begin(seed=seed, first=list(first), quiet=quiet)
    return state


def test_what_she_puts_into_a_group_whose_create_was_not_answered_is_seen():
    """Her group was there before we knew of it: no listing had told of what she put into it."""
    state = _begin(("Alpha", "maya", Level.VIEWER), ("Beta", "clara", Level.VIEWER), seed=4129)
    state.settle(restore=False)
    state.share(label="Alpha", level=Level.VIEWER, member="clara")
    state.fail_soon(kind="drop-after", path="*", skip=2)
    state.run()
    state.relabel(label="Alpha", person="clara", which=0)
    state.teardown()


def test_half_of_a_refusal_is_no_refusal():
    """An update was refused as stale, and the answer broke off: it is no reason to give the contact up."""
    state = _begin(("Alpha", "maya", Level.VIEWER), ("Gamma", "clara", Level.VIEWER), seed=36903)
    state.share(label="Alpha", level=Level.VIEWER, member="clara")
    state.run()
    state.fail_soon(kind="cut", path="*people:batch*", skip=0)
    state.edit_here(back=2, person="anna", what="mail", which=9)
    state.touch(person="anna", which=25)
    state.time_passes(minutes=1)
    state.teardown()


def test_a_merge_with_a_copy_of_a_label_she_left_keeps_all_that_she_merged():
    """The copy's contact was in the trash by then: what she made of it is a contact of her own label."""
    gamma, alpha, own = ("Gamma", "maya"), ("Alpha", "clara"), ("Alpha", "maya")
    state = _begin(*[(*each, Level.VIEWER) for each in (gamma, alpha, own)], seed=28)
    state.run()
    state.merge(as_new=True, one=13, other=0, person="anna")
    state.time_passes(minutes=1)
    state.merge(as_new=True, one=28, other=13, person="maya")
    state.tokens_expire(person="maya")
    state.pull(names=["dawid", "anna", "bruno"])
    state.end(label="Gamma", member="maya")
    state.teardown()


def test_an_edit_of_the_owners_own_beats_a_removal_that_was_not_yet_carried_out():
    """Her original stays among her own contacts; that is no reason to take it out unread."""
    state = _begin(("Alpha", "maya", Level.VIEWER), ("Beta", "clara", Level.VIEWER), seed=821)
    state.run()
    state.remove_here(person="maya", which=3)
    state.edit(person="maya", what="phone", which=5)
    state.run()
    state.teardown()


def test_what_was_undone_just_before_a_stop_reaches_its_owner_when_she_shares_again():
    """Nothing is written while a label is stopped: the change was in the hub and not in her copy."""
    members = (
        ("Gamma", "dawid", Level.EDITOR),
        ("Gamma", "bruno", Level.REMOVER),
        ("Beta", "clara", Level.EDITOR),
    )
    state = _begin(*members, quiet=True, seed=65535)
    state.merge(as_new=True, one=25, other=6, person="anna")
    state.settle(restore=True)
    state.undo_run(person="bruno", which=8)
    state.stop(label="Gamma")
    state.run()
    state.share(label="Gamma", level=Level.VIEWER, member="maya")
    state.teardown()


def test_a_label_that_its_owner_deleted_and_then_stopped_leaves_no_question():
    """What the brake held could not be decided any more: the label was not shared."""
    state = _begin(("Alpha", "maya", Level.VIEWER), ("Alpha", "anna", Level.VIEWER))
    state.run()
    state.delete_label(label="Alpha", person="maya", with_contacts=False)
    state.pull(names=["maya"])
    state.stop(label="Alpha")
    state.teardown()


def test_a_contact_that_was_renamed_and_deleted_soon_after_a_full_listing_is_missed():
    """Only its new name was in the listing, and for a day nobody listed the account whole."""
    state = _begin(("Alpha", "maya", Level.VIEWER), ("Alpha", "anna", Level.VIEWER))
    state.crash_soon(after=0)
    state.pull(names=["maya"])
    state.rename(person="maya", which=0)
    state.delete_label(label="Alpha", person="maya", with_contacts=True)
    state.time_passes(minutes=1)
    state.settle(restore=False)
    state.teardown()


def test_what_she_makes_of_a_contact_of_a_stopped_label_counts_once_she_puts_it_into_another():
    """It was in no label of hers any more, so her edit was taken back: in her own contact, for good."""
    state = _begin(("Beta", "anna", Level.REMOVER), ("Alpha", "bruno", Level.EDITOR), seed=132, quiet=True)
    state.stop(label="Alpha")
    state.merge(as_new=False, one=2, other=28, person="maya")
    state.edit(person="maya", what="name", which=2)
    state.teardown()


def test_a_viewers_merge_is_put_right_in_every_field_also_when_others_have_edited_meanwhile():
    """Only what others had changed was written, and her copy was taken for the same as the hub."""
    members = (
        ("Alpha", "anna", Level.REMOVER),
        ("Alpha", "dawid", Level.VIEWER),
        ("Beta", "anna", Level.REMOVER),
        ("Gamma", "clara", Level.REMOVER),
    )
    state = _begin(*members, seed=132, quiet=True)
    state.relabel(label="Alpha", person="anna", which=8)
    state.delete(person="clara", which=5)
    state.pull(names=["anna", "clara"])
    state.merge(as_new=True, one=2, other=0, person="dawid")
    state.merge(as_new=False, one=20, other=3, person="clara")
    state.pull(names=["clara"])
    state.teardown()


def test_a_contact_gone_from_two_labels_goes_from_both_though_the_service_died_between_them():
    """Its link was forgotten with the first of them, and the second never heard of it again."""
    state = _begin(("Alpha", "anna", Level.REMOVER), ("Beta", "anna", Level.REMOVER), seed=132, quiet=True)
    state.relabel(label="Alpha", person="anna", which=8)
    state.pull(names=["maya", "anna"])
    state.crash_soon(after=9)
    state.merge(as_new=False, one=30, other=0, person="maya")
    state.pull(names=["maya"])
    state.teardown()


def test_what_left_a_label_while_somebody_was_out_of_it_is_not_in_her_copy_when_she_is_in_again():
    """Taken out and let in again before her copy could be taken back: nobody told it of the removal."""
    state = _begin(("Alpha", "maya", Level.VIEWER), ("Gamma", "maya", Level.VIEWER), seed=116)
    state.crash_soon(after=0)
    state.time_passes(minutes=1)
    state.delete(person="anna", which=0)
    state.end(label="Gamma", member="maya")
    state.share(label="Gamma", level=Level.VIEWER, member="maya")
    state.settle(restore=False)
    state.teardown()


def test_a_copy_that_was_deleted_and_that_a_late_listing_still_shows_is_no_new_contact():
    """It became a double of its own contact, and both took the owner's one original for their copy."""
    members = (
        ("Gamma", "bruno", Level.REMOVER),
        ("Alpha", "clara", Level.REMOVER),
        ("Gamma", "maya", Level.EDITOR),
        ("Beta", "bruno", Level.MANAGER),
    )
    state = _begin(*members, quiet=True)
    state.listings_late(person="maya")
    state.delete_label(label="Gamma", person="anna", with_contacts=False)
    state.remove_here(person="bruno", which=18)
    state.run()
    state.undo_run(person="anna", which=2)
    state.run()
    state.pull(names=["maya"])
    state.teardown()


def test_an_edit_beats_a_removal_from_the_one_label_that_let_her_edit():
    """The contact was still in another label of hers, in which she may only look: her edit was put right."""
    state = _begin(("Alpha", "dawid", Level.VIEWER), ("Alpha", "bruno", Level.VIEWER), seed=13991)
    state.share(label="Beta", level=Level.VIEWER, member="dawid")
    state.share(label="Beta", level=Level.REMOVER, member="bruno")
    state.settle(restore=False)
    state.share(label="Gamma", level=Level.REMOVER, member="bruno")
    state.settle(restore=False)
    state.share(label="Beta", level=Level.REMOVER, member="dawid")
    state.edit(person="dawid", what="phone", which=1)
    state.merge(as_new=False, one=21, other=13, person="bruno")
    state.teardown()


def test_what_a_viewer_merged_into_a_label_of_her_own_leaves_the_others_label_though_the_service_died():
    """It was a new contact of her label, and that it was still in the other was taken for known."""
    state = _begin(("Beta", "dawid", Level.VIEWER), ("Gamma", "maya", Level.VIEWER), quiet=True)
    state.crash_soon(after=20)
    state.share(label="Alpha", level=Level.EDITOR, member="dawid")
    state.merge(as_new=True, one=20, other=15, person="maya")
    state.run()
    state.teardown()


def test_what_was_held_in_a_label_that_she_left_is_kept_in_step_in_another():
    """The brake's hold outlived its label: no change reached the copy, and its deletion was not seen."""
    state = _begin(("Beta", "clara", Level.EDITOR), seed=455, quiet=True)
    state.share(label="Alpha", level=Level.REMOVER, member="clara")
    state.pull(names=["dawid", "anna"])
    state.delete_label(label="Alpha", person="clara", with_contacts=False)
    state.pull(names=["clara", "clara", "maya"])
    state.delete(person="clara", which=25)
    state.leave(label="Alpha", member="clara")
    state.teardown()


def test_an_edit_counts_that_is_read_after_she_left_the_label_that_let_her_make_it():
    """By the other label of the contact she may only look: a pull came before the copy was taken back."""
    state = _begin(("Alpha", "anna", Level.VIEWER), ("Beta", "anna", Level.EDITOR), quiet=True)
    state.edit(person="anna", what="phone", which=0)
    state.leave(label="Beta", member="anna")
    state.teardown()


def test_a_label_that_she_stopped_and_deleted_keeps_no_contact_from_another_of_hers():
    """Somebody's edit brings it back into the other label, and it is written there alone."""
    state = _begin(("Alpha", "anna", Level.MANAGER), ("Beta", "clara", Level.REMOVER), seed=4840, quiet=True)
    state.stop(label="Beta")
    state.settle(restore=False)
    state.delete_label(label="Beta", person="maya", with_contacts=True)
    state.edit(person="anna", what="mail", which=2)
    state.teardown()


def test_what_waits_for_its_label_to_be_made_again_is_not_pushed_without_end():
    """The brake holds the label; a write that Google had refused was asked about again and again."""
    state = _begin(("Alpha", "bruno", Level.EDITOR), seed=246, quiet=True)
    state.merge(as_new=True, one=16, other=19, person="maya")
    state.settle(restore=True)
    state.fail_soon(kind="429", path="*people:batch*", skip=0)
    state.delete_label(label="Alpha", person="maya", with_contacts=False)
    state.undo(person="maya", which=0)
    state.time_passes(minutes=5)
    state.teardown()


def test_what_the_brake_held_in_a_label_that_its_owner_stopped_goes_on_in_her_others():
    state = _begin(("Gamma", "dawid", Level.EDITOR), seed=39617, quiet=True)
    state.share(label="Beta", level=Level.REMOVER, member="clara")
    state.settle(restore=True)
    state.merge(as_new=False, one=5, other=16, person="clara")
    state.share(label="Alpha", level=Level.VIEWER, member="clara")
    state.delete_label(label="Beta", person="maya", with_contacts=False)
    state.time_passes(minutes=30)
    state.stop(label="Beta")
    state.teardown()


def test_what_a_former_owner_had_put_into_her_label_alone_leaves_it():
    state = _begin(("Beta", "anna", Level.EDITOR), ("Gamma", "maya", Level.EDITOR), of=Hiding, seed=1278)
    state.pull(names=["anna"])
    state.merge(as_new=True, one=6, other=25, person="anna")
    state.settle(restore=True)
    state.relabel(label="Gamma", person="anna", which=22)
    state.pull(names=["anna", "anna"])
    state.transfer(heir="maya", label="Gamma")
    state.teardown()


def test_what_stands_in_no_label_after_a_held_deletion_goes_though_it_was_merged_into_another():
    both = ("Alpha", "bruno", Level.VIEWER), ("Beta", "bruno", Level.VIEWER)
    state = _begin(*both, of=Hiding, seed=141, quiet=True)
    state.transfer(heir="bruno", label="Beta")
    state.merge(as_new=True, one=8, other=29, person="bruno")
    state.delete_label(label="Beta", person="bruno", with_contacts=False)
    state.settle(restore=False)
    state.teardown()


def test_a_contact_merged_into_a_label_that_shows_more_of_it_is_shown_there():
    """One label hid the field from her, and her copy was not written again when she put it into the other."""
    alpha, beta = ("Alpha", "bruno", Level.MANAGER), ("Beta", "bruno", Level.MANAGER)
    state = _begin(alpha, ("Beta", "anna", Level.REMOVER), beta, of=Hiding, seed=4930)
    state.settle(restore=True)
    state.merge(as_new=True, one=20, other=10, person="maya")
    state.hide(fields={"emailAddresses", "phoneNumbers"}, label="Alpha", whom="manager")
    state.settle(restore=False)
    state.merge(as_new=False, one=15, other=7, person="bruno")
    state.teardown()


def test_what_somebody_else_took_out_of_a_label_while_it_was_held_there_stays_in_the_other():
    state = _begin(
        ("Beta", "bruno", Level.MANAGER),
        ("Gamma", "dawid", Level.EDITOR),
        ("Alpha", "dawid", Level.REMOVER),
        ("Gamma", "maya", Level.REMOVER),
        seed=443,
        quiet=True,
    )
    state.share(label="Alpha", level=Level.REMOVER, member="anna")
    state.rename(person="bruno", which=21)
    state.relabel(label="Gamma", person="maya", which=17)
    state.merge(as_new=False, one=6, other=0, person="bruno")
    state.share(label="Alpha", level=Level.MANAGER, member="bruno")
    state.settle(restore=True)
    state.delete(person="bruno", which=9)
    state.delete_label(label="Alpha", person="dawid", with_contacts=True)
    state.settle(restore=False)
    state.teardown()


def test_what_is_deleted_while_its_label_waits_is_restored_with_the_label():
    """A full listing did not ask for what the brake held, and no other one told of the deletion."""
    state = _begin(("Alpha", "clara", Level.VIEWER), of=Hiding, quiet=True)
    state.delete_label(label="Alpha", person="maya", with_contacts=False)
    state.pull(names=["dawid", "maya", "bruno"])
    state.delete(person="maya", which=5)
    state.hide(fields={"biographies", "phoneNumbers"}, label="Alpha", whom="viewer")
    state.delete(person="maya", which=12)
    state.pull(names=["anna", "clara", "anna"])
    state.teardown()


def test_what_was_merged_away_twice_is_in_the_label_once():
    """A full listing showed two that bear one mark: what was hers already, and what she had made since."""
    state = _begin(
        ("Beta", "anna", Level.EDITOR),
        ("Gamma", "clara", Level.MANAGER),
        ("Beta", "clara", Level.VIEWER),
        ("Beta", "dawid", Level.VIEWER),
        of=Hiding,
        seed=402,
    )
    state.change_level(label="Gamma", level=Level.EDITOR, member="clara")
    state.pull(names=["maya", "dawid"])
    state.stop(label="Gamma")
    state.pull(names=["anna", "clara", "dawid"])
    state.merge(as_new=True, one=28, other=19, person="clara")
    state.settle(restore=False)
    state.merge(as_new=True, one=20, other=27, person="clara")
    state.tokens_expire(person="clara")
    state.teardown()


def test_an_edit_of_a_stopped_label_is_read_when_the_copy_of_another_is_taken_back():
    """Its own end had not been carried out yet, and with the other label's copy the contact was deleted."""
    state = _begin(
        ("Gamma", "bruno", Level.MANAGER),
        ("Alpha", "anna", Level.EDITOR),
        ("Alpha", "dawid", Level.REMOVER),
        ("Gamma", "maya", Level.EDITOR),
        seed=83,
    )
    state.share(label="Beta", level=Level.EDITOR, member="anna")
    state.time_passes(minutes=5)
    state.stop(label="Beta")
    state.fail_soon(kind="cut", path="*contactGroups*", skip=2)
    state.time_passes(minutes=1)
    state.edit(person="anna", what="name", which=25)
    state.stop(label="Alpha")
    state.teardown()


def test_what_goes_into_a_contact_of_hers_may_have_been_two_copies_once():
    state = _begin(
        ("Gamma", "dawid", Level.MANAGER), ("Beta", "bruno", Level.VIEWER), of=Merging, seed=6827, quiet=True
    )
    state.merge(as_new=True, one=10, other=11, person="bruno")
    state.merge(as_new=False, one=21, other=2, person="dawid")
    state.share(label="Gamma", level=Level.MANAGER, member="bruno")
    state.settle(restore=False)
    state.merge_into_hers(as_new=False, person="bruno", which=6)
    state.teardown()


def test_what_she_merged_with_a_copy_that_had_left_the_label_stays_hers_when_she_leaves():
    """Nobody had read the merge: it bore the mark of a contact that was in no label any more."""
    state = _begin(("Gamma", "bruno", Level.REMOVER), ("Beta", "bruno", Level.REMOVER), of=Merging, seed=3454)
    state.settle(restore=False)
    state.merge(as_new=True, one=14, other=27, person="anna")
    state.merge_into_hers(as_new=True, person="bruno", which=7)
    state.pull(names=["clara", "anna"])
    state.leave(label="Gamma", member="bruno")
    state.teardown()


def test_what_came_into_a_label_while_it_was_stopped_reaches_who_had_it_before():
    """It was shared again before her copy was taken back: it was current, and nobody told it of more."""
    state = _begin(("Alpha", "bruno", Level.EDITOR), seed=2969, quiet=True)
    state.merge(as_new=True, one=1, other=29, person="maya")
    state.stop(label="Alpha")
    state.share(label="Alpha", level=Level.REMOVER, member="anna")
    state.share(label="Alpha", level=Level.MANAGER, member="bruno")
    state.teardown()
