"""Sending what is owed: once, never to someone without access, several labels in one mail.

A mail is claimed when nothing but the one call that sends it is left to do. A worker that dies before
leaves it to the next try. One that dies after leaves it claimed: it is then shown as not sent, because a
second mail would be worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from .core.outcome import Outcome, outcome_of
from .core.records import Account, Grant, Label, MailRecord, Tenant
from .deps import Deps
from .mail_facts import mail_facts
from .notifying import GROUPED, PATIENCE, QUIET
from .outbox import dispatch, promise
from .policies import policies_of
from .ports import Contention, Mail, NotSent, PortError, Transaction, Unavailable, Where
from .subscribing import with_key

NEEDS_ACCESS = frozenset({"shared", "level-changed", "held", "put-right"})
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
    dispatch(tenant, [again], deps=deps)


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
    facts = mail_facts(tenant, mails, to, by, deps=deps)
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
