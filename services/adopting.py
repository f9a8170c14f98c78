"""Finding, in one account, contacts of the member's own that shared contacts can adopt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .core.adoption import match_keys, may_adopt
from .core.contact import fingerprint, masked, same
from .core.person import Person
from .core.records import Contact, Fields
from .ports import AddressBook


@dataclass(slots=True)
class Belongings:
    """Which of the member's own contacts are recognised by what.

    Resource names only: an account may have 25,000 contacts, and their content would not fit beside
    the rest.
    """

    by_key: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def notice(self, people: Iterable[Person]) -> None:
        """Take down contacts as they are listed, those that are no copies.

        One with our marker is a copy that nobody knows of any more: the store was lost, or an older
        one took its place. It is found by its whole content as well.
        """
        for person in people:
            if person.deleted:
                continue
            keys = match_keys(person.content)
            if person.marker:
                keys |= {_whole(person.content)}
            for key in keys:
                self.by_key.setdefault(key, []).append(person.resource)

    def adoptable(
        self, book: AddressBook, hubs: Sequence[Contact], hidden: Callable[[Contact], frozenset[str]]
    ) -> dict[str, Person]:
        """For each hub contact that one can adopt: her own contact, read as it is now.

        One People call when there are candidates at all, none otherwise.
        """
        if not self.by_key:
            return {}
        candidates = {hub.id: self._candidates(hub, hidden(hub)) for hub in hubs}
        names = sorted({name for found in candidates.values() for name in found})[:200]
        people = book.read(names) if names else {}
        adopted: dict[str, Person] = {}
        for hub in hubs:
            person = self._first(candidates[hub.id], people, masked(hub.content, hidden(hub)))
            if person is not None:
                self.taken.add(person.resource)
                adopted[hub.id] = person
        return adopted

    def _candidates(self, hub: Contact, hidden: frozenset[str]) -> list[str]:
        shown = masked(hub.content, hidden)
        keys = match_keys(shown) | match_keys({"names": shown.get("names", ())})
        found = (name for key in (_whole(shown), *sorted(keys)) for name in self.by_key.get(key, ()))
        return [name for name in dict.fromkeys(found) if name not in self.taken]

    def _first(self, names: Iterable[str], people: Mapping[str, Person], shown: Fields) -> Person | None:
        for name in names:
            person = people.get(name)
            if person is None or person.resource in self.taken:
                continue
            if may_adopt(person.content, shown) or (person.marker and same(person.content, shown)):
                return person
        return None


def _whole(content: Fields) -> str:
    return f"whole:{fingerprint(content)}"
