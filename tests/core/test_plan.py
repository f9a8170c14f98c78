"""What has to be written, what does it cost, and is it all that was missing?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.contact import fingerprint, masked
from services.core.levels import Level
from services.core.plan import Plan, batches, calls_for, places, plan
from services.core.records import Contact, Link
from services.core.sight import Sight

VIEWER, EDITOR, REMOVER, MANAGER, OWNER = Level
CONTENT = {"names": ({"givenName": "Ada"},), "biographies": ({"value": "note"},)}
HUB = Contact("p.1", ("l",), CONTENT, version=3)
SEEN = fingerprint(CONTENT)
LINK = Link("p.1", resource="people/c1", agreed=3, seen=SEEN, labels=("l",), agreed_labels=("l",))
MINE = {"l": EDITOR, "m": VIEWER, "o": OWNER}


def sees(levels=MINE, hidden=()):
    groups = {f"contactGroups/{label}": label for label in levels}
    return Sight("maya", groups, levels, hidden=frozenset(hidden))


def planned(hub=HUB, link=LINK, sight=sees(), labels=None):  # noqa: B008 - frozen
    return plan(
        {"p.1": hub}, {"p.1": link} if link else {}, sight, sight.levels if labels is None else labels
    )


@pytest.mark.parametrize(("contacts", "calls"), [(0, 1), (1, 2), (200, 2), (201, 3), (25_000, 126)])
def test_what_does_a_first_copy_cost(contacts, calls):
    assert calls_for(contacts) == calls


@given(st.lists(st.integers(), max_size=50), st.integers(1, 10))
def test_are_batches_full_in_order_and_complete(items, size):
    found = list(batches(items, size))
    assert [item for batch in found for item in batch] == items
    assert all(len(batch) == size for batch in found[:-1])
    assert all(1 <= len(batch) <= size for batch in found)


def test_is_nothing_planned_for_a_copy_that_is_up_to_date():
    assert planned() == Plan()
    assert planned().empty
    assert planned().calls == 0


def test_is_a_contact_created_that_the_account_has_not():
    assert planned(link=None) == Plan(create=["p.1"])
    assert planned(link=Link("p.1")) == Plan(create=["p.1"])
    assert planned(link=Link("p.1", pending=3)) == Plan(create=["p.1"])


def test_is_a_contact_of_a_label_that_is_not_the_accounts_left_alone():
    assert planned(hub=replace(HUB, labels=("x",)), link=None).empty
    assert planned(hub=None, link=None).empty


@pytest.mark.parametrize("link", [replace(LINK, seen="other"), replace(LINK, seen="", agreed=0, pending=2)])
def test_is_a_copy_updated_that_shows_something_else(link):
    assert planned(link=link) == Plan(update=["p.1"])


@pytest.mark.parametrize("change", [{"agreed": 2}, {"pending": 3}, {"absorbed": 3}])
def test_is_a_copy_that_shows_the_same_only_noted(change):
    assert planned(link=replace(LINK, **change)) == Plan(agree=["p.1"])


def test_is_a_copy_compared_through_the_mask_that_it_was_written_with():
    shown = fingerprint(masked(CONTENT, {"biographies"}))
    link = replace(LINK, seen=shown, masked=("biographies",))
    assert planned(link=link, sight=sees(hidden=["biographies"])).empty
    assert planned(link=link) == Plan(update=["p.1"])
    assert planned(sight=sees(hidden=["biographies"])) == Plan(update=["p.1"])


def test_is_a_new_mask_only_noted_where_the_contact_has_none_of_its_fields():
    assert planned(sight=sees(hidden=["urls"])) == Plan(remask=["p.1"])


def test_is_a_contact_of_hers_only_noted_when_a_field_is_hidden_and_updated_when_it_is_shown_again():
    original = replace(LINK, adopted=True)
    assert planned(link=original, sight=sees(hidden=["biographies"])) == Plan(remask=["p.1"])
    shown = fingerprint(masked(CONTENT, {"biographies"}))
    assert planned(link=replace(original, seen=shown, masked=("biographies",))) == Plan(update=["p.1"])


def test_is_a_label_left_out_that_has_no_group_yet():
    hub = replace(HUB, labels=("l", "m"))
    assert planned(hub=hub, labels=["l"]).empty
    assert planned(hub=replace(HUB, labels=("m",)), link=None, labels=["l"]).empty
    both = {"p.0": replace(HUB, id="p.0", labels=("m",)), "p.1": HUB}
    assert plan(both, {}, sees(), ["l"]).create == ["p.1"], "only that one waits"


def test_is_what_google_refused_tried_again_only_when_it_changed():
    refused = replace(LINK, seen="other", refused="3:too-long")
    assert planned(link=refused).empty
    assert planned(link=replace(refused, refused="2:too-long")) == Plan(update=["p.1"])
    assert planned(link=Link("p.1", refused="3:too-long")).empty
    assert planned(link=Link("p.1", refused="33:too-long")) == Plan(create=["p.1"])


def test_is_a_copy_fought_over_with_another_program():
    fought = replace(LINK, refused="foreign", flips=("2026-11-22:x",))
    today, tomorrow = replace(sees(), day="2026-11-22"), replace(sees(), day="2026-11-23")
    assert planned(link=replace(fought, seen="other"), sight=today).empty
    assert planned(link=replace(fought, agreed=2), sight=today).empty
    assert planned(link=replace(fought, seen="other"), sight=tomorrow) == Plan(update=["p.1"])
    assert planned(link=replace(LINK, refused="3:too-long", agreed=2)).empty


def test_does_a_copy_get_the_labels_that_its_contact_has():
    assert planned(hub=replace(HUB, labels=("l", "m", "x"))) == Plan(add={"m": ["p.1"]})


def test_does_a_copy_leave_a_label_that_its_contact_left():
    link = replace(LINK, labels=("l", "m", "x"), agreed_labels=("l", "m"))
    assert planned(link=link) == Plan(take={"m": ["p.1"]})


def test_does_a_contact_stay_in_an_owners_label_that_she_put_it_into():
    assert planned(link=replace(LINK, labels=("l", "o"))).empty
    agreed = replace(LINK, labels=("l", "o"), agreed_labels=("l", "o"))
    assert planned(link=agreed) == Plan(take={"o": ["p.1"]})
    assert planned(link=replace(LINK, labels=("l", "m"))) == Plan(take={"m": ["p.1"]}), "not in another's"


def test_is_a_copy_deleted_whose_contact_is_in_none_of_the_labels():
    assert planned(hub=replace(HUB, labels=())) == Plan(delete=["p.1"])
    assert planned(hub=None) == Plan(delete=["p.1"])


def test_is_a_contact_deleted_that_was_hers_before():
    adopted = replace(LINK, adopted=True, labels=("l", "x"))
    assert planned(hub=replace(HUB, labels=()), link=adopted) == Plan(take={"l": ["p.1"]}, release=["p.1"])


def test_is_a_contact_deleted_that_she_took_out_of_the_label_herself():
    assert planned(hub=None, link=replace(LINK, labels=())) == Plan(release=["p.1"])
    assert planned(hub=None, link=Link("p.1", pending=1, labels=("l",))) == Plan(release=["p.1"])


@pytest.mark.parametrize("hub", [HUB, None, replace(HUB, version=9), replace(HUB, labels=())])
def test_is_a_held_contact_left_alone(hub):
    assert planned(hub=hub, link=replace(LINK, held="h", seen="other")).empty


def test_do_the_others_wait_for_a_held_contact():
    links = {"p.1": replace(LINK, held="h"), "p.2": replace(LINK, contact="p.2", seen="other")}
    hubs = {"p.1": HUB, "p.2": replace(HUB, id="p.2")}
    assert plan(hubs, links, sees(), MINE) == Plan(update=["p.2"])


def test_what_does_a_plan_cost():
    ids = [f"p.{n}" for n in range(1001)]
    assert Plan(create=ids).calls == 6
    assert Plan(update=ids[:200]).calls == 1
    assert Plan(add={"l": ids, "m": ids[:1]}, take={"l": ids[:1000]}).calls == 4
    assert Plan(delete=ids[:501]).calls == 2
    assert Plan(agree=ids, release=ids).calls == 0
    for what in ("create", "update", "agree", "remask", "delete", "release"):
        assert not Plan(**{what: ["p.1"]}).empty
    assert not Plan(add={"l": ["p.1"]}).empty
    assert not Plan(take={"l": ["p.1"]}).empty


# --- a plan applied leaves an empty plan ----------------------------------------------------------

NOTES = st.sampled_from(["", "a", "b"])
LABELS = st.sets(st.sampled_from("lmox")).map(lambda labels: tuple(sorted(labels)))


@st.composite
def hubs(draw, key):
    note = draw(NOTES)
    content = {"biographies": ({"value": note},)} if note else {}
    return Contact(key, draw(LABELS), content, version=draw(st.integers(1, 3)))


@st.composite
def linked(draw, key):
    return Link(
        key,
        resource=draw(st.sampled_from(["", f"people/{key}"])),
        agreed=draw(st.integers(0, 3)),
        pending=draw(st.integers(0, 3)),
        absorbed=draw(st.integers(0, 3)),
        seen=fingerprint({"biographies": ({"value": draw(NOTES)},)}),
        labels=draw(LABELS),
        agreed_labels=draw(LABELS),
        adopted=draw(st.booleans()),
        held=draw(st.sampled_from(["", "", "h"])),
        refused=draw(st.sampled_from(["", "", "1:x"])),
        masked=draw(st.sampled_from([(), ("biographies",)])),
    )


@st.composite
def accounts(draw):
    keys = [f"p.{n}" for n in range(draw(st.integers(0, 6)))]
    contacts = {key: draw(st.none() | hubs(key)) for key in keys}
    links = {key: draw(linked(key)) for key in keys if draw(st.booleans())}
    levels = draw(st.dictionaries(st.sampled_from("lmo"), st.sampled_from(Level)))
    return contacts, links, levels


def applied(made, contacts, links, sight):
    """The links after the plan was carried out, as the pushing use case leaves them."""
    after = dict(links)
    for key in (*made.create, *made.update, *made.remask):
        hub, link = contacts[key], after.get(key) or Link(key)
        hidden = sight.hidden_in(hub.labels)
        link = replace(link, seen=fingerprint(masked(hub.content, hidden)), masked=tuple(sorted(hidden)))
        link = replace(link, resource=f"people/{key}", agreed=hub.version, pending=0, absorbed=0, refused="")
        after[key] = link
    for key in made.agree:
        after[key] = replace(after[key], agreed=contacts[key].version, pending=0, absorbed=0)
    for key in made.create:
        # The create itself puts the copy into its labels.
        labels = tuple(label for label in contacts[key].labels if label in sight.levels)
        after[key] = replace(after[key], labels=labels, agreed_labels=labels)
    for label, keys in made.add.items():
        for key in keys:
            labels = tuple({*after[key].labels, label})
            after[key] = replace(after[key], labels=labels, agreed_labels=labels)
    for label, keys in made.take.items():
        for key in keys:
            after[key] = replace(after[key], labels=tuple({*after[key].labels} - {label}))
    for key in (*made.delete, *made.release):
        del after[key]
    return after


@given(accounts(), st.sampled_from([(), ("biographies",), ("urls",)]))
def test_does_a_plan_applied_leave_an_empty_plan(account, hidden):
    contacts, links, levels = account
    sight = sees(levels, hidden)
    after = applied(plan(contacts, links, sight, levels), contacts, links, sight)
    if any(link.masked != tuple(hidden) for link in after.values()):
        # Only noting the version comes first, noting the mask at the next look.
        after = applied(plan(contacts, after, sight, levels), contacts, after, sight)
    assert plan(contacts, after, sight, levels).empty


@given(accounts())
def test_is_every_contact_planned_for_once(account):
    contacts, links, levels = account
    made = plan(contacts, links, sees(levels), levels)
    ends = [*made.create, *made.update, *made.agree, *made.remask, *made.delete, *made.release]
    assert len(ends) == len(set(ends))
    held = {key for key, link in links.items() if link.held}
    touched = {*ends, *(key for keys in (*made.add.values(), *made.take.values()) for key in keys)}
    assert not touched & held
    assert touched <= contacts.keys()


@given(accounts())
def test_is_a_contact_of_hers_ever_deleted(account):
    contacts, links, levels = account
    for key in plan(contacts, links, sees(levels), levels).delete:
        assert not links[key].adopted
        assert links[key].resource
        assert not contacts[key] or not set(contacts[key].labels) & levels.keys()


def test_what_is_written_into_a_label_of_hers_that_is_not_shared_any_more():
    hers = replace(sees({"l": EDITOR}), quiet=frozenset({"q", "r"}))
    alone, both = replace(HUB, labels=("q",)), replace(HUB, labels=("l", "q"))
    link = replace(LINK, labels=("q",), agreed_labels=("q",), agreed=2)
    assert planned(hub=alone, link=replace(link, seen="old"), sight=hers) == Plan(update=["p.1"])
    assert planned(hub=alone, link=None, sight=hers) == Plan(create=["p.1"])
    assert places(alone, ["l"], hers) == ["q"]
    assert places(both, ["l"], hers) == ["l"], "what another label has is put there"
    assert places(both, [], hers) == [], "and waits for it"
    assert planned(hub=both, link=None, sight=hers, labels=[]).empty
    had = replace(LINK, labels=("l", "q"), agreed_labels=("l", "q"))
    assert planned(hub=both, link=had, sight=hers).empty, "it stays where she has it"
    assert planned(hub=both, sight=hers).empty, "and where she took it out"
    gone = replace(had, labels=("q", "r"), agreed_labels=("q", "r"), adopted=True)
    assert planned(hub=replace(HUB, labels=("r",)), link=gone, sight=hers) == Plan(take={"q": ["p.1"]})
    nowhere = replace(HUB, labels=())
    assert planned(hub=nowhere, link=gone, sight=hers) == Plan(
        take={"q": ["p.1"], "r": ["p.1"]}, release=["p.1"]
    )
