"""The demo without a person: share a label, look at every copy, change a level, stop, leave, share again.

It acts as Google's host from the rendered deployment, finds its way by what the cards show, and reads
contacts as the People API shows them. Each step prints what it saw; the first thing that is not as it
should be ends the tour with an error.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests

from simulator.ui.host.answers import Refused
from simulator.ui.host.call import Caller
from simulator.ui.host.deployment import load

from . import compare
from .google import Google
from .house import House
from .mailbox import Letter, letters
from .sidebar import NotThere, Sidebar, Visitor

MAIL_SECONDS = 30
PATIENCE = 40
"""Seconds that a copy may take; the whole tour has sixty."""


class Wrong(Exception):
    """Something is not as it should be."""


@dataclass
class Tour:
    """One tour: whose label it is, who gets it, and what was seen so far."""

    house: House
    google: Google
    caller: Caller
    owner: str
    label: str
    guests: tuple[tuple[str, str], ...]
    """Name and address of two colleagues."""
    before: dict[str, list[compare.Person]] = field(default_factory=dict)
    labels: dict[str, frozenset[str]] = field(default_factory=dict)
    """Resource names of the labels that each had to begin with."""
    began: float = field(default_factory=time.monotonic)
    steps: int = 0

    def step(self, what: str) -> None:
        """Announce the next step."""
        self.steps += 1
        print(f"{self.steps:2}. {what}  [{time.monotonic() - self.began:.1f} s]", flush=True)

    def visit(self, email: str) -> Sidebar:
        """The sidebar of one person, opened."""
        deployment = self.caller.deployment
        sidebar = Sidebar(
            Visitor(email),
            self.caller,
            lambda function: self.google.tokens(email, function, deployment.scopes),
        )
        sidebar.open()
        return sidebar

    def open_label(self, email: str) -> Sidebar:
        """Her sidebar with the label's card shown, found by search as a person would."""
        sidebar = self.visit(email)
        if not any(self.label == line for line in sidebar.lines):
            sidebar.type("query", self.label)
            sidebar.press("Search")
        sidebar.press(self.label, beside="" if email == self.owner else "shared it with you")
        return sidebar


def take(house: House) -> int:
    """Take the tour; 0 when everything was as it should be."""
    try:
        tour = begin(house)
        for part in (look, share, _copies, _mails, _level, _stop_one, _leave, _again, _stop_all):
            part(tour)
    except (Wrong, NotThere, Refused, requests.RequestException) as problem:
        print(f"\nThe tour failed: {problem}\n\nThe service's last lines:", file=sys.stderr)
        print("\n".join(house.log.read_text(encoding="utf-8").splitlines()[-25:]), file=sys.stderr)
        return 1
    print(f"\nEverything was as it should be, in {time.monotonic() - tour.began:.1f} seconds.")
    return 0


def begin(house: House) -> Tour:
    """Choose an owner with labels, a label of a size one can look at, and two colleagues."""
    google = Google(house.simulator)
    people = google.people()
    owner = max(people, key=lambda person: len(person["labels"]))
    guests = tuple(
        (str(person["name"]), str(person["email"]))
        for person in people
        if person["customer"] == owner["customer"] and person is not owner and not person["suspended"]
    )[:2]
    taken = {name for _, email in guests for name in google.labels(email).values()}
    # A name that a colleague has a label of already is the harder case.
    label = min(owner["labels"], key=lambda one: (one["name"] not in taken, abs(int(one["members"]) - 25)))
    caller = Caller(load(str(house.folder / "deployment.json")))
    tour = Tour(house, google, caller, owner["email"], label["name"], guests)
    for email in (tour.owner, *(email for _, email in guests)):
        tour.before[email] = google.contacts(email)
        tour.labels[email] = frozenset(google.labels(email))
    print(f"{tour.owner} shares “{tour.label}” with {' and '.join(name for name, _ in guests)}.\n")
    return tour


