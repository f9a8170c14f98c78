"""Who looks, and the labels that she sees first."""

from __future__ import annotations

from dataclasses import dataclass

from ..levels import Level
from ..outcome import Fault
from .base import ContactRow, CopyFacts, Viewer


@dataclass(frozen=True, slots=True)
class OwnLabel:
    """A label in the viewer's own Google Contacts. `label` is empty until it is shared."""

    group: str
    name: str
    size: int
    label: str = ""
    members: int = 0
    renamed: bool = False  # in her Google Contacts, after it was shared
    copying: int = 0  # members whose copy is not current yet
    troubled: int = 0  # members whose copy needs attention
    held: int = 0
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class SharedLabel:
    """A label that somebody shared with the viewer."""

    label: str
    name: str
    owner_name: str
    level: Level
    size: int
    copy: CopyFacts
    held: int = 0
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """The home card. `trouble` is set when the viewer's contacts could not be read at all."""

    viewer: Viewer
    own: tuple[OwnLabel, ...] = ()
    shared: tuple[SharedLabel, ...] = ()
    query: str = ""
    found: tuple[ContactRow, ...] = ()
    trouble: Fault | None = None
