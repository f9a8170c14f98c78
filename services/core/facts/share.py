"""Sharing a label: what was typed in, and what would come of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..levels import Level
from .base import Viewer


@dataclass(frozen=True, slots=True)
class ShareForm:
    """What was typed into *Share label*, kept when it is shown again."""

    typed: str = ""  # the text of the people box
    chosen: tuple[str, ...] = ()  # addresses already accepted
    level: Level = Level.EDITOR
    message: str = ""


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    """One typed address that cannot be shared with.

    why: malformed | self | owner | unknown | suspended | outside | other-domain | too-many | higher | same
    | groups-need-admin | group-too-large | empty-group
    (`same`: she has this level already; `higher`: the level asked for is above the sharer's own;
    `other-domain`: of the company, and its admins do not allow it; `groups-need-admin`: nobody of that
    address, and groups cannot be asked for until an admin has opened the add-on).
    """

    typed: str
    why: str


@dataclass(frozen=True, slots=True)
class Invitee:
    """One principal as the preview shows it. `before` is the level she has now, None when new."""

    email: str
    name: str
    kind: str
    before: Level | None
    after: Level
    contacts: int
    calls: int
    people: int = 1  # for a group: how many persons
    through: int = 0  # of the contacts: those she has already through another shared label
    adopted: int = 0  # and her own, that are completed instead of doubled


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """The share form and its preview. `levels` are those the viewer may give, highest last."""

    viewer: Viewer
    name: str
    size: int
    label: str
    group: str
    levels: tuple[Level, ...]
    form: ShareForm
    invitees: tuple[Invitee, ...] = ()
    refused: tuple[RefusedAddress, ...] = ()
    problem: str = ""  # nobody | empty-label | (empty: none)
    excluded: int = 0  # contacts of the label that are others' and may not be shared on