def look(tour: Tour) -> None:
    """Home, and the card of one label."""
    tour.step("Open the add-on")
    sidebar = tour.visit(tour.owner)
    _see(sidebar, "My labels")
    mine = [line for line in sidebar.lines if re.fullmatch(r"\d+ contacts?.*", line)]
    _expect(bool(mine), f"no label with a count: {sidebar.lines}")
    print(f"    {len(mine)} labels on the first card")
    tour.step("Open the label")
    sidebar = tour.open_label(tour.owner)
    size = len(_label(tour, tour.owner))
    _see(sidebar, rf"^{size} contacts?$")


def share(tour: Tour) -> None:
    """The form, a suggestion, a preview, and sharing until everyone is up to date."""
    tour.step("Press Share label, type a name, take the suggestion")
    sidebar = tour.open_label(tour.owner)
    sidebar.press("Share label")
    (first_name, first), (second_name, second) = tour.guests
    offered = sidebar.suggest("people", first_name.split()[0][:4])
    taken = next((one for one in offered if first in one), None)
    _expect(taken is not None, f"{first} is not suggested: {offered}")
    print(f"    suggested: {', '.join(offered)}")
    tour.step("Paste a second address, and one that is none; preview")
    sidebar.type("people", f"{taken}; {second_name} <{second}>\nnobody-at-all")
    sidebar.choose("level", "editor")
    sidebar.type("message", "Here they are, all of them.")
    sidebar.press("Preview")
    size = len(_label(tour, tour.owner))
    for name, _ in tour.guests:
        row = " · ".join(sidebar.row(name))
        _expect(f"Gets {size} contact" in row, f"{name} would not get all contacts: {row}")
        print(f"    {row}")
    print("    " + " · ".join(sidebar.row("nobody-at-all")))
    tour.step("Share label")
    sidebar.press("Share label")
    _see(sidebar, "^Shared with 2")
    _settle(tour, sidebar)


def _copies(tour: Tour) -> None:
    tour.step("Compare each copy with its original, field by field")
    for name, email in tour.guests:
        same(tour, name, email)
    _untouched(tour, tour.owner)


def _mails(tour: Tour) -> None:
    tour.step("Read the mails")
    for name, email in tour.guests:
        mails = _wait_for_mails(tour, email)
        _expect(len(mails) == 1, f"{name} has {len(mails)} mails about the label, not 1")
        _expect("<" in mails[0].html, "the mail has no HTML part")
        _expect("all of them" in mails[0].text, "the mail does not hold the personal message")
        print(f"    {name}: {mails[0].subject}")


def _wait_for_mails(tour: Tour, email: str) -> list[Letter]:
    """The mails about the label. They wait some seconds for other labels, to go out as one."""
    until = time.monotonic() + MAIL_SECONDS
    while True:
        mails = [
            mail for mail in letters(tour.house.service, email) if tour.label in mail.subject + mail.text
        ]
        if mails or time.monotonic() > until:
            return mails
        time.sleep(0.5)


def _level(tour: Tour) -> None:
    name, email = tour.guests[0]
    tour.step(f"{name} may only view from now on")
    sidebar = tour.open_label(tour.owner)
    sidebar.press(name)
    sidebar.choose("level", "viewer")
    sidebar.press("Change level")
    print(f"    {sidebar.said}")
    sidebar = tour.open_label(email)
    _see(sidebar, "^Can view")


def _stop_one(tour: Tour) -> None:
    name, email = tour.guests[1]
    tour.step(f"Stop sharing with {name}")
    sidebar = tour.open_label(tour.owner)
    sidebar.press(name)
    sidebar.press("Stop sharing")
    sidebar.press("Stop sharing")
    print(f"    {sidebar.said}")
    _gone(tour, name, email)
    same(tour, *tour.guests[0])


def _leave(tour: Tour) -> None:
    name, email = tour.guests[0]
    tour.step(f"{name} leaves the label")
    sidebar = tour.open_label(email)
    sidebar.press("Leave label")
    sidebar.press("Leave label")
    print(f"    {sidebar.said}")
    _gone(tour, name, email)


