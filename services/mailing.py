"""Sending what is owed: once, never to someone without access, several labels in one mail.

A mail is claimed when nothing but the one call that sends it is left to do. A worker that dies before
leaves it to the next try. One that dies after leaves it claimed: it is then shown as not sent, because a
second mail would be worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from .core.contact import masked, title
from .core.facts import MailFacts, MailItem
from .core.levels import Level
from .core.outcome import Fault, Outcome, outcome_of
from .core.records import Account, Contact, Grant, Hold, Label, MailRecord, Tenant
from .deps import Deps
from .digesting import changes
from .notifying import GROUPED, PATIENCE, QUIET
from .outbox import promise, relay
from .policies import policies_of
from .ports import Contention, Mail, NotSent, PortError, Transaction, Unavailable, Where
from .subscribing import with_key
from .visiting import hidden_fields

NEEDS_ACCESS = frozenset({"shared", "level-changed", "held", "put-right"})
TITLES = 10
TOGETHER = 100
"""Labels in one mail at the most."""


def send(tenant: str, mail_id: str, *, deps: Deps) -> Outcome:
    """Send the mail that is owed, with what belongs to it, or record why it is not sent."""
    scope = deps.store.tenant(tenant)
    first = scope.get(MailRecord, mail_id)
    if first is None or first.state != "owed":
        return Outcome.DONE
    group = _together(tenant, first, deps=deps)
    if not group:
        _wait(tenant, first, deps=deps)
        return Outcome.DONE
    due: list[MailRecord] = []
    for mail in group:
        why = _why_not(tenant, mail, deps=deps)
        if why:
            _turn(tenant, [mail], "unsent", why, deps=deps)
        else:
            due.append(mail)
    return _send(tenant, due, deps=deps) if due else Outcome.DONE


def _together(tenant: str, first: MailRecord, *, deps: Deps) -> list[MailRecord]:
    """The mails that go out as one; none while more of them may come in a moment."""
    if first.kind not in GROUPED:
        return [first]
    owed = [
        mail
        for mail in deps.store.tenant(tenant).find(
            MailRecord, Where("to", "==", first.to), Where("state", "==", "owed"), limit=TOGETHER
        )
        if (mail.kind, mail.by) == (first.kind, first.by) and mail.at is not None
    ]
    times = [mail.at for mail in owed if mail.at is not None]
    now = deps.now()
    if times and now - max(times) < QUIET and now - min(times) < PATIENCE:
        return []
    return owed or [first]


def _wait(tenant: str, mail: MailRecord, *, deps: Deps) -> None:
    again = promise(tenant, "mail", {"mail": mail.id}, deps=deps, due=deps.now() + QUIET)
    deps.store.tenant(tenant).put(again)
    relay(tenant, [again], deps=deps)


def _turn(tenant: str, mails: Sequence[MailRecord], state: str, why: str = "", *, deps: Deps) -> bool:
    """Whether all of these are owed still, and are this now: another worker may have claimed some."""

    def body(tx: Transaction) -> bool:
        stored = tx.get_many(MailRecord, [mail.id for mail in mails])
        if any(mail.id not in stored or stored[mail.id].state != "owed" for mail in mails):
            return False
        tx.put(*(replace(one, state=state, why=why) for one in stored.values()))
        return True

    return deps.store.tenant(tenant).transact(body)


def _send(tenant: str, mails: Sequence[MailRecord], *, deps: Deps) -> Outcome:
    mail = _written(tenant, mails, deps=deps)
    if mail is None:
        return Outcome.DONE  # `_why_not` has said so on the record
    try:
        with deps.mailer.ready(mail) as send_it:
            if not _turn(tenant, mails, "sending", deps=deps):
                raise Contention("another worker sends some of these mails")
            return _send_claimed(tenant, mails, send_it, deps=deps)
    except PortError as error:
        if outcome_of(error.fault) is Outcome.LATER:
            raise
        _turn(tenant, mails, "unsent", error.fault.value, deps=deps)
        return Outcome.DONE


def _send_claimed(
    tenant: str, mails: Sequence[MailRecord], send_it: Callable[[], None], *, deps: Deps
) -> Outcome:
    scope = deps.store.tenant(tenant)
    try:
        send_it()
    except NotSent:
        scope.put(*mails)
        raise
    except Unavailable:
        # It may have been sent: not twice.
        scope.put(*(replace(mail, state="unsent", why="unknown") for mail in mails))
        return Outcome.DONE
    except PortError as error:
        outcome = outcome_of(error.fault)
        if outcome is Outcome.LATER:
            scope.put(*mails)
            raise
        scope.put(*(replace(mail, state="unsent", why=error.fault.value) for mail in mails))
        return Outcome.DONE
    scope.put(*(replace(mail, state="sent", at=deps.now()) for mail in mails))
    return Outcome.DONE


def _written(tenant: str, mails: Sequence[MailRecord], *, deps: Deps) -> Mail | None:
    """The mail in its reader's language; None when nobody is there to read it."""
    first = mails[0]
    to = with_key(tenant, first.to, deps=deps)
    if to is None:
        return None
    by = deps.store.tenant(tenant).get(Account, first.by) if first.by else None
    facts = _facts(tenant, mails, to, by, deps=deps)
    words = deps.letters.compose(
        facts, locale=to.language or to.locale or policies_of(tenant, deps=deps).language
    )
    return Mail(
        sender=by.email if by else to.email,
        sender_name=facts.by_name,
        to=to.email,
        to_name=to.name,
        subject=words.subject,
        text=words.text,
        html=words.html,
        headers={
            # RFC 8058: one press in the mail program, no page in between.
            "List-Unsubscribe": f"<{facts.unsubscribe_link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        id=first.id,
    )


def _why_not(tenant: str, mail: MailRecord, *, deps: Deps) -> str:
    scope = deps.store.tenant(tenant)
    to = scope.get(Account, mail.to)
    company = deps.store.root.get(Tenant, tenant)
    if to is None:
        return "gone"
    if not to.mails or (company is not None and not company.policies.mails):
        return "mails-off"
    if not mail.label:
        return ""
    label = scope.get(Label, mail.label)
    if label is None:
        return "label-gone"
    if mail.kind in NEEDS_ACCESS:
        grant = scope.get(Grant, f"{label.id}.{to.id}")
        if label.state != "active" or grant is None or grant.state == "ended":
            return "access-ended"
    return ""


def _facts(
    tenant: str, mails: Sequence[MailRecord], to: Account, by: Account | None, *, deps: Deps
) -> MailFacts:
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
    return hidden_fields(to.id, [label], {label.id: grant.level}) if label and grant else frozenset()


def _titles(tenant: str, hold: Hold, hidden: frozenset[str], *, deps: Deps) -> tuple[str, ...]:
    """Names of the first contacts that a held deletion is about, as their reader may see them."""
    found = deps.store.tenant(tenant).get_many(Contact, hold.contacts[:TITLES])
    return tuple(title(masked(found[key].content, hidden)) for key in hold.contacts[:TITLES] if key in found)
