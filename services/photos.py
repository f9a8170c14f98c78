"""Photos: which one a copy has, the tasks that look at them, and the bytes of those that are shared.

A photo cannot be set when a contact is created, and each takes a call of its own. So photos have their own
tasks, after everything else and only when changed; `photo_tasks` does them. The bytes are kept beside the
hub's contact: the address that they came from dies with the copy that they were read from, and a colleague
who gets the label next year, or a contact that comes back from the trash, is to have the photo as well.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import timedelta

from .core.person import Person
from .core.records import Contact, Picture, Promise
from .deps import Deps
from .outbox import promise
from .ports import NotFound, RequestRefused, Scope, Where
from .visiting import Visit

LATER = timedelta(seconds=20)
"""How long photos give way to contacts."""
LARGEST = 700_000
"""Bytes of a photo that is kept: in base64 it has to fit into a Firestore document of 1 MiB."""


def photo_key(url: str) -> str:
    """What of a photo's address says which photo it is: Google writes the size behind the last `=`."""
    return hashlib.sha256(url.rpartition("=s")[0].encode() or url.encode()).hexdigest()[:24] if url else ""


def photo_print(photo: bytes) -> str:
    """The hash by which the hub and links know a photo; empty for none."""
    return hashlib.sha256(photo).hexdigest()[:32] if photo else ""


def photo_promise(
    tenant: str, account: str, contacts: Iterable[str], *, deps: Deps, what: str = "in"
) -> Promise:
    """Look at (`in`) or write (`out`) the photos of these contacts in one account."""
    body = {"account": account, "contacts": " ".join(sorted(contacts)), "what": what}
    return promise(tenant, "photos", body, deps=deps, due=deps.now() + LATER)


def new_photos(visit: Visit, people: Mapping[str, Person]) -> list[str]:
    """Contacts (contact -> person as just read) whose photo in the copy is not the one last seen."""
    return [
        contact
        for contact, person in people.items()
        if not person.deleted
        and (link := visit.link(contact)) is not None
        and photo_key(person.photo_url) != link.photo_seen
    ]


def fetched(visit: Visit, url: str) -> bytes | None:
    """The photo; None when it is not to be had, which is no reason to take it from anybody."""
    if not url:
        return b""
    try:
        return visit.book.photo(url)
    except (NotFound, RequestRefused):
        return None


def kept(visit: Visit, hub: Contact) -> bytes | None:
    """The photo of a hub contact; None when it is not to be had."""
    if not hub.photo:
        return b""
    picture = visit.scope.get(Picture, f"{hub.id}.{hub.photo}")
    if picture is not None:
        return base64.b64decode(picture.data)
    photo = fetched(visit, hub.photo_url)
    # A dead address may be answered with a drawing that stands for nobody.
    return photo if photo and photo_print(photo) == hub.photo else None


def keep(visit: Visit, contact: str, photo: bytes) -> None:
    """Keep a photo before the hub names it; one that is too large stays where Google has it."""
    if photo and len(photo) <= LARGEST:
        data = base64.b64encode(photo).decode()
        visit.scope.put(Picture(contact=contact, print=photo_print(photo), data=data))


def drop(scope: Scope, contact: str, *, but: str = "") -> None:
    """Forget what is kept of a contact's photos; `but` is the hash of the one that it has now."""
    found = scope.find(Picture, Where("contact", "==", contact))
    old = [picture.key for picture in found if picture.print != but]
    if old:
        scope.delete(Picture, *old)
