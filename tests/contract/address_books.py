"""Contacts put into an address book, and read out of it, for the tests of the People port."""

from __future__ import annotations

from services.core.person import Draft, Listing, Person
from services.ports import (
    AddressBook,
)


def named(name: str, marker: str = "", *groups: str) -> Draft:
    return Draft(marker or f"m.{name}", {"names": ({"givenName": name},)}, groups)


def everything(book: AddressBook, sync: str = "") -> Listing:
    people: list[Person] = []
    page = ""
    while True:
        listing = book.listing(sync=sync, page=page)
        people += listing.people
        page = listing.next_page
        if not page:
            return Listing(tuple(people), next_sync=listing.next_sync)


def made(book: AddressBook, *drafts: Draft) -> list[Person]:
    people = book.create(drafts)
    assert all(isinstance(person, Person) for person in people)
    return people
