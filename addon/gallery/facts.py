"""Sample facts: a label of Maya's, those who have it, what happened to it. Nobody here exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from services.core.facts import (
    ActivityFacts,
    ChangeFacts,
    ClashFacts,
    ContactRow,
    CopyFacts,
    HeldFacts,
    Invitee,
    LabelFacts,
    MemberFacts,
    MemberRow,
    OwnLabel,
    RefusedAddress,
    SettingsFacts,
    SharedLabel,
    ShareFacts,
    ShareForm,
    TrashFacts,
    TrashRow,
    Viewer,
    WhyFacts,
)
from services.core.levels import Level
from services.core.outcome import Fault

AT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
EVERYBODY = (Level.VIEWER, Level.EDITOR, Level.REMOVER, Level.MANAGER)
MAYA = Viewer("100", "maya@example.com", "Maya Lopez", "en-GB", "Europe/Helsinki")
NOAH = Viewer("200", "noah@example.com", "Noah Berg", "en-GB", "Europe/Helsinki")
CURRENT = CopyFacts("current", 23, 23)
COPYING = CopyFacts("copying", 40, 200)
WAITING = CopyFacts("waiting", 0, 23)
QUOTA = CopyFacts("later", 40, 200, Fault.QUOTA, AT)
SILENT = CopyFacts("later", 0, 23, Fault.UNAVAILABLE, AT)
PAUSED = CopyFacts("paused", 23, 23)
FOUGHT = CopyFacts("current", 23, 23, fought=1, fought_names=("Ron Wyden",))


def attention(fault: Fault | None) -> CopyFacts:
    return CopyFacts("attention", 0, 23, fault, AT)


def member(
    name: str = "Noah Berg", copy: CopyFacts = CURRENT, level: Level = Level.EDITOR, **more: object
) -> MemberRow:
    given = {"kind": "person", "grant_state": "active", "me": False, "via": "", **more}
    first = name.split(" ", maxsplit=1)[0].lower()
    return MemberRow(f"id-{first}", name, f"{first}@example.com", level, copy=copy, **given)  # type: ignore[arg-type]  # a sample names what it likes


def contact(number: int, title: str | None = None, **more: str) -> ContactRow:
    return ContactRow(
        **{
            "contact": f"p.{number}",
            "resource": f"people/c{number}",
            "title": f"Person {number:03}" if title is None else title,
            "subtitle": f"person{number:03}@senate.gov",
            **more,
        }
    )


def label_facts(**more: object) -> LabelFacts:
    given = {
        "viewer": MAYA,
        "name": "Finance",
        "size": 23,
        "level": Level.OWNER,
        "group": "contactGroups/1",
        "owner_name": "Maya Lopez",
        "contacts": tuple(contact(n) for n in range(1, 21)),
        "pages": 2,
        **more,
    }
    return LabelFacts(**given)  # type: ignore[arg-type]  # a sample names what it likes


def shared_facts(**more: object) -> LabelFacts:
    given = {
        "label": "l1",
        "members": (member(copy=COPYING), member("Ada Cole", WAITING, Level.VIEWER)),
        "members_total": 2,
        "current": 0,
        **more,
    }
    return label_facts(**given)


def member_facts(row: MemberRow, **more: object) -> MemberFacts:
    given = {"levels": EVERYBODY, "may_end": True, "may_hide": True, "may_own": True, **more}
    return MemberFacts(MAYA, "l1", "Finance", row, **given)  # type: ignore[arg-type]  # a sample names what it likes


def settings_facts(**more: object) -> SettingsFacts:
    given = {"hidden": {}, **more}
    return SettingsFacts("l1", "Finance", 10, 10, **given)  # type: ignore[arg-type]  # a sample names what it likes


def share_facts(**more: object) -> ShareFacts:
    given = {"form": ShareForm(), "levels": EVERYBODY, "label": "", "group": "contactGroups/1", **more}
    return ShareFacts(MAYA, "Finance", 23, **given)  # type: ignore[arg-type]  # a sample names what it likes


HOLD = HeldFacts("h1", "Noah Berg", ("Ron Wyden", "", "Maria Cantwell"), 12, AT)
LEFT = HeldFacts("h2", "Maya Lopez", ("Ron Wyden",), 1, AT, everything=True, mine=True)
CLASH = ClashFacts("p.1", 7, "Ron Wyden", "phoneNumbers", "+1 202", "+1 203", "Noah Berg", "Ada Cole", AT)
CHANGE = ChangeFacts(
    "p.1",
    7,
    "Ron Wyden",
    AT,
    "Noah Berg",
    "pull",
    (("phoneNumbers", "+1 202", "+1 203"), ("biographies", "", "Back on Monday")),
    undoable=True,
    run="r1",
    by="200",
)
DELETED = replace(CHANGE, version=8, title="", changes=(("labels", "Finance", ""),), who="", by="", run="")
BACK = replace(CHANGE, version=9, changes=(("labels", "", "Finance"),), cause="restore", undoable=False)


def activity(*changes: ChangeFacts, **more: object) -> ActivityFacts:
    given = {"level": Level.OWNER, **more}
    return ActivityFacts(MAYA, "l1", "Finance", changes=changes, **given)  # type: ignore[arg-type]  # a sample names what it likes


def trash(*found: TrashRow, **more: object) -> TrashFacts:
    given = {"level": Level.OWNER, **more}
    return TrashFacts(MAYA, "l1", "Finance", rows=found, **given)  # type: ignore[arg-type]  # a sample names what it likes


TRASHED = TrashRow("p.1", "Ron Wyden", "Noah Berg", AT, AT.replace(month=12))
REASONS = (
    "here",
    "not-in-label",
    "copying",
    "attention",
    "paused",
    "refused",
    "foreign",
    "ended",
    "hidden",
    "new",
)
WHY = (
    *(
        WhyFacts("Ron Wyden", f"Member {reason}", reason, Fault.FULL, AT if reason == "attention" else None)
        for reason in REASONS
    ),
    WhyFacts("Ron Wyden", "Member later", "later", Fault.QUOTA, AT),
    WhyFacts("Ron Wyden", "Member sometime", "later"),
)
REFUSED = (
    RefusedAddress("maya@example.com", "self"),
    RefusedAddress("ada@", "malformed"),
    RefusedAddress("nobody@example.com", "unknown"),
    RefusedAddress("old@example.com", "suspended"),
    RefusedAddress("friend@gmail.com", "outside"),
    RefusedAddress("noah@example.com", "same"),
    RefusedAddress("boss@example.com", "owner"),
    RefusedAddress("chief@example.com", "higher"),
    RefusedAddress("last@example.com", "too-many"),
)
INVITEES = (
    Invitee("noah@example.com", "Noah Berg", "person", None, Level.EDITOR, 23, 2),
    Invitee("ada@example.com", "", "person", None, Level.EDITOR, 23, 1, through=4, adopted=7),
    Invitee("sales@example.com", "Sales", "group", None, Level.EDITOR, 23, 24, 12),
    Invitee("eva@example.com", "Eva Korhonen", "person", Level.VIEWER, Level.EDITOR, 23, 0),
)
OWN = (
    OwnLabel("contactGroups/1", "Finance", 23, "l1", 2, copying=2),
    OwnLabel("contactGroups/2", "Agriculture", 1),
    OwnLabel("contactGroups/3", "Empty", 0),
    OwnLabel("contactGroups/4", "Budget", 42, "l2", 1, troubled=1, held=3, clashes=1),
)
THEIRS = (
    SharedLabel("l5", "Customers", "Eva Korhonen", Level.EDITOR, 120, CopyFacts("current", 120, 120)),
    SharedLabel("l6", "Suppliers", "Eva Korhonen", Level.VIEWER, 200, COPYING),
    SharedLabel("l7", "Partners", "Noah Berg", Level.MANAGER, 30, attention(Fault.FULL), held=1),
)
SCOPES = ("https://www.googleapis.com/auth/contacts", "https://www.googleapis.com/auth/gmail.send")
