"""The world of the demo: a public affairs office that lives from knowing the members of Congress."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..clock import Clock
from ..people.byhand import Hand
from ..world import Account, Company, World
from . import google_csv
from .letters import write_events, write_messages

MAYA = "maya@maple.example"
FINANCE = "Senate Committee on Finance"

# local part, given name, family name, title, language
COLLEAGUES = (
    ("anna", "Anna", "Virtanen", "Account director", "fi"),
    ("bruno", "Bruno", "Ricci", "Policy analyst", "it"),
    ("clara", "Clara", "Schmidt", "Policy analyst", "de"),
    ("dawid", "Dawid", "Nowak", "Events", "pl"),
    ("eka", "Eka", "Putri", "Research", "id"),
    ("frank", "Frank", "O’Neill", "Communications", "en"),
)

OWN_CONTACTS: dict[str, tuple[list[str], list[dict[str, Any]]]] = {
    "anna": (["Sukulaiset", FINANCE], [
        {"names": [{"givenName": "Pekka", "familyName": "Virtanen"}],
         "phoneNumbers": [{"value": "+358 40 555 0101", "type": "mobile"}]},
        {"names": [{"givenName": "Irene", "familyName": "Quist"}],
         "emailAddresses": [{"value": "irene@quist-tax.example", "type": "work"}],
         "organizations": [{"name": "Quist Tax Advisers"}]},
    ]),
    "bruno": (["Cinema"], [
        {"names": [{"givenName": "Giulia", "familyName": "Conti"}],
         "emailAddresses": [{"value": "giulia.conti@cinema.example"}],
         "birthdays": [{"date": {"month": 6, "day": 2}}]},
    ]),
    "clara": (["Chor"], [
        {"names": [{"givenName": "Jörg", "familyName": "Weiß"}],
         "phoneNumbers": [{"value": "+49 30 555 0199", "type": "home"}]},
        {"organizations": [{"name": "Hausverwaltung Müller"}],
         "phoneNumbers": [{"value": "+49 30 555 0142", "type": "main"}]},
    ]),
    "dawid": (["Venues"], [
        {"organizations": [{"name": "Union Station Events"}],
         "emailAddresses": [{"value": "booking@union-station.example"}]},
    ]),
    "eka": (["Keluarga"], [
        {"names": [{"givenName": "Budi"}],
         "phoneNumbers": [{"value": "+62 812 5550 0123", "type": "mobile"}]},
    ]),
    "frank": ([], []),
}  # fmt: skip


def demo(*, congress: bool = True) -> World:
    """Two companies; Maya of the first has the 537 contacts in 52 labels."""
    world = World(seed=7)
    maple = world.add_company("Maple Public Affairs", ["maple.example", "maple-europe.example"])
    maya = world.add_person(
        maple, MAYA, "Maya", "Lindqvist", title="Managing partner", aliases=["m.lindqvist@maple.example"]
    )
    for local, given, family, title, language in COLLEAGUES:
        world.add_person(maple, f"{local}@maple.example", given, family, title=title, locale=language)
    world.add_person(maple, "admin@maple.example", "Adele", "Okafor", title="IT", admin=True)
    world.add_group(
        maple, "policy@maple.example", "Policy team", ["bruno@maple.example", "clara@maple.example"]
    )
    world.add_group(maple, "everyone@maple.example", "Everyone", ["*"])

    birch = world.add_company("Birch & Sons", ["birch.example"])
    world.add_person(birch, "otto@birch.example", "Otto", "Birch", title="Owner", admin=True)
    world.add_person(birch, "petra@birch.example", "Petra", "Birch", title="Accounts")

    if congress:
        fill(world.hand(maya.id), Path(__file__).parent / "congress.csv")
    _own_contacts(world, maple)
    for account in world.people:
        _write(world, account)
    return world


def fill(hand: Hand, export: Path) -> None:
    """Import an export of Google Contacts, making the labels it names."""
    known = {label["name"] for label in hand.labels()}
    for fields, names in google_csv.read(export):
        for name in names:
            if name not in known:
                hand.add_label(name)
                known.add(name)
        hand.add(fields, names)


def _own_contacts(world: World, company: Company) -> None:
    for local, (labels, contacts) in OWN_CONTACTS.items():
        account = company.find(f"{local}@{company.domain}")
        if account is None:
            continue
        hand = world.hand(account.id)
        for label in labels:
            hand.add_label(label)
        for index, fields in enumerate(contacts):
            hand.add(fields, labels[index : index + 1])


def _write(world: World, account: Account) -> None:
    write_messages(world, account)
    write_events(world, account)
