"""Pages of an admin with sample facts: what each template is given, by the same views as in earnest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from addon.dashboard import administration, company_labels, erasing, leavers, policies
from cards.admin import admin_view
from cards.text import Words
from services.core.outcome import Fault

from . import company
from .drawn import Drawn

HERE = {"here": "/admin"}


def _admin(words: Words) -> Drawn:
    return "pages/admin.html", HERE | {"view": admin_view(company.setup(policies=company.DECIDED), words)}


def _admin_missing(words: Words) -> Drawn:
    return "pages/admin.html", HERE | {"view": admin_view(company.setup(Fault.SCOPE), words)}


def _audit(words: Words) -> Drawn:
    said = {"who": "noah@example.com", "what": "", "label": "", "from": "2026-11-01", "to": "2026-11-30"}
    return "pages/admin_audit.html", HERE | administration.audit_page(company.AUDIT, said, words)


def _audit_empty(words: Words) -> Drawn:
    said = dict.fromkeys(("who", "what", "label", "from", "to"), "")
    none = replace(company.AUDIT, rows=(), next="")
    return "pages/admin_audit.html", HERE | administration.audit_page(none, said, words)


def _erase(words: Words) -> Drawn:
    return "pages/admin_erase.html", HERE | {
        "url": erasing.ADDRESS,
        "domain": "example.com",
        "typed": "example",
        "take_back": True,
        "problem": words.gettext("Nothing was deleted. Type {domain} to go on.", domain="example.com"),
    }


def _labels(words: Words) -> Drawn:
    return "pages/admin_labels.html", HERE | company_labels.labels_page(company.LABELS, words)


def _label(words: Words) -> Drawn:
    problem = words.gettext("Choose one of the members.")
    return "pages/admin_label.html", HERE | company_labels.label_page(company.MEMBERS, words, problem=problem)


def _leavers(words: Words) -> Drawn:
    return "pages/admin_leavers.html", HERE | leavers.leavers_page(company.BEGUN, words)


def _leaver(words: Words) -> Drawn:
    typed = {"heir": "ada@example.com", "heir.l7": "300"}
    return "pages/admin_leaver.html", HERE | leavers.leaver_page(company.LEAVER, words, typed=typed)


def _leaver_moving(words: Words) -> Drawn:
    return "pages/admin_leaver.html", HERE | leavers.leaver_page(company.MOVING, words)


def _leaver_suspended(words: Words) -> Drawn:
    return "pages/admin_leaver.html", HERE | leavers.leaver_page(company.SUSPENDED, words)


def _policies(words: Words) -> Drawn:
    said = policies.policies_page(company.DECIDED, company.DOMAINS, words)
    wrong = {"wrong": "brake_percent", "problem": words.gettext("Type a whole number from 1 to 100.")}
    return "pages/admin_policies.html", HERE | said | wrong | {"percent": "300"}


COMPANY_PAGES: dict[str, Callable[[Words], Drawn]] = {
    "admin": _admin,
    "admin_missing": _admin_missing,
    "admin_policies": _policies,
    "admin_labels": _labels,
    "admin_label": _label,
    "admin_leavers": _leavers,
    "admin_leaver": _leaver,
    "admin_leaver_moving": _leaver_moving,
    "admin_leaver_suspended": _leaver_suspended,
    "admin_audit": _audit,
    "admin_audit_empty": _audit_empty,
    "admin_erase": _erase,
}
