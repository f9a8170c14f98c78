"""The weekly summary, for those who asked for one."""

from __future__ import annotations

from datetime import timedelta

from .core.records import Account, Copy, Grant, Label, Version
from .deps import Deps
from .notifying import Occasion, owe
from .outbox import relay, tenants
from .ports import Scope, Where
from .visiting import LIVE
from .walking import pages

WEEK = timedelta(days=7)
_PAGE = 200


def owe_all(*, deps: Deps) -> int:
    """Owe this week's summary to everybody who asked for it; asked twice in a week, it is one mail."""
    count = 0
    year, week, _ = deps.now().isocalendar()
    for tenant in tenants(deps=deps):
        scope = deps.store.tenant(tenant.id)
        for page in pages(scope, Account, Where("digest", "==", True), size=_PAGE):
            occasion = Occasion("digest", "", "", once=f"digest-{year}-{week}")
            wanted = [account.id for account in page if changes(scope, account.id, deps=deps)]
            mails, promises = owe(tenant.id, occasion, wanted, deps=deps)
            scope.put(*mails, *promises)
            relay(tenant.id, promises, deps=deps)
            count += len(mails)
    return count


def changes(scope: Scope, account: str, *, deps: Deps) -> dict[str, int]:
    """Label -> how many changes the week brought, for every label that the person has."""
    copies = [c for c in scope.find(Copy, Where("account", "==", account)) if c.state in LIVE]
    labels = scope.get_many(Label, [copy.label for copy in copies])
    grants = scope.get_many(Grant, [copy.key for copy in copies])
    since = deps.now() - WEEK
    found = {
        copy.label: scope.count(Version, Where("labels", "contains", copy.label), Where("at", ">=", since))
        for copy in copies
        if copy.label in labels
        and labels[copy.label].state == "active"
        and copy.key in grants
        and grants[copy.key].state != "ended"
    }
    return {label: count for label, count in found.items() if count}
