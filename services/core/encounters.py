"""People met in a message, a draft or a meeting, and what shared labels know of them: facts for cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .facts import Viewer
from .outcome import Fault
from .recipients import email_of

MOST = 20
"""People that are looked up for one card: a query each."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody as a message or a meeting names her; `name` is empty when it does not."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """A shared label of the viewer's that holds a contact. `mine`: the viewer is its owner."""

    label: str
    name: str
    owner_name: str
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A contact that is known by an address, as the viewer may see it.

    `label` is the label of hers that lets her do most with it; `rows` as in `ContactFacts`.
    """

    contact: str
    label: str
    title: str
    rows: tuple[tuple[str, str, str, str], ...]
    labels: tuple[Membership, ...]
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Encounter:
    """One person, and the contacts that have her address. Without any she is unknown."""

    person: Correspondent
    known: tuple[Acquaintance, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """A label that may be chosen for something."""

    label: str
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class EncounterFacts:
    """Everybody in a message or a meeting (`place`), without the viewer herself.

    `labels` are those that she may add to. `everyone` are all that were met, also those beyond `MOST`.
    `trouble` says why the message could not be read. `invites` are the labels that may be invited to the
    meeting, where the host lets guests be added (`may_invite`).
    """

    viewer: Viewer
    place: str
    people: tuple[Encounter, ...] = ()
    everyone: tuple[Correspondent, ...] = ()
    labels: tuple[LabelChoice, ...] = ()
    invites: tuple[LabelChoice, ...] = ()
    may_invite: bool = False
    trouble: Fault | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What came of putting people into a label.

    `there` had been in it before; `left` are in another label from which the viewer may not take them along.
    """

    added: int = 0
    there: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Recipients:
    """Addresses of a label's contacts, the first of each.

    `without` have none that the viewer is shown; `too_many`: there are more than one message takes.
    """

    label: str
    name: str
    people: tuple[Correspondent, ...] = ()
    without: int = 0
    too_many: bool = False


def together(*groups: Iterable[Correspondent]) -> tuple[Correspondent, ...]:
    """Everybody with an address once, in the order met; the first name that is given is kept."""
    met: dict[str, Correspondent] = {}
    for group in groups:
        for one in group:
            email = email_of(one.email.strip())
            if email is None:
                continue
            known = met.get(email)
            if known is None or (one.name and not known.name):
                met[email] = Correspondent(email, " ".join(one.name.split()))
    return tuple(met.values())


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """The draft that is written, and the labels whose contacts may be put into it.

    `known`: the host told who is in the draft. Google replaces a list of recipients as a whole, so what is
    not known is lost.
    """

    viewer: Viewer
    labels: tuple[LabelChoice, ...]
    to: tuple[Correspondent, ...] = ()
    cc: tuple[Correspondent, ...] = ()
    bcc: tuple[Correspondent, ...] = ()
    known: bool = False

    def list_of(self, where: str) -> tuple[Correspondent, ...]:
        """The recipients of one list: to, cc or bcc."""
        return {"to": self.to, "cc": self.cc, "bcc": self.bcc}[where]
