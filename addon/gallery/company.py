"""Sample facts of a company: its labels, somebody who leaves it, its audit log, what its admin decided."""

from __future__ import annotations

from dataclasses import replace

from cards.onboarding import ADMIN_DELEGATION
from services.core.admin_facts import (
    EVENT_KINDS,
    AdminLabel,
    AdminLabels,
    AdminMembers,
    AuditPage,
    AuditRow,
    Check,
    Estate,
    Leaver,
    LeaverFacts,
    SetupFacts,
)
from services.core.levels import Level
from services.core.outcome import Fault
from services.core.records import Policies

from .facts import AT, COPYING, CURRENT, MAYA, NOAH, SCOPES, attention, member

DOMAINS = ("example.com", "example.org")
DECIDED = Policies(
    who_may_share="group",
    sharing_group="sales@example.com",
    within="domain",
    outside_domains=("example.org",),
    mails=False,
    language="fi",
)


def setup(fault: Fault | None = None, *, ours: bool = False, policies: Policies | None = None) -> SetupFacts:
    """Whether everything is in place; with a fault the second scope is not."""
    return SetupFacts(
        checks=(
            Check("scope", SCOPES[0], page=ADMIN_DELEGATION),
            Check("scope", SCOPES[1], fault, ours, ADMIN_DELEGATION, ",".join(SCOPES)),
            Check("people"),
            Check("groups"),
        ),
        service_account="app@example.com",
        client_id="",
        scopes=SCOPES,
        console=ADMIN_DELEGATION,
        domains=DOMAINS,
        policies=policies or Policies(),
    )


FINANCE = AdminLabel(
    "l1",
    "Finance",
    MAYA.account,
    MAYA.name,
    MAYA.email,
    None,
    23,
    12,
    {"current": 9, "copying": 2, "later": 1},
)
LABELS = AdminLabels(
    (
        FINANCE,
        AdminLabel(
            "l2", "Budget", "1", "Bo Dahl", "bo@example.com", Fault.SUSPENDED, 42, 1, {"attention": 1}
        ),
        AdminLabel("l3", "", "2", "", "", Fault.GONE, 0, 0),
    ),
    next="l3",
    total=57,
)
MEMBERS = AdminMembers(
    FINANCE,
    (
        member("Maya Lopez", CURRENT, Level.OWNER, me=True),
        member("Noah Berg", COPYING),
        member("Ada Cole", attention(Fault.FULL), Level.VIEWER),
        member("Sales", kind="group"),
        member("Ida Kay", via="Sales"),
    ),
    next="m5",
)
LEAVER = LeaverFacts(
    account=NOAH.account,
    name=NOAH.name,
    email=NOAH.email,
    reach="active",
    labels=(Estate("l7", "Partners", 30, 4, "300", "Ada Cole"), Estate("l8", "Suppliers", 200, 0)),
    copies=3,
    grants=2,
)
MOVING = replace(LEAVER, labels=(), copies=0, grants=0, state="running", moved=2, ended=2, ending=3)
SUSPENDED = replace(MOVING, state="done", reach="suspended")
BEGUN = (
    Leaver(NOAH.account, NOAH.name, NOAH.email, "running", AT),
    Leaver("1", "", "bo@example.com", "done", AT),
    Leaver("2", "", "", "done", AT),
)


def _event(number: int, what: str, **more: str) -> AuditRow:
    told = {"target": NOAH.account, "target_name": NOAH.name, **more}
    return AuditRow(f"e{number}", AT, what, MAYA.account, MAYA.name, MAYA.email, "l1", "Finance", **told)


_DETAILS = {
    "shared": "editor",
    "level": "viewer",
    "hidden": "viewer addresses phoneNumbers",
    "brake": "10 25",
    "exported": "csv",
}
_POLICIES = {
    "who_may_share": "group", "sharing_group": "sales@example.com", "within": "domain",
    "outside_domains": "example.org", "default_level": "editor", "brake_percent": "25", "mails": "false",
    "language": "",
}  # fmt: skip
AUDIT = AuditPage(
    (
        *(
            _event(n, kind, detail=_DETAILS.get(kind, ""))
            for n, kind in enumerate(EVENT_KINDS)
            if kind != "policy"
        ),
        *(
            _event(n, "policy", target=name, target_name="", detail=said)
            for n, (name, said) in enumerate(_POLICIES.items(), start=len(EVENT_KINDS))
        ),
    ),
    next="e99",
)
"""One of each kind, and one of each policy."""
