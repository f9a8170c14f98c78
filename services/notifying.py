"""Mails: owed in the transaction that makes them due, sent once, and never to someone without access.

A mail is claimed before it is handed to the mail service. A worker that dies between the two leaves
it claimed: it is then shown as not sent, because a second mail would be worse than none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import format_datetime

from .core.contact import title
from .core.facts import MailFacts, MailItem
from .core.levels import Level
from .core.outcome import Outcome, outcome_of
from .core.records import Account, Contact, Grant, Hold, Label, MailRecord, Promise, Tenant
from .deps import Deps
from .outbox import promise
from .ports import Mail, PortError, Transaction, Unavailable

_log = logging.getLogger(__name__)

NEEDS_ACCESS = frozenset({"shared", "level-changed", "held", "put-right"})
_STUCK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a mail is about.

    `by` is the account behind it. With `once`, a mail of that name is owed to each account one time
    only, however often asked. `facts` are words and ids that its kind needs.
    """

    kind: str
    label: str
    by: str
    once: str = ""
    message: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def owe(
    tenant: str, occasion: Occasion, to: Iterable[str], *, deps: Deps
) -> tuple[list[MailRecord], list[Promise]]:
    """Records and promises to put into the transaction at hand; one mail for each account in `to`."""
    scope = deps.store.tenant(tenant)
    once = occasion.once
    keys = {account: f"{once}-{account}" if once else deps.new_id() for account in to}
    known = scope.get_many(MailRecord, keys.values()) if once else {}
    mails = [
        MailRecord(
            id=key,
            kind=occasion.kind,
            to=account,
            by=occasion.by,
            label=occasion.label,
            message=occasion.message,
            facts=dict(occasion.facts),
            at=deps.now(),
        )
        for account, key in keys.items()
        if key not in known
    ]
    return mails, [promise(tenant, "mail", {"mail": mail.id}, deps=deps) for mail in mails]


def send(tenant: str, mail_id: str, *, deps: Deps) -> Outcome:
    """Send one mail that is owed, or record why it is not sent."""
    scope = deps.store.tenant(tenant)

    def claim(tx: Transaction) -> MailRecord | None:
        mail = tx.get(MailRecord, mail_id)
        if mail is None or mail.state != "owed":
            return None
        tx.put(replace(mail, state="sending", at=deps.now()))
        return mail

    mail = scope.transact(claim)
    if mail is None:
        return Outcome.DONE
    why = _why_not(tenant, mail, deps=deps)
    if why:
        scope.put(replace(mail, state="unsent", why=why))
        return Outcome.DONE
    to = scope.get(Account, mail.to)
    by = scope.get(Account, mail.by) if mail.by else None
    label = scope.get(Label, mail.label)
    if to is None or label is None:
        return Outcome.DONE  # `_why_not` has said so on the record
    facts = _facts(tenant, mail, to, by, label, deps=deps)
    words = deps.letters.compose(facts, locale=to.locale)
    try:
        deps.mailer.send(
            Mail(
                sender=by.email if by else to.email,
                sender_name=facts.by_name,
                to=to.email,
                to_name=to.name,
                subject=words.subject,
                text=words.text,
                html=words.html,
                headers={"Date": format_datetime(deps.now())},
                id=mail.id,
            )
        )
    except Unavailable:
        # It may have been sent: not twice.
        scope.put(replace(mail, state="unsent", why="unknown"))
        return Outcome.DONE
    except PortError as error:
        outcome = outcome_of(error.fault)
        if outcome is Outcome.LATER:
            scope.put(mail)
        else:
            scope.put(replace(mail, state="unsent", why=error.fault.value))
        return outcome
    scope.put(replace(mail, state="sent", at=deps.now()))
    return Outcome.DONE


def _why_not(tenant: str, mail: MailRecord, *, deps: Deps) -> str:
    scope = deps.store.tenant(tenant)
    to = scope.get(Account, mail.to)
    label = scope.get(Label, mail.label)
    company = deps.store.root.get(Tenant, tenant)
    if to is None:
        return "gone"
    if label is None:
        return "label-gone"
    if company is not None and not company.policies.mails:
        return "mails-off"
    if not to.mails:
        return "mails-off"
    if mail.kind in NEEDS_ACCESS:
        grant = scope.get(Grant, f"{label.id}.{to.id}")
        if label.state != "active" or grant is None or grant.state == "ended":
            return "access-ended"
    return ""


def _facts(
    tenant: str, mail: MailRecord, to: Account, by: Account | None, label: Label, *, deps: Deps
) -> MailFacts:
    scope = deps.store.tenant(tenant)
    grant = scope.get(Grant, f"{label.id}.{to.id}")
    before = mail.facts.get("before")
    level = grant.level if grant else Level.VIEWER
    titles: tuple[str, ...] = ()
    if mail.facts.get("hold"):
        hold = scope.get(Hold, mail.facts["hold"])
        if hold:
            found = scope.get_many(Contact, hold.contacts[:10])
            titles = tuple(title(found[key].content) for key in hold.contacts[:10] if key in found)
    return MailFacts(
        kind=mail.kind,
        to_name=to.name,
        by_name=(by.name or by.email) if by else "",
        by_email=by.email if by else "",
        items=(
            MailItem(
                label=label.id,
                name=label.name,
                size=label.size,
                level=level,
                before=Level.from_word(before) if before else None,
                link=f"{deps.base_url}/labels/{label.id}",
                note=mail.facts.get("denied", ""),
            ),
        ),
        message=mail.message,
        settings_link=f"{deps.base_url}/settings",
        titles=titles,
    )
