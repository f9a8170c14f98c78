"""Every mail, as facts made up for it: each kind, and the shapes that a kind can take."""

from __future__ import annotations

from dataclasses import replace

from services.core.facts import MailFacts, MailItem
from services.core.levels import Level
from services.core.outcome import Fault

BASE = "https://labels.example.com"
FINANCE = MailItem("l1", "Finance", 23, Level.EDITOR, link=f"{BASE}/labels/l1")
OTHERS = tuple(
    MailItem(f"l{n}", name, n, Level.VIEWER, link=f"{BASE}/labels/l{n}")
    for n, name in enumerate(("Agriculture", "Budget", "Customers", "Suppliers"), start=2)
)


def _mail(kind: str, *items: MailItem, **more: object) -> MailFacts:
    said = {
        "to_name": "Noah Berg",
        "by_name": "Maya Lopez",
        "by_email": "maya@example.com",
        "items": items or (FINANCE,),
        "home_link": f"{BASE}/",
        "settings_link": f"{BASE}/settings",
        "unsubscribe_link": f"{BASE}/unsubscribe/t1/a1/key",
        **more,
    }
    return MailFacts(kind=kind, **said)  # type: ignore[arg-type]  # a sample names what it likes


LETTERS: dict[str, MailFacts] = {
    "shared": _mail("shared", message="Here they are.\nMaya"),
    "shared-many": _mail("shared", FINANCE, *OTHERS),
    "level-changed": _mail("level-changed", replace(FINANCE, before=Level.VIEWER, level=Level.REMOVER)),
    "level-changed-many": _mail(
        "level-changed", *(replace(one, before=Level.REMOVER) for one in (FINANCE, *OTHERS))
    ),
    "ended": _mail("ended"),
    "ended-many": _mail("ended", FINANCE, *OTHERS),
    "ownership": _mail("ownership", replace(FINANCE, level=Level.OWNER)),
    "held": _mail("held", titles=tuple(f"Person {n:03}" for n in range(1, 11)), total=30),
    "held-own": _mail("held", own=True, titles=("Ron Wyden", ""), total=2),
    "put-right": _mail("put-right", replace(FINANCE, level=Level.VIEWER, note="add edit remove")),
    "attention": _mail("attention", fault=Fault.FULL),
    "digest": _mail("digest", *(replace(one, note=str(one.size)) for one in (FINANCE, *OTHERS))),
}