def _again(tour: Tour) -> None:
    tour.step("Share it again with both")
    sidebar = tour.open_label(tour.owner)
    sidebar.press("Share label")
    sidebar.type("people", ", ".join(email for _, email in tour.guests))
    sidebar.press("Share label")
    _settle(tour, sidebar)
    for name, email in tour.guests:
        same(tour, name, email)


def _stop_all(tour: Tour) -> None:
    tour.step("Stop sharing with everyone")
    sidebar = tour.open_label(tour.owner)
    sidebar.press("Stop sharing")
    sidebar.press("Stop sharing")
    print(f"    {sidebar.said}")
    for name, email in tour.guests:
        _gone(tour, name, email)
    _untouched(tour, tour.owner)


def _settle(tour: Tour, sidebar: Sidebar) -> None:
    """Press Refresh until every member is up to date."""
    size = len(_label(tour, tour.owner))
    seen = ""
    until = time.monotonic() + PATIENCE
    while True:
        line = sidebar.line("^Shared with")
        if line != seen:
            print(f"    {line}", flush=True)
            seen = line
        rows = [" · ".join(sidebar.row(name)) for name, _ in tour.guests]
        if all(f"Up to date · {size} contact" in row for row in rows):
            break
        _expect(time.monotonic() < until, f"not up to date after {PATIENCE} seconds: {rows}")
        time.sleep(0.3)
        sidebar.press("Refresh")
    for row in rows:
        print(f"    {row}")


def same(tour: Tour, name: str, email: str) -> None:
    """Her label holds exactly what the owner's holds."""
    originals, (called, copies) = _label(tour, tour.owner), copy_of(tour, email)
    wrong = compare.differences(originals, copies)
    _expect(not wrong, f"{name}'s copy differs from the original:\n  " + "\n  ".join(wrong[:20]))
    counted = compare.fields(originals)
    print(
        f"    {name}, “{called}”: {len(copies)} contacts, {counted.total()} entries of {len(counted)} fields"
    )


def _gone(tour: Tour, name: str, email: str) -> None:
    """Wait until her copies are gone; what was hers before is all there."""
    own = tour.before[email]
    _wait(
        lambda: not _new_labels(tour, email) and len(tour.google.contacts(email)) == len(own),
        f"{name} still has the label, or has lost contacts of her own",
    )
    _untouched(tour, email)
    print(f"    {name}: the label is gone; what she had before ({len(own)} contacts) is as it was")


def _untouched(tour: Tour, email: str) -> None:
    wrong = compare.differences(tour.before[email], tour.google.contacts(email))
    _expect(not wrong, f"contacts that were {email}'s own have changed:\n  " + "\n  ".join(wrong[:20]))


def _label(tour: Tour, email: str) -> list[compare.Person]:
    label = next(label for label, name in tour.google.labels(email).items() if name == tour.label)
    return tour.google.in_label(email, label)


def _new_labels(tour: Tour, email: str) -> dict[str, str]:
    return {
        label: name for label, name in tour.google.labels(email).items() if label not in tour.labels[email]
    }


def copy_of(tour: Tour, email: str) -> tuple[str, list[compare.Person]]:
    """The label that she got, and its contacts."""
    new = _new_labels(tour, email)
    _expect(len(new) == 1, f"{email} has got {len(new)} labels, not 1: {sorted(new.values())}")
    ((label, name),) = new.items()
    _expect(name.startswith(tour.label), f"{email}'s label is called {name}")
    return name, tour.google.in_label(email, label)


def _see(sidebar: Sidebar, pattern: str) -> None:
    print(f"    {sidebar.line(pattern)}")


def _expect(true: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as the sentence it is
    if not true:
        raise Wrong(otherwise)


def _wait(done: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        _expect(time.monotonic() < until, f"after {PATIENCE} seconds {otherwise}")
        time.sleep(0.3)
