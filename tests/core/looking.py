"""A copy, its link and the contact in the hub, to be looked at by `judge`."""

from __future__ import annotations

from services.core.contact import fingerprint
from services.core.levels import Level
from services.core.person import Person
from services.core.records import Contact, Link
from services.core.sight import Sight
from services.core.verdict import judge

VIEWER, EDITOR, REMOVER, MANAGER, OWNER = Level
NAME = {"givenName": "Ada", "familyName": "Lovelace"}
OLD = {"names": (NAME,), "phoneNumbers": ({"value": "1"},)}
NEW = OLD | {"phoneNumbers": ({"value": "1"}, {"value": "2"})}
EDITED = OLD | {"biographies": ({"value": "met in Oslo"},)}
HUB = Contact("p.1", ("l",), OLD, version=3, changed_by="olga")
LINK = Link(
    "p.1",
    resource="people/c1",
    source="2a",
    etag="e1",
    updated="2026-11-22T03:00:00Z",
    agreed=3,
    seen=fingerprint(OLD),
    labels=("l",),
    agreed_labels=("l",),
)
COPY = Person(
    "people/c1", "e2", "2a", "2026-11-22T03:00:01Z", content=OLD, groups=("contactGroups/l",), marker="p.1"
)
GONE = Person("people/c1", deleted=True)


def sight(level=EDITOR, *, hidden=(), **others):
    levels = ({"l": level} if level else {}) | others
    return Sight("maya", {f"contactGroups/{label}": label for label in levels}, levels, frozenset(hidden))


def look(person=COPY, *, link=LINK, hub=HUB, states=None, sight=sight()):  # noqa: B008 - frozen
    return judge(link, person, hub, {3: OLD} if states is None else states, sight, hub.changed_by)
