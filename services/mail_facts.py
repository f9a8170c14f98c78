"""What a mail is about: facts, gathered at the moment it is sent and as far as its reader may know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .core.contact import masked, title
from .core.facts import MailFacts, MailItem
from .core.levels import Level
from .core.outcome import Fault
from .core.records import Account, Contact, Grant, Hold, Label, MailRecord
from .core.sight import hidden_by
from .deps import Deps
from .digesting import changes

TITLES = 10
"""Contacts of a held deletion that are named."""


def mail_facts(
    tenant: str, mails: Sequence[MailRecord], to: Account, by: Account | None, *, deps: Deps
) -> MailFacts:
    """What the mails say together, as far as their reader may know it; `by` is who caused them."""
    scope = deps.store.tenant(tenant)
    labels = scope.get_many(Label, {mail.label for mail in mails if mail.label})
    grants = scope.get_many(Grant, [f"{label}.{to.id}" for label in labels])
    latest = {mail.label: mail for mail in sorted(mails, key=lambda one: str(one.at))}
    if mails[0].kind == "digest":
        items = _summary(tenant, to, deps=deps)
    else:
        items = tuple(
            _item(mail, labels[mail.label], grants.get(f"{mail.label}.{to.id}"), deps=deps)
            for mail in latest.values()
            if mail.label in labels
        )
    hold = scope.get(Hold, mails[0].facts["hold"]) if mails[0].facts.get("hold") else None
    messages = dict.fromkeys(mail.message.strip() for mail in mails if mail.message.strip())
    return MailFacts(
        kind=mails[0].kind,
        to_name=to.name,
        by_name=(by.name or by.email) if by else "",
        by_email=by.email if by else "",
        items=items,
        message="\n\n".join(messages),
        home_link=f"{deps.base_url}/",
        settings_link=f"{deps.base_url}/settings",
        unsubscribe_link=f"{deps.base_url}/unsubscribe/{tenant}/{to.id}/{to.mail_key}",
        fault=Fault(mails[0].facts["fault"]) if mails[0].facts.get("fault") else None,
        titles=_titles(tenant, hold, _hidden(hold, to, labels, grants), deps=deps) if hold else (),
        total=hold.total if hold else 0,
        own=by is not None and by.id == to.id,
    )


def _item(mail: MailRecord, label: Label, grant: Grant | None, *, deps: Deps) -> MailItem:
    before = mail.facts.get("before")
    return MailItem(
        label=label.id,
        name=label.name,
        size=label.size,
        level=grant.level if grant else Level.VIEWER,
        before=Level.from_word(before) if before else None,
        link=f"{deps.base_url}/labels/{label.id}",
        note=mail.facts.get("denied", ""),
    )


def _summary(tenant: str, to: Account, *, deps: Deps) -> tuple[MailItem, ...]:
    """The labels in which something changed this week, with how much."""
    scope = deps.store.tenant(tenant)
    counts = changes(scope, to.id, deps=deps)
    labels = scope.get_many(Label, counts)
    grants = scope.get_many(Grant, [f"{label}.{to.id}" for label in counts])
    return tuple(
        MailItem(
            label=label,
            name=labels[label].name,
            size=labels[label].size,
            level=grants[f"{label}.{to.id}"].level,
            link=f"{deps.base_url}/labels/{label}",
            note=str(count),
        )
        for label, count in sorted(counts.items(), key=lambda one: labels[one[0]].name.casefold())
    )


def _hidden(
    hold: Hold, to: Account, labels: Mapping[str, Label], grants: Mapping[str, Grant]
) -> frozenset[str]:
    label, grant = labels.get(hold.label), grants.get(f"{hold.label}.{to.id}")
    return hidden_by(label, to.id, grant.level) if label and grant else frozenset()


def _titles(tenant: str, hold: Hold, hidden: frozenset[str], *, deps: Deps) -> tuple[str, ...]:
    """Names of the first contacts that a held deletion is about, as their reader may see them."""
    found = deps.store.tenant(tenant).get_many(Contact, hold.contacts[:TITLES])
    return tuple(title(masked(found[key].content, hidden)) for key in hold.contacts[:TITLES] if key in found)
